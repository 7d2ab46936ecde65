"""Telling reasons in plain words to the applicant, to an officer and in a letter.

A reason is a rule id with values. Each rule has one sentence for each reader, an English message id that the caller's
translator turns into the reader's language. To an applicant everything is worded "may": people decide, not this
program.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from triage.assessment import Assessment
from triage.outlook import NearMiss, NextDate
from triage.reasons import Answer, LimbReason, ReportReason
from triage.results import MET
from triage.sentences import ALARMS, CHANGES, HEADLINES, LIMBS, MONTHS, NEAR, REPORTS, Sentences

Reader = Literal["applicant", "officer", "letter"]
Translator = Callable[[str], str]
DayInWords = Callable[[date], str]

READERS: Final[tuple[Reader, ...]] = ("applicant", "officer", "letter")


@dataclass(frozen=True, slots=True)
class ReportSentence:
    """One report explained: its key, how it stands ("yes", "no", "unclear"), and one plain sentence."""

    report: str
    counted: str
    sentence: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """An assessment in words for one reader."""

    headline: str
    reports: tuple[ReportSentence, ...]
    limbs: tuple[str, ...]
    near_misses: tuple[str, ...]
    changes: tuple[str, ...]
    alarms: tuple[str, ...]


def explain(
    assessment: Assessment, reader: Reader, translate: Translator, in_words: DayInWords | None = None
) -> Explanation:
    """Take an assessment, the reader and a translator; return it in that reader's words.

    `in_words` says a date in the reader's language; without it dates read "3 January 2026", the month translated.
    The applicant and the letter get the reasons of the answer that binds: the statutory one where that is met.
    """
    teller = _Teller(reader, translate, in_words or _plain_date(translate))
    answer = binding_answer(assessment)
    return Explanation(
        headline=teller.headline(assessment),
        reports=tuple(teller.report(reason) for reason in answer.reports),
        limbs=tuple(
            teller.limb(limb) for limb in answer.limbs if reader == "officer" or limb.stands != "yes"
        ),
        near_misses=tuple(dict.fromkeys(teller.near(near) for near in assessment.near_miss)),
        changes=tuple(dict.fromkeys(teller.change(change) for change in assessment.next_dates)),
        alarms=tuple(teller.alarm(alarm.code, alarm.values) for alarm in assessment.alarms)
        if reader == "officer"
        else (),
    )


def explain_answer(
    answer: Answer, reader: Reader, translate: Translator, in_words: DayInWords | None = None
) -> tuple[ReportSentence, ...]:
    """Return the sentences of one answer's reports, for showing the two answers side by side."""
    teller = _Teller(reader, translate, in_words or _plain_date(translate))
    return tuple(teller.report(reason) for reason in answer.reports)


def explain_limbs(
    answer: Answer, reader: Reader, translate: Translator, in_words: DayInWords | None = None
) -> tuple[str, ...]:
    """Return a sentence for each limb of one answer's route."""
    teller = _Teller(reader, translate, in_words or _plain_date(translate))
    return tuple(teller.limb(limb) for limb in answer.limbs)


def binding_answer(assessment: Assessment) -> Answer:
    """Return the answer to explain first: the statutory one where it is met, else the local one."""
    return assessment.statutory if assessment.must_be_met else assessment.local


def _plain_date(translate: Translator) -> DayInWords:
    def in_words(day: date) -> str:
        return f"{day.day} {translate(MONTHS[day.month - 1])} {day.year}"

    return in_words


class _Teller:
    """Fills the sentences of one reader."""

    def __init__(self, reader: Reader, translate: Translator, in_words: DayInWords) -> None:
        self.reader = reader
        self.translate = translate
        self.in_words = in_words

    def _say(self, table: Mapping[str, Sentences], key: str, values: Mapping[str, Any]) -> str:
        sentences = table.get(key) or table["other"]
        said = {
            name: self.in_words(value) if isinstance(value, date) else value for name, value in values.items()
        }
        return self.translate(sentences[self.reader]) % said

    def headline(self, assessment: Assessment) -> str:
        key = assessment.local.result
        if assessment.must_be_met:
            key = MET
        elif key == MET:
            key = "met_locally"
        return self._say(HEADLINES, key, {})

    def report(self, reason: ReportReason) -> ReportSentence:
        key = reason.rule if reason.counted != "unclear" else f"unclear_{reason.rule}"
        if reason.rule == "window" and "last_day" in reason.values and reason.counted == "no":
            key = "window_to_latest"
        elif reason.rule in ("window", "application_within") and "apply_by" not in reason.values:
            key = "outside_period" if reason.counted == "no" else "unclear_outside_period"
        elif reason.rule == "counted" and "apply_by" not in reason.values:
            key = "counted_without_end"
        values = _with_every_date(reason.values)
        return ReportSentence(reason.report, reason.counted, self._say(REPORTS, key, values), reason.source)

    def limb(self, limb: LimbReason) -> str:
        values = dict(limb.values)
        key = f"{limb.rule}_{limb.stands}"
        if limb.rule in ("recency", "application_within", "first_report_within") and "limit" not in values:
            key = f"{limb.rule}_unknown"
        if limb.rule == "reports" and limb.stands != "yes":
            values["missing"] = max(0, int(values["needed"]) - int(values["counted"]))
        return self._say(LIMBS, key, values)

    def near(self, near: NearMiss) -> str:
        return self._say(
            NEAR, "one_day" if near.days == 1 else "days", {"days": near.days, "limit": near.limit}
        )

    def change(self, change: NextDate) -> str:
        key = change.rule
        if key == "more_reports" and change.number == 1:
            key = "one_more_report"
        return self._say(CHANGES, key, {"date": change.day, "told": change.told, "number": change.number})

    def alarm(self, code: str, values: Mapping[str, Any]) -> str:
        key = f"{code}_words" if "words" in values and f"{code}_words" in ALARMS else code
        return self._say(ALARMS, key, values)


def _with_every_date(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a reason's values with a stand-in for dates that are not known, which no sentence of theirs shows."""
    every: dict[str, Any] = dict.fromkeys(
        ("told", "incident", "report_by", "apply_by", "limit", "last_day", "code", "counted_with"), ""
    )
    return every | dict(values)
