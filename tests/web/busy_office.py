"""An office with a case at every step, in one database that is put back after each test as it was.

Tests that open every page use it: building a case anew for each would take minutes. A case is known here by where it
stands ("accepted", "closed"), a link by what it is for. `PARTS` fills the gaps of addresses.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from config import Settings
from portal import create_app
from portal.journeys.appeal import APPEAL
from portal.journeys.application import APPLICATION, ON_BEHALF
from portal.journeys.pages import Step
from portal.services import appealing, appeals, deferring, overriding
from portal.services.work import Office
from portal.store import drafts, letters, panels
from portal.store.engine import make_engine, sqlite_driver
from portal.store.tables import Base, Link
from tests.house.clock import MONDAY_MORNING, SetClock
from tests.services.conftest import Team, answers
from tests.services.refusing import enlist, proposed, settle
from tests.web import busy_cases, everybody
from tests.web.applicant import answered
from tests.web.client import Client
from tests.web.staffroom import person

# Who looked, how often something was tried and who is signed in change with every request, also with a refused one.
NOISE = frozenset({"hit", "staff_session", "view", "view_segment"})
PUBLIC = "public"

# Somebody applied for another person, who has not said yet whether they agree.
ACTING: dict[str, Any] = {
    "for_whom": "someone", "relation": "friend", "rep_name": "Robin Ward", "rep_channels": ["email"],
    "rep_email": "ward@mail.example", "consent_state": "ask_them",
}  # fmt: skip


class BusyOffice:
    """The office, its people, its cases, and its database as it was at first."""

    def __init__(self, office: Office, path: Path) -> None:
        self.office = office
        self.path = path
        self.clock: SetClock = office.clock  # type: ignore[assignment]
        self.team = Team(office, self.clock)
        self.parts: dict[str, Any] = {}
        self.drafts: dict[str, str] = {}
        self._cases()
        self._links()
        busy_cases.add_to(self.team, self.parts)
        self._drafts()
        everybody.enlist(self.team, self.parts)
        self.parts |= {f"{name}_id": number for name, number in self.team.ids.items()}
        self.app: Flask = create_app(office)
        self.app.testing = True
        self.tokens = {name: self.signed_in(name) for name in self.team.ids}
        everybody.leave(self.team)
        self.at_first = self._watched()
        self._at_first = self._kept()
        self.found: dict[str, Any] = {}  # places of forms that were looked for once
        self.sheets: dict[str, Any] = {}  # forms that were opened once
        self._later: dict[str, tuple[sqlite3.Connection, Any]] = {}

    def browser(self, who: str, draft: str = "") -> Client:
        """The browser of somebody of the staff, or of the public with the draft of this name (see `drafts`).

        What it opens is checked like every page, but thousands of pages would be too many for the HTML checker.
        """
        client = Client(self.app, collects=False)
        if who != PUBLIC:
            client.browser.set_cookie("staff", self.tokens[who], domain="127.0.0.1")
        if draft:
            with client.browser.session_transaction(base_url=client.base_url) as held:
                held["appeal" if draft.startswith("appeal") else "draft"] = self.drafts[draft]
        return client

    def signed_in(self, who: str) -> str:
        """Begin one more session of somebody of the staff; returns what their browser holds."""
        cookie = person(self.app, self.team, who).browser.get_cookie("staff", domain="127.0.0.1")
        assert cookie is not None
        return cookie.value

    def values(self, kind: str) -> list[str]:
        """What can stand in an address for a part of this kind: reference, token, int or slug."""
        held = {name: str(value) for name, value in self.parts.items()}
        references = [value for value in held.values() if value.startswith("CR-")]
        return {
            "reference": references,
            "token": [value for value in held.values() if value not in references and not value.isdigit()],
            "int": sorted(
                {"1", *(str(self.parts[name]) for name in ("action", "referral", "question", "task"))}
            ),
            "slug": [body.key for body in self.office.partnership.bodies],
        }[kind]

    def restore(self) -> None:
        """Put the database and the clock back."""
        self.clock.set(MONDAY_MORNING)
        self._put_back(self._at_first)

    def once(self, name: str, make: Callable[[Team], Any]) -> Any:
        """Add what `make` makes to the office, and return what it returned: made once, then put back from a copy."""
        if name not in self._later:
            made = make(self.team)
            self._later[name] = self._kept(), made
        kept, made = self._later[name]
        self._put_back(kept)
        return made

    def forget_tries(self) -> None:
        """Let the brakes on how often begin anew."""
        with self._open() as opened:
            opened.execute("DELETE FROM hit")
            opened.commit()

    def stored(self, besides: Iterable[str] = ()) -> dict[str, str]:
        """A digest of the rows of each table; equal as long as nothing was stored, changed or deleted."""
        with self._open() as opened:
            touched = {name for (name,) in opened.execute("SELECT name FROM touched")}
            new = {table: self._digest(opened, table) for table in touched}
        return {
            table: digest for table, digest in {**self.at_first, **new}.items() if table not in set(besides)
        }

    def changed(self, besides: Iterable[str] = ()) -> list[str]:
        """The tables in which anything differs from how the office was at first."""
        return [table for table, digest in self.stored(besides).items() if digest != self.at_first[table]]

    def count_rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with self._open() as opened:
            return {
                table: opened.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
                for table in sorted(set(Base.metadata.tables) - NOISE - {"ledger_head"})
            }

    def _watched(self) -> dict[str, str]:
        """Let the database note from now on which tables are touched; returns the digests of all."""
        tables = sorted(set(Base.metadata.tables) - NOISE)
        with self._open() as opened:
            opened.execute("CREATE TABLE touched (name TEXT PRIMARY KEY)")
            for table, how in product(tables, ("INSERT", "UPDATE", "DELETE")):
                opened.execute(
                    f'CREATE TRIGGER touched_{table}_{how} AFTER {how} ON "{table}" '
                    f"BEGIN INSERT OR IGNORE INTO touched VALUES ('{table}'); END"
                )
            opened.commit()
            return {table: self._digest(opened, table) for table in tables}

    def held(self, table: str, column: str) -> list[str]:
        """Everything that stands in a column, as text."""
        with self._open() as opened:
            rows = opened.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            return [str(value) for (value,) in rows]

    def _digest(self, opened: sqlite3.Connection, table: str) -> str:
        # The head of the ledger of views moves with every look.
        where = "WHERE ledger = 'event'" if table == "ledger_head" else ""
        rows = opened.execute(f'SELECT * FROM "{table}" {where} ORDER BY rowid').fetchall()
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite_driver().connect(self.path)) as opened:
            yield opened

    def _kept(self) -> sqlite3.Connection:
        """A copy of the database as it is now."""
        copy: sqlite3.Connection = sqlite_driver().connect(":memory:")
        with self._open() as opened:
            opened.backup(copy)
        return copy

    def _put_back(self, copy: sqlite3.Connection) -> None:
        with self._open() as opened:
            copy.backup(opened)

    def _cases(self) -> None:
        team = self.team
        way = (team.decide, team.convene, team.hold, team.comment, team.finish, team.end_actions, team.close)
        names = ("accepted", "panel_set", "draft_plan", "commented", "concluded", "ended", "closed")
        self.parts["received"] = team.apply()
        self.parts["unplaced"] = team.apply(district="unsure")
        for name in ("awaiting", "override"):
            self.parts[name] = team.apply(**ACTING)
        with team.work("intake") as work:
            overriding.propose(work, self.parts["override"], "safeguarding", "She may come to harm.")
        for length, name in enumerate(names, 1):
            self.parts[name] = self._case(*way[:length])
        self._refusing()
        for name in ("appealed", "assigned"):
            self.parts[name] = self._case(*way[:5])
            new = appeals.NewAppeal((), "Nobody asked me.", "To be heard.", name)
            token = team.token(self.parts[name], "appeal")
            with self.office.work() as work:
                appeals.lodge(work, token, new)
        with team.work("intake") as work:
            appeals.assign(work, self.parts["assigned"], 1, team.ids["officer"], "She took no part.")

    def _refusing(self) -> None:
        """Cases on the way to "not met" and after it, and the other decision-makers it takes."""
        team = self.team
        enlist(team)
        with self.office.work(write=False) as work:
            two = answers(work.today)["reports"][:2]
        self.parts["weighed"] = team.apply(reports=two)
        self.parts["not_met"] = team.apply(reports=two)
        settle(team, self.parts["not_met"])
        self.parts["proposed"] = proposed(team)
        self.parts["deferred"] = team.apply(reports=two)
        with team.work("decider") as work:
            until = work.today + timedelta(days=10)
            deferring.defer(work, self.parts["deferred"], "response_time_not_expired", until, "Soon.")

    def _case(self, *steps: Any) -> str:
        reference = self.team.apply()
        for step in steps:
            step(reference)
        return reference

    def _links(self) -> None:
        team, parts = self.team, self.parts
        parts["letter_link"] = team.token(parts["received"], "letter")
        parts["voice_link"] = team.token(parts["accepted"], "voice")
        parts["comment_link"] = team.token(parts["draft_plan"], "plan_comment")
        parts["appeal_link"] = team.token(parts["concluded"], "appeal")
        with self.office.work(write=False) as work:
            received = team.case(work, parts["received"])
            parts["letter"] = letters.of_case(work.session, received.id)[0].letter.public_id
            concluded = team.case(work, parts["concluded"])
            parts["action"] = panels.actions(work.session, concluded.id)[0][0].id
            assert work.session.scalars(select(Link)).first() is not None

    def _drafts(self) -> None:
        """A draft of the application at each of its pages, and one of an appeal at each of its."""
        for page in APPLICATION.pages:
            name = f"{page.id}/1" if page.id == "report" else page.id
            for_whom = "someone" if page.when is ON_BEHALF else "me"
            self.drafts[name] = self.team.draft()
            with self.office.work() as work:
                draft = drafts.get(work.session, self.drafts[name], work.now)
                assert draft is not None
                before = answered(name, 1, {"start": {"for_whom": for_whom}})
                drafts.save(draft, before, work.now, work.settings.draft_idle)
        answers = {"grounds": None, "words": "Nobody asked me.", "wanted": "To be heard."}
        for page in APPEAL.pages:
            with self.office.work() as work:
                draft = appealing.begin(work, self.parts["appeal_link"], None)
                self.drafts[f"appeal/{page.id}"] = draft.id
                before = {}
                for one in APPEAL.pages[: APPEAL.pages.index(page)]:
                    values = {
                        question.short_name: answers[question.short_name] for question in one.questions()
                    }
                    before = APPEAL.with_answers(before, Step(one.id), values)
                drafts.save(draft, before, work.now, work.settings.draft_idle)


def open_office(template: Path, folder: Path, partnership: Any) -> BusyOffice:
    """Make one in `folder` from the database `template`, which has the newest schema and no rows."""
    path = folder / "portal.db"
    path.write_bytes(template.read_bytes())
    url = f"sqlite:///{path}"
    settings = Settings.from_environ({"DATA_DIR": str(folder / "data"), "DATABASE_URL": url})
    return BusyOffice(Office(replace(settings), make_engine(url), SetClock(), partnership), path)
