"""The pieces of a letter that flow over pages, each tagged as what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from portal.documents.paper.fonts import BOLD, REGULAR
from portal.documents.paper.tags import Element

INK: Final = HexColor("#0b0c0c")
RULE: Final = HexColor("#b1b4b6")
LINK: Final = HexColor("#1d70b8")
_LONGEST: Final = 1500
_MOST_LINES: Final = 40
"""Signs and lines in one flowable: setting is quadratic in the length of a paragraph that goes over many pages."""


class Words(Paragraph):  # type: ignore[misc]  # ReportLab carries no types
    """A paragraph that belongs to an element, also after it was split over pages."""

    element: Element | None = None
    bullet: Element | None = None
    goes_on: bool = False
    _set_for: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """ReportLab's wrap, done once for each width: a table asks again on every page it goes over."""
        if self._set_for != width or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self._set_for = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Words]:
        """ReportLab's split; both parts stay with the element, the bullet with the first."""
        parts: list[Words] = super().split(width, height)
        for part in parts:
            part.element, part.goes_on = self.element, self.goes_on
        if len(parts) == 2:
            parts[0].bullet, parts[0].goes_on = self.bullet, True
        return parts

    def draw(self) -> None:
        """Draws the bullet, if any, and the text."""
        self._end_lines_with_a_space()
        if self.element is None:
            with self.canv.artifact():
                super().draw()
            return
        if self.bullet is not None:
            with self.canv.content(self.bullet):
                self._draw_bullet()
        with self.canv.content(self.element):
            super().draw()

    def _end_lines_with_a_space(self) -> None:
        # ReportLab drops the space where it breaks a line; readers of the structure would hear two words as
        # one.
        for line in self.blPara.lines if self.goes_on else self.blPara.lines[:-1]:
            if isinstance(line, tuple):
                line[1][-1:] = [f"{word} " for word in line[1][-1:]]
            elif line.words:
                line.words[-1].text += " "

    def _draw_bullet(self) -> None:
        style = self.style
        self.canv.setFont(style.fontName, style.fontSize)
        self.canv.setFillColor(style.textColor)
        self.canv.drawString(style.bulletIndent, self.height - style.fontSize, "• ")


class LinkWords(Words):
    """A paragraph that leads to an address."""

    address: str = ""
    said: str = ""

    def split(self, width: float, height: float) -> list[Words]:
        """Links are short and go to the next page whole."""
        return [] if height < self.wrap(width, height)[1] else [self]

    def draw(self) -> None:
        """Draws the words and makes them lead to the address."""
        super().draw()
        if self.element is not None:
            self.canv.link_area(self.element, self.address, self.said, (0, 0, self.width, self.height))


def fragments(lines: list[str], style: Any) -> list[Any]:
    """Takes lines, returns them as ReportLab keeps a parsed paragraph.

    So its markup parser, once a way in for hostile text (CVE-2023-33733), never sees a word that somebody typed, and
    markup shows as it was typed.
    """
    said, broken = style.specimen
    made = [said.clone(text=lines[0])]
    for line in lines[1:]:
        made += [broken.clone(), said.clone(text=line)]
    return made


def words(lines: list[str], style: Any, element: Element | None) -> list[Words]:
    """Takes the lines of one paragraph, returns it as flowables: several when it is very long."""
    made = []
    for chunk in _chunks(lines or [""]):  # an empty answer still has its cell
        piece = Words(None, style, frags=fragments(chunk, style))
        piece.element, piece.goes_on = element, True
        made.append(piece)
    made[-1].goes_on = False
    return made


def _chunks(lines: list[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    room = _LONGEST
    for line in lines:
        while len(line) > room:
            cut = line.rfind(" ", 0, room) + 1 or room
            chunks[-1].append(line[:cut].rstrip())
            line, room = line[cut:], _LONGEST
            chunks.append([])
        if len(chunks[-1]) == _MOST_LINES:
            chunks.append([])
            room = _LONGEST
        chunks[-1].append(line)
        room -= len(line)
    return [chunk for chunk in chunks if chunk]


class Styles:
    """The sizes of one print: "normal", or "large" at 18 point as RNIB asks for large print."""

    def __init__(self, *, large: bool) -> None:
        body = 18.0 if large else 12.0
        self.large = large
        self.body = self._style("body", body, after=body * 0.6)
        self.cell = self._style("cell", body if large else 11.0)
        self.strong_cell = self._style("strong_cell", body if large else 11.0, bold=True)
        self.small = self._style("small", body if large else 9.0)
        self.item = self._style("item", body, after=body * 0.25, left=body * 1.6, bullet=body * 0.4)
        self.link = self._style("link", body, after=body * 0.6, colour=LINK, underlined=True)
        self.h1 = self._style("h1", body * 1.5, bold=True, before=body * 0.6, after=body * 0.8)
        self.h2 = self._style("h2", body * 1.2, bold=True, before=body * 0.9, after=body * 0.4)
        self.h3 = self._style(
            "h3", body * (1.06 if large else 1.0), bold=True, before=body * 0.5, after=body * 0.3
        )

    @staticmethod
    def _style(
        name: str, size: float, *, bold: bool = False, before: float = 0, after: float = 0, left: float = 0,
        bullet: float = 0, colour: Any = INK, underlined: bool = False,
    ) -> Any:  # fmt: skip
        style = ParagraphStyle(
            name,
            fontName=BOLD if bold else REGULAR,
            fontSize=size,
            leading=size * 1.35,
            spaceBefore=before,
            spaceAfter=after,
            leftIndent=left,
            bulletIndent=bullet,
            textColor=colour,
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
        )
        specimen = Paragraph("<u>x<br/>x</u>" if underlined else "x<br/>x", style).frags
        style.specimen = (specimen[0], specimen[1])
        return style


class Top(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """The top of the first page, down to below the window of the envelope; `paint` draws it."""

    def __init__(self, height: float, paint: Callable[[Any, float, float], None]) -> None:
        super().__init__()
        self._height = height
        self._paint = paint

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Takes the width offered; the height is fixed."""
        self._width = width
        return width, self._height

    def draw(self) -> None:
        """Draws the sender and the address."""
        self._paint(self.canv, self._width, self._height)
