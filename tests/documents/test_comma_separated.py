"""Files of figures: no cell is a formula, and every cell stays where it belongs."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.comma_separated import comma_separated, harmless


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(cell: str) -> None:
    made = str(harmless(cell))
    assert not made.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert made in (cell, f"'{cell}")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("http://x.example")', "＝1"]
)
def test_a_formula_is_shown_as_text(cell: str) -> None:
    [_, row] = csv.reader(StringIO(comma_separated(("area",), [(cell,)]).decode("utf-8-sig"), newline=""))
    assert row == [f"'{cell}"]


def test_a_file_keeps_its_shape() -> None:
    made = comma_separated(("a", "b"), [("x, y", 1), ('say "hi"\nnow', -2)]).decode("utf-8-sig")
    assert list(csv.reader(StringIO(made, newline=""))) == [
        ["a", "b"],
        ["x, y", "1"],
        ['say "hi"\nnow', "-2"],
    ]
    with pytest.raises(ValueError, match="heads"):
        comma_separated(("a", "b"), [("x",)])
