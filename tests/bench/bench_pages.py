"""What our pages cost beside a plain Flask application that does the least: form page, submission, worklist, letter.

Run it from the project's folder: `python -m tests.bench.bench_pages [ROUNDS]`. Everything runs in this one process,
so that the time of the processor is all of it and nothing else's; `bench_served` measures real servers. The database
is SQLite as the portal opens it, and the limit's is as durable. Figures are printed; none is an assertion.
"""

import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, insert

from config import AREAS, Settings
from portal import clock, create_app
from portal.area_file import load_partnership
from portal.documents.html import letter_html
from portal.documents.pdf import letter_pdf
from portal.documents.required import LetterKind
from portal.services.work import Office
from portal.store import migrate
from portal.store.engine import make_engine
from portal.store.tables import Case, CasePerson, Person
from portal.wording import in_english
from tests.bench import limit_app
from tests.bench.timing import Timed, alternate, say, table
from tests.documents.samples import HEAD, LETTERS
from tests.durability.applicants import TOKEN, VERSION
from tests.services.conftest import Team
from tests.web.staffroom import person

CASES = 20_000
DISTRICTS = ("alderfen", "marlowick")


def open_office(folder: Path) -> Office:
    """A demonstration on a fresh SQLite database."""
    url = f"sqlite:///{folder / 'portal.db'}"
    migrate.upgrade(url)
    settings = Settings.from_environ({"DATA_DIR": str(folder / "data"), "DATABASE_URL": url})
    partnership = load_partnership(AREAS / "brackenshire.toml")
    return Office(settings, make_engine(url), clock.now, partnership)


def fill(office: Office) -> None:
    """Put 20,000 cases into the database, a tenth of them open, as rows alone: the list reads no more of them."""
    with office.work() as work:
        plain = {"version": 1, "channel": "online", "applied_on": work.today, "received_at": work.now,
                 "received_on": work.today, "journey_version": "1", "privacy_notice_version": "1"}  # fmt: skip
        for number in range(1000, 1000 + CASES):
            waits = number % 10 == 0
            work.session.execute(insert(Case).values(
                id=number, reference=f"CR-{number:05}-BENC", submission_key=f"bench {number}", **plain,
                district=DISTRICTS[number % 2], state="received" if waits else "closed",
                whose_turn="decision-maker" if waits else "nobody",
                due_on=work.today + timedelta(days=number % 60) if waits else None, due_clock="decision",
            ))  # fmt: skip
        ids = range(1000, 1000 + CASES)
        people = [
            {"id": one, "name": f"Person {one}", "search_name": f"person {one}", "created_at": work.now}
            for one in ids
        ]
        parts = [
            {"case_id": one, "person_id": one, "role": "victim", "gets_notices": True, "since": work.now}
            for one in ids
        ]
        work.session.execute(insert(Person), people)
        work.session.execute(insert(CasePerson), parts)


class Applicant:
    """Opens pages of an application in a browser without script."""

    def __init__(self, app: Flask, team: Team) -> None:
        self.app, self.team = app, team
        self.browser: FlaskClient = app.test_client()
        self.drafts: list[str] = []

    def begin(self, draft_id: str) -> None:
        with self.browser.session_transaction(base_url="http://127.0.0.1:8000") as held:
            held["draft"] = draft_id

    def get(self, path: str) -> str:
        answer = self.browser.get(path, base_url="http://127.0.0.1:8000")
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def post(self, path: str, page: str, status: int, **fields: str) -> None:
        token, version = TOKEN.search(page), VERSION.search(page)
        assert token is not None
        sent = {"csrf_token": token[1], **({"version": version[1]} if version else {}), **fields}
        answer = self.browser.post(path, data=sent, base_url="http://127.0.0.1:8000")
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True)[:500])

    def send(self) -> None:
        """The check page, the sending, the receipt."""
        self.begin(self.drafts.pop())
        self.post("/apply/send", self.get("/apply/send"), 303, true_best="yes")
        self.get("/apply/sent")


class Limit:
    """The same with the limit application."""

    def __init__(self, app: Flask) -> None:
        self.browser = app.test_client()

    def get(self, path: str) -> str:
        return self.browser.get(path).get_data(as_text=True)

    def send(self, path: str) -> None:
        token = TOKEN.search(self.get(path))
        assert token is not None
        sent = {"csrf_token": token[1], "true_best": "y"}
        self.browser.get(self.browser.post(path, data=sent).headers["Location"])

    def refuse(self) -> None:
        token = TOKEN.search(self.get(limit_app.FORM))
        assert token is not None
        self.browser.post(limit_app.FORM, data={"csrf_token": token[1], "name": "x"})


