"""The ledger of who looked is closed month by month: what was kept long enough can then be dropped whole."""

from datetime import timedelta

from portal.services.work import Office
from portal.store import ledger

# Small beside the two years for which views are kept, so that none is kept much longer than that.
LONGEST = timedelta(days=31)


def close_old(office: Office) -> None:
    """Close the open segment of views once it is old; the next look at a case opens another."""
    with office.work() as work:
        ledger.close_segment(work.session, work.now, opened_by=work.now - LONGEST)
