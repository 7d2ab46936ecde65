"""The language of criteria: an area's published threshold as values and switches.

Routes are alternatives (OR); the limbs within a route must all hold (AND). There are no expressions. What an area
did not publish is left out, and `open` says in words what its published sentences leave unsettled.
"""

import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from triage.calendar import Counting, Unit

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
RouteId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=20)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Number = Annotated[int, Field(ge=1, le=100)]
Anchor = Literal["application", "latest_report", "first_report", "first_incident", "any_period"]
SameIncident = Literal["once_per_person", "once", "once_per_day", "each"]
Who = Literal["applicant", "one_person", "individuals", "households", "group_members", "anyone"]

# Section 105 and Schedule 4: council, chief officer of police, integrated care board or local health board, and
# co-opted providers of social housing.
RELEVANT_BODIES: Final = ("council", "police", "health", "social_landlord")


class Part(BaseModel):
    """A piece of a criteria file: unknown keys are mistakes, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Period(Part):
    """A length of time. `counting` overrides the area's way of counting; `words` are the published words."""

    length: Annotated[int, Field(ge=1, le=1000)]
    unit: Unit
    counting: Counting | None = None
    words: Words | None = None


class Window(Period):
    """The period in which the reports (or the incidents) must lie, and the date it is measured to."""

    of: Literal["report", "incident"] = "report"
    until: Anchor = "application"


class ReportWithin(Period):
    """How soon after the incident it must have been reported."""

    on: Literal["every_report", "first_report"] = "every_report"


class Recency(Period):
    """How recent at least one counted report (or its incident) must be on the day of the application."""

    of: Literal["report", "incident"] = "report"


class ApplicationWithin(Period):
    """How soon the application must follow the report or incident named."""

    of: Literal["each_report", "first_report", "first_incident", "latest_incident"] = "each_report"


class OfKind(Part):
    """At least this many of the counted reports must be of this kind."""

    kind: Code
    number: Number


class Condition(Part):
    """Something that dates cannot show, such as "no action taken", and the flags that answer it.

    The first flag of `asks` that has been told answers. `accepts` lists the answers that satisfy the condition;
    `definition` gives the local meaning in words. `if_not_told` says what silence means.
    """

    code: Code
    words: Words
    asks: Annotated[tuple[Code, ...], Field(min_length=1, strict=False)]
    accepts: Annotated[tuple[bool | int | str, ...], Field(min_length=1, strict=False)] = (True,)
    definition: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    if_not_told: Literal["satisfied", "unsatisfied", "ask"] = "satisfied"
    source: Words | None = None


class Exclusion(Part):
    """A published bar, as a coded gate with its own reason. It stands outside s104(4) and s104(11).

    It closes when the flag `exclusion` names its code, or a flag of `asks` has one of the answers of `accepts`.
    """

    code: Code
    words: Words
    asks: Annotated[tuple[Code, ...], Field(strict=False)] = ()
    accepts: Annotated[tuple[bool | int | str, ...], Field(min_length=1, strict=False)] = (True,)
    effect: Literal["refuse", "defer", "note"] = "refuse"
    source: Words | None = None


class AskedFlag(Part):
    """A question the area asks that no rule reads: it is kept for the person who decides."""

    code: Code
    words: Words


class Route(Part):
    """One way to meet the threshold: every limb given must hold."""

    id: RouteId
    name: Words
    decision: Literal["mandatory", "discretionary"] = "mandatory"
    reports: Annotated[int, Field(ge=0, le=100)] = 3
    reports_at_most: Number | None = None
    who: Who = "applicant"
    people_at_least: Number = 1
    applicant_included: bool = False
    bodies: Annotated[tuple[Code, ...], Field(min_length=1, strict=False)] | Literal["any"] | None = None
    not_bodies: Annotated[tuple[Code, ...], Field(strict=False)] = ()
    kind: Code = "any"
    at_least_of_kind: OfKind | None = None
    same_incident: SameIncident | None = None
    window: Window | None = None
    report_within: ReportWithin | None = None
    recency: Recency | None = None
    application_within: ApplicationWithin | None = None
    conditions: Annotated[tuple[Condition, ...], Field(strict=False)] = ()
    weighs: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    source: Words | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _limbs_fit_together(self) -> "Route":
        if self.people_at_least > max(self.reports, 1):
            raise ValueError("people_at_least is larger than reports: so many people need as many reports")
        if self.reports_at_most is not None and self.reports_at_most < self.reports:
            raise ValueError(
                "reports_at_most is smaller than reports: no number of reports could satisfy both"
            )
        if self.at_least_of_kind is not None and self.at_least_of_kind.number > self.reports:
            raise ValueError("at_least_of_kind asks for more reports than the route itself")
        if self.who == "applicant" and self.people_at_least > 1:
            raise ValueError('who = "applicant" is one person, so people_at_least cannot be above 1')
        if self.recency is not None and self.reports == 0:
            raise ValueError("recency needs at least one report to be recent: set reports to 1 or more")
        if self.decision == "mandatory" and self.reports == 0 and not self.conditions:
            raise ValueError("a mandatory route without reports or conditions would always be met")
        if self.decision == "mandatory" and self.weighs:
            raise ValueError("weighs belongs to discretionary routes; a mandatory route uses conditions")
        return self


class StatutoryNumbers(Part):
    """The number and periods of s104(4) and (11) where the procedure sets others; `reason` says why above three."""

    reports: Number = 3
    report_within: Period = Period(length=1, unit="month")
    application_within: Period = Period(length=6, unit="month")
    bodies: Annotated[tuple[Code, ...], Field(min_length=1, strict=False)] = RELEVANT_BODIES
    same_incident: Literal["once_per_person", "once_per_day", "each"] = "once_per_person"
    reason: Words | None = None


class Criteria(Part):
    """One version of an area's threshold, in force from a day on."""

    version: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._+-]*$", max_length=60)]
    in_force_from: date | None = None
    source: Words
    read_on: date | None = None
    counting: Counting = "beginning_with"
    near_miss_days: Annotated[int, Field(ge=0, le=60)] = 7
    same_incident: SameIncident = "once_per_person"
    routes: Annotated[tuple[Route, ...], Field(min_length=1, strict=False)]
    exclusions: Annotated[tuple[Exclusion, ...], Field(strict=False)] = ()
    flags: Annotated[tuple[AskedFlag, ...], Field(strict=False)] = ()
    statutory: StatutoryNumbers = StatutoryNumbers()
    open: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    notes: Annotated[tuple[Words, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> "Criteria":
        for what, names in (
            ("routes: id", [route.id for route in self.routes]),
            ("exclusions: code", [gate.code for gate in self.exclusions]),
            ("flags: code", [flag.code for flag in self.flags]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{what} {', '.join(twice)} is given twice: each must be different")
        return self

    def canonical_json(self) -> str:
        """Return the criteria as JSON in one fixed form, for keeping beside a case."""
        plain: dict[str, Any] = self.model_dump(mode="json")
        return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()

    @cached_property
    def asked_flags(self) -> frozenset[str]:
        """Return every flag this area asks for; any other is ignored with a warning."""
        asked = {flag.code for flag in self.flags}
        for gate in self.exclusions:
            asked.update(gate.asks)
        for route in self.routes:
            for condition in route.conditions:
                asked.update(condition.asks)
            if route.who == "group_members":
                asked.add("group_members")
        return frozenset(asked)
