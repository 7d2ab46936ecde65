"""Cases in which each kind of words is one of a kind, so that a page that shows it is found by a word.

Every canary begins with "zq" and has at least eight letters, so that no token drawn by lot ever spells one. `sow`
takes one case from the application to an appeal; what one case cannot hold stands in the small ones of
tests/web/canary_cases.py. One case is in another district and has the same words with another beginning.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portal.cases.timetable import Clock
from portal.policy import Actor, Grant, Role
from portal.services import (
    actions,
    appeals,
    asking,
    bodies,
    decisions,
    independence,
    marks,
    notes,
    panels,
    pausing,
    plans,
    reviews,
    stepping_off,
    tasks,
)
from portal.store import bodies as body_rows
from portal.store import casefile, clocks
from portal.store import panels as panel_rows
from portal.store.actions import recommendations
from portal.store.tables import Letter, Question, Referral, Task
from tests.services.conftest import Team, answers
from tests.services.test_on_behalf import ACTING

ANSWERS = {
    "name": "{}name Sample", "known_as": "{}known", "home_address": "1 {}home Road", "channels": ["email", "phone"],
    "email": "{}mail@mail.example", "phone": "01632 960771", "must_not_know": "{}secret", "words_to_avoid": "{}avoid",
    "story": "{}story", "impact": "{}impact", "vulnerable": "{}vulnerable", "hate": "yes", "who": "{}accused",
    "where_they_live": "{}theirplace", "tenure": "housing_association", "landlord": "{}landlord", "known": "know",
    "worried_about": "{}worried", "wanted": "{}wanted", "needs": ["other"], "needs_other": "{}need",
    "trusted_person": "{}trusted",
}  # fmt: skip
ACTED = {
    "rep_name": "{}rep Ward", "rep_organisation": "{}reporg", "rep_email": "{}repmail@mail.example",
    "consent_words": "{}consent",
}  # fmt: skip
OURS, OTHER = "zqour", "zqother"


def words(names: str, beginning: str = OURS) -> frozenset[str]:
    """Canaries: names with a beginning."""
    return frozenset(beginning + name for name in names.split())


NAMES = (
    "name known home mail secret avoid story impact vulnerable accused theirplace landlord worried wanted need "
    "trusted"
)
TYPED = words(NAMES)
OF_WHO_ACTS = words("rep reporg repmail consent")
# What is written about the reports of the case, in notes, marks and questions, and to let its clocks wait.
BEFORE_THE_DECISION = words(
    "report number noteofficers notebodies noteapplicant title viewpolice viewcouncil mark shownby question reply "
    "task pause extension involved otheroffice stepped"
)
REVIEW = words(
    "reasons bodysaid voice place chair member postponed notinvited heard finding recommendation owner action "
    "measure comment outcome why tried answer news seen shared toldnews regard ended"
)
APPEAL = words("appeal hoped")
MAIN = TYPED | OF_WHO_ACTS | BEFORE_THE_DECISION | REVIEW | APPEAL
# The words of the other case; nobody of this one's district reads them.
OTHERS = frozenset(one.replace(OURS, OTHER) for one in TYPED)


@dataclass
class Sown:
    """A case with canaries: its reference, what the busy office calls one that stands alike, parts of addresses."""

    reference: str
    stands: str
    parts: dict[str, list[Any]] = field(default_factory=dict)


def filled(values: dict[str, Any], beginning: str) -> dict[str, Any]:
    """The values with the words of a case that begin alike."""
    return {
        name: value.format(beginning) if isinstance(value, str) else value for name, value in values.items()
    }


def sow(team: Team) -> dict[str, Sown]:
    """Make the long case and the one of the other district."""
    with team.office.work(write=False) as work:
        typed = {"what": "zqourreport", "reference": "zqournumber"}
        reports = [{**one, **typed} for one in answers(work.today)["reports"]]
    reference = team.apply(**{**ACTING, **filled({**ANSWERS, **ACTED}, OURS), "reports": reports})
    other = team.apply(**filled(ANSWERS, OTHER), district="marlowick")
    for happens in (_notes, _question, _waits, _decided, _met, _followed, _appealed):
        happens(team, reference)
    return {"main": Sown(reference, "assigned"), "other": Sown(other, "")}


def step_off(team: Team, reference: str) -> None:
    """Let somebody step off who has every role and has stepped off the other cases too."""
    roles = (Grant(Role.INTAKE), Grant(Role.DECIDER), Grant(Role.CHAIR), Grant(Role.APPEAL_OFFICER))
    with team.office.work(Actor("staff", team.ids["stepped_off"], roles)) as work:
        stepping_off.step_off(work, reference, "zqourstepped")


def user_of(team: Team, user: str, key: str) -> Actor:
    """Somebody who answers for a body."""
    return Actor("staff", team.ids[user], (Grant(Role.BODY_USER, body=key),))


def _notes(team: Team, reference: str) -> None:
    for audience in ("officers", "bodies", "applicant"):
        with team.work("intake") as work:
            upload = notes.Upload("zqourtitle.png", b"\x89PNG\r\n\x1a\n") if audience == "officers" else None
            new = notes.NewNote("call", audience, work.today, f"zqournote{audience}")
            notes.add(work, reference, new, upload)
    for user, key in (("police", "brackenshire-police"), ("council", "alderfen-council")):
        with team.office.work(user_of(team, user, key)) as work:
            bodies.give_view(work, reference, key, "met", f"zqourview{user}")


def _question(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        asking.ask(work, reference, "zqourquestion", pauses=False)
    with team.office.work() as work:
        asking.answer_by_link(work, team.token(reference, "answer"), "zqourreply")
    with team.work("intake") as work:
        task = work.session.query(Task).filter_by(case_id=team.case(work, reference).id).order_by(Task.id)[0]
        tasks.do(work, reference, task.id, "zqourtask")


def _waits(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        pausing.pause(work, reference, "zqourpause")
    with team.work("intake") as work:
        pausing.resume(work, reference)
        running = clocks.running(work.session, team.case(work, reference).id)
        decision = next(one for one in running if one.clock == Clock.DECISION)
        assert decision.due_on is not None
        later = decision.due_on + timedelta(days=2)
        pausing.extend(work, reference, decision.id, later, "zqourextension")
        independence.record(
            work, reference, "other", staff_id=None, name="zqourinvolved", office="zqourotheroffice"
        )


def _decided(team: Team, reference: str) -> None:
    with team.work("decider") as work:
        told_on, incident_on = work.today - timedelta(days=8), work.today - timedelta(days=10)
        new = marks.NewMark(
            "date_differs", "zqourmark", "zqourshownby", told_on=told_on, incident_on=incident_on
        )
        marks.mark(work, reference, 1, new)
        case = team.case(work, reference)
        said = decisions.View("met", "zqourbodysaid")
        views = {one.body.key: said for one in body_rows.of_case(work.session, case.id)}
        decisions.decide_met(work, reference, "zqourreasons", views)


def _met(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        panels.record_voice(work, reference, "statement", "zqourvoice")
        meeting = team.convening(
            work, place="zqourplace", chair_reason="zqourchair", victim_invited=False,
            not_invited_reason="zqournotinvited", seats=(panels.Seat("brackenshire-police", "zqourmember"),),
        )  # fmt: skip
        panels.convene(work, reference, meeting)
        panels.postpone(
            work, reference, "zqourpostponed", work.today, meeting.meets_at, "zqourplace, upstairs"
        )
    with team.work("chair") as work:
        held = panels.Holding(frozenset(), "statement", "zqourheard", plan(work.today, OURS))
        panels.hold(work, reference, held)
    team.comment(reference, words="zqourcomment")
    with team.work("chair") as work:
        agreed = plan(work.today, OURS)
        end = reviews.Finish("zqouroutcome", "zqourwhy", agreed, "zqouranswer", "zqourtried")
        reviews.finish(work, reference, end)


def plan(today: date, beginning: str) -> plans.Plan:
    """A plan with words that begin alike."""
    return plans.Plan(
        (plans.NewFinding("alderfen-council", f"{beginning}finding"),),
        (plans.NewRecommendation("alderfen-council", f"{beginning}recommendation"),),
        (
            plans.NewAction(
                "brackenshire-police", f"{beginning}owner", f"{beginning}action", f"{beginning}measure", today
            ),
        ),
    )


def _followed(team: Team, reference: str) -> None:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        action = panel_rows.actions(work.session, case.id)[0][0].id
        recommended = recommendations(work.session, case.id)[0][0].id
    with team.office.work(user_of(team, "police", "brackenshire-police")) as work:
        actions.say_for_body(work, reference, action, actions.News("body", "under_way", "zqournews"))
    with team.office.work(user_of(team, "council", "alderfen-council")) as work:
        actions.reply(work, reference, recommended, "zqourregard")
    with team.work("chair") as work:
        said = actions.News("chair", "ready", "zqourtoldnews", None, "phone", work.today)
        actions.key_in(work, reference, action, said)
        reviews.end_action(work, reference, action, "done", work.today, "zqourended")
    with team.office.work() as work:
        by_link = team.token(reference, "action")
        actions.say_by_link(work, by_link, action, "not_yet", "zqourseen")
        actions.say_by_link(work, by_link, action, "not_yet", "zqourshared", for_owner=True)


def _appealed(team: Team, reference: str) -> None:
    with team.office.work() as work:
        new = appeals.NewAppeal((), "zqourappeal", "zqourhoped", "canary")
        appeals.lodge(work, team.token(reference, "appeal"), new)
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "She took no part.")


def parts_of(team: Team, reference: str) -> dict[str, list[Any]]:
    """What can stand in the addresses of a case besides its reference, by the names of tests/web/authority.py."""
    with team.office.work(write=False) as work:
        session, case_id = work.session, team.case(work, reference).id
        written = list(session.query(Letter).filter_by(case_id=case_id))
        return {
            "letter": [one.public_id for one in written],
            "of_each_reader": list({(one.person_id, one.body_id): one.public_id for one in written}.values()),
            "document": [one.public_id for one in casefile.documents(session, case_id)],
            "action": [one.id for one, _ in panel_rows.actions(session, case_id)],
            "recommendation": [one.id for one, _ in recommendations(session, case_id)],
            "question": [one.id for one in session.query(Question).filter_by(case_id=case_id)],
            "task": [one.id for one in session.query(Task).filter_by(case_id=case_id)],
            "referral": [one.id for one in session.query(Referral).filter_by(case_id=case_id)],
        }
