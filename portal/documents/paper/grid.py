"""Tables that flow over pages: rows stay whole where they can, long cells split, heads repeat, everything is
tagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from portal.documents.paper.flow import RULE, Words

Cell = list[Words]
Row = list[Cell]
_PADDING: Final = 4.0
_GAP: Final = 8.0
RULE_WIDTH: Final = 0.6
_HEAD_RULE: Final = 1.2
_KEEP_WHOLE: Final = 0.3
"""A row, or a whole small table, up to this share of the page moves to the next page rather than being split.
"""
_KEEP_RECORD: Final = 0.5
"""The same for the rows of one record (those up to the next rule), and for a small table in large print."""
_LEAST_OF_A_ROW: Final = 100.0


class Grid(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """Rows of cells, each a list of paragraphs that know their element.

    `widths` share out the full width. With one width per row instead of columns (`stacked`) the cells of a
    row stand under each other: large print has no room beside. `caption` and `head` are drawn once; after a
    page break the head is drawn again as an artifact, so that nobody hears it twice.
    """

    def __init__(
        self, rows: list[Row], widths: Sequence[float], *, page: float, caption: Cell | None = None,
        head: Row | None = None, repeated: Row | None = None, stacked: bool = False,
        rules: list[float] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._rows, self._widths, self._page = rows, widths, page
        self._caption, self._head, self._repeated = caption or [], head, repeated
        self._stacked = stacked
        self._rules = rules or [RULE_WIDTH] * len(rows)
        self.spaceAfter = 10

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The height of all rows at this width."""
        self._width = width
        self._caption_height = _wrap(self._caption, width) + (_PADDING if self._caption else 0)
        self._head_height = self._height_of(self._head) if self._head else 0.0
        self._heights = [self._height_of(row) for row in self._rows]
        self.height = self._caption_height + self._head_height + sum(self._heights)
        return width, self.height

    def split(self, width: float, height: float) -> list[Grid]:
        """Whole rows first; then the next row itself, when it is too long to move."""
        self.wrap(width, height)
        if self.height <= height:
            return [self]
        if self._stays_whole():
            return []
        room = height - self._caption_height - self._head_height
        fits = 0
        while fits < len(self._rows) and self._heights[fits] <= room:
            room -= self._heights[fits]
            fits += 1
        first_row, torn = self._record_at(fits)
        if not torn:
            fits = first_row
        here, there = self._rows[:fits], self._rows[fits:]
        rules = self._rules[:fits], self._rules[fits:]
        if torn and self._heights[fits] > self._page * _KEEP_WHOLE:
            first, rest = self._split_row(there[0], room)
            if first is not None:
                here, there = [*here, first], [rest, *there[1:]]
                rules = [*rules[0], RULE_WIDTH], rules[1]
        if not here:
            return []
        return [self._part(here, rules[0], first=True), self._part(there, rules[1], first=False)]

    def least(self, width: float) -> float:
        """The height without which nothing of the table can stand on a page."""
        self.wrap(width, 0)
        if self._stays_whole():
            return self.height
        end, torn = self._record_end(0), self._record_at(0)[1]
        first = min(self._heights[0], _LEAST_OF_A_ROW) if torn else sum(self._heights[:end])
        return self._caption_height + self._head_height + first

    def draw(self) -> None:
        """Caption, head, rows, each row with a rule under it."""
        top = self.height
        _draw(self._caption, self.canv, 0, top)
        top -= self._caption_height
        if self._head:
            top = self._draw_row(self._head, self._head_height, top, rule=_HEAD_RULE)
        for row, height, rule in zip(self._rows, self._heights, self._rules, strict=True):
            top = self._draw_row(row, height, top, rule=rule)

    def _stays_whole(self) -> bool:
        return bool(self.height <= self._page * (_KEEP_RECORD if self._stacked else _KEEP_WHOLE))

    def _record_end(self, row: int) -> int:
        """The row after the last one of the record that this row belongs to."""
        return next(
            (place + 1 for place in range(row, len(self._rows)) if self._rules[place]), len(self._rows)
        )

    def _record_at(self, row: int) -> tuple[int, bool]:
        """The first row of the record that this row belongs to, and whether it is so long that it may be torn."""
        first = row
        while first and not self._rules[first - 1]:
            first -= 1
        height = sum(self._heights[first : self._record_end(row)])
        lone = first + 1 == self._record_end(row)
        return first, height > self._page * (_KEEP_WHOLE if lone else _KEEP_RECORD)

    def _part(self, rows: list[Row], rules: list[float], *, first: bool) -> Grid:
        part = Grid(
            rows, self._widths, page=self._page, caption=self._caption if first else None,
            head=self._head if first else self._repeated, repeated=self._repeated, stacked=self._stacked, rules=rules,
        )  # fmt: skip
        part.spaceAfter = 0 if first else self.spaceAfter
        return part

    def _columns(self) -> list[tuple[float, float]]:
        """Left edge and usable width of each column."""
        if self._stacked:
            return [(0.0, self._width)] * len(self._widths)
        total, left, columns = sum(self._widths), 0.0, []
        for share in self._widths:
            column = self._width * share / total
            columns.append((left, column - _GAP))
            left += column
        return columns

    def _height_of(self, row: Row) -> float:
        heights = [_wrap(cell, usable) for cell, (_left, usable) in zip(row, self._columns(), strict=True)]
        return (sum(heights) if self._stacked else max(heights)) + 2 * _PADDING

    def _draw_row(self, row: Row, height: float, top: float, *, rule: float) -> float:
        inside = top - _PADDING
        for cell, (left, _usable) in zip(row, self._columns(), strict=True):
            bottom = _draw(cell, self.canv, left, inside)
            inside = bottom if self._stacked else inside
        if rule:
            with self.canv.artifact():
                self.canv.setStrokeColor(RULE)
                self.canv.setLineWidth(rule)
                self.canv.line(0, top - height, self._width, top - height)
        return top - height

    def _split_row(self, row: Row, height: float) -> tuple[Row | None, Row]:
        room = height - 2 * _PADDING
        first: Row = []
        rest: Row = []
        for cell, (_left, usable) in zip(row, self._columns(), strict=True):
            here, there, used = _split(cell, usable, room)
            first.append(here)
            rest.append(there)
            if self._stacked:
                room = room - used if not there else 0.0
        lone_label = self._stacked and not first[-1] and _wrap(row[0], self._width) < self._page / 2
        return (None, row) if lone_label or not any(first) else (first, rest)


def _wrap(cell: Cell, width: float) -> float:
    height = 0.0
    for words in cell:
        height += words.wrap(width, 1e6)[1]
    return height


def _split(cell: Cell, width: float, room: float) -> tuple[Cell, Cell, float]:
    """The part of a cell that fits into `room`, the part that does not, and the height used."""
    used = 0.0
    for number, words in enumerate(cell):
        height = words.wrap(width, 1e6)[1]
        if used + height <= room:
            used += height
            continue
        parts = words.split(width, room - used) if room > used else []
        if len(parts) == 2:
            return [*cell[:number], parts[0]], [parts[1], *cell[number + 1 :]], room
        return cell[:number], cell[number:], used
    return cell, [], used


def _draw(cell: Cell, canvas: Any, left: float, top: float) -> float:
    for words in cell:
        top -= words.height
        words.drawOn(canvas, left, top)
    return top
