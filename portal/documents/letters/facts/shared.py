"""What several letters need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.documents.signposts import Route


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Help from the area's contact data: its name, how to reach it, and what it does, in words."""

    name: str
    reach: str
    about: str = ""


Step = Literal["contact", "bodies", "decision", "meeting", "outcome", "update", "appeal", "look_again"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What happens next and by when; `by` None where the partnership has agreed no time."""

    step: Step
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Challenge:
    """How to challenge what this letter tells.

    `by` is the last day, None where no time limit has been set. `heard_by` names who hears it, None where not
    yet agreed. `link` is the public id of the single-purpose link.
    """

    link: str | None = None
    by: date | None = None
    heard_by: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of every letter: support lines of the area, and routes of complaint (see signposts)."""

    support: tuple[SupportLine, ...] = ()
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Chair:
    """`independence` typed: why the chair is independent, or the reason why no independent chair was used.

    `independent` says which of the two; None where that was not recorded.
    """

    name: str
    body: str
    independence: str
    independent: bool | None = None


@dataclass(frozen=True, slots=True)
class Member:
    body: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`to` a person or body with public functions, who must have regard to it (s104(7); check)."""

    to: str
    words: str
