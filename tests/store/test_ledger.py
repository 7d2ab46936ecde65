"""Nobody changes history unseen: every row of both ledgers, changed, taken away, swapped or cut by hand, is named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from portal.store import ledger
from portal.store.engine import make_engine
from portal.store.ledger import Entry
from portal.store.tables import Segment
from tests.store.conftest import NOW, add_case, add_staff, by_hand, drop_triggers, reading, writing

ROWS = 1000
EVENTS, VIEWS = 700, 300
# What a tool would write into each column, in SQL.
CHANGES = {
    "event": {
        "case_id": "CASE WHEN case_id IS NULL THEN 1 ELSE NULL END",
        "number": "coalesce(number, 0) + 5000",
        "kind": "kind || '.'",
        "move": "coalesce(move, '') || '.'",
        "at": "'1999-01-01 00:00:00.000000'",
        "actor_kind": "'public'",
        "actor_id": "coalesce(actor_id, 0) + 1",
        "payload": "'{\"n\":-1}'",
        "seal": "'00'",
        "previous_hash": "'00'",
        "hash": "'00'",
    },
    "view": {
        "case_id": "CASE WHEN case_id = 1 THEN 2 ELSE 1 END",
        "staff_id": "CASE WHEN staff_id = 1 THEN 2 ELSE 1 END",
        "segment": "CASE WHEN segment = 1 THEN 2 ELSE 1 END",
        "action": "action || '.'",
        "at": "'1999-01-01 00:00:00.000000'",
        "previous_hash": "'00'",
        "hash": "'00'",
    },
}
Tamper = Callable[[Connection, str, int, int], None]


def change(connection: Connection, table: str, row: int, turn: int) -> None:
    """Write something else into one column."""
    column, value = list(CHANGES[table].items())[turn % len(CHANGES[table])]
    connection.execute(text(f"UPDATE {table} SET {column} = {value} WHERE seq = :row"), {"row": row})


def delete(connection: Connection, table: str, row: int, _turn: int) -> None:
    """Take one row away."""
    connection.execute(text(f"DELETE FROM {table} WHERE seq = :row"), {"row": row})


def close_the_gap(connection: Connection, table: str, row: int, turn: int) -> None:
    """Take one row away and number the rest anew."""
    delete(connection, table, row, turn)
    # In two steps, because the numbers must differ all the time.
    connection.execute(text(f"UPDATE {table} SET seq = 1 - seq WHERE seq > :row"), {"row": row})
    connection.execute(text(f"UPDATE {table} SET seq = -seq WHERE seq < 0"))


def swap(connection: Connection, table: str, row: int, turn: int) -> None:
    """Let a row and a later one change places."""
    other = row + 1 + turn % 7
    for old, new in ((row, 0), (other, row), (0, other)):
        connection.execute(text(f"UPDATE {table} SET seq = :new WHERE seq = :old"), {"old": old, "new": new})


def cut(connection: Connection, table: str, row: int, _turn: int) -> None:
    """Take away this row and all behind it."""
    connection.execute(text(f"DELETE FROM {table} WHERE seq >= :row"), {"row": row})


TAMPERS: tuple[Tamper, ...] = (change, delete, close_the_gap, swap, cut)


def fill(session: Session, events: int, views: int, close_behind: int = 0) -> None:
    """Write both ledgers: events of two cases and the staff in turn; views, the first segment closed behind one."""
    cases = [add_case(session, number) for number in (1, 2)]
    staff = [add_staff(session, name) for name in ("anna", "ben")]
    counted = dict.fromkeys(cases, 0)
    for turn in range(events):
        case = cases[turn % 2] if turn % 3 else None
        if case is not None:
            counted[case] += 1
        ledger.append(
            session,
            Entry(
                kind="note added" if case else "signed in",
                at=NOW + timedelta(seconds=turn),
                actor_kind="staff",
                actor_id=staff[turn % 2],
                payload={"n": turn},
                case_id=case,
                number=counted[case] if case else None,
                move="note" if case else None,
                seal="ab" if turn % 5 == 0 else None,
            ),
        )
    for case, version in counted.items():
        session.execute(text("UPDATE case_review SET version = :v WHERE id = :c"), {"v": version, "c": case})
    for turn in range(views):
        at = NOW + timedelta(seconds=turn)
        if turn and turn == close_behind:
            ledger.close_segment(session, at, opened_by=at)
        ledger.append_view(
            session, case_id=cases[turn % 2], staff_id=staff[turn % 2], action="see_case", at=at
        )


@pytest.fixture
def history(engine: Engine) -> Engine:
    """A database with thirty rows of history and without its triggers."""
    return without_triggers(engine, 20, 10)


def without_triggers(engine: Engine, events: int, views: int) -> Engine:
    with writing(engine) as session:
        fill(session, events, views)
        # For a changed segment to point to: the foreign key is not what these tests are about.
        session.add(Segment(number=2, opened_at=NOW, closed_at=NOW))
    drop_triggers(engine)
    return engine


def first_bad(connection: Connection) -> str | None:
    with Session(connection, autoflush=False) as session:
        return ledger.verify(session).first_bad


@pytest.mark.slow
def test_every_row_of_a_thousand_is_watched(engine: Engine) -> None:
    """Rows all over a long history are tampered with, in one way after the other.

    Every third row on SQLite; PostgreSQL runs the same comparison in the same code, so every ninth is enough there.
    """
    long = without_triggers(engine, EVENTS, VIEWS)
    with reading(long) as session:
        assert ledger.verify(session) == ledger.Verified(EVENTS, VIEWS, None)
    step = 3 if long.dialect.name == "sqlite" else 9
    places = [("event", row) for row in range(1, EVENTS + 1)] + [("view", row) for row in range(1, VIEWS + 1)]
    assert len(places) == ROWS
    missed = []
    for turn, (table, row) in enumerate(places[::step]):
        ways = TAMPERS if row + 7 < (EVENTS if table == "event" else VIEWS) else (change, delete, cut)
        with by_hand(long) as connection:
            tamper = ways[turn % len(ways)]
            tamper(connection, table, row, turn // len(ways))
            found = first_bad(connection)
        if found != f"{table} {row}":
            missed.append(f"{tamper.__name__} of {table} {row}: {found}")
    assert missed == []


@pytest.mark.parametrize("table", ["event", "view"])
def test_every_way_is_found_at_the_first_a_middle_and_the_last_row(history: Engine, table: str) -> None:
    last = 20 if table == "event" else 10
    for row in (1, 2, last // 2, last - 1, last):
        for column in range(len(CHANGES[table])):
            with by_hand(history) as connection:
                change(connection, table, row, column)
                assert first_bad(connection) == f"{table} {row}", (row, column)
        for tamper in (delete, cut):
            with by_hand(history) as connection:
                tamper(connection, table, row, 0)
                assert first_bad(connection) == f"{table} {row}", (row, tamper)


@pytest.mark.parametrize("table", ["event", "view"])
def test_a_forged_row_at_the_end_is_found(history: Engine, table: str) -> None:
    last = 20 if table == "event" else 10
    with by_hand(history) as connection:
        columns = ", ".join(CHANGES[table].keys() - {"hash", "number", "previous_hash"})
        connection.execute(
            text(
                f"INSERT INTO {table} (seq, hash, previous_hash, {columns}) "
                f"SELECT seq + 1, 'ff', hash, {columns} FROM {table} WHERE seq = {last}"
            )
        )
        assert first_bad(connection) == f"{table} {last + 1}"


def test_a_cut_stays_to_be_seen_when_history_goes_on(engine: Engine) -> None:
    with writing(engine) as session:
        fill(session, 10, 4)
    drop_triggers(engine)
    with engine.connect().execution_options(portal_write=True) as connection, connection.begin():
        cut(connection, "event", 8, 0)
    with writing(engine) as session:
        assert ledger.append(session, Entry("signed in", NOW, "staff", 1, {})).seq == 11
    with reading(engine) as session:
        assert ledger.verify(session).first_bad == "event 8"


def test_a_case_that_claims_another_number_of_events_is_named(engine: Engine) -> None:
    with writing(engine) as session:
        fill(session, 10, 0)
        session.execute(text("UPDATE case_review SET version = version + 1 WHERE id = 2"))
    with reading(engine) as session:
        found = ledger.verify(session).first_bad
    assert found is not None
    assert "case number 2" in found


def test_a_closed_segment_of_views_may_be_dropped_whole(engine: Engine) -> None:
    with writing(engine) as session:
        fill(session, 0, 10, close_behind=5)
    drop_triggers(engine)
    with by_hand(engine) as connection:
        connection.execute(text("DELETE FROM view WHERE segment = 1"))
        assert first_bad(connection) is None
        connection.execute(text("DELETE FROM view WHERE seq = 6"))
        assert first_bad(connection) == "view 6"


def test_all_views_may_go_when_every_segment_was_closed(engine: Engine) -> None:
    with writing(engine) as session:
        fill(session, 0, 10, close_behind=5)
        later = NOW + timedelta(hours=1)
        assert ledger.close_segment(session, later, opened_by=later) == 2
        assert ledger.close_segment(session, later, opened_by=later) is None
    drop_triggers(engine)
    with by_hand(engine) as connection:
        connection.execute(text("DELETE FROM view"))
        assert first_bad(connection) is None
        ledger.append_view(session := Session(connection), case_id=1, staff_id=1, action="see_case", at=NOW)
        session.flush()
        assert first_bad(connection) is None
        assert [one.number for one in session.query(Segment).order_by(Segment.number)] == [1, 2, 3]


@pytest.mark.parametrize(("seconds", "closed"), [(-1, None), (0, 1), (1, 1)])
def test_a_segment_is_closed_once_it_is_old(sqlite_url: str, seconds: int, closed: int | None) -> None:
    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        fill(session, 0, 1)
        opened_by = NOW + timedelta(seconds=seconds)
        assert ledger.close_segment(session, NOW, opened_by=opened_by) == closed
    engine.dispose()


def test_an_open_segment_may_not_be_dropped(engine: Engine) -> None:
    with writing(engine) as session:
        fill(session, 0, 10, close_behind=5)
    drop_triggers(engine)
    with by_hand(engine) as connection:
        connection.execute(text("DELETE FROM view WHERE segment = 2"))
        assert first_bad(connection) == "view 6"


def test_a_seal_needs_its_words_and_its_salt() -> None:
    salt = ledger.new_salt()
    kept = ledger.seal("She was not heard.", salt)
    assert kept == ledger.seal("She was not heard.", salt)
    assert kept != ledger.seal("She was not heard,", salt)
    assert kept != ledger.seal("She was not heard.", ledger.new_salt())
    assert "heard" not in kept
