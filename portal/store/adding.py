"""Adds rows that somebody else may be adding at the same moment: whoever comes second finds them there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.store.tables import Base


def add_all(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` that nobody needs again in this work, all in one statement.

    They go before what the session still holds, so that what they point to has to be written already.
    """
    # Without render_nulls rows are parted by which of their columns are empty, and each part is a statement.
    if rows:
        at_once = {"render_nulls": True, "autoflush": False}
        session.execute(insert(table), [dict(row) for row in rows], execution_options=at_once)


def add_unless_there(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` into `table`, leaving out those whose key is there. Waits for whoever adds the same."""
    insert_ = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        session.execute(insert_(table).values([dict(row) for row in rows]).on_conflict_do_nothing())
