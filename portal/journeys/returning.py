"""Coming back to answers that were saved with a code."""

from portal.journeys.fields import Line
from portal.journeys.forms import PageForm
from portal.wording import msg


class ComeBack(PageForm):
    """The code that opens saved answers."""

    code = Line(
        msg("Your code"),
        hint=msg("It has 12 letters and numbers, like ABCD-2345-EFGH. Small letters are fine."),
        missing=msg("Enter your code"),
        max_length=40,
        width="20",
        spellcheck=False,
        autocomplete="off",
    )
