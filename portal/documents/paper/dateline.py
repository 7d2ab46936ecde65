"""The date ruler on paper. It is drawn as an artifact: the table beside it says the same to a screen reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from reportlab.lib.colors import HexColor, white
from reportlab.platypus.flowables import Flowable

from portal.documents.paper.flow import INK
from portal.documents.paper.fonts import REGULAR
from triage.ruler import Row, Ruler

WINDOW: Final = HexColor("#d2e2f1")
COUNTS: Final = HexColor("#0f7a52")
UNSURE: Final = HexColor("#ffdd00")
TICK: Final = HexColor("#b1b4b6")
INSET: Final = 9.0
RADIUS: Final = 5.0


class DateRuler(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """One line for each report: when it happened, when somebody was told, and how long that counts."""

    def __init__(
        self, ruler: Ruler, names: dict[str, str], sent: str, month: Callable[[date], str], *, size: float
    ) -> None:
        super().__init__()
        self._ruler, self._names, self._sent, self._month, self._size = ruler, names, sent, month, size
        self._step = size * 1.4 + 20

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The whole width, and a line for each report between the words above and the months below."""
        self._width = width
        return width, self._size * 3.4 + self._step * len(self._ruler.rows) + 8

    def draw(self) -> None:
        """Draws it as something that is no content of its own."""
        with self.canv.artifact():
            self._draw_frame()
            for number, row in enumerate(self._ruler.rows):
                self._draw_row(row, self._bottom() + self._step * (len(self._ruler.rows) - number - 1))

    def _bottom(self) -> float:
        return self._size * 1.6

    def _x(self, day: date) -> float:
        return INSET + (self._width - 2 * INSET) * self._ruler.place(day)

    def _draw_frame(self) -> None:
        canvas, top = self.canv, self._bottom() + self._step * len(self._ruler.rows) + 4
        canvas.setFont(REGULAR, self._size)
        canvas.setStrokeColor(TICK)
        canvas.setFillColor(INK)
        canvas.setLineWidth(0.5)
        months = self._ruler.months()
        room = int((self._width - 2 * INSET) // (self._size * 3.5)) or 1
        for number, month in enumerate(months):
            canvas.line(self._x(month), self._bottom(), self._x(month), top)
            if number % max(1, -(-len(months) // room)) == 0:
                canvas.drawString(self._x(month), 0, self._month(month))
        x = self._x(self._ruler.application)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.5)
        canvas.line(x, self._bottom(), x, top)
        canvas.setFillColor(INK)
        self._words_at(x, top + self._size * 0.4)

    def _words_at(self, x: float, y: float) -> None:
        wide = self.canv.stringWidth(self._sent, REGULAR, self._size)
        self.canv.drawString(min(max(0.0, x - wide / 2), self._width - wide), y, self._sent)

    def _draw_row(self, row: Row, y: float) -> None:
        canvas, middle = self.canv, y + 9
        canvas.setFillColor(WINDOW)
        if row.told and row.apply_by and row.apply_by > row.told:
            start = self._x(row.told)
            canvas.rect(start, middle - 6, self._x(row.apply_by) - start, 12, stroke=0, fill=1)
        canvas.setFont(REGULAR, self._size)
        name = self._names[row.report]
        canvas.setFillColor(white)
        canvas.rect(
            0, y + 18, canvas.stringWidth(name, REGULAR, self._size) + 3, self._size * 1.1, stroke=0, fill=1
        )
        canvas.setFillColor(INK)
        canvas.setStrokeColor(INK)
        canvas.drawString(0, y + 19, name)
        canvas.setLineWidth(1)
        for first, last in ((row.incident, row.incident_latest), (row.told, row.told_latest)):
            if first and last and last != first:
                canvas.line(self._x(first), middle, self._x(last), middle)
        if row.incident:
            canvas.setLineWidth(4)
            canvas.line(self._x(row.incident), middle - 6, self._x(row.incident), middle + 6)
        if row.told:
            _mark(canvas, row.counted, self._x(row.told), middle)


def _mark(canvas: Any, counted: str, x: float, y: float) -> None:
    """Each mark has a shape of its own, so that nobody needs its colour."""
    canvas.setLineWidth(1.2)
    if counted == "unclear":
        canvas.setFillColor(UNSURE)
        path = canvas.beginPath()
        path.moveTo(x, y + 6)
        for across, up in ((6, 0), (0, -6), (-6, 0)):
            path.lineTo(x + across, y + up)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
        return
    canvas.setFillColor(COUNTS if counted == "yes" else white)
    canvas.circle(x, y, RADIUS, stroke=1, fill=1)
    if counted == "no":
        canvas.line(x - 3.5, y - 3.5, x + 3.5, y + 3.5)
