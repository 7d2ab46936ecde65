"""Says beside a person why they may not be independent of a case, in the reader's language."""

from collections.abc import Iterable

from portal.cases.independence import Bar
from portal.journeys.choices import Option
from portal.services.independence import Fit
from portal.web.case_words import named
from portal.web.language import say
from portal.wording import msg


def bars_in_words(bars: Iterable[Bar]) -> str:
    """Return what is known against somebody as one sentence; empty when nothing is."""
    reasons = "; ".join(named("bar", bar) for bar in bars)
    return say(msg("What is known: %(reasons)s."), {"reasons": reasons}) if reasons else ""


def people_with_bars(found: Iterable[Fit]) -> tuple[Option, ...]:
    """Return people as choices, each with what is known against them."""
    return tuple(
        Option(
            str(one.person.id),
            ", ".join(filter(None, (one.person.name, one.person.office))),
            hint=bars_in_words(one.bars),
            translate=False,
        )
        for one in found
    )
