"""The check of dates before an application (requirement A19): the rows, the area's own questions, one honest answer.

Nothing here is kept. The rows ask what the application asks about a report, so that somebody who wishes can carry
them over; besides, a row can be something that nobody was told of yet.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.journeys.application import APPLICATION
from portal.journeys.application.behaviour import Effects
from portal.journeys.application.reports import REPORTS, Report
from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered, Answers, Json
from portal.journeys.dates import PartialDate
from portal.journeys.facts import facts
from portal.journeys.forms import PageForm, declared
from portal.journeys.journey import KEY
from portal.journeys.pages import Step
from portal.journeys.parts import Each, FormOfParts, Part, Rows, Select
from portal.wording import msg
from triage import Assessment, Criteria, Facts, assess
from triage import Report as ReportFact
from triage.calendar import end_of_period
from triage.criteria import Condition
from triage.explain import binding_answer, which_test
from triage.facts import Flag
from triage.limbs import accepted

NOBODY = "nobody"
ASKS, HATE = "asks", "hate"
# The page of the application that asks about hate; it is carried over too.
HATE_PAGE = "effects"


def _options(form: type[PageForm], question: str) -> tuple[Option, ...]:
    """The options of a question of the application, so that they are written once."""
    found = next(one for one in declared(form) if one.short_name == question)
    return tuple(found.options) if isinstance(found, Choice) else ()


_WHO = _options(Report, "told")


class CheckedReport(Report):
    """A row: the questions about a report that decide whether it may count, and no others."""

    told = Select(
        msg("Who did you tell?"),
        *_WHO,
        Option(NOBODY, msg("I have not told anyone yet")),
        missing=msg("Choose who you told, or that you have not told anyone yet"),
    )
    told_on = PartialDate(
        msg("When did you tell them?"),
        missing=msg("Enter the date you told them, or tick “I do not know the date”"),
        short=msg("Date you told them"),
        under=Answered("told", *(option.value for option in _WHO)),
    )
    same_as = Select(
        msg("Is it the same event as in an earlier report?"),
        Option("none", msg("No, it is something else")),
        options_from=REPORTS.name,
        needs_list=True,
        hint=msg("For example, if you told both the police and the council about one night."),
    )

    def __init__(self, formdata: Any = None, *arguments: Any, **named: Any) -> None:
        super().__init__(formdata, *arguments, **named)
        for question in self.questions():
            if question.aside:
                del self[question.short_name]

    def check_together(self) -> None:
        """Compare the two dates where both are asked for."""
        if self["told_on"] in self.asked():
            super().check_together()


class ReportRows(Rows):
    """Rows of reports; each can name an earlier one as being about the same event."""

    def part(self, key: str, title: str, formdata: Any, stored: Json, *, translated: bool = True) -> Part:
        """Make the row number `key` with the rows before it as options."""
        earlier = [
            Option(str(number), self.gettext(self.row_name) % {"number": number}, translate=False)
            for number in range(1, int(key))
        ]
        asking = replace(self.meta.asking, options={REPORTS.name: earlier})
        form = self.part_form(
            formdata, prefix=f"{self.id}-{key}-", data=dict(stored or {}), meta={"asking": asking}
        )
        return Part(key, title, translated, form)


class AreaQuestion(PageForm):
    """A condition of the area's own rules, which stands above it in the area's words."""

    so = Choice(
        msg("Is this so?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        Option("unsure", msg("I am not sure")),
        inline=True,
    )


class DateCheck(FormOfParts):
    """The whole check. The last two questions are asked only where the area's rules look at them."""

    reports = ReportRows(
        msg("Your dates"),
        CheckedReport,
        row_name=REPORTS.entry,
        another=msg("Add another report"),
        at_first=3,
        most=20,
        missing=msg("Enter the dates of at least one report"),
    )
    hate = Choice(
        msg("Do you think you are being picked on because of who you are? (optional)"),
        *_options(Effects, HATE),
        when=Answered(ASKS, HATE),
    )
    conditions = Each(
        msg("Our own rules also look at this (optional)"), AreaQuestion, options_from="conditions"
    )


@dataclass(frozen=True)
class Checked:
    """What the rules say of the dates in a form.

    `assessment` holds both answers and `told` the one message made of them; `names` says what each report of the
    facts is called on the page; `unknown` are the names of those whose dates decide and are not clear; `second`:
    somebody was told twice or more in the last six months.
    """

    assessment: Assessment
    told: Assessment
    facts: Facts
    names: dict[str, str]
    unknown: tuple[str, ...]
    second: bool

    @property
    def result(self) -> str:
        """The result that somebody hears of."""
        return binding_answer(self.assessment).result


def asked_of(criteria: Criteria) -> dict[str, Condition]:
    """The conditions of an area's routes that somebody can be asked about, by the flag that answers them.

    Published bars are not asked: they never enter the law's own test (requirement B7), and a person looks at them.
    """
    found: dict[str, Condition] = {}
    for route in criteria.routes:
        for condition in route.conditions:
            found.setdefault(condition.asks[0], condition)
    return found


