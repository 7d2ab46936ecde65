"""People of the staff: adding them, signing in and out, and who is behind a session."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Literal

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.cases.refusals import Refused
from portal.policy import Actor, Grant
from portal.services.work import Work
from portal.store import ledger, sealing, staff
from portal.store.tables import Staff, StaffRole, StaffSession
from portal.wording import msg

HASHER = PasswordHasher()
SHORTEST_PASSWORD = 12
TRIES = 5
LOCK = timedelta(minutes=15)
STEP_SECONDS = 30
# A session's last use is written at most this often.
TOUCH_AFTER = timedelta(minutes=1)
# Why a session holds no more: nobody used it, it lasted its full time, or somebody ended it.
Over = Literal["idle", "too_long", "ended"]


@dataclass(frozen=True)
class NewPerson:
    """Somebody to add. `username` is what they type when they sign in."""

    username: str
    name: str
    grants: tuple[Grant, ...]
    password: str
    email: str | None = None
    phone: str | None = None
    office: str | None = None


@dataclass(frozen=True)
class Enrolled:
    """Shown once, to the person themselves: what their code app needs."""

    staff_id: int
    totp_seed: str
    totp_address: str


@dataclass(frozen=True)
class Claim:
    """Who somebody says they are, and whether the password fits. Says nothing to the person yet."""

    username: str
    password_fits: bool


@dataclass(frozen=True)
class SignedIn:
    """Who is behind a session. `used_long_ago` says that its last use should be written now."""

    actor: Actor
    name: str
    session_id: int
    used_long_ago: bool = False


def add_person(work: Work, new: NewPerson) -> Enrolled:
    """Add somebody with their roles. Raises Refused for a short password or a username that is taken."""
    username = new.username.strip().lower()
    if len(new.password) < SHORTEST_PASSWORD:
        raise Refused(msg("Choose a password of at least 12 characters."), "password")
    if staff.by_username(work.session, username) is not None:
        raise Refused(msg("Somebody already signs in with that name. Choose another."), "username")
    seed = pyotp.random_base32()
    person = Staff(
        username=username,
        name=new.name,
        email=new.email,
        phone=new.phone,
        office=new.office,
        password_hash=HASHER.hash(new.password),
        totp_seed_sealed=sealing.seal_text(work.settings.field_key, seed, _totp_place(username)),
        added_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    for grant in new.grants:
        work.session.add(_role(work, person.id, grant))
    _log(work, "staff added", {"staff": person.id, "roles": [grant.role for grant in new.grants]})
    address = pyotp.TOTP(seed).provisioning_uri(name=username, issuer_name=work.partnership.short_name)
    return Enrolled(person.id, seed, address)


def check_password(work: Work, username: str, password: str) -> Claim:
    """Compare the password; slow on purpose, so it needs only reading work and holds no lock."""
    nobodys = nobodys_hash()  # asked for either way: the first try in a process tells nothing by its time
    person = staff.by_username(work.session, username)
    return Claim(username, _password_fits(person.password_hash if person else nobodys, password))


@cache
def nobodys_hash() -> str:
    """Return what is compared when there is no such person, so that both answers take the same work.

    It is made when somebody first signs in: it takes a fifth of a second, and most processes need none.
    """
    return HASHER.hash(secrets.token_urlsafe(16))


def sign_in(work: Work, claim: Claim, code: str) -> str | None:
    """Check the code too; return the token of a new session, or None: the reason is never told.

    The token is random and kept only by the browser. Five wrong tries lock the account for 15 minutes; the
    lock answers like a wrong password.
    """
    person = staff.by_username(work.session, claim.username, lock=True)
    step = _step_of(work, person, code)
    locked = person is not None and person.locked_until is not None and person.locked_until > work.now
    if person is None or locked:
        return None
    if not claim.password_fits or step is None or not staff.use_totp_step(work.session, person.id, step):
        _count_failure(work, person)
        return None
    person.failures, person.locked_until = 0, None
    token = secrets.token_urlsafe(32)
    work.session.add(
        StaffSession(token_hash=_hash(token), staff_id=person.id, started_at=work.now, seen_at=work.now)
    )
    _log(work, "signed in", {"staff": person.id})
    return token


def whoever_holds(work: Work, token: str) -> SignedIn | None:
    """Return who holds the session token, with the roles they hold now; None when it ran out or was ended."""
    found = staff.session_by_token(work.session, _hash(token))
    if found is None:
        return None
    session, person = found
    if _limit_reached(work, session) is not None:
        return None
    actor = Actor("staff", person.id, staff.grants(work.session, person.id, work.today))
    return SignedIn(actor, person.name, session.id, work.now - session.seen_at >= TOUCH_AFTER)


def why_over(work: Work, token: str) -> Over | None:
    """Say why the session of `token` holds no more, for the page that asks to sign in again; None while it holds."""
    found = staff.session_by_token(work.session, _hash(token))
    return "ended" if found is None else _limit_reached(work, found[0])


def whose_ran_out(work: Work, token: str) -> int | None:
    """Return whose session of `token` ran out by idleness or its full time; None while it holds or was ended."""
    found = staff.session_by_token(work.session, _hash(token))
    return found[1].id if found is not None and _limit_reached(work, found[0]) is not None else None


def own_sessions(work: Work) -> list[StaffSession]:
    """Return the acting person's sessions that still hold, the one used last first."""
    if work.actor.kind != "staff" or work.actor.id is None:
        return []
    rows = staff.open_sessions(work.session, work.actor.id)
    return [row for row in rows if _limit_reached(work, row) is None]


