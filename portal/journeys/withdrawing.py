"""What an officer is asked who keys that somebody withdraws their application."""

from portal.journeys.fields import Paragraphs, Tick
from portal.journeys.forms import PageForm
from portal.journeys.keying import day_told, how_told
from portal.wording import msg


class WithdrawalKeyed(PageForm):
    """A withdrawal that came by phone, post or email, or in person."""

    heard = how_told()
    told_on = day_told()
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
