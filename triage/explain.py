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
from triage.results import DEFERRED, DISCRETIONARY, MET, NEEDS_INFORMATION
from triage.route_sentences import ALARMS, CHANGES, LIMBS, NEAR
from triage.sentences import DAY_UNKNOWN, DAYS_BETWEEN, HEADLINES, MONTHS, REPORTS, Sentences

Reader = Literal["applicant", "officer", "letter"]
Test = Literal["local", "statutory"]
Translator = Callable[[str], str]
DayInWords = Callable[[date], str]

READ_BY_OFFICERS: Final[tuple[Test, ...]] = ("local", "statutory")


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
    Everybody gets the reasons of the answer that binds or comes nearer (`which_test`). For the applicant and in a
    letter near misses and dates are of that test alone, so that no report has two limits; an officer gets both.
    """
    teller = _Teller(reader, translate, in_words or _plain_date(translate))
    test, answer = which_test(assessment), binding_answer(assessment)
    tests = READ_BY_OFFICERS if reader == "officer" else (test,)
    near_misses = (near for near in assessment.near_miss if near.test in tests)
    changes = (change for change in assessment.next_dates if change.test in tests)
    return Explanation(
        headline=teller.headline(assessment),
        reports=tuple(teller.report(reason) for reason in answer.reports),
        limbs=tuple(
            teller.limb(limb) for limb in answer.limbs if reader == "officer" or limb.stands != "yes"
        ),
        near_misses=tuple(dict.fromkeys(teller.near(near, assessment) for near in near_misses)),
        changes=tuple(dict.fromkeys(teller.change(change, assessment) for change in changes)),
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


def which_test(assessment: Assessment) -> Test:
    """Return which of the two tests somebody hears of: the one that binds or, where neither does, the nearer one.

    Where the answers differ otherwise it is the one that hangs on something not known yet; where both are not met,
    the one that misses fewer reports. A local rule that puts the decision off is always told.
    """
    local, statutory = assessment.local, assessment.statutory
    if statutory.result == MET:
        return "statutory"
    if local.result in (MET, DISCRETIONARY, DEFERRED):
        return "local"
    if local.result != statutory.result:
        return "local" if local.result == NEEDS_INFORMATION else "statutory"
    return "statutory" if _missing(statutory) < _missing(local) else "local"


def binding_answer(assessment: Assessment) -> Answer:
    """Return the answer to explain first: that of the test somebody hears of."""
    return assessment.statutory if which_test(assessment) == "statutory" else assessment.local


def _missing(answer: Answer) -> int:
    return answer.needed - answer.counted


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
        sentences = table[key]
        return self.translate(sentences[self.reader]) % self._said(values)

    def _said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values with their dates in words: roughly known ones as two days, others not known as such."""
        said = {
            name: self.in_words(value) if isinstance(value, date) else value for name, value in values.items()
        }
        if "words" in said:
            # An area's own words may or may not end with a full stop; our sentence sets one.
            said["words"] = said["words"].rstrip(".")
        for name in ("told", "incident"):
            if f"{name}_latest" in values:
                days = {"first": said[name], "last": said[f"{name}_latest"]}
                said[name] = self.translate(DAYS_BETWEEN) % days
            elif values.get(name) is None:
                said[name] = self.translate(DAY_UNKNOWN)
        return said

    def headline(self, assessment: Assessment) -> str:
        key = binding_answer(assessment).result
        if key == MET and not assessment.must_be_met:
            key = "met_locally"
        return self._say(HEADLINES, key, {})

    def report(self, reason: ReportReason) -> ReportSentence:
        sentence = self._say(REPORTS, _key_of(reason), reason.values)
        return ReportSentence(reason.report, reason.counted, sentence, reason.source)

    def limb(self, limb: LimbReason) -> str:
        return self._say(LIMBS, f"{limb.rule}_{limb.stands}", limb.values)

    def near(self, near: NearMiss, assessment: Assessment) -> str:
        key = "route" if near.report is None else "one_day" if near.days == 1 else "days"
        told = _when_told(assessment, near.test, near.report)
        return self._say(NEAR, key, {"days": near.days, "limit": near.limit, **told})

    def change(self, change: NextDate, assessment: Assessment) -> str:
        key = change.rule
        if key == "more_reports" and change.number == 1:
            key = "one_more_report"
        told = _when_told(assessment, change.test, change.report)
        return self._say(CHANGES, key, {"date": change.day, "number": change.number, **told})

    def alarm(self, code: str, values: Mapping[str, Any]) -> str:
        key = f"{code}_words" if "words" in values and f"{code}_words" in ALARMS else code
        return self._say(ALARMS, key, values)


def _when_told(assessment: Assessment, test: str, report: str | None) -> dict[str, Any]:
    """Return when a report was made, as one test holds it: a day, two days, or nothing where it is not known."""
    answer = assessment.statutory if test == "statutory" else assessment.local
    values = next((reason.values for reason in answer.reports if reason.report == report), {})
    return {name: values[name] for name in ("told", "told_latest") if name in values}


def _key_of(reason: ReportReason) -> str:
    """Return the key of a report's sentence: its rule, told apart where the values give more or less to say."""
    rule, values = reason.rule, reason.values
    if reason.counted == "yes":
        return "counted" if "apply_by" in values else "counted_without_end"
    if rule == "application_within":
        rule = "window"
    if reason.counted == "unclear":
        return f"unclear_{rule}"
    if rule == "window" and "last_day" in values:
        return "window_to_latest"
    if rule == "window" and "apply_by" not in values:
        return "outside_period"
    return rule
