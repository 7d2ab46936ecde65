"""Who is fit to chair a review, to decide, or to hear an appeal: the one place that says why somebody is not.

Independence is of the person and of the office. Looking at a case, or only keying something into it, does not count.
Sources: requirement D2; Schedule 4 paragraph 3 with the ombudsman's 23 009 253 (no real appeal) and 21 000 098
(conflicts of interest undeclared).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Part = Literal["chair", "decider", "appeal officer"]
# Shorter words are initials and particles; a match on them would say nothing.
SHORTEST_NAME = 3
WORD = re.compile(r"[^\W\d_]+")


class Bar(StrEnum):
    """Why somebody is not fit, or may not be."""

    HANDLED = "handled"
    LINE_MANAGER = "line_manager"
    DECIDED = "decided"
    MEANT = "named_by_victim"
    OTHER = "other"
    TOOK_PART = "took_part"
    SAME_OFFICE = "same_office"
    # Only to be checked by a person:
    NAMED = "named"
    RECORDED_NAME = "recorded_name"
    NO_OFFICE = "no_office"


SOFT = frozenset({Bar.NAMED, Bar.RECORDED_NAME, Bar.NO_OFFICE})
# What an officer records about somebody's earlier part, and the bar it makes. Somebody "named by the victim" is one
# of whom an officer has found out that they are meant.
RECORDED = {
    "handled": Bar.HANDLED,
    "line_manager": Bar.LINE_MANAGER,
    "decided": Bar.DECIDED,
    "other": Bar.OTHER,
    "named_by_victim": Bar.MEANT,
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who might chair, decide or hear an appeal. `office` is where they work, as they signed up."""

    id: int
    name: str
    office: str | None


@dataclass(frozen=True)
class Involved:
    """A row an officer recorded: what somebody did (a key of RECORDED), and who they are or what they are called."""

    how: str
    staff_id: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class Past:
    """What is known of who had to do with a case.

    `took_part` and `decided` hold numbers of staff, `deciding_offices` the offices that decided in it, `named` the
    victim's own words in which they named somebody of a service.
    """

    involved: tuple[Involved, ...] = ()
    took_part: frozenset[int] = frozenset()
    decided: frozenset[int] = frozenset()
    deciding_offices: tuple[str, ...] = ()
    named: tuple[str, ...] = field(default=(), repr=False)


def bars(candidate: Candidate, past: Past, part: Part) -> tuple[Bar, ...]:
    """Return why `candidate` is not fit for `part`, in the order of Bar; empty: nothing is known against them.

    Whoever decides works on the case anyway, so having taken part and sharing an office stand against a chair and an
    appeal officer only. An appeal officer whose office nobody knows is to be checked.
    """
    found = {
        RECORDED[one.how]
        for one in past.involved
        if one.staff_id is not None and one.staff_id == candidate.id
    }
    if candidate.id in past.decided:
        found.add(Bar.DECIDED)
    if any(is_named(candidate.name, text) for text in past.named):
        found.add(Bar.NAMED)
    if any(one.staff_id is None and one.name and is_named(candidate.name, one.name) for one in past.involved):
        found.add(Bar.RECORDED_NAME)
    if part != "decider":
        if candidate.id in past.took_part:
            found.add(Bar.TOOK_PART)
        if fold(candidate.office or "") in {fold(office) for office in past.deciding_offices if fold(office)}:
            found.add(Bar.SAME_OFFICE)
    if part == "appeal officer" and not fold(candidate.office or ""):
        found.add(Bar.NO_OFFICE)
    return tuple(bar for bar in Bar if bar in found)


def hard(found: Iterable[Bar]) -> tuple[Bar, ...]:
    """Return those bars that stand against somebody; the others ask a person to check."""
    return tuple(bar for bar in found if bar not in SOFT)


def is_named(name: str, text: str) -> bool:
    """Say whether `text` may name the person called `name`: it holds the whole name, or the last word of it.

    People write “PC Lowe” of somebody they met as Petra Lowe. Case and accents make no difference.
    """
    last = _words(name)[-1:]
    return holds_name(name, text) or (len("".join(last)) >= SHORTEST_NAME and last[0] in _words(text))


def holds_name(name: str, text: str) -> bool:
    """Say whether the whole of `name` stands in `text`, word by word."""
    wanted, words = _words(name), _words(text)
    return bool(wanted) and any(
        words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1)
    )


def fold(text: str) -> str:
    """Return `text` as names and offices are compared: without case, accents and spare spaces."""
    apart = unicodedata.normalize("NFKD", text)
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).casefold().split())


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))
