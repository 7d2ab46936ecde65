"""What must hold for the markup of every page, as functions from a page to its faults."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from lxml import etree
from tinyhtml5.parser import HTMLParser

CONTROLS = frozenset({"input", "select", "textarea"})
WITHOUT_LABEL = frozenset({"hidden", "submit", "button", "image", "reset"})
TAKES_FOCUS = frozenset({"input", "select", "textarea", "button", "a", "summary"})
# Words that must not stand in a browser's history (decision 14).
WORRYING = re.compile(
    r"anti-?social|behaviour|\basb\b|victim|abuse|harass|police|hate|danger|crime|complain|trigger|neighbour",
    re.I,
)
SPOKEN = ("alt", "title", "aria-label", "placeholder", "aria-valuetext", "aria-roledescription")
SPOKEN_DATA = re.compile(r"data-i18n\..+|data-(two-more|one-more|expired)")
NAME_OTHERS = frozenset({"aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "list", "form"})
LEAD_AWAY = frozenset({"href", "src", "action", "formaction"})
OPEN, CLOSE = "⟦", "⟧"
# What differs between pages of one shape: the words between tags, and what attributes say.
WORDS = re.compile(r"(?<=>)[^<]*[^<\s][^<]*")
VALUES = re.compile(r'="[^"]*"')


class Tree(TreeBuilder):
    """Builds the standard library's elements from what the quick parser reads."""

    def start(self, tag: Any, attrs: Any) -> Element:
        """Begin an element."""
        return super().start(tag, dict(attrs))


class Parsed:
    """One page as a tree."""

    def __init__(self, html: str) -> None:
        parser = etree.HTMLParser(target=Tree(), remove_comments=True, remove_pis=True)
        parser.feed(html.replace("\r\n", "\n").replace("\r", "\n"))  # as a browser does (HTML, 13.2.3.5)
        self.html = html
        # The answer to a HEAD is a page without anything.
        self.root: Element = parser.close() if html.strip() else Element("html")
        for box in self.root.iter("textarea"):
            # The line break after the tag is no content (13.2.6.4.7).
            box.text = (box.text or "").removeprefix("\n")
        # Every check asks the same things of a page, so the tree is walked once.
        self.elements = list(self.root.iter())
        self.parents = {child: parent for parent in self.elements for child in parent}
        self._by_tag: dict[str, list[Element]] = {}
        self._by_id: dict[str, list[Element]] = {}
        for found in self.elements:
            self._by_tag.setdefault(found.tag, []).append(found)
            if "id" in found.attrib:
                self._by_id.setdefault(found.attrib["id"], []).append(found)
        self._with_class = [
            (found, found.attrib["class"]) for found in self.elements if "class" in found.attrib
        ]

    def all(self, *tags: str) -> list[Element]:
        """Elements with one of these tags, in document order."""
        if len(tags) == 1:
            return list(self._by_tag.get(tags[0], ()))
        return [element for element in self.elements if element.tag in tags]

    def by_class(self, name: str) -> list[Element]:
        """Elements with this class."""
        return [found for found, names in self._with_class if name in names and name in names.split()]

    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter({name: len(found) for name, found in self._by_id.items()})

    def with_id(self, name: str) -> Element | None:
        """The element with this id."""
        return next(iter(self._by_id.get(name, ())), None)

    def within(self, element: Element, tag: str) -> bool:
        """Whether `element` stands inside a `tag`."""
        above = self.parents.get(element)
        while above is not None:
            if above.tag == tag:
                return True
            above = self.parents.get(above)
        return False


def read_strictly(page: Parsed) -> list[str]:
    """What a parser that follows the standard to the letter says about the tags of a page."""
    return _read_strictly(WORDS.sub("x", VALUES.sub("", page.html)))


@cache
def _read_strictly(shape: str) -> list[str]:
    parser = HTMLParser(namespace_html_elements=False)
    parser.parse(shape)
    return [str(error[1]) for error in parser.errors]


