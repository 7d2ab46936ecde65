"""A partnership at work: its staff, an application ready to send, and a case at any step of the main line."""

from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from portal.journeys.application import APPLICATION
from portal.journeys.conditions import Json
from portal.journeys.when import Moment, When
from portal.policy import Actor, Grant, Role
from portal.services import applications, bodies, decisions, drafts, panels, plans, reviews, staff
from portal.services.work import Office, Work
from portal.store import bodies as body_rows
from portal.store import casefile, cases, links
from portal.store import panels as panel_rows
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Body, Case, Event, Link, Message, Staff
from tests.conftest import _partnership
from tests.house import rows
from tests.house.clock import SetClock
from tests.house.postgresql import Emptied

HERE = Path(__file__).parent
PEOPLE = {
    "intake": (Grant(Role.INTAKE, "alderfen"),),
    "desk": (Grant(Role.INTAKE, UNKNOWN_DISTRICT),),
    "decider": (Grant(Role.DECIDER, "alderfen"),),
    "stranger": (Grant(Role.INTAKE, "marlowick"), Grant(Role.DECIDER, "marlowick")),
    "chair": (Grant(Role.CHAIR, "alderfen"),),
    "police": (Grant(Role.BODY_USER, body="brackenshire-police"),),
    "officer": (Grant(Role.APPEAL_OFFICER),),
    "figures": (Grant(Role.PERFORMANCE),),
    "admin": (Grant(Role.ADMINISTRATOR),),
}
# The steps of the main line that come after the application.
LINE = ("decide", "convene", "hold", "comment", "finish", "end_actions", "close")
# Most walks to the end leave out first contact and risk, of which they say nothing.
NEVER_DONE = "It was done and not written down."
PASSWORD = "correct horse battery staple"


