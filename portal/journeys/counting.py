"""What a performance officer is asked for the yearly figures."""

from portal.journeys.dates import ExactDate
from portal.journeys.forms import PageForm
from portal.wording import msg


class Period(PageForm):
    """The first and the last day of the period, both included (s104(10): at most 12 months; check)."""

    first = ExactDate(
        msg("First day"),
        hint=msg("For example 1 4 2026"),
        missing=msg("Enter the first day"),
        short=msg("First day"),
    )
    last = ExactDate(
        msg("Last day"),
        hint=msg("For example 31 3 2027. At most 12 months, as section 104(10) of the Act says."),
        missing=msg("Enter the last day"),
        short=msg("Last day"),
    )
