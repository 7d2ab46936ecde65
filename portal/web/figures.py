"""The yearly figures of s104(9): the four, per district and in all, as a page and as a file."""

from datetime import date

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases.civil import civil_date
from portal.cases.refusals import Refused
from portal.documents.comma_separated import comma_separated
from portal.journeys.counting import Period
from portal.journeys.forms import Asking
from portal.policy import Action
from portal.services import figures as counting
from portal.services.figures import Yearly
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.figures import Counts
from portal.web.downloads import download
from portal.web.forms import answer, refuse
from portal.web.language import say, translator
from portal.web.routing import office, page, work
from portal.wording import msg

# The only columns that ever leave: no case, no name of a person.
COLUMNS = (
    "period_first_day",
    "period_last_day",
    "area",
    "applications_made",
    "threshold_not_met",
    "reviews_carried_out",
    "reviews_with_recommendations",
    "threshold_versions_in_force",
)


@page("/figures", does=Action.SEE_FIGURES)
def figures() -> ResponseReturnValue:
    """Ask for a period, the present financial year at first, and show its figures."""
    form = _asked()
    found = None
    if not request.args or form.validate():
        try:
            with work() as reading:
                found = counting.count(reading, form.first.data, form.last.data)
        except Refused as refused:
            refuse(form, refused)
    return answer("figures/figures.html", form=form, found=found, file=_file_address(found))


@page("/figures/file", does=Action.SEE_FIGURES)
def file() -> Response:
    """The same figures as a file to keep, for the period in the address."""
    first, last = _day("first"), _day("last")
    with work() as reading:
        found = counting.count(reading, first, last)
    content = comma_separated(COLUMNS, _rows(found))
    response = download(content, "text/csv", f"case-review-figures-{first}-to-{last}.csv")
    response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    return response


def _asked() -> Period:
    """The form with what stands in the address; it asks for a page only, so it is sent by GET."""
    today = civil_date(office().clock())
    first, last = counting.financial_year(today)
    stored = {"first": first.isoformat(), "last": last.isoformat()}
    return Period.ask(Asking(translator(), today), request.args or None, stored)


def _file_address(found: Yearly | None) -> str | None:
    return url_for(".file", first=found.first.isoformat(), last=found.last.isoformat()) if found else None


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        abort(404)


def _rows(found: Yearly) -> list[tuple[str | int, ...]]:
    versions = "; ".join(one.version for one in found.criteria)
    lines = [*found.districts, (say(msg("Total")), found.total)]
    return [
        (found.first.isoformat(), found.last.isoformat(), _area(name, counts), *_four(counts), versions)
        for name, counts in lines
    ]


def _area(name: str, counts: Counts) -> str:
    return say(name) if counts.district == UNKNOWN_DISTRICT else name


def _four(counts: Counts) -> tuple[int, int, int, int]:
    return counts.applications, counts.not_met, counts.reviews, counts.with_recommendations
