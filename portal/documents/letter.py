"""A letter as data: what it says, in order, apart from how it looks.

The same letter is drawn as a page (the accessible original), as a PDF in normal and in large print, and kept
whole with its hash. It holds no link that works: a link stands as `[[link:PUBLIC_ID]]` and is replaced only
when the letter is sent or shown, so that whoever reads the store cannot open anything.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Final, Literal

from portal.documents.required import REQUIRED, LetterKind, Part, shown_beside

ResolveLink = Callable[[str], str]
"""Takes the public id of a link, returns its full address."""

PUBLIC_ID: Final = re.compile(r"[A-Za-z0-9_-]{4,64}\Z")
PLACEHOLDER: Final = re.compile(r"\[\[link:([A-Za-z0-9_-]{4,64})\]\]")


class IncompleteLetter(ValueError):
    """A letter lacks a part that its kind must have. `part` names it."""

    def __init__(self, kind: str, part: str) -> None:
        super().__init__(f"a letter of kind {kind} needs the part {part}")
        self.kind = kind
        self.part = part


@dataclass(frozen=True, slots=True)
class Heading:
    """Opens a part of the letter. `level` 2 for a part, 3 inside it; a level 3 stays in the part above it."""

    text: str
    part: Part | None = None
    level: Literal[2, 3] = 2
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more paragraphs.

    `verbatim` marks words that a person typed: never translated, line breaks kept.
    """

    text: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column names each row. Columns marked `verbatim` hold names or typed words."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"the table {self.caption!r} has a row of {len(row)} for {len(self.columns)} columns"
                )


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value.

    The value is data unless `verbatim` is False; the label is ours unless `asked`.
    """

    label: str
    value: str
    verbatim: bool = True
    asked: bool = False


@dataclass(frozen=True, slots=True)
class DateLine:
    """Reports on a line of days, beside a table that says the same (see `portal.documents.dateline`).

    `sent` are the words at the day of the application. Each row: what the report is called, "yes", "no" or
    "unclear", and the days of incident, latest incident, telling, latest telling and last application. Days are
    ISO dates, empty where not known.
    """

    sent: str
    first: str
    last: str
    application: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[Fact, ...]
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link by its placeholder. `purpose` is a code for the record, `words` what the reader sees."""

    purpose: str
    words: str
    placeholder: str

    def __post_init__(self) -> None:
        if PLACEHOLDER.fullmatch(self.placeholder) is None:
            raise ValueError(f"not a link placeholder: {self.placeholder!r}")

    @property
    def public_id(self) -> str:
        return self.placeholder[len("[[link:") : -len("]]")]


@dataclass(frozen=True, slots=True)
class Signature:
    """Our closing words, and under them the name of whom the letter is from."""

    words: str
    name: str


Block = Heading | Paragraph | Bullets | Table | DateLine | Facts | Link | Signature
BLOCKS: Final[dict[str, type[Block]]] = {
    kind.__name__.lower(): kind
    for kind in (Heading, Paragraph, Bullets, Table, DateLine, Facts, Link, Signature)
}


