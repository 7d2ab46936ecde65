"""What the decision-maker is asked when they decide that the threshold is met."""

from portal.journeys.choices import Choice, Option
from portal.journeys.fields import Paragraphs, Tick
from portal.journeys.forms import PageForm
from portal.journeys.parts import Each, FormOfParts
from portal.journeys.reasons import reasons_for_the_applicant
from portal.wording import msg


class ViewOfBody(PageForm):
    """What one relevant body thinks of the threshold."""

    view = Choice(
        msg("What do they think?"),
        Option("met", msg("The threshold is met")),
        Option("not_met", msg("The threshold is not met")),
        Option("no_view", msg("They have no view")),
        Option("not_asked", msg("They were not asked")),
        missing=msg("Choose what they think"),
    )
    words = Paragraphs(msg("In their words (optional)"), short=msg("Their words"), max_length=4000, rows=3)


def safe_contact_was_read() -> Tick:
    """Before a letter goes out, somebody has read how it may reach its reader (requirement A3)."""
    return Tick(
        msg("I have read how the applicant can be contacted safely"),
        missing=msg("Read how they can be contacted safely, then tick the box"),
    )


class DecidingMet(FormOfParts):
    """The decision that the threshold is met, s104(4)-(6): the bodies' views, reasons, and safe contact read."""

    views = Each(msg("What each organisation thinks"), ViewOfBody, options_from="bodies", every=True)
    reasons = reasons_for_the_applicant()
    safe_contact = safe_contact_was_read()
