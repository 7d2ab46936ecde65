"""A Norfolk district on a worked case, from the first page to the decision letter.

The facts are those of a published worked case: three reports, one of them made on the last day of the month that
begins with the day of the incident. Norfolk has agreed no decision clock and published no address for mail, so the
pages say "not yet agreed" and the notices to bodies become tasks for a person.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from config import AREAS, Settings
from portal import create_app, delivery, sending
from portal.area_file import load_partnership
from portal.policy import Actor, Grant, Role
from portal.services import bodies, decisions, staff
from portal.services.work import Office
from portal.store import migrate
from portal.store.engine import make_engine
from portal.store.tables import Message
from tests.browser import steps
from tests.browser.people import NARROW, Person
from tests.browser.site import Postman, free_port, postman
from tests.house.clock import SetClock

pytestmark = pytest.mark.browser
# Worked case WC011: 30 January in a leap year has no matching day in February, so the month ends on the 29th.
APPLIED = date(2024, 3, 20)
REPORTS = [
    (date(2024, 1, 30), date(2024, 2, 29)),
    (date(2024, 2, 2), date(2024, 2, 3)),
    (date(2024, 2, 9), date(2024, 2, 10)),
]


@contextmanager
def norfolk(folder: Path) -> Iterator[tuple[Office, str, Postman]]:
    """The portal for Norfolk on the day of the worked case, served here, mail going to a real SMTP server."""
    with postman() as (mail, mail_port):
        port = free_port()
        plain = Settings.from_environ(
            {"DATA_DIR": str(folder), "PORT": str(port), "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(mail_port)}
        )
        settings = replace(plain, area_file=AREAS / "norfolk.toml")
        migrate.upgrade(settings.database_url)
        clock = SetClock(datetime(APPLIED.year, APPLIED.month, APPLIED.day, 10, tzinfo=UTC))
        office = Office(settings, make_engine(settings.database_url), clock, load_partnership(settings.area_file))
        with office.work() as work:
            bodies.seed(work)
        server = make_server("127.0.0.1", port, create_app(office), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield office, settings.base_url, mail
        finally:
            server.shutdown()
            thread.join()
            office.engine.dispose()


def decide(office: Office, reference: str) -> None:
    """A decision-maker for North Norfolk decides that the threshold is met; no body was asked."""
    grants = (Grant(Role.DECIDER, "north-norfolk"),)
    with office.work() as work:
        new = staff.NewPerson("decider", "Robin Sample", grants, "correct horse battery staple")
        actor = Actor("staff", staff.add_person(work, new).staff_id, grants)
    with office.work(actor) as work:
        advice = decisions.prepare(work, reference)
        assert advice.advice.answer.local.result == advice.advice.answer.statutory.result == "met"
        views = {one.body.key: decisions.View("not_asked") for one in advice.passed}
        decisions.decide_met(work, reference, "Three of your reports count.", views)


def test_a_worked_case_of_norfolk_up_to_the_decision_letter(
    tmp_path: Path, person: Callable[..., Person]
) -> None:
    """What is not agreed is said to be so, the last day of the month counts, and the letter says why."""
    with norfolk(tmp_path) as (office, address, mail):
        victim = person(address, script=False, viewport=dict(NARROW))
        reference = steps.apply(victim, "north-norfolk", REPORTS)
        assert victim.reads("not yet agreed") or victim.reads("not agreed yet")
        decide(office, reference)
        delivery.deliver_waiting(office, sending.sender(office))
        steps.open_letter(victim, mail, 2)
        assert victim.reads("There will be a case review")
        assert victim.reads(reference)
        assert victim.reads("29 February 2024")
        assert victim.reads("No time limit has been set for this.")
        assert victim.reads("https://www.norfolk.gov.uk/"), "the area publishes no number and no address"
        with office.work(write=False) as work:
            notices = work.session.query(Message).filter(Message.body_id.is_not(None)).all()
            assert notices
            assert {one.state for one in notices} == {"held"}
