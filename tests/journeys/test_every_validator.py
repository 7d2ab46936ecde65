"""Whatever is sent to any question of any form: it has a sentence to say, or what it takes can be kept and read back.

Every subclass of PageForm in portal/journeys is walked, so a form added later is covered without a list.
"""

import importlib
import json
import pkgutil
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms.fields.core import UnboundField

from portal import journeys
from portal.journeys.choices import Option
from portal.journeys.fields import Line
from portal.journeys.forms import Asking, PageForm, declared
from portal.journeys.parts import Each, FormOfParts, Rows
from portal.journeys.question import Question
from portal.journeys.signing_in import Secret
from portal.journeys.text import BIDI_CONTROLS, INVISIBLE
from portal.wording import in_english

TODAY = date(2026, 11, 23)
HOSTILE = (
    "", " ", "\n\n", "\x00", "a\x00b", "\u202eevil", "\u200b", "\ufeff", "\ud800", "\ufffe", "\U0010ffff",
    "a" * 20_000, "é" * 5_000, "<script>alert(1)</script>", "=1+1", "%(what)s", "%s", "{0}", "'; DROP TABLE x",
    "../../etc/passwd", "NaN", "None", "-1", "0", "00", "1", "31", "32", "12", "13", "0000", "1899", "1900", "2026",
    "9999", "10000", "9" * 5_000, "1e3", "0x1", "１", "٣", "²", "½", "Ⅳ", "1.5", "+1", "12:30", "25:00", "12:60",
    "0am", "13pm", "12pm", "６：３０pm", "24:00", "jan", "FEBRUARY", "İ", "a@b.example", "a@b",
    "a" * 300 + "@b.example", "a@" + "b." * 200 + "example", "NR2 1NH", "nr21nh", "ＮＲ２ １ＮＨ",
    "+44 (0)1632-960.001", "٠١٦٣٢٩٦٠٠٠١",
    "yes", "no", "first", "second", "alone", "no-such",
)  # fmt: skip
# The names under which questions look for what was sent, after their own.
BOXES = (
    "", "-day", "-month", "-year", "-to-day", "-to-month", "-to-year", "-about", "-unknown", "-going_on",
    "-rows", "-more",
)  # fmt: skip
DEFINING = (
    "max_length",
    "at_least",
    "at_most",
    "past",
    "lasting",
    "missing",
    "options_from",
    "every",
    "most",
)


GIVEN = (Option("first", "First <b>", translate=False), Option("second", "Second", translate=False))


class AnyOptions(dict[str, Sequence[Option]]):
    """Choices that come from data, for every name a question can ask for."""

    def get(self, name: str, default: Any = ()) -> Any:
        return GIVEN if name else default


ASKING = Asking(in_english, TODAY, AnyOptions())


def form_classes() -> list[type[PageForm]]:
    """Every form of portal/journeys."""
    for module in pkgutil.walk_packages(journeys.__path__, "portal.journeys."):
        importlib.import_module(module.name)
    found: dict[type[PageForm], None] = {}
    waiting = [PageForm]
    while waiting:
        below = [one for one in waiting.pop().__subclasses__() if one.__module__.startswith("portal.")]
        found |= dict.fromkeys(below)
        waiting += below
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def questions() -> Iterator[tuple[str, type[PageForm]]]:
    """Each question of each form by itself, asked whatever else was answered."""
    for form in form_classes():
        bare = form()
        for name, unbound in bare._unbound_fields:
            if issubclass(unbound.field_class, Question):
                kept = {
                    key: value
                    for key, value in unbound.kwargs.items()
                    if key not in ("when", "under", "on_screen")
                }
                alone = UnboundField(unbound.field_class, *unbound.args, **kept)
                yield f"{form.__name__}.{name}", type("Alone", (FormOfParts,), {name: alone})


ALONE = dict(questions())


def of_a_kind() -> dict[str, type[PageForm]]:
    """One question of each kind and limits: the others behave alike."""
    found: dict[tuple[Any, ...], tuple[str, type[PageForm]]] = {}
    for name, form in ALONE.items():
        (question,) = form.ask(ASKING).questions()
        limits = tuple(repr(getattr(question, one, None)) for one in DEFINING if one != "missing")
        found.setdefault((type(question), bool(question.required), limits), (name, form))
    return dict(found.values())


