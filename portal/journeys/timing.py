"""What officers are asked when they stop the clocks of a case or give one of them more time."""

from portal.journeys.choices import Choice
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg

TO_THEM = msg(
    "The applicant will read these words. Write to them as “you”, in short sentences, and do not name the person "
    "complained of or anybody who gave information."
)


class Pausing(PageForm):
    """Why the clocks stand still."""

    reason = Paragraphs(
        msg("What do you wait for?"),
        hint=TO_THEM,
        missing=msg("Say what you wait for"),
        short=msg("The reason"),
        max_length=4000,
        rows=4,
    )


class Extending(PageForm):
    """Which clock gets more time, until when, and why."""

    clock = Choice(
        msg("Which clock needs more time?"), options_from="clocks", missing=msg("Choose which clock")
    )
    due_on = ExactDate(
        msg("What is the new day?"),
        hint=msg("The last day in time. It must be later than the day that was set before."),
        missing=msg("Enter the new day"),
        short=msg("The new day"),
    )
    reason = Paragraphs(
        msg("Why is more time needed?"),
        hint=TO_THEM,
        missing=msg("Say why more time is needed"),
        short=msg("The reason"),
        max_length=4000,
        rows=4,
    )
