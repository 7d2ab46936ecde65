"""People and steps that tests of "not met" share."""

from datetime import timedelta
from typing import Any

from portal.policy import Actor, Grant, Role
from portal.services import marks, not_met, staff
from portal.services.decisions import View
from portal.services.marks import NewMark
from portal.services.not_met import Help, Weighing
from portal.services.work import Work
from portal.store import assessments
from portal.store import bodies as body_rows
from tests.services.conftest import PASSWORD, Team, answers

SECOND = {
    "second": (Grant(Role.DECIDER, "alderfen"),),
    "police_decider": (Grant(Role.DECIDER, body="brackenshire-police"),),
    "elsewhere": (Grant(Role.DECIDER, body="marlowick-council"),),
}
WORDS = {
    "persistence": "Twice in a month, then quiet.",
    "harm": "You could not sleep on two nights.",
    "possible_harm": "It may come back in summer.",
    "adequacy": "The council wrote to them the next day.",
    "vulnerability": "You told us of nothing that puts you more at risk.",
    "hate": "You told us that it is not about who you are.",
}
LOG = "Council log 4711"


def enlist(team: Team) -> dict[str, Actor]:
    """Add other decision-makers: of the district, of a body that has its cases, and of one that has not."""
    found = {}
    with team.office.work() as work:
        for name, grants in SECOND.items():
            if name not in team.ids:
                new = staff.NewPerson(name, name.title(), grants, PASSWORD, office=f"{name} office")
                team.ids[name] = staff.add_person(work, new).staff_id
            found[name] = Actor("staff", team.ids[name], grants)
    return found


def weighing(work: Work, case_id: int, **changes: Any) -> Weighing:
    """The form as somebody fills it in completely."""
    newest = assessments.newest(work.session, case_id)
    values = {
        "reasons": "Two reports count, and it has been quiet since.",
        "points": WORDS,
        "views": {one.body.key: View("not_met") for one in body_rows.of_case(work.session, case_id)},
        "help": (Help("Marlowick Mediation", "They can talk with both of you.", work.today + timedelta(14)),),
        "adjustments": {},
        "assessment": newest.number if newest else 0,
        **changes,
    }
    return Weighing(**values)


def settle(team: Team, reference: str, **changes: Any) -> str:
    """Decide or propose as the decision-maker."""
    with team.work("decider") as work:
        filled = weighing(work, team.case(work, reference).id, **changes)
        return not_met.settle(work, reference, filled)


def mark(team: Team, reference: str, number: int = 1, **changes: Any) -> None:
    """Put a mark on a report as the decision-maker."""
    values = {"code": "not_asb", "reason": "It was a one-off party.", "shown_by": LOG, **changes}
    with team.work("decider") as work:
        marks.mark(work, reference, number, NewMark(**values))


def with_reports(team: Team, number: int = 2) -> str:
    """A case with so many reports only: with two the Act does not bind, and one person may decide."""
    with team.office.work(write=False) as work:
        return team.apply(reports=answers(work.today)["reports"][:number])


def proposed(team: Team, **changes: Any) -> str:
    """A case in which the decision-maker marked a report and proposed "not met"."""
    reference = team.apply(**changes)
    mark(team, reference)
    assert settle(team, reference) == "propose"
    return reference
