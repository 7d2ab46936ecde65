"""Keying in an application: the pages of the one declaration on a few long pages, in the order of the paper form.

A section begins at a page of the application and reaches to the next section, so that a new page of the application
stands here too without being named (requirements A16, A17).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from portal.cases.arrival import POST, application_date
from portal.journeys.application import APPLICATION
from portal.journeys.application.reports import REPORTS, Report
from portal.journeys.checking import ReportRows
from portal.journeys.choices import Choice
from portal.journeys.conditions import Answered, Answers, Json
from portal.journeys.danger import SHARES_HOME, Help, helps
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Line
from portal.journeys.forms import Asking, PageForm, declared
from portal.journeys.journey import KEY, SAVED, UNSAID
from portal.journeys.keyed import KeyedForm, keyed, may_be_unsaid, unsaid_first
from portal.journeys.keying import HEARD
from portal.journeys.noting import File
from portal.journeys.pages import Page
from portal.journeys.question import Question
from portal.wording import msg

NAME = "staff entry"  # of the drafts
CAME = "_came"
CALL = "_call"  # the reference of the case of a call that the draft completes


class HowItCame(PageForm):
    """How an application reached us and when; the date that counts follows from it (requirement B1)."""

    channel = Choice(
        msg("How did the application come?"),
        *HEARD,
        missing=msg("Choose how the application came"),
        short=msg("How it came"),
    )
    posted_on = ExactDate(
        msg("Date on the envelope or the proof of posting (optional)"),
        hint=msg("If it was posted before it reached us, the day of posting counts."),
        short=msg("The day of posting"),
        past=True,
        under=Answered("channel", POST),
    )
    received_on = ExactDate(
        msg("On which day did it reach us?"),
        hint=msg(
            "For a call or a visit: that day. For a letter or an email: the day any of our offices got it."
        ),
        missing=msg("Enter the day it reached us"),
        short=msg("The day it reached us"),
        past=True,
    )
    received_by = Line(
        msg("Who took the call, or opened the letter, if it was not you? (optional)"),
        short=msg("Who took it"),
        spellcheck=False,
        autocomplete="off",
    )

    def check_together(self) -> None:
        """Nothing reaches us before it was posted."""
        posted, received = self["posted_on"].data, self["received_on"].data
        if self["channel"].data == POST and posted and received and posted > received:
            self.refuse(
                "posted_on",
                self["posted_on"].gettext(msg("The day of posting cannot be after the day it reached us")),
            )


class Scan(PageForm):
    """The paper itself."""

    file = File(
        msg("Attach the paper form or letter (optional)"),
        hint=msg(
            "A JPEG, PNG or PDF file of at most 10 MB. It goes to the notes of the case; officers see it."
        ),
    )


KeyedReport = keyed("KeyedReport", (Report,))


class _Reports(PageForm):
    """The reports as rows, as many as there are."""

    reports = ReportRows(
        msg("Each time they told somebody"),
        KeyedReport,
        row_name=REPORTS.entry,
        another=msg("Add another report"),
        at_first=3,
        most=REPORTS.most,
        hint=msg(
            "Leave the rows empty if they told nobody yet, or do not want to say. It can be sent all the same."
        ),
    )


@dataclass(frozen=True, eq=False)
class Section:
    """One long page: the pages of the application it holds, in their order."""

    id: str
    heading: str
    pages: tuple[Page, ...]

    @property
    def has_reports(self) -> bool:
        """Whether the reports stand on it."""
        return any(page.id == REPORTS.page for page in self.pages)

    @cached_property
    def form(self) -> type[KeyedForm]:
        """Its questions as one form."""
        if self.has_reports:
            return keyed("KeyedReports", (_Reports,))
        besides = (Scan,) if self.id == "check" else ()
        return keyed(f"Keyed_{self.id}", [page.form for page in self.pages], self.pages, besides)

    @cached_property
    def form_with_arrival(self) -> type[KeyedForm]:
        """The same, and how the application came."""
        pages = [page.form for page in self.pages]
        return keyed(f"Keyed_{self.id}_came", pages, self.pages, besides=(HowItCame,))


# What decides which questions follow is answered before them.
_AFTER_START = APPLICATION.pages[1].id
_BEGINS = {
    "start": ("came", msg("How it came, and who it is for")),
    _AFTER_START: ("who", msg("Who they are")),
    "contact": ("reaching", msg("Reaching them safely")),
    "home": ("happening", msg("What is happening, and where")),
    REPORTS.page: ("reports", msg("Their reports")),
    "others": ("effect", msg("What it does to them, and what they need")),
    "check": ("check", msg("Check and send")),
}


def _sections() -> tuple[Section, ...]:
    found: list[Section] = []
    for page in APPLICATION.pages:
        if page.id in _BEGINS:
            found.append(Section(*_BEGINS[page.id], ()))
        found[-1] = replace(found[-1], pages=(*found[-1].pages, page))
    return tuple(found)


SECTIONS = _sections()
FIRST, CHECK = SECTIONS[0], SECTIONS[-1]
ARRIVAL = tuple(question.short_name for question in declared(HowItCame))
# What stands on the pages of the office besides the answers: how it came, and the scan.
OFFICE = (*ARRIVAL, *(question.short_name for question in declared(Scan)))


def section(section_id: str) -> Section | None:
    """The section with this id."""
    return next((one for one in SECTIONS if one.id == section_id), None)


def after(one: Section) -> Section:
    """The section that follows; the last one is followed by itself."""
    return SECTIONS[min(SECTIONS.index(one) + 1, len(SECTIONS) - 1)]


def before(one: Section) -> Section | None:
    """The section before; None before the first."""
    place = SECTIONS.index(one)
    return SECTIONS[place - 1] if place else None


def form_of(one: Section, answers: Answers, asking: Asking, formdata: Any = None) -> KeyedForm:
    """The form of a section with what is stored or what was sent (a multi-dict)."""
    stored = {**answers, **answers.get(CAME, {}), **unsaid_first(answers), REPORTS.name: _rows(answers)}
    form = one.form_with_arrival if one is FIRST and CALL not in answers else one.form
    return form.ask(replace(asking, answers=answers), formdata, stored)


def with_section(answers: Answers, one: Section, values: Answers) -> dict[str, Json]:
    """The answers with those of a section saved. Nothing given is changed in place."""
    here = {question.short_name for page in one.pages for question in page.questions()}
    kept = [name for name in answers.get(UNSAID, ()) if name not in here]
    given = {name: value for name, value in values.items() if name not in (UNSAID, REPORTS.name, *OFFICE)}
    after_: dict[str, Json] = {**answers, **given, UNSAID: kept + list(values.get(UNSAID, ()))}
    came = {name: values[name] for name in ARRIVAL if name in values}
    if came:
        after_[CAME] = {**answers.get(CAME, {}), **came}
    if REPORTS.name in values:
        after_[REPORTS.name], after_[REPORTS.another] = _entries(values[REPORTS.name]), "no"
    after_[SAVED] = sorted({*answers.get(SAVED, ()), *(page.id for page in one.pages)})
    return after_


def _entries(rows: Sequence[Mapping[str, Json]]) -> list[dict[str, Json]]:
    """The rows as entries of the application; a row names an earlier one by its number, an entry by its key."""
    letter = REPORTS.name[0]
    keys = {str(number): f"{letter}{number}" for number in range(1, len(rows) + 1)}
    return [
        {**row, KEY: keys[str(number)], REPORTS.refers: keys.get(row[REPORTS.refers], row[REPORTS.refers])}
        for number, row in enumerate(rows, 1)
    ]


def _rows(answers: Answers) -> list[dict[str, Json]]:
    entries = answers.get(REPORTS.name, ())
    numbers = {entry[KEY]: str(number) for number, entry in enumerate(entries, 1)}
    return [
        {
            **entry,
            **unsaid_first(entry),
            REPORTS.refers: numbers.get(entry.get(REPORTS.refers), entry.get(REPORTS.refers)),
        }
        for entry in entries
    ]


def gaps(answers: Answers, asking: Asking) -> list[tuple[Section, Question]]:
    """What the public would have to answer and neither an answer nor a tick stands for, with the section it is on."""
    unsaid = answers.get(UNSAID, ())
    return [
        (one, question)
        for one in SECTIONS
        if not one.has_reports
        for question in form_of(one, answers, asking).asked()
        if question.required and question.is_empty() and question.short_name not in (*unsaid, *ARRIVAL)
    ]


def settled(answers: Answers, asking: Asking) -> dict[str, Json]:
    """The answers ready to be frozen: what nobody answered was not said, and is written down so (A5, A16)."""
    missing = [question.short_name for _, question in gaps(answers, asking)]
    entries = [
        {**entry, UNSAID: [*entry.get(UNSAID, ()), *_missing(entry)]}
        for entry in answers.get(REPORTS.name, ())
    ]
    pages = [page.id for page in APPLICATION.pages]
    return {**answers, REPORTS.name: entries, UNSAID: [*answers.get(UNSAID, ()), *missing], SAVED: pages}


def _missing(entry: Answers) -> list[str]:
    needed = [one.short_name for one in declared(Report) if may_be_unsaid(one)]
    return [name for name in needed if entry.get(name) is None and name not in entry.get(UNSAID, ())]


def needed_still(answers: Answers) -> list[Section]:
    """The sections without which it cannot be sent: when it came, a name or that none was said, safe contact."""
    named = answers.get("name") or "name" in answers.get(UNSAID, ())
    came = CALL in answers or answers.get(CAME, {}).get("received_on")
    wanted = {"came": bool(came), "who": bool(named), "reaching": bool(answers.get("channels"))}
    return [one for one in SECTIONS if not wanted.get(one.id, True)]


def help_in(answers: Answers) -> list[Help]:
    """Whom to name after what was keyed in so far (requirement A2)."""
    found = helps(APPLICATION.texts(answers))
    return [*found, Help.HOME] if SHARES_HOME.holds(answers) else found


def applied_on(came: Answers, today: date) -> date:
    """The day that counts, from the stored answers of `HowItCame`; today when they are not there yet."""
    if not came.get("received_on"):
        return today
    posted = date.fromisoformat(came["posted_on"]) if came.get("posted_on") else None
    return application_date(came["channel"], date.fromisoformat(came["received_on"]), posted)