def holds(form: type[PageForm], sent: MultiDict[str, str]) -> None:
    """Send something to a question alone: either it says what is wrong, or what it takes can be kept."""
    asked = form.ask(ASKING, sent)
    (question,) = asked.questions()
    assert not question.process_errors, "what went wrong is told in the words of a programming language"
    if not asked.validate():
        said = [sentence for _, sentence in asked.error_items()]
        assert all(said), "an error without a sentence"
        assert said or (isinstance(question, Rows) and question.grew), "refused without a word"
        assert not any("%(" in sentence for sentence in said), f"a gap stands open in {said}"
        return
    kept = asked.stored()
    written = json.dumps(kept, allow_nan=False, ensure_ascii=False)
    if not isinstance(question, Secret):
        written.encode()
        assert not set(written) & set(BIDI_CONTROLS + INVISIBLE), "an invisible sign was kept"
        assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in written), (
            "a control character was kept"
        )
    read_back = json.loads(written)
    assert form.ask(ASKING, None, read_back).stored() == kept, "what was kept reads back otherwise"
    value = kept[question.short_name]
    if value is not None and not isinstance(question, Each | Rows):
        assert isinstance(question.in_words(value, in_english), str)


@pytest.mark.parametrize("form", form_classes(), ids=lambda form: form.__name__)
def test_no_two_questions_of_a_form_are_asked_for_in_the_same_words(form: type[PageForm]) -> None:
    """In the list of what is wrong each line has to say which question it leads to."""
    missing = [one.missing for one in declared(form) if one.missing]
    assert sorted(missing) == sorted(set(missing))


class Careless(Line):
    """A question that fails on what it cannot read."""

    def read(self, typed: str) -> Any:
        return int(typed)


class Gappy(Line):
    """A question whose sentence lacks what should stand in it."""

    def check(self) -> None:
        raise self.stop("%(what)s is not possible")


class Changing(Line):
    """A question that reads back what it never took."""

    def from_storage(self, value: Any) -> Any:
        return value and f"{value}!"


@pytest.mark.parametrize("question", [Careless, Gappy, Changing])
def test_a_faulty_question_is_noticed(question: type[Line]) -> None:
    form = type("Faulty", (FormOfParts,), {"words": question("Words")})
    with pytest.raises((ValueError, AssertionError)):
        holds(form, MultiDict({"words": "words"}))


def test_every_form_is_walked() -> None:
    assert len(form_classes()) > 35
    assert len(ALONE) > 100


@pytest.mark.parametrize("name", ALONE)
def test_each_question_takes_or_refuses_each_hostile_value(name: str) -> None:
    form = ALONE[name]
    own = name.rpartition(".")[2]
    for value in HOSTILE:
        holds(form, MultiDict({own: value}))
        holds(form, MultiDict([(own, "first"), (own, value)]))
    for one, two in zip(HOSTILE, HOSTILE[7:], strict=False):
        holds(form, MultiDict({f"{own}-day": one, f"{own}-month": "2", f"{own}-year": "2024"}))
        holds(form, MultiDict({f"{own}-day": "29", f"{own}-month": two, f"{own}-year": one}))
        holds(form, MultiDict({f"{own}-rows": one, f"{own}-1-name": two, f"{own}-first-words": one}))


ANYTHING = st.one_of(
    st.text(max_size=60), st.sampled_from(HOSTILE), st.integers(0, 40).map(str), st.just("2026")
)


@pytest.mark.parametrize("name", of_a_kind())
@settings(max_examples=60)
@given(data=st.data())
def test_each_kind_of_question_stands_anything(name: str, data: st.DataObject) -> None:
    own = name.rpartition(".")[2]
    boxes = data.draw(st.lists(st.tuples(st.sampled_from(BOXES), ANYTHING), max_size=8))
    holds(ALONE[name], MultiDict([(own + box, value) for box, value in boxes]))


@pytest.mark.parametrize("form", form_classes(), ids=lambda one: one.__name__)
def test_each_form_stands_the_same_value_in_every_field(form: type[PageForm]) -> None:
    for value in HOSTILE:
        names = [question.short_name for question in form.ask(ASKING).questions()]
        asked = form.ask(ASKING, MultiDict([(name + box, value) for name in names for box in BOXES[:4]]))
        if asked.validate():
            json.dumps(asked.stored())
        else:
            assert asked.error_items() or any(getattr(one, "grew", False) for one in asked.questions())