@dataclass(frozen=True, slots=True)
class Head:
    """Who writes to whom, about what, and in which form the reader needs it."""

    partnership: str
    partnership_address: tuple[str, ...]
    phone: str
    email: str
    reference: str
    day: date
    addressee: str
    addressee_address: tuple[str, ...] = ()
    contact_name: str | None = None
    contact_phone: str | None = None
    contact_email: str | None = None
    # Where the area publishes no number and no address for reviews, its page is all there is to name.
    website: str | None = None
    on_behalf_of: str | None = None
    # Public id of the link to the page where the case stands; None in a letter that has none.
    status_link: str | None = None
    # The copy for a representative, without the parts that are the victim's.
    shortened: bool = False
    language: str = "en"
    size: Literal["normal", "large"] = "normal"


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter.

    Raises `IncompleteLetter` when a part that its kind must have is missing or empty.
    """

    kind: LetterKind
    title: str
    head: Head
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        parts = self.parts()
        shown = shown_beside(self.kind) if self.head.shortened else None
        for need in REQUIRED[self.kind]:
            if shown is not None and need.part not in shown:
                continue
            blocks = parts.get(need.part, ())
            if not any(_says_something(block, typed_only=need.typed and shown is None) for block in blocks):
                raise IncompleteLetter(self.kind, need.part)

    def parts(self) -> dict[Part, tuple[Block, ...]]:
        """The blocks under each part's heading, without the headings."""
        found: dict[Part, tuple[Block, ...]] = {}
        part: Part | None = None
        for block in self.blocks:
            if isinstance(block, Heading) and block.level == 2:
                part = block.part
            elif part is not None:
                found[part] = (*found.get(part, ()), block)
        return found

    def links(self) -> tuple[str, ...]:
        """The public ids of the links in the letter, in order."""
        return tuple(block.public_id for block in self.blocks if isinstance(block, Link))

    def holds(self, words: str) -> bool:
        """Whether the letter says these words anywhere, whatever their case: for names and words never to
        use.
        """
        wanted = " ".join(words.split()).casefold()
        return bool(wanted) and wanted in " ".join(" ".join(_strings(_plain(self))).split()).casefold()

    def to_json(self) -> str:
        """Canonical JSON: keys sorted, no spaces, ASCII. Equal letters give equal text."""
        return json.dumps(_plain(self), sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    @property
    def sha256(self) -> str:
        """Hex digest of the canonical JSON, kept with the letter as sent."""
        return sha256_of(self.to_json())

    @classmethod
    def from_json(cls, text: str) -> Letter:
        """Takes what `to_json` gave.

        Raises ValueError when it is not a letter, IncompleteLetter when parts lack.
        """
        try:
            data = json.loads(text)
            head = dict(data["head"], day=date.fromisoformat(data["head"]["day"]))
            return cls(
                kind=LetterKind(data["kind"]),
                title=data["title"],
                head=Head(**{name: _tuples(value) for name, value in head.items()}),
                blocks=tuple(_block(item) for item in data["blocks"]),
            )
        except (KeyError, TypeError, AttributeError) as reason:
            raise ValueError(f"not a letter: {reason}") from reason


def link_to(purpose: str, words: str, public_id: str) -> Link:
    """A link block for the link with this public id. Raises ValueError when it could not be a public id."""
    if PUBLIC_ID.match(public_id) is None:
        raise ValueError(f"not the public id of a link: {public_id!r}")
    return Link(purpose, words, f"[[link:{public_id}]]")


def sha256_of(canonical: str) -> str:
    """Hex digest of a letter's canonical JSON."""
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def fill_links(text: str, resolve_link: ResolveLink) -> str:
    """Takes a message's text, returns it with every link placeholder replaced by the address of the link."""
    return PLACEHOLDER.sub(lambda found: resolve_link(found.group(1)), text)


def _says_something(block: Block, *, typed_only: bool) -> bool:
    match block:
        case Paragraph(text, verbatim):
            return bool(text.strip()) and (verbatim or not typed_only)
        case Bullets(items, verbatim):
            return any(item.strip() for item in items) and (verbatim or not typed_only)
        case Facts(rows):
            return any(row.value.strip() and (row.verbatim or not typed_only) for row in rows)
        case Table(_, columns, rows):
            return any(
                cell.strip() and (column.verbatim or not typed_only)
                for row in rows
                for column, cell in zip(columns, row, strict=True)
            )
        case Link():
            return not typed_only
        case Heading() | Signature() | DateLine():
            return False


def _plain(thing: object) -> Any:
    if isinstance(thing, str):
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        named = {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
        kind = type(thing).__name__.lower()
        return {"block": kind, **named} if kind in BLOCKS else named
    if isinstance(thing, tuple):
        return [_plain(item) for item in thing]
    return thing.isoformat() if isinstance(thing, date) else thing


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    items = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for item in items for text in _strings(item)]


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _block(item: Mapping[str, Any]) -> Block:
    values = {name: _tuples(value) for name, value in item.items() if name != "block"}
    match item["block"]:
        case "heading":
            part = values["part"]
            values["part"] = None if part is None else Part(part)
        case "table":
            values["columns"] = tuple(Column(**column) for column in item["columns"])
        case "facts":
            values["rows"] = tuple(Fact(**row) for row in item["rows"])
    return BLOCKS[item["block"]](**values)
