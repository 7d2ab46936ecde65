"""Short ways to write area files in tests."""

from pathlib import Path

import pytest

from triage import CriteriaMistake, load_area_criteria

# A route, and what stands above it.
ROUTE = '[[criteria.routes]]\nid = "A"\nname = "three reports"\n'
HEAD = '[criteria]\nversion = "1"\nsource = "a test"\n'


def mistakes(text: str | bytes, base_dir: Path | None = None) -> list[tuple[str, str]]:
    """Return what is wrong with a file that cannot be used: each key with its remedy."""
    with pytest.raises(CriteriaMistake) as raised:
        load_area_criteria(text, base_dir)
    return raised.value.mistakes
