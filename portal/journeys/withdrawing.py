"""What an officer is asked who keys that somebody withdraws their application."""

from portal.journeys.choices import Choice
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs, Tick
from portal.journeys.forms import PageForm
from portal.journeys.keying import HEARD
from portal.wording import msg


class WithdrawalKeyed(PageForm):
    """A withdrawal that came by phone, post or email, or in person."""

    heard = Choice(
        msg("How did they tell us?"),
        *HEARD,
        missing=msg("Choose how they told us"),
        short=msg("How they told us"),
    )
    told_on = ExactDate(
        msg("On which day did they tell us?"),
        past=True,
        missing=msg("Enter the day they told us"),
        short=msg("The day"),
    )
    words = Paragraphs(
        msg("What did they say? (optional)"),
        hint=msg("In their own words. They do not have to give a reason."),
        short=msg("Their words"),
        max_length=4000,
        rows=4,
    )
    alone = Tick(
        msg("I know that it is them, and that nobody makes them do it"),
        missing=msg("Make sure that it is them and that nobody makes them do it, then tick the box"),
    )
