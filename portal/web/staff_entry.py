"""Keying in an application that came by phone, by post, by email or in person: few long pages, the same questions."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.journeys import staff_entry as pages
from portal.journeys.application import APPLICATION
from portal.journeys.forms import Asking
from portal.journeys.journey import SAVED
from portal.journeys.keyed import KeyedForm
from portal.journeys.signing_in import Confirming
from portal.journeys.staff_entry import CALL, CAME, CHECK, FIRST, SECTIONS, Section
from portal.policy import Action
from portal.services import addresses, assessing, calls, casework, receiving, staff_entry
from portal.services.work import Work
from portal.store.tables import Draft
from portal.web.doing import attempt
from portal.web.forms import answer, bind, form_submitted, sent_form
from portal.web.language import translator
from portal.web.once import submission_key
from portal.web.routing import page, work
from portal.web.uploads import MOST_WITH_FILE, upload_of

NEW = f"{addresses.CASE}new"
# What the buttons beside "continue" send under the name "then".
TO_CHECK, LATER = "check", "later"


@dataclass(frozen=True)
class InHand:
    """A draft as it was when the page was asked for; `draft` is None before the first section is saved."""

    draft: Draft | None
    answers: dict[str, Any]
    asking: Asking


@page(NEW, does=Action.KEY_APPLICATION, methods=("GET", "POST"))
def new() -> ResponseReturnValue:
    """Begin: how it came, and who it is for."""
    return _section_page(None, FIRST)


@page(
    f"{NEW}/<token:draft_id>/{CHECK.id}",
    does=Action.KEY_APPLICATION,
    methods=("GET", "POST"),
    max_body=MOST_WITH_FILE,
)
def check(draft_id: str) -> ResponseReturnValue:
    """The last page: what is read back, the scan, and sending; it alone takes a file."""
    return _section_page(draft_id, CHECK)


@page(f"{NEW}/<token:draft_id>/<slug:section_id>", does=Action.KEY_APPLICATION, methods=("GET", "POST"))
def section(draft_id: str, section_id: str) -> ResponseReturnValue:
    """One of the long pages."""
    wanted = pages.section(section_id)
    return abort(404) if wanted is None else _section_page(draft_id, wanted)


@page(f"{NEW}/<token:draft_id>/sent", does=Action.KEY_APPLICATION)
def sent(draft_id: str) -> ResponseReturnValue:
    """The reference and the dates, to be read out."""
    with work(write=False) as reading:
        keyed_in = staff_entry.sent(reading, draft_id)
    return answer("staff_entry/sent.html", keyed_in=keyed_in)


@page(f"{NEW}/<token:draft_id>/delete", does=Action.KEY_APPLICATION, methods=("GET", "POST"))
def delete(draft_id: str) -> ResponseReturnValue:
    """Delete what was begun."""
    form = bind(Confirming)
    if form_submitted(form) and attempt(form, lambda writing: staff_entry.forget(writing, draft_id)):
        return redirect(url_for("worklist.cases"), 303)
    return answer("staff_entry/delete.html", form=form, in_hand=_in_hand(draft_id))


@page(f"{addresses.CASE}<reference:reference>/key-in", does=Action.KEY_APPLICATION, methods=("GET", "POST"))
def for_call(reference: str) -> ResponseReturnValue:
    """Begin to key in what somebody says who asked for a call: the case keeps its reference and date."""
    form = bind(Confirming)
    if form_submitted(form):
        begun: list[str] = []
        if attempt(form, lambda writing: begun.append(staff_entry.begin_for_call(writing, reference).id)):
            return redirect(url_for(".section", draft_id=begun[0], section_id=FIRST.id), 303)
    with work(write=False) as reading:
        case = casework.find(reading, reference, Action.KEY_APPLICATION)
        calls.must_wait(case)
    return answer("staff_entry/for_call.html", form=form, case=case)


def _section_page(draft_id: str | None, wanted: Section) -> ResponseReturnValue:
    in_hand = _in_hand(draft_id)
    if in_hand.draft is not None and in_hand.draft.case_id is not None:
        return redirect(url_for(".sent", draft_id=draft_id), 303)
    form = pages.form_of(wanted, in_hand.answers, in_hand.asking, sent_form())
    onward = _take(in_hand, wanted, form)
    return redirect(onward, 303) if onward is not None else _show(in_hand, wanted, form)


def _in_hand(draft_id: str | None) -> InHand:
    with work(write=False) as reading:
        draft = staff_entry.read(reading, draft_id) if draft_id is not None else None
        asking = receiving.asking(reading, translator())
    return InHand(draft, dict(draft.answers) if draft is not None else {}, asking)


def _take(in_hand: InHand, wanted: Section, form: KeyedForm) -> str | None:
    """Take in what was sent. Returns where to go next, or None when the page has to be shown again."""
    sound, pressed = form_submitted(form), request.form.get("then")
    if request.method != "POST" or form.form_errors:
        return None
    # With what is missing one can go on; what is typed wrong would be lost.
    if not sound and not (pressed in (TO_CHECK, LATER) and form.only_missing() and not form.grown()):
        return None
    kept: list[Draft] = []
    if not attempt(form, lambda writing: kept.append(_keep(writing, in_hand, wanted, form, pressed))):
        return None
    if pressed == LATER:
        return url_for("worklist.cases")
    if wanted is CHECK:
        return url_for(".sent", draft_id=kept[0].id)
    following = CHECK if pressed == TO_CHECK else pages.after(wanted)
    return url_for(".section", draft_id=kept[0].id, section_id=following.id)


def _keep(writing: Work, in_hand: InHand, wanted: Section, form: KeyedForm, pressed: str | None) -> Draft:
    if in_hand.draft is None:
        return staff_entry.begin(writing, form.stored(), submission_key())
    seen = request.form.get("version", type=int)
    draft = staff_entry.save(writing, in_hand.draft.id, wanted, form.stored(), seen)
    if wanted is CHECK and pressed != LATER:
        staff_entry.send(writing, draft.id, upload_of(form["file"].data))
    return draft


def _show(in_hand: InHand, wanted: Section, form: KeyedForm) -> ResponseReturnValue:
    earlier, draft = pages.before(wanted), in_hand.draft
    return answer(
        "staff_entry/check.html" if wanted is CHECK else "staff_entry/section.html",
        form=form,
        section=wanted,
        pages=[one.as_asked(in_hand.answers) for one in wanted.pages if one.when.holds(in_hand.answers)],
        number=SECTIONS.index(wanted) + 1,
        sections=SECTIONS,
        draft=draft,
        submission_key=None if draft else submission_key(),
        call=in_hand.answers.get(CALL),
        arrival=wanted is FIRST and CALL not in in_hand.answers,
        here=url_for(".section", draft_id=draft.id, section_id=wanted.id) if draft else url_for(".new"),
        back=url_for(".section", draft_id=draft.id, section_id=earlier.id) if draft and earlier else None,
        help_now=pages.help_in(in_hand.answers),
        **(_to_check(in_hand) if wanted is CHECK else {}),
    )


def _to_check(in_hand: InHand) -> dict[str, Any]:
    """What the officer reads back: the answers, what is missing, the day that counts, what the rules say of it."""
    given = pages.settled(in_hand.answers, in_hand.asking)
    with work(write=False) as reading:
        counts_from = staff_entry.counts_from(reading, in_hand.answers)
        advised = assessing.outlook(reading, given, counts_from)
    return {
        "answered": APPLICATION.answered({**in_hand.answers, SAVED: given[SAVED]}, in_hand.asking),
        "section_of": {one.id: part for part in SECTIONS for one in part.pages},
        "gaps": [gap for gap in pages.gaps(in_hand.answers, in_hand.asking) if gap[0] is not CHECK],
        "needed": pages.needed_still(in_hand.answers),
        "counts_from": counts_from,
        "came": in_hand.answers.get(CAME, {}),
        "says": advised.explained("officer", in_hand.asking.translate),
    }
