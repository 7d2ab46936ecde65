"""./run add-person: roles are read with their places, and somebody added can sign in."""

import argparse

import pyotp
import pytest

from portal import enrolling
from portal.area import Partnership
from portal.policy import STAFF_ROLES, Grant, Role
from portal.services import staff
from portal.services.work import Office
from portal.store import staff as store


@pytest.mark.parametrize(
    ("words", "grant"),
    [
        ("administrator", Grant(Role.ADMINISTRATOR)),
        ("decider@alderfen", Grant(Role.DECIDER, "alderfen")),
        ("chair", Grant(Role.CHAIR)),
        ("body-user@sedge-homes", Grant(Role.BODY_USER, body="sedge-homes")),
    ],
)
def test_a_role_is_read_with_its_place(brackenshire: Partnership, words: str, grant: Grant) -> None:
    assert enrolling.grant_from(words, brackenshire) == grant


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("king", "use one of intake, decider"),
        ("decider@norwich", "use one of alderfen, marlowick"),
        ("body-user", "is no body"),
        ("body-user@alderfen", "brackenshire-police"),
        ("", "is no role"),
    ],
)
def test_a_role_that_cannot_be_read_names_those_that_can(
    brackenshire: Partnership, words: str, remedy: str
) -> None:
    with pytest.raises(ValueError, match=remedy):
        enrolling.grant_from(words, brackenshire)


def test_every_role_of_staff_can_be_given() -> None:
    assert set(enrolling.ROLES.values()) == set(STAFF_ROLES)


def _chosen(**changes: object) -> argparse.Namespace:
    words = {
        "name": "Asmith",
        "full_name": "Anna Smith",
        "role": ["intake@alderfen"],
        "email": None,
        "phone": None,
        "office": None,
    }
    return argparse.Namespace(**(words | changes))


def test_a_front_desk_holds_intake_for_what_has_no_district_yet(office: Office) -> None:
    assert enrolling.grant_from("intake@desk", office.partnership) == Grant(Role.INTAKE, "unsure")
    for other in ("decider@desk", "chair@desk", "intake@unsure"):
        with pytest.raises(ValueError, match="is no district"):
            enrolling.grant_from(other, office.partnership)


@pytest.mark.parametrize("place", [None, "Fallowshire"])
def test_where_somebody_works_is_kept_because_independence_is_of_the_office_too(
    office: Office, monkeypatch: pytest.MonkeyPatch, place: str | None
) -> None:
    monkeypatch.setattr(enrolling, "_password", lambda: "a long enough password")
    assert enrolling.enrol(office, _chosen(office=place), lambda _words: None) == 0
    with office.work(write=False) as work:
        (added,) = store.everybody(work.session)
        assert added.office == place


def test_somebody_added_can_sign_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(enrolling, "_password", lambda: "a long enough password")
    assert enrolling.enrol(office, _chosen(), said.append) == 0
    key = said[-1].rpartition(" ")[2]
    with office.work(write=False) as work:
        claim = staff.check_password(work, "asmith", "a long enough password")
        code = pyotp.TOTP(key).at(int(work.now.timestamp()))
    with office.work() as work:
        token = staff.sign_in(work, claim, code)
    assert token is not None


@pytest.mark.parametrize(
    ("password", "changes", "words"),
    [
        ("short", {}, "at least 12 characters"),
        ("a long enough password", {"role": ["king"]}, "is no role"),
    ],
)
def test_whoever_cannot_be_added_is_not(
    office: Office, monkeypatch: pytest.MonkeyPatch, password: str, changes: dict[str, object], words: str
) -> None:
    said: list[str] = []
    monkeypatch.setattr(enrolling, "_password", lambda: password)
    assert enrolling.enrol(office, _chosen(**changes), said.append) == 2
    assert words in said[-1]
    with office.work(write=False) as work:
        assert staff.totp_code(work, "asmith") is None
