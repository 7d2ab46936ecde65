"""What an officer is asked about first contact and risk: when they were done, or why they never were."""

from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg

# An answer known already when a case is closed: whether both were recorded.
CARED_FOR = "cared_for"


def why_never_done() -> Paragraphs:
    """Asked of somebody who closes a case in which one of the two was never recorded."""
    return Paragraphs(
        msg("Why was this never done?"),
        hint=msg("Officers read these words. They do not stand in the letter."),
        missing=msg("Say why this was never done, or record it first"),
        short=msg("Why it was never done"),
        max_length=4000,
        rows=3,
        when=Answered(CARED_FOR, "no"),
    )


class DoneOn(PageForm):
    """The day on which somebody spoke with the applicant, or assessed the risk."""

    done_on = ExactDate(
        msg("On which day?"),
        hint=msg("The day it was done, not the day you write it down. For example 27 3 2026"),
        past=True,
        missing=msg("Enter the day it was done"),
        short=msg("The day"),
    )
