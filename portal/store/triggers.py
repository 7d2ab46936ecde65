"""Triggers that keep the ledgers append-only, for both databases.

On SQLite they also stand against INSERT OR REPLACE, which deletes first and fires delete triggers only with
`recursive_triggers` on; on PostgreSQL a statement trigger stands against TRUNCATE.
"""

APPEND_ONLY = ("event", "view")


def statements(dialect: str) -> tuple[str, ...]:
    """Return the SQL that puts the triggers in place; run after the tables exist (and after a table is rebuilt)."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def _sqlite() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    )


def _postgresql() -> tuple[str, ...]:
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    rows = (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
    )
    whole = (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
    )
    return (function, *rows, *whole)
