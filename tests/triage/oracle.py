"""An independent judge of the statutory test that walks the calendar day by day and shares no code with triage.

It knows nothing of corresponding dates or month lengths: it steps through the days of a period one by one, and tries
every pair of days that an uncertain report could have had.
"""

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
RELEVANT = {"council", "police", "health", "social_landlord"}


@dataclass(frozen=True)
class Told:
    """One report as the oracle sees it: every day it may have been made on, every day of its incident."""

    days: tuple[date, ...]
    incidents: tuple[date, ...]
    body: str = "council"
    person: str = "applicant"
    incident: str | None = None


def days_of_months(start: date, months: int) -> list[date]:
    """Walk from `start` until the next day would begin month number `months` + 1 of the period."""
    walked = [start]
    crossed = 0
    while True:
        tomorrow = walked[-1] + ONE_DAY
        if tomorrow.day == 1:
            crossed += 1
        if crossed > months or (crossed == months and tomorrow.day == start.day):
            return walked
        walked.append(tomorrow)


def could_be(report: Told, application: date) -> set[bool]:
    """Return the answers that the days a report could have had give to "does it qualify?"."""
    if report.body not in RELEVANT:
        return {False}
    answers = set()
    for day in report.days:
        for incident in report.incidents:
            if incident <= day:
                in_time = day in days_of_months(incident, 1)
                answers.add(in_time and application in days_of_months(day, 6))
    return answers or {True, False}


def statutory_answer(reports: list[Told], application: date) -> str:
    """Return met, not_met or needs_information for at least three qualifying complaints."""
    sure: set[object] = set()
    possible: set[object] = set()
    for number, report in enumerate(reports):
        name: object = number if report.incident is None else (report.person, report.incident)
        answers = could_be(report, application)
        if answers == {True}:
            sure.add(name)
        if True in answers:
            possible.add(name)
    if len(sure) >= 3:
        return "met"
    return "needs_information" if len(possible) >= 3 else "not_met"
