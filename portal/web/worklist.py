"""The worklist: whose turn, by when. And finding a case without writing a name into an address."""

from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import State
from portal.cases.turns import Turn
from portal.journeys.searching import Searching
from portal.journeys.staff_entry import CALL
from portal.policy import Action, Role, may_ever
from portal.services import addresses, staff_entry, worklist
from portal.services.work import Work
from portal.services.worklist import Listed
from portal.store.casefile import Filters, Line
from portal.store.cases import UNKNOWN_DISTRICT
from portal.web.case_words import district_name, named
from portal.web.forms import answer, bind, form_submitted
from portal.web.routing import LARGEST_NUMBER, actor, office, page, work

LIST = addresses.CASE.rstrip("/")
# Where each kind of reader opens a case: officers and chairs, users of bodies, appeal officers.
DOORS = {
    Action.SEE_CASE: addresses.CASE,
    Action.SEE_CASE_AS_BODY: addresses.FOR_BODY,
    Action.SEE_APPEAL: addresses.APPEALS,
}
Option = tuple[str, str]


@page(LIST, does=Action.SEE_WORKLIST)
def cases() -> ResponseReturnValue:
    """What waits for this person, the most urgent first, in one list for each way in which they see cases."""
    filters = _filters()
    with work() as reading:
        today = reading.today
        listed = _listed(reading, filters)
    return answer(
        "staff/worklist.html",
        search=bind(Searching),
        filters=filters,
        choices=_choices(),
        urgency=lambda due: worklist.urgency(due, today),
        later=_later,
        appeals=addresses.APPEALS,
        **listed,
    )


def _listed(reading: Work, filters: Filters) -> dict[str, Any]:
    lists = {action.name: _list(reading, action, filters) for action in DOORS if may_ever(actor(), action)}
    of_body, of_office = lists.get(Action.SEE_CASE_AS_BODY.name), lists.get(Action.SEE_CASE.name)
    may_key = may_ever(actor(), Action.KEY_APPLICATION)
    begun = staff_entry.mine(reading) if may_key else []
    return {
        "lists": lists,
        "unseen": worklist.not_acknowledged(reading, of_body) if of_body else set(),
        "proposals": _proposals(reading),
        "mail_trouble": worklist.mail_trouble(reading, of_office) if of_office else None,
        "may_key": may_key,
        "begun": [(draft, draft.answers.get(CALL)) for draft in begun],
    }


def _proposals(reading: Work) -> list[Line] | None:
    """What waits for the second person, for decision-makers of a body: they see no other case. None: not theirs."""
    if not actor().bodies(Role.DECIDER):
        return None
    waiting = Filters(state=State.NOT_MET_PROPOSED)
    return worklist.list_cases(reading, waiting, to=Action.SECOND_NOT_MET).lines


@page(f"{LIST}/search", does=Action.SEE_WORKLIST, methods=("GET", "POST"))
def search() -> ResponseReturnValue:
    """Take what is looked for and lead to what was found, under a word that nobody can read."""
    form = bind(Searching)
    if form_submitted(form):
        with work(write=False) as reading:
            kept = worklist.keep_search(reading, form.wanted.data)
        return redirect(url_for(".found", of=kept), 303)
    return answer("staff/search.html", form=form, search=form, found=None)


@page(f"{LIST}/found", does=Action.SEE_WORKLIST)
def found() -> ResponseReturnValue:
    """The cases that were found, each with the address at which this person opens it."""
    with work() as reading:
        typed = worklist.kept_search(reading, request.args.get("of", ""))
        lines = [
            (line, door + line.case.reference)
            for action, door in DOORS.items()
            if typed is not None and may_ever(actor(), action)
            for line in worklist.search(reading, typed, action)
        ]
    return answer("staff/search.html", search=bind(Searching, stored={"wanted": typed}), found=lines)


def _list(reading: Work, action: Action, filters: Filters) -> Listed:
    narrowed = filters if action is Action.SEE_CASE else Filters()
    after = _after() if request.args.get("list") == action.name else None
    return worklist.list_cases(reading, narrowed, after, action)


def _filters() -> Filters:
    """Read the filters from the address; what is none of the choices narrows nothing."""
    chosen = {
        name: value
        for name, options in _choices().items()
        if (value := request.args.get(name)) in {code for code, _ in options}
    }
    return Filters(
        **chosen,
        contact_staff_id=actor().id if request.args.get("mine") else None,
        tasks=bool(request.args.get("tasks")),
    )


def _choices() -> dict[str, list[Option]]:
    districts = [*(one.key for one in office().partnership.districts), UNKNOWN_DISTRICT]
    return {
        "turn": [(turn, named("turn", turn)) for turn in Turn if turn is not Turn.NOBODY],
        "state": [(state, named("state", state)) for state in State if state is not State.NONE],
        "district": [(key, district_name(key)) for key in districts],
    }


def _after() -> tuple[date, int] | None:
    """Read the key of the last line of the page before: a day and a number."""
    day, _, number = request.args.get("after", "").partition(".")
    try:
        key = date.fromisoformat(day), int(number)
    except ValueError:
        return None
    return key if 0 <= key[1] <= LARGEST_NUMBER else None


def _later(name: str, listed: Listed) -> str | None:
    """The address of the next lines of a list; the others start from the top again."""
    if listed.after is None:
        return None
    day, number = listed.after
    kept = {key: value for key, value in request.args.items() if key not in ("after", "list")}
    values: dict[str, Any] = {**kept, "list": name, "after": f"{day.isoformat()}.{number}"}
    return url_for(".cases", **values)
