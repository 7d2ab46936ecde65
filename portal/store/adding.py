"""Adds rows that somebody else may be adding at the same moment: whoever comes second finds them there."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.store.tables import Base


def add_all(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` that nobody changes again in this work, all in one statement; all name the same columns.

    They go before what the session still holds, so that what they point to has to be written already.
    """
    if rows:  # past the session, which would take three times as long to write them
        session.connection().execute(_into(table), [dict(row) for row in rows])


def add_now(session: Session, *rows: Base) -> None:
    """The same with `rows` of one table as objects, for whoever goes on reading them. Their numbers stay unknown,
    and what becomes of the objects later is not written."""
    if rows:
        add_all(session, type(rows[0]), [_columns(row) for row in rows])


def _columns(row: Base) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


@cache
def _into(table: type[Base]) -> Insert:
    return insert(table.__table__)  # type: ignore[arg-type]


def add_unless_there(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` into `table`, leaving out those whose key is there. Waits for whoever adds the same."""
    insert_ = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        session.execute(insert_(table).values([dict(row) for row in rows]).on_conflict_do_nothing())
