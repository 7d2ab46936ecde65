"""Our fields and those of the library as trees that can be compared, and short ways to say what the library takes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, cast
from xml.etree.ElementTree import Element

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from wtforms.form import FormMeta

from portal.journeys.choices import Option
from portal.journeys.forms import Asking, PageForm
from portal.journeys.question import Question
from portal.wording import in_english
from tests.web.markup import Parsed

TODAY = date(2026, 3, 20)
# What ours adds on purpose: typed answers are nobody's to translate.
OURS_ALONE = {"translate"}


@cache
def _environment() -> Environment:
    library = PackageLoader("govuk_frontend_jinja")
    loader = ChoiceLoader([FileSystemLoader("templates"), PrefixLoader({"govuk_frontend_jinja": library})])
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.add_extension("jinja2.ext.i18n")
    made.install_gettext_callables(in_english, _plural, newstyle=True)  # type: ignore[attr-defined]
    # As the portal's own "_": what has no gaps to fill is not touched, so a "%" stays one.
    made.globals["_"] = _shown
    return made


def _shown(sentence: str, **values: object) -> Markup:
    translated = escape(in_english(sentence))
    return translated % values if values else translated


def _plural(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


def html_of(question: Question, heading: bool = False) -> str:
    """What our macro writes, with every undefined name an error."""
    strict = _environment().overlay(undefined=StrictUndefined)
    source = '{% from "components/field.html" import field %}{{ field(q, heading=heading) }}'
    return strict.from_string(source).render(q=question, heading=heading)


def ours(question: Question, heading: bool = False) -> Element:
    """What our macro draws."""
    return _only(html_of(question, heading))


def their_html(component: str, macro: str, params: dict[str, Any]) -> str:
    """What the library writes."""
    place = f"govuk_frontend_jinja/components/{component}/macro.html"
    source = f'{{% from "{place}" import {macro} %}}{{{{ {macro}(p) }}}}'
    return _environment().from_string(source).render(p=params)


def theirs(component: str, macro: str, params: dict[str, Any]) -> Element:
    """What the library draws."""
    return _only(their_html(component, macro, params))


def _only(html: str) -> Element:
    (body,) = Parsed(f"<!DOCTYPE html>{html}").all("body")
    (drawn,) = body
    return drawn


def tree(element: Element) -> tuple[Any, ...]:
    """An element as nested tuples that compare equal when the pages would be the same."""
    attributes = {name: " ".join(value.split()) for name, value in element.items() if name not in OURS_ALONE}
    return element.tag, attributes, list(_inside(element))


def _inside(element: Element) -> Iterator[Any]:
    if element.text and element.text.strip():
        yield " ".join(element.text.split())
    for child in element:
        if isinstance(child.tag, str):
            yield tree(child)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


@dataclass
class Same:
    """One set of parameters: our question, what was typed, and the library's parameters for the same."""

    name: str
    question: Any
    component: str
    params: dict[str, Any]
    typed: dict[str, Any] | None = None
    stored: Any = None
    heading: bool = False
    others: dict[str, Any] = field(default_factory=dict)

    def drawn(self) -> Element:
        """Our markup of the question, in error when what was typed is wrong."""
        form = form_of(self.question, self.typed, self.stored, self.others)
        if self.typed is not None:
            form.validate()
        return ours(question_of(form), heading=self.heading)

    def expected(self) -> Element:
        """The library's."""
        macro = "govuk" + "".join(word.capitalize() for word in self.component.split("-"))
        return theirs(self.component, macro, self.params)


def form_of(
    question: Any,
    typed: dict[str, Any] | None = None,
    stored: Any = None,
    others: dict[str, Any] | None = None,
) -> PageForm:
    """A form with the question under the name "q"."""
    made = cast(type[PageForm], FormMeta("Made", (PageForm,), {"q": question, **(others or {})}))
    kept = {} if stored is None else {"q": stored}
    return made.ask(Asking(in_english, TODAY), None if typed is None else MultiDict(typed), kept)


def question_of(form: PageForm) -> Question:
    """The question called "q"."""
    return next(question for question in form.questions() if question.name == "q")


def drawn_of(question: Any, stored: Any = None) -> Element:
    """What our macro draws for a question with a stored answer."""
    return ours(question_of(form_of(question, stored=stored)))


def by_id(element: Element, name: str) -> Element:
    """The one element with this id."""
    (found,) = (one for one in element.iter() if one.get("id") == name)
    return found


def label(text: str = "Your answer", heading: bool = False) -> dict[str, Any]:
    """Parameters of a label or legend as our pages size them."""
    return {
        "text": text,
        "classes": "govuk-label--l" if heading else "govuk-label--s",
        "isPageHeading": heading,
    }


def legend(text: str = "Your answer", heading: bool = False) -> dict[str, Any]:
    """Parameters of a fieldset with its legend."""
    size = "govuk-fieldset__legend--l" if heading else "govuk-fieldset__legend--s"
    return {"legend": {"text": text, "classes": size, "isPageHeading": heading}}


def line(**params: Any) -> dict[str, Any]:
    """Parameters of a text input called q."""
    return {"id": "q", "name": "q", "label": label(), **params}


def counted(limit: Any = 4000, **params: Any) -> dict[str, Any]:
    """Parameters of a character count."""
    texts = {
        "charactersUnderLimitText": {
            "one": "You have %{count} character left",
            "other": "You have %{count} characters left",
        },
        "charactersAtLimitText": "You have 0 characters left",
        "charactersOverLimitText": {
            "one": "You have %{count} character too many",
            "other": "You have %{count} characters too many",
        },
    }
    below = f"You can enter up to {limit:,} characters"
    return line(maxlength=limit, threshold=75, value="", textareaDescriptionText=below, **texts, **params)


def items(*options: Option, **changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Parameters of radios or checkboxes."""
    made: list[dict[str, Any]] = []
    for option in options:
        item: dict[str, Any] = {"value": option.value, "text": option.label}
        if option.hint:
            item["hint"] = {"text": option.hint}
        if option.alone:
            made.append({"divider": "or"})
            item["behaviour"] = "exclusive"
            # The library counts the divider when it numbers ids.
            item["id"] = f"q-{len(made)}"
        made.append(item | changes.get(option.value, {}))
    return made


def choice(*options: Option, heading: Any = False, changes: Any = None, **params: Any) -> dict[str, Any]:
    """Parameters of radios or checkboxes called q."""
    given = items(*options, **(changes or {}))
    return {"idPrefix": "q", "name": "q", "fieldset": legend(heading=heading), "items": given, **params}


def boxes(heading: bool = False, wrong: str = "", **values: str) -> dict[str, Any]:
    """Parameters of a date input called q; `wrong` names the boxes in error."""
    made = []
    for part, width in (("day", 2), ("month", 2), ("year", 4)):
        classes = f"govuk-input--width-{width}" + (" govuk-input--error" if part in wrong else "")
        made.append({"name": part, "classes": classes, "value": values.get(part)})
    return {"id": "q", "namePrefix": "q", "fieldset": legend(heading=heading), "items": made}


def error(text: str) -> dict[str, Any]:
    """Parameters of an error message."""
    return {"errorMessage": {"text": text}}
