"""Drafts the next migration from what the models say: python tools/draft_revision.py "what changes".

With --first it writes revision 0001 anew from the models alone, which is right only until the first release.
The draft is to be read and corrected by hand: Alembic sees no changed CHECK, and rebuilding a SQLite table drops its
triggers. The tests compare the schema of the migrations with the models' in both databases.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402
from sqlalchemy import Engine  # noqa: E402

from portal.store import migrate, triggers  # noqa: E402
from portal.store.engine import WRITE, make_engine  # noqa: E402

VERSIONS = migrate.SCRIPTS / "versions"


def draft(message: str, *, first: bool) -> Path:
    """Write the draft and return its path. `message` says what changes, in a few words."""
    if first:
        for old in VERSIONS.glob("*.py"):
            old.unlink()
    number = f"{len(list(VERSIONS.glob('*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        if not first:
            migrate.upgrade(url)
        _write(make_engine(url), message, number)
    path = next(VERSIONS.glob(f"{number}_*.py"))
    text = re.sub(r"    # ###.*\n", "", path.read_text("utf-8"))
    path.write_text(_with_triggers(text) if first else text, "utf-8")
    for step in (["format", "--quiet"], ["check", "--fix", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, str(path)], check=True)
    return path


def _write(engine: Engine, message: str, number: str) -> None:
    with engine.connect().execution_options(**{WRITE: True}) as connection:
        config = migrate.configuration(connection)
        # Only a change of tables that hold rows needs SQLite's way of rebuilding them.
        config.attributes["rebuild"] = number != "0001"
        command.revision(config, message=message, autogenerate=True, rev_id=number)


def _with_triggers(text: str) -> str:
    """Copy today's triggers into the first revision; it must stay as it is when they change."""
    kept = {dialect: triggers.statements(dialect) for dialect in ("sqlite", "postgresql")}
    ending = (
        "    for statement in TRIGGERS[op.get_bind().dialect.name]:\n        op.execute(sa.text(statement))\n"
    )
    return text.rstrip() + "\n" + ending + f"\n\nTRIGGERS = {kept!r}\n"


if __name__ == "__main__":
    arguments = sys.argv[1:]
    first = "--first" in arguments
    words = " ".join(argument for argument in arguments if argument != "--first")
    if not words and not first:
        sys.exit('Say what changes: python tools/draft_revision.py "add the table of visits"')
    print(draft(words or "The first tables", first=first))
