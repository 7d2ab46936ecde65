"""A canvas that tags what is drawn on it and numbers its pages "1 of 3"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import md5
from threading import Lock
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from portal.documents.paper.tags import Annotation, Element, Structure

# ReportLab would spell what it has compressed in letters once more, for channels that carry nothing else: slower to
# make and a quarter larger.
rl_config.useA85 = 0

_ONE_AT_A_TIME: Final = Lock()
"""ReportLab cuts the signs of a letter out of the font through one place in the file of the font, which all threads
share: two letters written at once would break, or carry each other's signs.
"""

DrawFooter = Callable[["TaggedCanvas", int, int], None]


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab carries no types
    """Draws as ReportLab's canvas does; `content` and `artifact` say what a piece of drawing is."""

    def __init__(self, *given: Any, structure: Structure, footer: DrawFooter, **named: Any) -> None:
        super().__init__(*given, **named)
        self.structure = structure
        self._footer = footer
        self._drawn: list[dict[str, Any]] = []

    def identify(self, day: date, identity: str) -> None:
        """Makes `day` the date of the file and `identity` the source of its id.

        In place of the clock and of the variable SOURCE_DATE_EPOCH, which ReportLab would read.
        """
        self._doc.signature = md5(identity.encode("ascii"), usedforsecurity=False)
        stamp = self._doc._timeStamp
        stamp.YMDhms, stamp.dhh, stamp.dmm = (day.year, day.month, day.day, 0, 0, 0), 0, 0

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to `element`."""
        number = self.structure.mark(element, self._pageNumber - 1)
        self._code.append(f"/{element.tag} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is no content: rules, page numbers, repeated table heads."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")

    def link_area(
        self, element: Element, address: str, words: str, area: tuple[float, float, float, float]
    ) -> None:
        """Makes `area` (left, bottom, right, top, in the current place) lead to `address`, as part of
        `element`.
        """
        action = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(address)})
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray(self._absRect(area, 1)),
                "Border": PDFArray([0, 0, 0]),
                "Contents": PDFString(words),
                "F": 4,  # printed with the page
                "A": action,
                "StructParent": self.structure.annotation_key(element),
            }
        )
        self._addAnnotation(annotation)
        element.kids.append(Annotation(self._pageNumber - 1, self._annotationrefs[-1]))

    def showPage(self) -> None:  # noqa: N802
        """Keeps the page until the number of pages is known."""
        self._drawn.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes the kept pages with their footers, then the structure, then the file."""
        for page, drawn in enumerate(self._drawn):
            self.__dict__.update(drawn)
            with self.artifact("Pagination"):
                self._footer(self, page + 1, len(self._drawn))
            super().showPage()
            written = self._doc.Pages.pages[page]
            # ReportLab's page has no room for these two; both belong to a tagged page (ISO 32000-1,
            # 14.7.4.4).
            written.__NoDefault__ = [*written.__NoDefault__, "StructParents", "Tabs"]
            written.StructParents = page
            written.Tabs = PDFName("S")
        self.structure.write(self._doc)
        with _ONE_AT_A_TIME:
            self._doc.SaveToFile(self._filename, self)
