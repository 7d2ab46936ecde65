"""The operations guide names every setting, and no setting that is not there."""

import re

from portal.cli import COMMANDS, PASSED_ON
from tests.house.tools import ROOT

GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
SETTING = r"\b(?:PORTAL|MAIL)_[A-Z_]+\b|\bDATA_DIR\b|\bDATABASE_URL\b|\bPORT\b"


def test_every_setting_is_in_the_table_and_nothing_else() -> None:
    read = set(re.findall(rf'"({SETTING})"', (ROOT / "config.py").read_text("utf-8")))
    read |= {"PORTAL_SECRET_KEY", "PORTAL_LINK_KEY", "PORTAL_FIELD_KEY"}
    table = GUIDE[GUIDE.index("## Settings") : GUIDE.index("## Databases")]
    listed = {
        name
        for row in table.splitlines()
        for name in re.findall(SETTING, row.split("|")[1] if "|" in row else "")
    }
    assert read == listed


def test_the_commands_it_names_exist() -> None:
    named = set(re.findall(r"\./run ([a-z][a-z-]+)", GUIDE))
    assert named <= {*COMMANDS, *PASSED_ON}
    assert named
