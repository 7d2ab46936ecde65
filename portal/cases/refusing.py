"""When a person may decide “not met”: the one place that says so, without a database.

Source: 2014 Act s104(4) and (11): with as many qualifying reports as the procedures ask for, the relevant bodies
must decide that the threshold is met; s104(5) leaves every other case to their judgement. A council that refused
against its own threshold was at fault (Local Government Ombudsman, Richmond upon Thames 21 009 778), so the local
test binds too.
"""

from dataclasses import dataclass
from typing import Literal

from portal.cases.refusals import Refused
from portal.wording import msg
from triage import DEFERRED, MET, NEEDS_INFORMATION

Way = Literal["decide", "propose"]

BINDS = msg(
    "At least as many reports count as the Act asks for. Section 104(4) and (11) says that the organisations must"
    " then decide that the threshold is met. If a report should not count, mark it first, with a reason and what"
    " shows it."
)
BINDS_LOCALLY = msg(
    "The partnership’s own rules say that the threshold is met. Section 104(4) lets them ask for fewer reports than"
    " others do, but then it binds. If a report should not count, mark it first, with a reason and what shows it."
)
MARKED_AWAY = msg(
    "As the applicant gave them, the reports meet the Act’s test. Only marks that a second person agrees to can"
    " change that, section 104(4), so the decision cannot be put off. Decide it, or propose “not met”."
)
ASK_FIRST = msg(
    "A date is not known yet, and with it the Act’s test may be met, section 104(4). Ask for the date first. The"
    " decision cannot be put off meanwhile."
)


@dataclass(frozen=True)
class Results:
    """What both tests say of the same reports: results of `triage`."""

    statutory: str
    local: str

    @property
    def binds(self) -> bool:
        """Whether the organisations must decide that the threshold is met."""
        return MET in (self.statutory, self.local)

    @property
    def unknown(self) -> bool:
        """Whether something is not known on which the answer of one test hangs."""
        return NEEDS_INFORMATION in (self.statutory, self.local)


def may_refuse(as_given: Results, now: Results) -> Way:
    """Say how “not met” may be decided: "decide" by one person, or "propose" to a second one.

    Takes what the tests say of the reports as the applicant gave them, and what they say now, with the marks that
    people put on them. Raises Refused where the threshold must be decided as met.
    """
    if now.statutory == MET:
        raise Refused(BINDS)
    if now.local == MET:
        raise Refused(BINDS_LOCALLY)
    return "propose" if as_given.binds else "decide"


def may_defer(as_given: Results, with_rule: Results) -> None:
    """Raise Refused unless a local rule may put the decision off.

    Takes what the tests say of the reports as given, and of the reports as they stand under the rule. A local rule
    stands outside s104(4) and (11): it gives way where the Act's test is met, and while that is not known.
    """
    if with_rule.statutory == MET:
        raise Refused(BINDS)
    if as_given.statutory == MET:
        raise Refused(MARKED_AWAY)
    if with_rule.statutory == NEEDS_INFORMATION:
        raise Refused(ASK_FIRST)
    if with_rule.local != DEFERRED:
        raise Refused(msg("The rules of the partnership do not put this decision off."), "rule")
