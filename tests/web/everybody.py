"""Somebody for every place a person can have beside a case of Alderfen, added to the busy office.

Role by role: in the case's district, in another one, for the whole partnership; of a body that has the case, of one
that has not; on this case's panel or appeal, on another's; gone from the case, gone from the portal, without a role.
"""

from typing import Any

from portal.policy import Grant, Role
from portal.services import calls, notes, staff, staff_entry
from portal.services.staff import NewPerson
from portal.store import casefile, letters
from portal.store.tables import Appeal, Case, Meeting, Staff, SteppedOff
from tests.services import refusing, test_calls
from tests.services.conftest import PASSWORD, Team

BOTH = (Grant(Role.INTAKE), Grant(Role.DECIDER), Grant(Role.CHAIR), Grant(Role.APPEAL_OFFICER))
# Besides those of PEOPLE and of tests/services/refusing.py. Their names sort last, so that no list begins with them.
MORE: dict[str, tuple[Grant, ...]] = {
    "intake_elsewhere": (Grant(Role.INTAKE, "marlowick"),),
    "intake_everywhere": (Grant(Role.INTAKE),),
    "decider_elsewhere": (Grant(Role.DECIDER, "marlowick"),),
    "decider_everywhere": (Grant(Role.DECIDER),),
    "chair_of_another": (Grant(Role.CHAIR, "alderfen"),),
    "chair_elsewhere": (Grant(Role.CHAIR, "marlowick"),),
    "marlowick_council": (Grant(Role.BODY_USER, body="marlowick-council"),),
    "health": (Grant(Role.BODY_USER, body="brackenshire-icb"),),
    "bodiless": (Grant(Role.BODY_USER),),
    "officer_of_another": (Grant(Role.APPEAL_OFFICER),),
    "officer_of_none": (Grant(Role.APPEAL_OFFICER),),
    "figures_alderfen": (Grant(Role.PERFORMANCE, "alderfen"),),
    "admin_alderfen": (Grant(Role.ADMINISTRATOR, "alderfen"),),
    "protection": (Grant(Role.DATA_PROTECTION),),
    "stepped_off": BOTH,
    "left": BOTH,
    "nobody": (),
}


def enlist(team: Team, parts: dict[str, Any]) -> None:
    """Add them all, and give them their panel, their appeal, or their way out."""
    for name, grants in MORE.items():
        with team.office.work() as work:
            new = NewPerson(name, f"Zoe {name.title()}", grants, PASSWORD, office=f"{name} office")
            team.ids[name] = staff.add_person(work, new).staff_id
    _papers(team, parts)
    # Another chair's panel and another officer's appeal, on cases that no page of the tests is opened for.
    parts["their_panel"], parts["their_appeal"] = team.apply(), team.apply()
    for step in (team.decide, team.convene):
        step(parts["their_panel"])
        step(parts["their_appeal"])
    with team.office.work() as work:
        _meeting(team, work, parts["their_panel"]).chair_id = team.ids["chair_of_another"]
        _give_appeal(team, work, parts["their_appeal"])
        _step_off_all(team, work)


def leave(team: Team) -> None:
    """Let go who has left, once everybody has a session."""
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["left"]).left_at = work.now


def _papers(team: Team, parts: dict[str, Any]) -> None:
    """Documents, a letter of the case under appeal, and what the intake officer has keyed in and sent."""
    parts["shown"] = team.apply()
    for name in ("received", "shown"):
        with team.work("intake") as work:
            upload = notes.Upload("a.png", b"\x89PNG\r\n\x1a\n")
            notes.add(work, parts[name], notes.NewNote("call", "officers", work.today, "A photo."), upload)
            case_id = team.case(work, parts[name]).id
            parts[f"document_{name}"] = casefile.documents(work.session, case_id)[0].public_id
    refusing.mark(team, parts["shown"], document=parts["document_shown"])
    refusing.settle(team, parts["shown"])
    with team.work("intake") as work:
        assigned, received = (team.case(work, parts[name]).id for name in ("assigned", "received"))
        parts["letter_assigned"] = letters.of_case(work.session, assigned)[0].letter.public_id
        parts["call_key"] = "c" * 22
        calls.ask(work, test_calls.ASKED, parts["call_key"])
        day = work.today.isoformat()
        sent = staff_entry.begin(work, {"for_whom": "me", "channel": "phone", "received_on": day})
        sent.case_id, parts["entry_sent"] = received, sent.id


def _meeting(team: Team, work: Any, reference: str) -> Meeting:
    found: Meeting = work.session.query(Meeting).filter_by(case_id=team.case(work, reference).id).one()
    return found


def _give_appeal(team: Team, work: Any, reference: str) -> None:
    """A copy of the appeal that is assigned, on a case of theirs."""
    given = work.session.query(Appeal).filter_by(officer_id=team.ids["officer"]).first()
    copied = {one.name: getattr(given, one.name) for one in Appeal.__table__.columns if one.name != "id"}
    copied |= {
        "case_id": team.case(work, reference).id,
        "officer_id": team.ids["officer_of_another"],
        "submission_key": reference,
    }
    work.session.add(Appeal(**copied))


def _step_off_all(team: Team, work: Any) -> None:
    """From every case; of the panel and the appeal of one each they were chair and officer at first."""
    for case in work.session.query(Case):
        work.session.add(
            SteppedOff(case_id=case.id, staff_id=team.ids["stepped_off"], at=work.now, reason="Knows them.")
        )