def text_of(element: Element | None) -> str:
    """The words of `element`, with single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def faults(page: Parsed, *, strictly: bool = True) -> list[str]:
    """Everything wrong with a page, one sentence each; empty when nothing is.

    With `strictly` a parser to the letter of the standard reads it too, which takes fifteen times as long.
    """
    said = read_strictly(page) if strictly else []
    return [f"HTML: {error}" for error in said] + [fault for check in CHECKS for fault in check(page)]


def _doctype(page: Parsed) -> Iterator[str]:
    if not page.html.lstrip().lower().startswith("<!doctype html>"):
        yield "no doctype"


def _one_h1(page: Parsed) -> Iterator[str]:
    headings = page.all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 instead of one"
    elif not text_of(headings[0]):
        yield "the h1 is empty"


def _language(page: Parsed) -> Iterator[str]:
    if not page.root.get("lang"):
        yield "html has no lang"


def _landmarks(page: Parsed) -> Iterator[str]:
    if len(page.all("main")) != 1:
        yield "not exactly one main"
    skip = page.by_class("govuk-skip-link")
    if len(skip) != 1:
        yield "no skip link"
    elif page.with_id(skip[0].get("href", "").removeprefix("#")) is None:
        yield "the skip link leads nowhere"


def _title(page: Parsed) -> Iterator[str]:
    title = text_of(next(iter(page.all("title")), None))
    has_error = bool(page.by_class("govuk-error-summary"))
    said = title.startswith(("Error: ", f"{OPEN}Error:{CLOSE} "))
    if said != has_error:
        yield f"title “{title}” {'says' if said else 'does not say'} Error"
    bare = title.removeprefix("Error: ").removeprefix(f"{OPEN}Error:{CLOSE} ")
    if is_public(page):
        if " – " not in bare or not bare.rpartition(" – ")[0]:
            yield f"title “{title}” is not “neutral words – partnership”"
        if WORRYING.search(title):
            yield f"title “{title}” would tell somebody who reads the history"
    else:
        heading = text_of(next(iter(page.all("h1")), None))
        if not bare.startswith(heading) or not heading:
            yield f"title “{title}” does not start with the h1 “{heading}”"


def is_public(page: Parsed) -> bool:
    """Whether the page is one of the public's: those have the way out."""
    return bool(page.by_class("exit"))


def _ids_differ(page: Parsed) -> Iterator[str]:
    yield from (f"id “{name}” stands {count} times" for name, count in page.ids().items() if count > 1)
    yield from ("an id is empty or has spaces" for name in page.ids() if not name or name.split() != [name])


def _references_exist(page: Parsed) -> Iterator[str]:
    known = page.ids()
    for element in page.elements:
        for attribute in element.attrib.keys() & NAME_OTHERS:
            for name in element.attrib[attribute].split():
                if name not in known:
                    yield f"{attribute} of {element.tag} names “{name}”, which is not there"


def _forms(page: Parsed) -> Iterator[str]:
    for form in page.all("form"):
        method = form.get("method", "").lower()
        if not form.get("action") or method not in ("get", "post"):
            yield "a form without action or method"
        token = any(
            found.get("name") == "csrf_token" and found.get("value")
            for found in form.iter()
            if found.tag == "input"
        )
        leaves = "exit" in (page.parents[form].get("class") or "").split()
        if method == "post" and not token and not leaves:
            yield f"the form to {form.get('action')} has no token"
        if method == "get" and token:
            yield f"the form to {form.get('action')} shows its token in the address"


def _labels(page: Parsed) -> Iterator[str]:
    labelled = set()
    for label in page.all("label"):
        target = label.get("for")
        found = page.with_id(target) if target else None
        if found is None or found.tag not in CONTROLS:
            yield f"label “{text_of(label)}” is for nothing"
        elif not text_of(label):
            yield f"the label for “{target}” is empty"
        else:
            labelled.add(target)
    for control in page.all(*CONTROLS):
        if control.get("type") in WITHOUT_LABEL:
            continue
        if (
            control.get("id") not in labelled
            and not control.get("aria-label")
            and not control.get("aria-labelledby")
        ):
            yield f"control “{control.get('name')}” has no label"
    for group in page.all("fieldset"):
        if not any(child.tag == "legend" and text_of(child) for child in group):
            yield "a fieldset without legend"


