"""Links: one purpose, one time, revocable; a token can be neither guessed, bent nor used for something else."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.store import links
from portal.store.links import LIVES, NewLink
from portal.store.tables import Link
from tests.store.conftest import NOW, add_case, reading, writing

KEY = "a key of the tests, long enough to be one"
SECOND = timedelta(seconds=1)


def make(session: Session, lives: timedelta = LIVES) -> Link:
    return links.make(session, NewLink("appeal", add_case(session)), NOW, lives)


@pytest.mark.parametrize(("after", "opens"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
def test_a_link_ends_at_its_moment(engine: Engine, after: timedelta, opens: bool) -> None:
    with writing(engine) as session:
        link = make(session)
        token = links.token(KEY, link.public_id)
        assert (links.find(session, KEY, token, NOW + LIVES + after) is link) is opens


def test_a_revoked_link_opens_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        link = make(session)
        token = links.token(KEY, link.public_id)
        assert links.find(session, KEY, token, NOW) is link
        link.revoked_at = NOW
        session.flush()
        assert links.find(session, KEY, token, NOW) is None


def test_nothing_but_the_whole_token_opens_a_link(engine: Engine) -> None:
    with writing(engine) as session:
        token = links.token(KEY, make(session).public_id)
        other = links.token(KEY, links.make(session, NewLink("letter", 1), NOW).public_id)
    bent = [token[:length] for length in range(len(token))] + [token[start:] for start in range(1, len(token))]
    bent += [token + token[-1], token.upper(), f" {token}", f"{token} ", token.replace(".", "..")]
    bent += [token[:place] + ("1" if sign == "0" else "0") + token[place + 1 :] for place, sign in enumerate(token)]
    bent.append(other.partition(".")[0] + token[token.index(".") :])
    bent += [links.token("another key", token.partition(".")[0]), ".", "", "é.é"]
    with reading(engine) as session:
        assert [one for one in bent if links.find(session, KEY, one, NOW) is not None] == []
        assert links.find(session, KEY, token, NOW) is not None


@given(st.text(max_size=80))
def test_no_typed_text_is_a_token(typed: str) -> None:
    assert links.read_token(KEY, typed) is None


@given(st.from_regex(r"[A-Za-z0-9_-]{12}", fullmatch=True))
def test_a_token_gives_back_its_id_and_only_under_its_key(public_id: str) -> None:
    token = links.token(KEY, public_id)
    assert links.read_token(KEY, token) == public_id
    assert links.read_token(KEY + "x", token) is None


def test_the_database_holds_no_token(engine: Engine) -> None:
    with writing(engine) as session:
        link = make(session)
        token = links.token(KEY, link.public_id)
        kept = [str(getattr(link, column.key)) for column in Link.__table__.columns]
    tag = token.partition(".")[2]
    assert not any(tag in value for value in kept)
    assert len(tag) * 4 >= 128  # bits: hexadecimal digits of 4 bits each


def test_a_placeholder_names_the_link_and_nothing_else(engine: Engine) -> None:
    with writing(engine) as session:
        link = make(session)
        found = links.PLACEHOLDER.fullmatch(links.placeholder(link))
        assert found is not None
        assert found[1] == link.public_id
        assert links.purposes(session, {link.public_id, "nobody"}) == {link.public_id: "appeal"}
