"""People of the staff, on both databases: their passwords, codes, locks, roles and sessions."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from portal.cases.refusals import Refused
from portal.policy import Actor, Grant, Role
from portal.services import demonstration, staff
from portal.services.staff import Enrolled, NewPerson
from portal.services.work import Office
from portal.store import staff as rows
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Event, Staff, StaffRole, StaffSession
from tests.house.clock import SetClock

PASSWORD = "correct horse battery staple"
STEP = 30  # seconds, RFC 6238


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def anna(office: Office) -> Enrolled:
    """Somebody who may take in applications in Alderfen."""
    return add(office, "anna")


def add(office: Office, username: str, password: str = PASSWORD, *grants: Grant) -> Enrolled:
    new = NewPerson(username, "Anna Field", grants or (Grant(Role.INTAKE, "alderfen"),), password)
    with office.work() as work:
        return staff.add_person(work, new)


def sign_in(office: Office, code: str, username: str = "anna", password: str = PASSWORD) -> str | None:
    with office.work(write=False) as work:
        claim = staff.check_password(work, username, password)
    with office.work() as work:
        return staff.sign_in(work, claim, code)


def code_at(enrolled: Enrolled, clock: SetClock, steps: int = 0) -> str:
    """The code of the present time step, or of one so many steps away."""
    return pyotp.TOTP(enrolled.totp_seed).at(int(clock().timestamp()) + STEP * steps)


def person(office: Office, username: str = "anna") -> Staff:
    with office.work(write=False) as work:
        return work.session.scalars(select(Staff).where(Staff.username == username)).one()


def test_nothing_secret_is_kept_in_the_open(office: Office, anna: Enrolled) -> None:
    kept = person(office)
    assert PASSWORD not in kept.password_hash
    assert kept.password_hash.startswith("$argon2id$")
    assert anna.totp_seed.encode() not in kept.totp_seed_sealed


def test_the_address_for_the_code_app_names_the_partnership(anna: Enrolled) -> None:
    address = urlsplit(anna.totp_address)
    assert address.scheme == "otpauth"
    asked = parse_qs(address.query)
    assert asked["secret"] == [anna.totp_seed]
    assert asked["issuer"] == ["Brackenshire"]


@pytest.mark.parametrize(("length", "taken"), [(11, False), (12, True), (13, True), (72, True), (73, True)])
def test_a_password_has_at_least_twelve_characters(office: Office, length: int, taken: bool) -> None:
    if taken:
        add(office, "bea", "x" * length)
        return
    with pytest.raises(Refused) as refused:
        add(office, "bea", "x" * length)
    assert refused.value.field == "password"


def test_no_part_of_a_long_password_is_ignored(office: Office, clock: SetClock) -> None:
    """bcrypt would ignore what comes after 72 bytes."""
    enrolled = add(office, "bea", "x" * 80)
    assert sign_in(office, code_at(enrolled, clock), "bea", "x" * 79) is None
    assert sign_in(office, code_at(enrolled, clock), "bea", "x" * 80)


@pytest.mark.parametrize("typed", ["anna", "ANNA", " Anna "])
def test_a_name_is_taken_once(office: Office, anna: Enrolled, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        add(office, typed)
    assert refused.value.field == "username"


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_may_be_one_step_early_or_late(
    office: Office, anna: Enrolled, clock: SetClock, steps: int, taken: bool
) -> None:
    assert (sign_in(office, code_at(anna, clock, steps)) is not None) == taken


@pytest.mark.parametrize("again", [-1, 0, 1])
def test_only_a_later_code_is_taken_after_one_was_used(
    office: Office, anna: Enrolled, clock: SetClock, again: int
) -> None:
    assert sign_in(office, code_at(anna, clock, 0))
    assert (sign_in(office, code_at(anna, clock, again)) is not None) == (again > 0)


def test_a_step_is_spent_by_one_of_two_who_race(office: Office, anna: Enrolled) -> None:
    with office.work() as work:
        assert rows.use_totp_step(work.session, anna.staff_id, 100)
        assert not rows.use_totp_step(work.session, anna.staff_id, 100)
        assert not rows.use_totp_step(work.session, anna.staff_id, 99)
        assert rows.use_totp_step(work.session, anna.staff_id, 101)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "０００００００"])
def test_what_is_no_code_is_refused(office: Office, anna: Enrolled, typed: str) -> None:
    assert sign_in(office, typed) is None


def test_a_wrong_password_spends_no_code(office: Office, anna: Enrolled, clock: SetClock) -> None:
    assert sign_in(office, code_at(anna, clock), password="wrong") is None
    assert sign_in(office, code_at(anna, clock))


@pytest.mark.parametrize(("wrong", "locked"), [(4, False), (5, True)])
def test_five_wrong_tries_lock(
    office: Office, anna: Enrolled, clock: SetClock, wrong: int, locked: bool
) -> None:
    for _ in range(wrong):
        assert sign_in(office, code_at(anna, clock), password="wrong") is None
    assert (sign_in(office, code_at(anna, clock)) is None) == locked
    with office.work(write=False) as work:
        kinds = list(work.session.scalars(select(Event.kind)))
    assert kinds.count("account locked") == (1 if locked else 0)


def test_a_good_sign_in_forgets_earlier_tries(office: Office, anna: Enrolled, clock: SetClock) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(office, code_at(anna, clock), password="wrong")
        assert sign_in(office, code_at(anna, clock))
        clock.pass_time(seconds=STEP)


def test_tries_while_locked_do_not_lengthen_the_lock(office: Office, anna: Enrolled, clock: SetClock) -> None:
    for _ in range(5):
        sign_in(office, code_at(anna, clock), password="wrong")
    until = person(office).locked_until
    clock.pass_time(minutes=14)
    sign_in(office, code_at(anna, clock), password="wrong")
    assert person(office).locked_until == until


def test_a_session_names_its_person_and_their_roles_now(
    office: Office, anna: Enrolled, clock: SetClock
) -> None:
    token = sign_in(office, code_at(anna, clock))
    assert token is not None
    with office.work(write=False) as work:
        found = staff.whoever_holds(work, token)
        assert staff.whoever_holds(work, token + "x") is None
        assert staff.whoever_holds(work, "") is None
    assert found is not None
    assert found.name == "Anna Field"
    assert found.actor == Actor("staff", anna.staff_id, (Grant(Role.INTAKE, "alderfen"),))


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [(1, None, False), (0, None, True), (-1, None, True), (-9, -1, False), (-9, 0, True), (-9, 1, True)],
)
def test_a_role_holds_from_its_first_to_its_last_day(
    office: Office, anna: Enrolled, clock: SetClock, since: int, until: int | None, held: bool
) -> None:
    token = sign_in(office, code_at(anna, clock))
    assert token is not None

    def day(distance: int) -> date:
        return clock().date() + timedelta(days=distance)

    with office.work() as work:
        role = work.session.scalars(select(StaffRole)).one()
        role.since, role.until = day(since), None if until is None else day(until)
    with office.work(write=False) as work:
        found = staff.whoever_holds(work, token)
    assert found is not None
    assert bool(found.actor.grants) == held


@pytest.mark.parametrize(("seconds", "why"), [(1799, None), (1800, "idle"), (1801, "idle")])
def test_why_an_unused_session_is_over(
    office: Office, anna: Enrolled, clock: SetClock, seconds: int, why: str | None
) -> None:
    token = sign_in(office, code_at(anna, clock))
    assert token is not None
    clock.pass_time(seconds=seconds)
    with office.work(write=False) as work:
        assert staff.why_over(work, token) == why
        assert (staff.whoever_holds(work, token) is None) == (why is not None)


@pytest.mark.parametrize(("seconds", "long_ago"), [(59, False), (60, True), (61, True)])
def test_the_last_use_of_a_session_is_written_again_after_a_minute(
    office: Office, anna: Enrolled, clock: SetClock, seconds: int, long_ago: bool
) -> None:
    token = sign_in(office, code_at(anna, clock))
    assert token is not None
    clock.pass_time(seconds=seconds)
    with office.work(write=False) as work:
        found = staff.whoever_holds(work, token)
    assert found is not None and found.used_long_ago is long_ago


def test_why_a_session_that_was_used_all_day_is_over(office: Office, anna: Enrolled, clock: SetClock) -> None:
    token = sign_in(office, code_at(anna, clock))
    assert token is not None
    clock.pass_time(hours=9, minutes=59)
    with office.work() as work:
        session = work.session.scalars(select(StaffSession)).one()
        staff.touch_session(work, session.id)
    with office.work(write=False) as work:
        assert staff.why_over(work, token) is None
    clock.pass_time(minutes=1)
    with office.work(write=False) as work:
        assert staff.why_over(work, token) == "too_long"


def test_an_ended_session_stays_ended(office: Office, anna: Enrolled, clock: SetClock) -> None:
    token = sign_in(office, code_at(anna, clock))
    assert token is not None
    with office.work() as work:
        staff.sign_out(work, token)
        staff.sign_out(work, "no session at all")
    with office.work(write=False) as work:
        assert staff.whoever_holds(work, token) is None
        assert staff.why_over(work, token) == "ended"


def test_signing_out_everywhere_ends_only_ones_own(office: Office, anna: Enrolled, clock: SetClock) -> None:
    bea = add(office, "bea")
    tokens = [sign_in(office, code_at(anna, clock)), sign_in(office, code_at(bea, clock), "bea")]
    clock.pass_time(seconds=STEP)
    tokens.append(sign_in(office, code_at(anna, clock)))
    with office.work(Actor("staff", anna.staff_id)) as work:
        assert len(staff.own_sessions(work)) == 2
        staff.sign_out_everywhere(work, anna.staff_id)
        assert staff.own_sessions(work) == []
    with office.work(write=False) as work:
        holding = [staff.whoever_holds(work, token or "") is not None for token in tokens]
    assert holding == [False, True, False]


def test_names_are_found_for_those_who_left_too(office: Office, anna: Enrolled) -> None:
    with office.work() as work:
        work.session.get_one(Staff, anna.staff_id).left_at = work.now
    with office.work(write=False) as work:
        assert staff.names(work, {anna.staff_id, 999_999}) == {anna.staff_id: "Anna Field"}
        assert staff.names(work, set()) == {}


def test_the_demonstration_is_seeded_once(office: Office) -> None:
    lines = demonstration.seed(office)
    assert len(lines) == 1 + len(demonstration.PEOPLE)
    passwords = [line.split()[1] for line in lines[1:]]
    assert len(set(passwords)) == len(passwords)
    assert demonstration.seed(office) == []
    assert (office.settings.data_dir / "DEMONSTRATION-DATA").is_file()


def test_everybody_of_the_demonstration_can_sign_in(office: Office) -> None:
    for line in demonstration.seed(office)[1:]:
        username, password = line.split()[:2]
        with office.work(write=False) as work:
            code = staff.totp_code(work, username)
        assert code is not None
        assert sign_in(office, code, username, password), username


def test_the_demonstration_gives_rights_for_districts_and_bodies_that_exist(office: Office) -> None:
    districts = {UNKNOWN_DISTRICT, *(one.key for one in office.partnership.districts)}
    bodies = {one.key for one in office.partnership.bodies}
    for _, _, grants, _ in demonstration.PEOPLE:
        for grant in grants:
            assert grant.district is None or grant.district in districts
            assert grant.body is None or grant.body in bodies
    held = {grant.role for _, _, grants, _ in demonstration.PEOPLE for grant in grants}
    assert held == {role for role in Role if role not in (Role.PUBLIC, Role.LINK_HOLDER)}


def test_nobody_has_no_code(office: Office) -> None:
    with office.work(write=False) as work:
        assert staff.totp_code(work, "nobody") is None