def _names(page: Parsed) -> Iterator[str]:
    for element in page.all("a", "button", "summary"):
        if not text_of(element) and not element.get("aria-label"):
            yield f"a {element.tag} without a name"
    for image in page.all("img"):
        if "alt" not in image.attrib:
            yield f"image {image.get('src')} without alt"
    for picture in page.all("svg"):
        if picture.get("aria-hidden") != "true" and not (picture.get("role") == "img" and _named(picture)):
            yield "an svg that is neither hidden nor named"


def _named(element: Element) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def _errors_lead_somewhere(page: Parsed) -> Iterator[str]:
    for summary in page.by_class("govuk-error-summary"):
        for link in (found for found in summary.iter() if found.tag == "a"):
            target = page.with_id(link.get("href", "").removeprefix("#"))
            focusable = target is not None and (
                target.tag in TAKES_FOCUS or target.get("tabindex") is not None
            )
            if not link.get("href", "").startswith("#") or not focusable:
                yield f"error “{text_of(link)}” leads to nothing that takes the focus"
        if not any(found.tag == "li" for found in summary.iter()):
            yield "an error summary without errors"


def _nothing_inline(page: Parsed) -> Iterator[str]:
    for element in page.elements:
        for attribute, value in element.items():
            if attribute == "style" or attribute[:2].lower() == "on":
                yield f"{element.tag} has {attribute}="
            if attribute in LEAD_AWAY and value.strip().lower().startswith(("javascript:", "data:")):
                yield f"{element.tag} runs a {attribute}"
    for script in page.all("script"):
        if not script.get("src") or text_of(script):
            yield "a script stands in the page"
    if page.all("style"):
        yield "a style stands in the page"


def _nothing_foreign(page: Parsed) -> Iterator[str]:
    for element in page.all("script", "link", "img", "iframe", "source", "audio", "video"):
        address = element.get("src") or element.get("href") or ""
        if not address.startswith("/") or address.startswith("//"):
            yield f"{element.tag} loads {address}"


def _headings_in_order(page: Parsed) -> Iterator[str]:
    before = 0
    for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        # An h2 may stand before the h1: the error summary and banners do.
        if level > before + 1 and not (before == 0 and level == 2):
            yield f"h{level} “{text_of(heading)}” comes after h{before}"
        before = level


CHECKS: tuple[Callable[[Parsed], Iterable[str]], ...] = (
    _doctype,
    _one_h1,
    _language,
    _landmarks,
    _title,
    _ids_differ,
    _references_exist,
    _forms,
    _labels,
    _names,
    _errors_lead_somewhere,
    _nothing_inline,
    _nothing_foreign,
    _headings_in_order,
)


def untranslated(html: str, names: Iterable[str] = ()) -> list[str]:
    """Words of a page in the pseudo-locale that nobody offered for translation.

    Looks at every text, alt, title, aria-label and placeholder that stands outside ⟦ ⟧ and outside translate="no".
    `names` are words that are ours to leave alone where no such element can stand, as in the page title.
    """
    page = Parsed(html)
    found: list[str] = []
    depth = 0
    for kind, text in _spoken(page.root, kept=False):
        if kind == "attribute":
            outside, _ = _outside(text, 0)
        else:
            outside, depth = _outside(text, depth)
        for name in names:
            outside = outside.replace(name, "")
        if any(sign.isalpha() for sign in outside):
            found.append(" ".join(outside.split()))
    return found


def _outside(text: str, depth: int) -> tuple[str, int]:
    """The part of `text` outside the brackets, and how deep inside them it ends."""
    kept = []
    for sign in text:
        if sign == OPEN:
            depth += 1
        elif sign == CLOSE:
            depth -= 1
        elif depth == 0:
            kept.append(sign)
    return "".join(kept), depth


def _spoken(element: Element, kept: bool) -> Iterator[tuple[str, str]]:
    """Every text and spoken attribute in document order, without what is marked as not to be translated."""
    if element.tag in ("script", "style"):
        return
    kept = {"no": True, "yes": False}.get(element.get("translate", ""), kept)
    if not kept:
        for name, value in element.items():
            is_button = (
                element.tag == "input" and element.get("type") in ("submit", "button") and name == "value"
            )
            if name in SPOKEN or SPOKEN_DATA.fullmatch(name) or is_button:
                yield "attribute", value
        yield "text", element.text or ""
    for child in element:
        yield from _spoken(child, kept)
        if not kept:
            yield "text", child.tail or ""
