"""Drafts: gone when nobody used them, kept when somebody asked, opened by a code that the database does not hold."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from portal.store import drafts
from portal.store.tables import Draft
from tests.store.conftest import NOW, add_case, reading, writing

IDLE = timedelta(minutes=60)
SAVED = timedelta(days=28)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("after", "there"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
def test_an_unused_draft_ends_at_its_moment(engine: Engine, after: timedelta, there: bool) -> None:
    with writing(engine) as session:
        draft = drafts.new(session, "appeal", NOW, IDLE)
        assert (drafts.get(session, draft.id, NOW + IDLE + after) is draft) is there


def test_using_a_draft_keeps_it(engine: Engine) -> None:
    later = NOW + IDLE - SECOND
    with writing(engine) as session:
        draft = drafts.new(session, "appeal", NOW, IDLE)
        drafts.save(draft, {"words": "Not heard."}, later, IDLE)
        session.flush()
        assert draft.version == 2
        assert drafts.get(session, draft.id, later + IDLE - SECOND) is draft
        assert drafts.get(session, draft.id, later + IDLE) is None


@pytest.mark.parametrize(("after", "there"), [(-SECOND, True), (timedelta(), False), (SECOND, False)])
def test_a_saved_draft_lasts_as_long_as_promised(engine: Engine, after: timedelta, there: bool) -> None:
    with writing(engine) as session:
        draft = drafts.new(session, "appeal", NOW, IDLE)
        code = drafts.keep(draft, NOW, SAVED)
        # Coming back and going on must not shorten the promise.
        drafts.save(draft, {"words": "Not heard."}, NOW + SECOND, IDLE)
        session.flush()
        found = drafts.find_by_code(session, code, NOW + SAVED + after)
        assert (found is draft) is there


def test_a_draft_used_on_its_last_day_lasts_its_idle_time(engine: Engine) -> None:
    late = NOW + SAVED - SECOND
    with writing(engine) as session:
        draft = drafts.new(session, "appeal", NOW, IDLE)
        drafts.keep(draft, NOW, SAVED)
        drafts.save(draft, {}, late, IDLE)
        assert draft.expires_at == late + IDLE


def test_the_code_opens_its_draft_however_it_is_typed(engine: Engine) -> None:
    with writing(engine) as session:
        drafts.keep(drafts.new(session, "appeal", NOW, IDLE), NOW, SAVED)
        draft = drafts.new(session, "appeal", NOW, IDLE)
        code = drafts.keep(draft, NOW, SAVED)
        session.flush()
        bare = code.replace("-", "")
        assert len(bare) == drafts.CODE_LENGTH
        assert set(bare) <= set(drafts.CODE_ALPHABET)
        for typed in (code, code.lower(), bare, f" {' '.join(bare)} "):
            assert drafts.find_by_code(session, typed, NOW) is draft
        for place in range(len(bare)):
            other = drafts.CODE_ALPHABET[drafts.CODE_ALPHABET.index(bare[place]) - 1]
            assert drafts.find_by_code(session, bare[:place] + other + bare[place + 1 :], NOW) is None
        for typed in ("", "-", bare[:-1], bare + "2", draft.id):
            assert drafts.find_by_code(session, typed, NOW) is None


def test_the_database_does_not_hold_the_code(engine: Engine) -> None:
    with writing(engine) as session:
        draft = drafts.new(session, "appeal", NOW, IDLE)
        bare = drafts.keep(draft, NOW, SAVED).replace("-", "")
        kept = " ".join(str(getattr(draft, column.key)) for column in Draft.__table__.columns)
    assert bare not in kept
    assert len(drafts.CODE_ALPHABET) ** drafts.CODE_LENGTH > 2**57


def test_leaving_deletes_only_what_was_not_saved(engine: Engine) -> None:
    with writing(engine) as session:
        plain, saved, sent = (drafts.new(session, "appeal", NOW, IDLE) for _ in range(3))
        drafts.keep(saved, NOW, SAVED)
        sent.case_id = add_case(session)
        session.flush()
        for draft in (plain, saved, sent):
            drafts.delete_draft(session, draft.id, saved_too=False)
        left = {one.id for one in session.query(Draft)}
        assert left == {saved.id, sent.id}
        for draft in (saved, sent):
            drafts.delete_draft(session, draft.id, saved_too=True)
        assert [one.id for one in session.query(Draft)] == [sent.id]


@pytest.mark.parametrize(("after", "gone"), [(-SECOND, 0), (timedelta(), 1), (SECOND, 1)])
def test_the_sweep_takes_what_has_ended(engine: Engine, after: timedelta, gone: int) -> None:
    with writing(engine) as session:
        drafts.new(session, "appeal", NOW, IDLE)
        drafts.keep(drafts.new(session, "appeal", NOW, IDLE), NOW, SAVED)
        session.flush()
        assert drafts.sweep(session, NOW + IDLE + after) == gone
    with reading(engine) as session:
        assert session.query(Draft).count() == 2 - gone


def test_two_drafts_never_share_what_makes_sending_twice_one(engine: Engine) -> None:
    with writing(engine) as session:
        keys = {drafts.new(session, "appeal", NOW, IDLE).submission_key for _ in range(50)}
    assert len(keys) == 50
    with writing(engine) as session:
        first, second = session.query(Draft).limit(2)
        second.submission_key = first.submission_key
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
