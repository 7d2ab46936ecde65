"""What is asked to find a case."""

from portal.journeys.fields import Line
from portal.journeys.forms import PageForm
from portal.wording import msg


class Searching(PageForm):
    """A reference, or the beginning of a victim's name."""

    wanted = Line(
        msg("Reference or name"),
        hint=msg("Write the reference, or how the victim’s name begins. For example CR-7K3MQ-2F80, or Sam"),
        missing=msg("Enter a reference or how a name begins"),
        max_length=80,
        width="20",
        spellcheck=False,
    )


class ByReference(PageForm):
    """The reference of one case."""

    reference = Line(
        msg("Reference of the case"),
        hint=msg("For example CR-7K3MQ-2F80"),
        missing=msg("Enter a reference"),
        short=msg("Reference"),
        max_length=40,
        width="20",
        spellcheck=False,
    )
