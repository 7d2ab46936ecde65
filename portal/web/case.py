"""The case page, and what is written into a case from it: notes and documents, the contact, the district."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.cases.civil import civil_date
from portal.journeys.choices import Option
from portal.journeys.first_days import DoneOn
from portal.journeys.noting import NamingContact, Noting, Placing
from portal.policy import Action
from portal.services import (
    addresses,
    applications,
    casefile,
    casework,
    contacts,
    first_steps,
    notes,
    posting,
)
from portal.services.casefile import CaseShown
from portal.services.work import Work
from portal.store.tables import Case
from portal.web.around import around
from portal.web.case_page import answer_groups, decided, rules_shown, who_decided
from portal.web.case_steps import offered
from portal.web.deadlines import deadlines_shown
from portal.web.doing import attempt, done, done_if_still_theirs, said_done
from portal.web.downloads import download
from portal.web.fitness import person_option
from portal.web.forms import answer, bind, form_submitted
from portal.web.routing import office, page, work
from portal.web.timeline import timeline
from portal.web.uploads import MOST_WITH_FILE, upload_of

CASE = addresses.CASE + "<reference:reference>"
MAY = (
    Action.ADD_NOTE,
    Action.NAME_CONTACT,
    Action.ASSESS_RISK,
    Action.RECORD_TOLD,
    Action.CHANGE_CONTACT,
    Action.DO_TASK,
    Action.POST_LETTERS,
    Action.ASK_APPLICANT,
    Action.SEE_VIEWS,
)


@page(CASE, does=Action.SEE_CASE, records_view=True)
def case(reference: str) -> ResponseReturnValue:
    """Everything about a case; opening it is written down."""
    with work(write=True) as opening:
        shown = casefile.open_case(opening, reference)
        found = _found(opening, shown)
    return answer("staff/case.html", shown=shown, done=said_done(request.args.get("done", "")), **found)


def _found(opening: Work, shown: CaseShown) -> dict[str, Any]:
    return {
        "around": around(opening, shown.case),
        "steps": offered(opening, shown.case, shown.moves),
        "may": {action.name for action in casework.allowed(opening, shown.case, MAY)},
        "postable": posting.postable(
            opening, (one.reach for one in shown.people), (one.letter for one in shown.letters)
        ),
        "case": shown.case,
        "timeline": timeline(opening, shown),
        "groups": answer_groups(shown.answers),
        "decided": decided(shown.case, shown.decisions, shown.appeals),
        "deciders": who_decided(opening, shown),
        **rules_shown(shown.reports, shown.advice),
        "deadlines": deadlines_shown(opening, shown.case, shown.deadlines, shown.letters),
    }


@page(CASE + "/note", does=Action.ADD_NOTE, methods=("GET", "POST"), max_body=MOST_WITH_FILE)
def note(reference: str) -> ResponseReturnValue:
    """Add a note, a call or another contact, with a file if there is one."""
    form = bind(Noting)
    if form_submitted(form) and attempt(form, lambda writing: _add_note(writing, reference, form)):
        return done(reference, "note")
    return answer("staff/note.html", form=form, case=_case(reference, Action.ADD_NOTE))


def _add_note(writing: Work, reference: str, form: Noting) -> None:
    new = notes.NewNote(form.kind_of_note.data, form.audience.data, form.happened_on.data, form.words.data)
    notes.add(writing, reference, new, upload_of(form.file.data))


@page(CASE + "/contact", does=Action.NAME_CONTACT, methods=("GET", "POST"))
def contact(reference: str) -> ResponseReturnValue:
    """Name the single point of contact."""
    with work(write=False) as reading:
        case = casework.find(reading, reference, Action.NAME_CONTACT)
        people = contacts.who_can(reading, case)
    form = bind(
        NamingContact,
        options={"people": [person_option(one) for one in people]},
        stored={"contact": str(case.contact_staff_id or "")},
    )
    if form_submitted(form) and attempt(
        form, lambda writing: contacts.name_contact(writing, reference, int(form.contact.data))
    ):
        return done(reference, "contact")
    return answer("staff/contact.html", form=form, case=case)


@page(CASE + "/first-contact", does=Action.NAME_CONTACT, methods=("GET", "POST"))
def first_contact(reference: str) -> ResponseReturnValue:
    """Record that the contact has spoken with the applicant, which stops that clock."""
    form = _done_on()
    if form_submitted(form) and attempt(
        form, lambda writing: first_steps.first_contact_made(writing, reference, form.done_on.data)
    ):
        return done(reference, "first_contact")
    return answer("staff/first_contact.html", form=form, case=_case(reference, Action.NAME_CONTACT))


@page(CASE + "/risk", does=Action.ASSESS_RISK, methods=("GET", "POST"))
def risk(reference: str) -> ResponseReturnValue:
    """Record that the risk was assessed, which stops that clock."""
    form = _done_on()
    if form_submitted(form) and attempt(
        form, lambda writing: first_steps.risk_assessed(writing, reference, form.done_on.data)
    ):
        return done(reference, "risk")
    return answer("staff/risk.html", form=form, case=_case(reference, Action.ASSESS_RISK))


def _done_on() -> DoneOn:
    """Ask for the day; mostly it is today."""
    return bind(DoneOn, stored={"done_on": civil_date(office().clock()).isoformat()})


@page(CASE + "/district", does=Action.PLACE_CASE, methods=("GET", "POST"))
def place(reference: str) -> ResponseReturnValue:
    """Put an application into the district where the behaviour happens."""
    districts = [Option(one.key, one.name, translate=False) for one in office().partnership.districts]
    form = bind(Placing, options={"districts": districts})
    if form_submitted(form) and attempt(
        form, lambda writing: applications.place(writing, reference, form.district.data)
    ):
        return done_if_still_theirs(reference, "placed")
    return answer("staff/place.html", form=form, case=_case(reference, Action.PLACE_CASE))


@page(CASE + "/documents/<token:document>", does=Action.SEE_CASE, records_view=True)
def document(reference: str, document: str) -> Response:
    """Send a document of the case as a file to keep; that somebody took it is written down."""
    with work(write=True) as opening:
        found, content = notes.read_document(opening, reference, document)
    return download(content, found.media_type, found.title)


def _case(reference: str, action: Action) -> Case:
    """The case for a page with a form, when this person may do what the form is for. Raises UnknownCase."""
    with work(write=False) as reading:
        return casework.find(reading, reference, action)
