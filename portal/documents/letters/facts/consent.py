"""What the letters about consent need to know (requirement A12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.documents.letters.facts.shared import Closing


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    """To the person somebody applied for. `applicant` is the name of who applied; nothing of what they wrote."""

    received_on: date
    applicant: str
    bodies: tuple[str, ...]
    closing: Closing


@dataclass(frozen=True, slots=True)
class Waiting:
    """To whoever applied for somebody else, before that person agreed: no name, no word of the application."""

    received_on: date
    closing: Closing


@dataclass(frozen=True, slots=True)
class ConsentOutcome:
    """To whoever applied for somebody else. "over" says nothing about why or what happens now."""

    result: Literal["goes on", "over"]
    closing: Closing
