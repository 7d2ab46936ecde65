"""Which day counts as the day of an application (requirement B1). Pure."""

from collections.abc import Callable
from datetime import date

from portal.cases.refusing import Results
from triage import DISCRETIONARY, MET, NEEDS_INFORMATION

# How an application can come; the codes of `Case.channel`.
POST, EMAIL = "post", "email"


def application_date(channel: str, received_on: date, posted_on: date | None = None) -> date:
    """Return the day from which the threshold counts; days are civil days in Europe/London.

    What came by post counts from the day it was posted, where that is proven and earlier, because nobody loses a
    report to the time the post takes. A call, a visit or an email counts from its own day; it reaches us that day.
    """
    return min(posted_on, received_on) if channel == POST and posted_on else received_on


def date_of_both(one: date, other: date, results: Callable[[date], Results]) -> date:
    """Return the day from which two applications of one person count when they become one.

    It is the earlier day, except where the reports of both say more for the person on the later one: a report made
    after the first application counts in the second, s104(11)(b), and nobody loses that right by their being joined.
    `results` gives what the rules say of all the reports in an application of a day.
    """
    earlier, later = sorted((one, other))
    return later if _says(results(later)) > _says(results(earlier)) else earlier


def _says(results: Results) -> tuple[bool, bool, bool]:
    """Rank results by what they say for the person: what binds by the Act, what binds at all, then what is open."""
    is_open = bool({NEEDS_INFORMATION, DISCRETIONARY} & {results.statutory, results.local})
    return results.statutory == MET, results.binds, is_open
