"""Adds rows that somebody else may be adding at the same moment: whoever comes second finds them there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.store.tables import Base


def add_unless_there(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` into `table`, leaving out those whose key is there. Waits for whoever adds the same."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        session.execute(insert(table).values([dict(row) for row in rows]).on_conflict_do_nothing())
