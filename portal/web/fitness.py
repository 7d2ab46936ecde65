"""Says beside a person why they may not be independent of a case, in the reader's language."""

from collections.abc import Iterable

from portal.cases.independence import Bar
from portal.journeys.choices import Option
from portal.services.independence import Fit
from portal.store.tables import Staff
from portal.web.case_words import named
from portal.web.language import say
from portal.wording import msg


def bars_in_words(bars: Iterable[Bar]) -> str:
    """Return what is known against somebody as one sentence; empty when nothing is."""
    reasons = "; ".join(named("bar", bar) for bar in bars)
    return say(msg("What is known: %(reasons)s."), {"reasons": reasons}) if reasons else ""


def people_with_bars(found: Iterable[Fit]) -> tuple[Option, ...]:
    """Return people as choices, each with what is known against them."""
    return tuple(person_option(one.person, bars_in_words(one.bars)) for one in found)


def person_option(person: Staff, hint: str = "") -> Option:
    """Return a person of the staff as a choice, with the office they work in."""
    name = ", ".join(filter(None, (person.name, person.office)))
    return Option(str(person.id), name, hint=hint, translate=False)