def first_request(ours: Applicant) -> None:
    """Print how much longer the first page of a new process takes than the same page later."""
    ours.begin(ours.team.draft())
    spent = []
    for _ in range(31):
        before = time.process_time()
        ours.get("/apply/report/1")
        spent.append((time.process_time() - before) * 1000)
    warm = statistics.median(spent[1:])
    say(
        f"First request of a process: {spent[0]:.1f} ms CPU, later {warm:.1f} ms, {spent[0] / warm:.1f} times as much"
    )


def form_pages(ours: Applicant, limit: Limit, rounds: int) -> dict[str, Timed]:
    """Pages of the application, and one that is shown again with errors."""
    ours.begin(ours.team.draft())
    shown = ours.get("/apply/report/1")

    def refused() -> None:
        ours.post("/apply/report/1", shown, 422, told="nobody")

    works = {
        "our page of a report (15 controls)": lambda: ours.get("/apply/report/1"),
        "our page of a name": lambda: ours.get("/apply/name"),
        "our page of a report, shown again with errors": refused,
        "limit: ten fields": lambda: limit.get(limit_app.FORM),
        "limit: shown and again with errors": limit.refuse,
    }
    return alternate(works, rounds, 40)


def submissions(ours: Applicant, limit: Limit, rounds: int) -> dict[str, Timed]:
    """Check page, durable sending, receipt."""
    times = 20
    ours.drafts = [ours.team.draft() for _ in range((rounds + 1) * times)]
    works = {
        "our submission": ours.send,
        "limit: as many rows": lambda: limit.send(limit_app.SEND_ALL),
        "limit: three rows": lambda: limit.send(limit_app.SEND),
    }
    return alternate(works, rounds, times)


def letters(app: Flask, limit: Flask, rounds: int) -> tuple[dict[str, Timed], dict[str, Timed]]:
    """The letter that the threshold is met, as a page and as a PDF."""
    letter = LETTERS[LetterKind.THRESHOLD_MET](HEAD, in_english)

    def resolve(public_id: str) -> str:
        return f"https://review.example/{public_id}"

    def page() -> None:
        with limit.app_context():
            limit_app.letter_page()

    as_page = {
        "our letter as markup": lambda: letter_html(letter, in_english, resolve),
        "limit: plain page": page,
    }
    as_file = {"our letter as tagged PDF": lambda: letter_pdf(letter, in_english, resolve),
               "limit: platypus alone": limit_app.letter_file}  # fmt: skip
    return alternate(as_page, rounds, 40), alternate(as_file, rounds, 10)


def statements(office: Office, work: Callable[[], object]) -> tuple[int, int]:
    """How many statements a piece of work makes, and how many transactions that write."""
    found: list[str] = []

    def asked(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        found.append(statement)

    event.listen(office.engine, "before_cursor_execute", asked)
    work()
    event.remove(office.engine, "before_cursor_execute", asked)
    return len(found), found.count("BEGIN IMMEDIATE")


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    rounds = int(argv[0]) if argv else 7
    with tempfile.TemporaryDirectory() as name:
        office = open_office(Path(name))
        app, team = create_app(office), Team(office, clock.now)  # type: ignore[arg-type]
        limit = limit_app.make_app(limit_app.open_database(f"sqlite:///{name}/limit.db"))
        ours, theirs = Applicant(app, team), Limit(limit)
        first_request(ours)
        table("Form pages", form_pages(ours, theirs, rounds), "limit: ten fields")
        table(
            "Submission: check page, sending, receipt",
            submissions(ours, theirs, rounds),
            "limit: as many rows",
        )
        ours.drafts = [team.draft()]
        asked, writing = statements(office, ours.send)
        say(f"\nOne submission with its two pages: {asked} statements, {writing} of its transactions write")
        fill(office)
        theirs_filled(limit, name)
        officer = person(app, team, "decider").browser

        def worklist() -> None:
            answer = officer.get("/cases", base_url="http://127.0.0.1:8000")
            assert answer.status_code == 200

        lists = {"our worklist": worklist, "limit: list of 50": lambda: theirs.get(limit_app.CASES)}
        table(f"Worklist of {CASES} cases", alternate(lists, rounds, 20), "limit: list of 50")
        as_page, as_file = letters(app, limit, rounds)
        table("Letter as markup", as_page, "limit: plain page")
        table("Letter as PDF", as_file, "limit: platypus alone")
        office.engine.dispose()
    return 0


def theirs_filled(limit: Flask, name: str) -> None:
    """Put as many cases into the limit's database."""
    engine = limit_app.open_database(f"sqlite:///{name}/limit.db")
    today = clock.now().date()
    rows = [{"reference": secrets.token_hex(8), "name": f"Person {one}", "body": "x",
             "state": "received" if one % 10 == 0 else "closed", "due_on": today + timedelta(days=one % 60)}
            for one in range(CASES)]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(limit_app.Case), rows)
    engine.dispose()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
