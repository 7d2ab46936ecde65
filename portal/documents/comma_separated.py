"""Tables as comma-separated files (RFC 4180) that no spreadsheet takes for formulas."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

# A cell that begins with one of these is run as a formula by spreadsheets (OWASP, "CSV injection"); the wide signs of
# East Asian keyboards count too.
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def comma_separated(heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return the file as bytes in UTF-8, with the mark by which spreadsheets know it.

    Takes the heads of the columns and rows of the same length; raises ValueError for a row that is longer or shorter.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in heads])
    for row in rows:
        if len(row) != len(heads):
            raise ValueError("a row does not fit its heads")
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str | int) -> str | int:
    """Return a cell that a spreadsheet shows as it stands; whole numbers are left alone."""
    if isinstance(cell, int):
        return cell
    return f"'{cell}" if cell.lstrip(" ").startswith(STARTS_FORMULA) else cell