@pytest.hookimpl(trylast=True)  # whoever names an example on the command line gets it
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run every example of a test on SQLite, and the first on PostgreSQL too.

    The examples of a test differ in a day, a role or an answer, and send the same statements. What locks, or is
    constrained, in another way is another test.
    """
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    seen: set[tuple[Path, str]] = set()
    for item in items:
        test = item.path, item.name.partition("[")[0]
        (left_out if _on_postgresql(item) and test in seen else kept).append(item)
        if _on_postgresql(item):
            seen.add(test)
    items[:] = kept
    config.hook.pytest_deselected(items=left_out)


def _on_postgresql(item: pytest.Item) -> bool:
    chosen = getattr(item, "callspec", None)
    in_services = item.path.is_relative_to(HERE)
    return in_services and chosen is not None and chosen.params.get("database_url") == "postgresql"


def day(value: date) -> Json:
    """An exact date as the journey stores it."""
    return When(Moment(value.year, value.month, value.day)).to_storage()


def answers(today: date, **changes: Json) -> dict[str, Json]:
    """The answers of somebody with three reports that count, complete to the declaration."""
    reports = [
        {"key": f"r{n}", "incident": day(today - timedelta(days=10 * n)),
         "told_on": day(today - timedelta(days=10 * n - 1)), "told": "council", "what": f"Noise number {n}"}
        for n in (1, 2, 3)
    ]  # fmt: skip
    given: dict[str, Json] = {
        "for_whom": "me",
        "name": "Jo Sample",
        "channels": ["email"],
        "email": "jo@mail.example",
        "home_address": "1 Example Road",
        "same_as_home": "yes",
        "district": "alderfen",
        "kinds": ["noise"],
        "story": "Loud music every night.",
        "reports": reports,
        "another": "no",
        "impact": "I cannot sleep.",
        "true_best": True,
        **changes,
    }
    return {**given, "_saved": [page.id for page in APPLICATION.pages]}


class Team:
    """Does one thing after the other as the people of Brackenshire would."""

    def __init__(self, office: Office, clock: SetClock, ids: dict[str, int] | None = None) -> None:
        """Let the people join; `ids` where they did already."""
        self.office = office
        self.clock = clock
        self.ids = ids or {}
        if ids is None:
            self._join()

    def _join(self) -> None:
        with self.office.work() as work:
            bodies.seed(work)
            for name, grants in PEOPLE.items():
                new = staff.NewPerson(name, name.title(), grants, PASSWORD, office=f"{name} office")
                self.ids[name] = staff.add_person(work, new).staff_id

    def actor(self, name: str) -> Actor:
        return Actor("staff", self.ids[name], PEOPLE[name])

    def work(self, name: str) -> AbstractContextManager[Work]:
        return self.office.work(self.actor(name))

    def draft(self, **changes: object) -> str:
        with self.office.work() as work:
            draft = drafts.begin(work, APPLICATION)
            draft.answers = answers(work.today, **changes)
            return draft.id

    def apply(self, **changes: object) -> str:
        draft_id = self.draft(**changes)
        with self.office.work() as work:
            return applications.submit(work, draft_id).reference

    def decide(self, reference: str) -> None:
        with self.work("decider") as work:
            case = self.case(work, reference)
            views = {one.body.key: decisions.View("met") for one in body_rows.of_case(work.session, case.id)}
            decisions.decide_met(work, reference, "Three reports count.", views)

    def convene(self, reference: str) -> None:
        with self.work("intake") as work:
            led_before = self.ids["chair"] in casefile.took_part(work.session, self.case(work, reference).id)
            panels.convene(work, reference, self.convening(work, chair_independent=not led_before))

    def convening(self, work: Work, **changes: object) -> panels.Convening:
        values = {
            "meets_on": work.today,
            "meets_at": time(10, 30),
            "place": "The Moot Hall",
            "chair_id": self.ids["chair"],
            "chair_independent": True,
            "chair_reason": "Works for another service.",
            "seats": (panels.Seat("brackenshire-police", "Sergeant Sample"),),
            "victim_invited": True,
        }
        return panels.Convening(**{**values, **changes})  # type: ignore[arg-type]

    def plan(self, today: date) -> plans.Plan:
        return plans.Plan(
            (plans.NewFinding("alderfen-council", "The council answered late."),),
            (plans.NewRecommendation("alderfen-council", "Name one person for each report."),),
            (plans.NewAction("brackenshire-police", "PC Sample", "Visit weekly.", "A visit log.", today),),
        )

    def hold(self, reference: str) -> None:
        with self.work("chair") as work:
            holding = panels.Holding(
                frozenset(), "statement", "Her statement was read.", self.plan(work.today)
            )
            panels.hold(work, reference, holding)

    def comment(
        self, reference: str, agrees: bool = False, words: str = "Please visit twice a week."
    ) -> None:
        token = self.token(reference, "plan_comment")
        with self.office.work() as work:
            reviews.comment(work, token, agrees=agrees, words=words)

    def finish(self, reference: str, answer: str = "We will.") -> None:
        with self.work("chair") as work:
            end = reviews.Finish(
                "The review found fault.", "Reports were not joined up.", self.plan(work.today), answer
            )
            reviews.finish(work, reference, end)

    def end_actions(self, reference: str) -> None:
        with self.work("chair") as work:
            case = self.case(work, reference)
            for action, _ in panel_rows.actions(work.session, case.id):
                if action.state == "open":
                    reviews.end_action(work, reference, action.id, "done", work.today, "The log shows it.")

    def close(self, reference: str) -> None:
        with self.work("chair") as work:
            reviews.close(work, reference, "Everything agreed was done.", NEVER_DONE)

    def walk(self, reference: str, first: str, last: str) -> None:
        """Take a case along the main line, from its step `first` to its step `last`."""
        for step in LINE[LINE.index(first) : LINE.index(last) + 1]:
            getattr(self, step)(reference)

    def after(self, last: str, **changes: object) -> str:
        """A new case that has come along the main line to its step `last`."""
        reference = self.apply(**changes)
        self.walk(reference, "decide", last)
        return reference

    def to_the_end(self, reference: str) -> None:
        """Every step of the main line that comes after the application."""
        self.walk(reference, "decide", "close")

    def token(self, reference: str, purpose: str) -> str:
        """The newest link of a purpose, as the applicant has it."""
        with self.office.work(write=False) as work:
            case = self.case(work, reference)
            found = list(work.session.query(Link).filter_by(case_id=case.id, purpose=purpose))
            return links.token(work.settings.link_key, max(found, key=lambda one: one.id).public_id)

    def case(self, work: Work, reference: str) -> Case:
        from sqlalchemy import true

        case = cases.find(work.session, reference, true(), lock=False)
        assert case is not None
        return case

    def messages(self, reference: str) -> list[Message]:
        with self.office.work(write=False) as work:
            case = self.case(work, reference)
            return list(work.session.query(Message).filter_by(case_id=case.id).order_by(Message.id))


_joined: dict[object, tuple[dict[str, int], rows.Rows]] = {}


def joined_team(office: Office, clock: SetClock) -> Team:
    """The people of Brackenshire in an empty database. They join once in a process; then their rows are copied."""
    known = office.engine.dialect.name, office.settings.field_key, clock(), id(office.partnership)
    if rows.held(office.engine, Body, Staff, Event) or office.partnership is not _partnership("brackenshire"):
        return Team(office, clock)
    if known in _joined:
        ids, found = _joined[known]
        rows.write(office.engine, found)
        return Team(office, clock, dict(ids))
    alone = not any(rows.read(office.engine).values())
    made = Team(office, clock)
    if alone:
        _joined[known] = dict(made.ids), rows.read(office.engine)
    return made


@pytest.fixture
def postgresql_url(_postgresql_emptied: Emptied) -> str:
    """An empty PostgreSQL database: no use case changes the schema."""
    _postgresql_emptied.empty()
    return _postgresql_emptied.url


@pytest.fixture
def team(office: Office, clock: SetClock) -> Team:
    """The people of Brackenshire, ready to work."""
    return joined_team(office, clock)
