"""Lengths of time in the reader's language: "6 months", "15 working days"."""

from flask import Flask
from flask_babel import ngettext

from portal.cases.timetable import Term
from triage.criteria import Period


def in_words(period: Term | Period) -> str:
    """Say a length of time, of the process or of the criteria, with the plural the language asks for."""
    number, unit = (period.n, period.unit) if isinstance(period, Term) else (period.length, period.unit)
    match unit:
        case "working_day":
            return str(ngettext("%(num)d working day", "%(num)d working days", number))
        case "week":
            return str(ngettext("%(num)d week", "%(num)d weeks", number))
        case "month":
            return str(ngettext("%(num)d month", "%(num)d months", number))
        case "year":
            return str(ngettext("%(num)d year", "%(num)d years", number))
        case "day" | "calendar_day":
            return str(ngettext("%(num)d day", "%(num)d days", number))


def register(app: Flask) -> None:
    """Give templates the filter `in_words`."""
    app.add_template_filter(in_words)
