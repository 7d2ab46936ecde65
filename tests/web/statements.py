"""The statements that pages and steps send to the database, and what each of them reads."""

import re
from typing import Any

from sqlalchemy import Engine

from portal.store.tables import Base

# Tables that stay small, whatever happens: people and places of one partnership; and what is swept away.
SMALL = {"staff", "staff_role", "body", "criteria", "ledger_head", "view_segment", "alembic_version"}
GROWING = {table.name for table in Base.metadata.tables.values()} - SMALL
WHOLE = re.compile(r"SCAN (\w+)")
# The beginning of a name is compared with every name: some 30 ms for 20,000, and only when somebody searches.
ON_PURPOSE = "search_name LIKE"


class Asked:
    """The statements that went to the database."""

    def __init__(self) -> None:
        self.statements: dict[str, Any] = {}

    def note(self, _c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            self.statements[statement] = parameters[0] if many else parameters


def read_whole(engine: Engine, asked: Asked) -> set[str]:
    """The growing tables that some statement reads from end to end, each with the statement."""
    found = set()
    with engine.connect() as connection:
        for statement, parameters in list(asked.statements.items()):
            if ON_PURPOSE in statement:
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            for line in plan:
                scanned = WHOLE.match(line[3])
                if scanned and scanned[1] in GROWING:
                    found.add(f"{scanned[1]}: {statement}")
                if "AUTOMATIC" in line[3]:
                    found.add(f"{line[3]}: {statement}")
    return found