def options_for(criteria: Criteria) -> dict[str, tuple[Option, ...]]:
    """The area's own questions as the form takes them; their words are the area's and stay as published."""
    return {
        "conditions": tuple(
            Option(flag, condition.words, translate=False) for flag, condition in asked_of(criteria).items()
        )
    }


def asks_for(criteria: Criteria) -> dict[str, list[str]]:
    """What else the form has to ask: about hate, where a route looks at it."""
    looks = any(
        HATE in (route.kind, route.at_least_of_kind.kind if route.at_least_of_kind else "")
        for route in criteria.routes
    )
    return {ASKS: [HATE] if looks else []}


def to_carry(form: DateCheck) -> list[tuple[Step, dict[str, Json]]]:
    """The reports of a form that holds, as steps of the application with their answers, in order."""
    told = [(number, row) for number, row in _rows(form) if row["told"] != NOBODY]
    keys = {str(number): f"{REPORTS.name[0]}{place}" for place, (number, _) in enumerate(told, 1)}
    return [
        (Step(REPORTS.page, index), {**row, "same_as": _same_as(row, keys)})
        for index, (_, row) in enumerate(told)
    ]


def hate_to_carry(form: DateCheck) -> tuple[Step, dict[str, Json]] | None:
    """The answer about hate as a step of the application; None where it was not asked or answered."""
    said = form.stored().get(HATE)
    return None if said is None else (Step(HATE_PAGE), {HATE: said})


def check(form: DateCheck, criteria: Criteria, today: date) -> Checked:
    """Assess the dates of a form that holds under `criteria`, as if somebody applied on `today`."""
    facts, names = _facts(form, criteria, today)
    both = assess(criteria, facts)
    return Checked(
        assessment=both,
        told=one_message(both),
        facts=facts,
        names=names,
        unknown=tuple(names[one.report] for one in binding_answer(both).reports if one.counted == "unclear"),
        second=_recent_reports(facts) >= 2,
    )


def one_message(both: Assessment) -> Assessment:
    """Make one honest message of two answers: the near misses and dates of the test that somebody hears of alone.

    So no report has two different limits. When a report stops counting is said beside the report already.
    """
    kept = both.as_json()
    test = which_test(both)
    kept["near_miss"] = [near for near in kept["near_miss"] if near["test"] == test]
    kept["next_dates"] = [
        change
        for change in kept["next_dates"]
        if change["test"] == test and change["rule"] != "stops_counting"
    ]
    return Assessment.from_json(kept)


def _rows(form: DateCheck) -> list[tuple[int, dict[str, Json]]]:
    """The rows that were filled in, with their numbers."""
    return [(int(part.key), part.form.stored()) for part in form.reports.parts if not part.is_empty]


def _same_as(row: Answers, keys: dict[str, str]) -> Json:
    other = row.get("same_as")
    return other if other in (None, "none") else keys.get(str(other), "none")


def _facts(form: DateCheck, criteria: Criteria, today: date) -> tuple[Facts, dict[str, str]]:
    """The facts, through the application's own declaration, and what each report is called."""
    answers: dict[str, Json] = {}
    for step, values in to_carry(form):
        answers = APPLICATION.with_answers(answers, step, values)
    hate = hate_to_carry(form)
    if hate is not None:
        answers = APPLICATION.with_answers(answers, *hate, passed=False)
    told = facts(answers, today)
    titles = {int(part.key): part.title for part in form.reports.parts}
    found: dict[int, ReportFact] = {}
    carried = iter(told.reports)
    for number, row in _rows(form):
        found[number] = _not_told(number, row, today) if row["told"] == NOBODY else next(carried)
    names = {report.key: titles[number] for number, report in found.items()}
    return replace(told, reports=tuple(found.values()), flags=_flags(form, criteria)), names


def _not_told(number: int, row: Answers, today: date) -> ReportFact:
    entry = {KEY: f"not-told-{number}", "incident": row["incident"]}
    (found,) = facts({REPORTS.name: [entry]}, today).reports
    return replace(found, body="none", counts_as_report=False)


def _flags(form: DateCheck, criteria: Criteria) -> dict[str, Flag]:
    asked = asked_of(criteria)
    answers: dict[str, dict[str, str]] = form.stored()["conditions"]
    return {
        flag: _flag(asked[flag], one["so"] == "yes") for flag, one in answers.items() if one["so"] != "unsure"
    }


def _flag(condition: Condition, so: bool) -> Flag:
    """The answer of a flag that satisfies the condition, or one that does not."""
    if so:
        return condition.accepts[0]
    return next(one for one in (False, True, "no") if not accepted(one, condition.accepts))


def _recent_reports(facts: Facts) -> int:
    """How many reports may have been made in the last six months, the period of the Home Office's advice."""
    return sum(
        one.told is not None and end_of_period(one.told.latest, 6, "month") >= facts.application_date
        for one in facts.reports
        if one.counts_as_report
    )
