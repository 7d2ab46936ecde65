"""A letter set on A4 sheets.

The address stands where the window of a DL envelope shows it however the folded sheet slides: the window lies
20 to 110 mm from the left and 57 to 92 mm from the top of the envelope (which is 110 mm high and 220 mm
wide), the folded sheet is 99 mm high and 210 mm wide, so 20 to 100 mm and 57 to 81 mm of the sheet are always
seen.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import CondPageBreak, Spacer
from reportlab.platypus.frames import Frame

from portal.documents.dateline import ruler_of
from portal.documents.days import MONTHS, day_in_words
from portal.documents.letter import (
    Block,
    Bullets,
    DateLine,
    Facts,
    Heading,
    Letter,
    Link,
    Paragraph,
    ResolveLink,
    Signature,
    Table,
)
from portal.documents.paper.canvas import TaggedCanvas
from portal.documents.paper.dateline import DateRuler
from portal.documents.paper.flow import INK, LinkWords, Styles, Top, fragments, words
from portal.documents.paper.fonts import BOLD, REGULAR, register, settable, width
from portal.documents.paper.grid import RULE_WIDTH, Cell, Grid, Row
from portal.documents.paper.page_ends import Opening, keep_headings
from portal.documents.paper.tags import Element, Structure
from portal.documents.typed import paragraphs
from portal.wording import Translator

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE: Final = 20 * mm
TOP: Final = 15 * mm
BOTTOM: Final = 20 * mm
ROOM: Final = PAGE_HEIGHT - TOP - BOTTOM
WIDTH: Final = PAGE_WIDTH - 2 * SIDE
WINDOW: Final = (22 * mm, 57 * mm, 76 * mm, 24 * mm)
"""Left, top, width and height of what the window always shows, from the top left corner of the sheet."""
BELOW_WINDOW: Final = 94 * mm
_LANGUAGES: Final = {"en": "en-GB"}


class Sheet:
    """One letter on its way to paper: the pieces that flow, and the structure they belong to."""

    def __init__(self, letter: Letter, _: Translator, resolve_link: ResolveLink, by_hand: Any = None) -> None:
        register()
        self._letter, self._head, self._ = letter, letter.head, _
        self._resolve_link, self._by_hand = resolve_link, by_hand
        self._styles = Styles(large=letter.head.size == "large")
        self._structure = Structure()
        self._instead = _("words in a script that cannot be printed here")
        self._story: list[Any] = []

    def as_bytes(self) -> bytes:
        """Sets the letter and returns the file."""
        self._set_top()
        for block in self._letter.blocks:
            self._set_block(block)
        keep_headings(self._story, WIDTH, ROOM)
        file = BytesIO()
        template = BaseDocTemplate(
            file,
            pagesize=A4,
            title=self._settable(self._letter.title),
            author=self._settable(self._head.partnership),
            subject=self._head.reference,
            creator="ASB Case Review",
            lang=_LANGUAGES.get(self._head.language, self._head.language),
            displayDocTitle=1,
            initialFontName=REGULAR,
            invariant=1,
            pageCompression=1,
        )
        frame = Frame(
            SIDE,
            BOTTOM,
            WIDTH,
            ROOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        template.addPageTemplates([PageTemplate(frames=[frame], pagesize=A4)])
        template.build(self._story, canvasmaker=self._canvas)
        return file.getvalue()

    def _canvas(self, *given: Any, **named: Any) -> TaggedCanvas:
        canvas = TaggedCanvas(*given, structure=self._structure, footer=self._draw_footer, **named)
        canvas.identify(self._head.day, self._letter.sha256)
        return canvas

    def _settable(self, text: str) -> str:
        return settable(text, self._instead)

    # The top of the first page

    def _set_top(self) -> None:
        tree, head, _ = self._structure.root, self._head, self._
        sender, address = tree.add("P"), tree.add("P")
        self._story.append(
            Top(BELOW_WINDOW - TOP, lambda canvas, wide, high: self._draw_top(canvas, sender, address))
        )
        said = [_("Your reference: %(reference)s") % {"reference": head.reference}]
        if head.on_behalf_of is not None:
            said.append(_("For: %(name)s") % {"name": head.on_behalf_of})
        said.append(_("Date: %(day)s") % {"day": day_in_words(head.day, _)})
        self._add([said], self._styles.body)
        self._add([[self._letter.title]], self._styles.h1, tree.add("H1"))

    def _draw_top(self, canvas: TaggedCanvas, sender: Element, address: Element) -> None:
        # ReportLab has moved the origin to the frame's left edge and the bottom of this piece.
        canvas.translate(-SIDE, BELOW_WINDOW - PAGE_HEIGHT)
        canvas.setFillColor(INK)
        with canvas.content(sender):
            self._draw_sender(canvas)
        with canvas.content(address):
            self._draw_address(canvas)

    def _draw_sender(self, canvas: TaggedCanvas) -> None:
        head = self._head
        if self._styles.large:
            left, wide, size = SIDE, WIDTH, 18.0
            lines = [", ".join(head.partnership_address)]
        else:
            left, wide, size = 118 * mm, PAGE_WIDTH - SIDE - 118 * mm, 10.5
            lines = [*head.partnership_address, head.phone, head.email]
        top = PAGE_HEIGHT - TOP
        bottom = PAGE_HEIGHT - (WINDOW[1] - 4 * mm if self._styles.large else BELOW_WINDOW)
        for font, text in ((BOLD, head.partnership), *((REGULAR, line) for line in lines)):
            for line in _fold(self._settable(text), font, size, wide):
                top -= size * 1.3
                if top < bottom:
                    return
                canvas.setFont(font, size)
                canvas.drawString(left, top, f"{line} ")

    def _draw_address(self, canvas: TaggedCanvas) -> None:
        left, top, wide, high = WINDOW
        head = self._head
        lines = [self._settable(line) for line in (head.addressee, *head.addressee_address) if line.strip()]
        size = 14.0 if self._styles.large else 11.5
        while size > 6 and len(_folded(lines, size, wide)) * size * 1.2 > high:
            size -= 0.5
        # The address is for the post; it is as large as the window allows, in large print too.
        canvas.setFont(REGULAR, size)
        for number, line in enumerate(_folded(lines, size, wide), start=1):
            if number * size * 1.2 <= high:
                canvas.drawString(left, PAGE_HEIGHT - top - number * size * 1.2 + size * 0.2, f"{line} ")

    def _draw_footer(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        size = self._styles.small.fontSize
        canvas.setFont(REGULAR, size)
        canvas.setFillColor(INK)
        canvas.drawString(SIDE, 10 * mm, self._settable(self._head.reference))
        said = self._("Page %(page)s of %(pages)s") % {"page": page, "pages": pages}
        canvas.drawRightString(PAGE_WIDTH - SIDE, 10 * mm, said)

    # The blocks

    def _set_block(self, block: Block) -> None:
        match block:
            case Heading():
                self._set_heading(block)
            case Paragraph():
                self._add(paragraphs(block.text), self._styles.body)
            case Bullets():
                self._set_bullets(block)
            case Table() if self._styles.large:
                self._set_table_in_large_print(block)
            case Table():
                self._set_table(block)
            case DateLine():
                self._set_date_line(block)
            case Facts():
                self._set_facts(block)
            case Link():
                self._set_link(block)
            case Signature():
                self._set_signature(block)

    def _add(self, parts: list[list[str]], style: Any, element: Element | None = None) -> None:
        for part in parts:
            lines = [self._settable(line) for line in part]
            self._story += words(lines, style, element or self._structure.root.add("P"))

    def _set_heading(self, block: Heading) -> None:
        style = self._styles.h2 if block.level == 2 else self._styles.h3
        # Enough for the heading and a few lines: a heading alone at the foot of a page helps nobody.
        self._story.append(Opening(style.leading * 2 + self._styles.body.leading * 4))
        self._add([[block.text]], style, self._structure.root.add("H2" if block.level == 2 else "H3"))

    def _set_bullets(self, block: Bullets) -> None:
        made = self._structure.root.add("L")
        for item in block.items:
            entry = made.add("LI")
            bullet, body = entry.add("Lbl"), entry.add("LBody")
            pieces = words([self._settable(item)], self._styles.item, body)
            pieces[0].bullet = bullet
            self._story += pieces
        self._story.append(Spacer(0, self._styles.body.spaceAfter))

    def _set_signature(self, block: Signature) -> None:
        style = self._styles.body
        self._story += [Spacer(0, style.fontSize), CondPageBreak(style.leading * 3)]
        self._add([[block.words, block.name]], style)

    def _set_link(self, block: Link) -> None:
        link = self._structure.root.add("P").add("Link")
        style = self._styles.link
        piece = LinkWords(None, style, frags=fragments([self._settable(block.words)], style))
        piece.element, piece.address, piece.said = link, self._resolve_link(block.public_id), block.words
        self._story.append(piece)
        if self._by_hand is not None:
            self._add([[self._by_hand(block.public_id)]], self._styles.body)

    def _cell(self, text: str, style: Any, element: Element | None) -> Cell:
        lines = [line for part in paragraphs(text) for line in ("", *part)][1:]
        return words([self._settable(line) for line in lines], style, element)

    def _set_facts(self, block: Facts) -> None:
        self._set_pairs([(fact.label, fact.value) for fact in block.rows], block.caption, 1)

    def _set_table_in_large_print(self, block: Table) -> None:
        """Each row as label and value under each other: columns side by side would leave no room for words."""
        labels = [column.heading for column in block.columns]
        pairs = [pair for row in block.rows for pair in zip(labels, row, strict=True)]
        self._set_pairs(pairs, block.caption, len(labels))

    def _set_pairs(self, pairs: list[tuple[str, str]], caption: str | None, group: int) -> None:
        """Labels and values, with a rule after every `group` of them."""
        table = self._structure.root.add("Table")
        over = self._cell(caption, self._styles.h3, table.add("Caption")) if caption is not None else None
        rows: list[Row] = []
        rules: list[float] = []
        for number, (label, value) in enumerate(pairs, start=1):
            line = table.add("TR")
            rules.append(RULE_WIDTH if number % group == 0 else 0)
            rows.append(
                [
                    self._cell(label, self._styles.strong_cell, line.add("TH", "Row")),
                    self._cell(value, self._styles.cell, line.add("TD")),
                ]
            )
        large = self._styles.large
        self._story.append(Grid(rows, (35, 65), page=ROOM, caption=over, stacked=large, rules=rules))

    def _set_date_line(self, block: DateLine) -> None:
        ruler, names = ruler_of(block)
        names = {key: self._settable(name) for key, name in names.items()}
        size = 18.0 if self._styles.large else 9.0
        drawing = DateRuler(ruler, names, self._settable(block.sent), self._month, size=size)
        self._story += [drawing, Spacer(1, self._styles.body.leading)]

    def _month(self, day: date) -> str:
        return self._settable(self._(MONTHS[day.month - 1])[:3])

    def _set_table(self, block: Table) -> None:
        table = self._structure.root.add("Table")
        caption = self._cell(block.caption, self._styles.h3, table.add("Caption"))
        top = table.add("TR")
        strong = self._styles.strong_cell
        head = [self._cell(column.heading, strong, top.add("TH", "Column")) for column in block.columns]
        repeated = [self._cell(column.heading, strong, None) for column in block.columns]
        rows: list[Row] = []
        for row in block.rows:
            line = table.add("TR")
            rows.append(
                [
                    self._cell(
                        cell, self._styles.cell, line.add("TH", "Row") if place == 0 else line.add("TD")
                    )
                    for place, cell in enumerate(row)
                ]
            )
        self._story.append(
            Grid(rows, self._widths(block), page=ROOM, caption=caption, head=head, repeated=repeated)
        )

    def _widths(self, block: Table) -> list[float]:
        """Wider columns for longer texts, but at least room for the longest word, up to half the sheet."""
        total = WIDTH
        size = self._styles.cell.fontSize
        least, wanted = [], []
        for place, column in enumerate(block.columns):
            cells = [self._settable(row[place]) for row in block.rows]
            longest = [width(word, REGULAR, size) for cell in cells for word in cell.split()[:200]]
            longest += [width(word, BOLD, size) for word in column.heading.split()]
            least.append(min(max(longest, default=0) + 10, total / 2))
            wanted.append(max((len(cell) for cell in cells), default=1) ** 0.75)
        spare = max(total - sum(least), 0)
        return [low + spare * want / (sum(wanted) or 1) for low, want in zip(least, wanted, strict=True)]


def _folded(lines: list[str], size: float, wide: float) -> list[str]:
    return [part for line in lines for part in _fold(line, REGULAR, size, wide)]


def _fold(text: str, font: str, size: float, wide: float) -> list[str]:
    """Takes a line, returns it in lines that fit `wide` points; a word that is too long is cut."""
    lines = [""]
    for word in text.split():
        tried = f"{lines[-1]} {word}".strip()
        if width(tried, font, size) <= wide:
            lines[-1] = tried
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if width(lines[-1] + sign, font, size) > wide:
                lines.append("")
            lines[-1] += sign
    return lines
