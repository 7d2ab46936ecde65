"""The structure of a tagged PDF: what is a heading, a list, a table, in reading order.

The open ReportLab writes no tags; its catalog only has room for them. Each piece of text is wrapped in a
marked-content sequence when it is drawn, and the tree that names the sequences is written before the file is
saved (ISO 32000-1, 14.7 and 14.8). Claimed is "tagged", not PDF/UA: no validator for that was at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

Tag = Literal[
    "Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "TR", "TH", "TD", "Link"
]
_FIRST_ANNOTATION_KEY: Final = 1_000_000
"""The parent tree knows a page's marks by the page's number, and links, objects of their own, from here on."""


@dataclass(eq=False, slots=True)
class Mark:
    """A piece of page content."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Annotation:
    """A link's active area. `reference` is ReportLab's reference to it."""

    page: int
    reference: Any


@dataclass(eq=False, slots=True)
class Element:
    """A node of the tree. A piece that is split over pages keeps one element with several marks."""

    tag: Tag
    scope: Literal["Row", "Column"] | None = None
    kids: list[Element | Mark | Annotation] = field(default_factory=list)

    def add(self, tag: Tag, scope: Literal["Row", "Column"] | None = None) -> Element:
        """A new last child."""
        child = Element(tag, scope)
        self.kids.append(child)
        return child


class Structure:
    """The tree of one document and the marks given out so far."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._pages: list[list[Element]] = []
        self._annotations: list[Element] = []

    def mark(self, element: Element, page: int) -> int:
        """Gives out the next mark on `page` (from 0) for `element`, returns its number."""
        while len(self._pages) <= page:
            self._pages.append([])
        number = len(self._pages[page])
        self._pages[page].append(element)
        element.kids.append(Mark(page, number))
        return number

    def annotation_key(self, element: Element) -> int:
        """Gives out the key under which the parent tree finds the element of the next annotation."""
        self._annotations.append(element)
        return _FIRST_ANNOTATION_KEY + len(self._annotations) - 1

    def write(self, document: Any) -> None:
        """Writes the tree into ReportLab's document. Call once, after the last page and before saving."""
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        tree_reference = document.Reference(tree)
        references: dict[Element, Any] = {}
        tree["K"] = PDFArray([self._place(self.root, tree_reference, document, references)])
        numbers: list[Any] = []
        for page, elements in enumerate(self._pages):
            numbers += [page, document.Reference(PDFArray([references[element] for element in elements]))]
        for offset, element in enumerate(self._annotations):
            numbers += [_FIRST_ANNOTATION_KEY + offset, references[element]]
        tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = _FIRST_ANNOTATION_KEY + len(self._annotations)
        document.Catalog.StructTreeRoot = tree
        # ReportLab prints Python's True as "True", which breaks readers; the word itself is a PDF boolean.
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _place(self, element: Element, parent: Any, document: Any, references: dict[Element, Any]) -> Any:
        node = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
        references[element] = reference = document.Reference(node)
        if element.scope is not None:
            node["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
        kids = [self._kid(kid, reference, document, references) for kid in element.kids]
        if kids:
            node["K"] = PDFArray(kids)
        return reference

    def _kid(
        self, kid: Element | Mark | Annotation, parent: Any, document: Any, references: dict[Element, Any]
    ) -> Any:
        if isinstance(kid, Element):
            return self._place(kid, parent, document, references)
        page = document.Reference(document.Pages.pages[kid.page])
        if isinstance(kid, Mark):
            return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": kid.number})
        return PDFDictionary({"Type": PDFName("OBJR"), "Pg": page, "Obj": kid.reference})