def names(work: Work, ids: Collection[int]) -> dict[int, str]:
    """Return the names of people of the staff by their number, also of those who have left."""
    return staff.names(work.session, ids)


def touch_session(work: Work, session_id: int) -> None:
    """Note that the session was used, which keeps it from running out by idleness."""
    staff.touch(work.session, session_id, work.now)


def sign_out(work: Work, token: str) -> None:
    """End the session of `token`; an unknown token changes nothing."""
    found = staff.session_by_token(work.session, _hash(token))
    if found is not None:
        found[0].ended_at = work.now


def sign_out_everywhere(work: Work, staff_id: int) -> None:
    """End every session of a person."""
    staff.end_sessions(work.session, staff_id, work.now)


def totp_code(work: Work, username: str) -> str | None:
    """Return the present code of a demonstration account, or None when there is no such person."""
    person = staff.by_username(work.session, username)
    if person is None:
        return None
    return pyotp.TOTP(_seed(work, person)).at(int(work.now.timestamp()))


def _limit_reached(work: Work, session: StaffSession) -> Over | None:
    if work.now - session.started_at >= work.settings.session_absolute:
        return "too_long"
    return "idle" if work.now - session.seen_at >= work.settings.session_idle else None


def _password_fits(stored: str, typed: str) -> bool:
    try:
        return HASHER.verify(stored, typed)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _step_of(work: Work, person: Staff | None, code: str) -> int | None:
    """Return the time step a code belongs to: the present one or one on either side; None for a wrong code."""
    if person is None:
        return None
    typed = "".join(character for character in code if character.isascii() and character.isdigit())
    totp, now = pyotp.TOTP(_seed(work, person)), int(work.now.timestamp()) // STEP_SECONDS
    fitting = [step for step in (now + 1, now, now - 1) if secrets.compare_digest(_at(totp, step), typed)]
    return fitting[0] if fitting else None


def _at(totp: pyotp.TOTP, step: int) -> str:
    return totp.at(step * STEP_SECONDS)


def _seed(work: Work, person: Staff) -> str:
    return sealing.open_text(work.settings.field_key, person.totp_seed_sealed, _totp_place(person.username))


def _totp_place(username: str) -> str:
    return f"staff.totp:{username}"


def _count_failure(work: Work, person: Staff) -> None:
    person.failures += 1
    if person.failures >= TRIES:
        person.failures, person.locked_until = 0, work.now + LOCK
        _log(work, "account locked", {"staff": person.id})


def _role(work: Work, staff_id: int, grant: Grant) -> StaffRole:
    return StaffRole(
        staff_id=staff_id,
        role=grant.role,
        district=grant.district,
        body=grant.body,
        since=work.today,
        granted_by=work.staff_id,
    )


def _log(work: Work, kind: str, payload: dict[str, object]) -> None:
    ledger.append(work.session, ledger.Entry(kind, work.now, work.actor.kind, work.actor.id, payload))


def _hash(token: str) -> str:
    return hashlib.sha256(b"staff session:" + token.encode()).hexdigest()
