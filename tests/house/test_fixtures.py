"""The tests' own ground: each test gets a database of its own, on both kinds."""

import pytest
from sqlalchemy import Engine, text

from portal.store import migrate


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_starts_from_an_empty_current_database(engine: Engine, turn: int) -> None:
    assert migrate.is_current(engine)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 0
        connection.execute(
            text("INSERT INTO person (name, created_at) VALUES ('Ada', '2026-11-23 10:00:00')")
        )
