"""What the threshold rules may see of an application: dates, bodies, and which reports are of one event.

Nothing else of the answers enters (requirement B7): not whether anyone is dealing with it, not who is causing
it.
"""

from datetime import date

from portal.journeys.conditions import Answers
from portal.journeys.journey import KEY
from portal.journeys.when import When
from triage import Facts, Report, Span

# Who was told, as the person chose it, and the code the rules know. "A landlord or housing association" is
# taken as one that has to co-operate: dates decide, and a person un-counts a report with a reason
# (requirement B6).
BODIES = {
    "police": "police",
    "council": "council",
    "housing": "social_landlord",
    "health": "health",
    "councillor": "councillor",
    "other": "other",
}


def facts(answers: Answers, applied_on: date) -> Facts:
    """The facts of an application sent on `applied_on` (a day in Europe/London), from its stored answers."""
    entries: list[Answers] = list(answers.get("reports", ()))
    kind = "hate" if answers.get("hate") == "yes" else "asb"
    return Facts(
        application_date=applied_on,
        reports=tuple(_report(entry, entries, kind, applied_on) for entry in entries),
    )


def _report(entry: Answers, entries: list[Answers], kind: str, applied_on: date) -> Report:
    told, incident = _days(_when(entry, "told_on"), _when(entry, "incident"), applied_on)
    return Report(
        key=entry[KEY],
        told=told,
        incident=incident,
        body=BODIES.get(entry.get("told", ""), "other"),
        kind=kind,
        incident_key=_event(entry, entries),
    )


def _when(entry: Answers, question: str) -> When | None:
    value = entry.get(question)
    return None if value is None else When.from_storage(value)


def _days(told_on: When | None, incident: When | None, applied_on: date) -> tuple[Span | None, Span | None]:
    """The days on which somebody was told and on which the behaviour was, None where not known.

    Of continuing behaviour it is the last day (requirement B1), and of what still went on when somebody was
    told, the day of telling. When it can only have begun after the telling, the dates stay as they are, for a
    person to ask.
    """
    told = _span(told_on.began(), applied_on) if told_on else None
    ended = _span(incident.ended(applied_on), applied_on) if incident else None
    if incident is None or incident.until is None or told is None or ended is None:
        return told, ended
    began = _span(incident.began(), applied_on)
    if began is not None and began.earliest > told.latest:
        return told, ended
    return told, Span(min(ended.earliest, told.earliest), min(ended.latest, told.latest))


def _span(days: tuple[date, date] | None, applied_on: date) -> Span | None:
    """The days a date can mean, up to the application: nobody tells of what is still to come.

    Only what was keyed in later can lie wholly after it (a call was asked for, then there was one more report); that
    stays as it is, and does not count.
    """
    if days is None:
        return None
    if days[0] > applied_on:
        return Span(*days)
    return Span(min(days[0], applied_on), min(days[1], applied_on))


def _event(entry: Answers, entries: list[Answers]) -> str | None:
    """The name shared by reports of one event; None for a report that stands alone."""
    keys = {one[KEY]: one.get("same_as") for one in entries}
    together = {entry[KEY]}
    while True:
        wider = together | {key for key, other in keys.items() if other in together}
        wider |= {other for key in together if (other := keys[key]) in keys}
        if wider == together:
            return min(together) if len(together) > 1 else None
        together = wider
