"""What is known about an application: its date, the reports behind it, and the answers to an area's questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

APPLICANT: Final = "applicant"

# What a flag may say: a tick, a number, a word, several words, or nothing (None).
Flag = bool | int | str | None | list[str] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A date known only to lie between two days, both included; an exact date has both equal."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("the latest day of a date cannot come before its earliest day")

    @classmethod
    def on(cls, day: date) -> "Span":
        """Return the span of one exactly known day."""
        return cls(day, day)

    @property
    def exact(self) -> bool:
        """Say whether the date is known to the day."""
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Report:
    """One occasion on which somebody told somebody about an incident (the Act says "complaint").

    `key` names the report within its application. `told` is the day the report was made, `incident` the day of the
    behaviour, of continuing behaviour its last day; None means not known. `body` is the code of who was told.
    `incident_key` is equal for reports of the same incident. `counts_as_report` is False for an incident that was
    never reported. `other_problem` marks behaviour the application is not about (s104(4)). `set_aside` is the code
    under which a person has un-counted the report.
    """

    key: str
    told: Span | None
    incident: Span | None
    body: str
    kind: str = "asb"
    reporter: str = APPLICANT
    household: str | None = None
    incident_key: str | None = None
    counts_as_report: bool = True
    other_problem: bool = False
    set_aside: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a threshold can be measured against. The application's date is a civil day in Europe/London."""

    application_date: date
    reports: tuple[Report, ...]
    flags: Mapping[str, Flag] = field(default_factory=dict)
