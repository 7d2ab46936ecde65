"""The pages on which officers record the word of somebody for whom another person applied (requirement A12)."""

from typing import Any

from flask.typing import ResponseReturnValue

from portal.cases.moves import State
from portal.journeys.choices import Option
from portal.journeys.consenting import ConsentSaid, SecondLook, Withdrawing, WithoutWord
from portal.journeys.forms import PageForm
from portal.policy import Action
from portal.services import addresses, consent, overriding
from portal.services.consent import Heard
from portal.web.case_page import answer_groups
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import opened
from portal.web.routing import page, work
from portal.web.uploads import MOST_WITH_FILE, upload_of
from portal.wording import msg

CASE = addresses.CASE + "<reference:reference>"
WISHES = (
    Option(
        consent.ALONE,
        msg("They want to go on by themselves"),
        hint=msg("They become the applicant. Whoever acted for them hears and sees nothing more."),
    ),
    Option(
        consent.STOP,
        msg("They want it to stop for now"),
        hint=msg("No organisation sees it from now on. It waits until they agree again or say no."),
    ),
)


@page(
    CASE + "/consent",
    does=Action.RECORD_CONSENT,
    methods=("GET", "POST"),
    max_body=MOST_WITH_FILE,
    records_view=True,
)
def record(reference: str) -> ResponseReturnValue:
    """What was written and who would see it, to read out, beside the form for what the person said."""
    form = bind(ConsentSaid)
    if form_submitted(form) and attempt(
        form, lambda writing: consent.record(writing, reference, _heard(form))
    ):
        return done(reference, f"consent_{form.answer.data}")
    return _show("consent/record.html", form, reference, Action.RECORD_CONSENT)


@page(
    CASE + "/consent/withdraw",
    does=Action.RECORD_CONSENT,
    methods=("GET", "POST"),
    records_view=True,
)
def withdraw(reference: str) -> ResponseReturnValue:
    """The person does not want to be acted for any more."""
    with work(write=False) as reading:
        shown = consent.prepare(reading, reference, Action.RECORD_CONSENT)
    wishes = WISHES if shown.case.state == State.RECEIVED else WISHES[:1]
    form = bind(Withdrawing, options={"wishes": wishes})
    if form_submitted(form) and attempt(
        form, lambda writing: consent.withdraw(writing, reference, form.wish.data, _told(form))
    ):
        return done(reference, f"consent_{form.wish.data}")
    return _show("consent/withdraw.html", form, reference, Action.RECORD_CONSENT)


@page(
    CASE + "/consent/without",
    does=Action.PROPOSE_OVERRIDE,
    methods=("GET", "POST"),
    records_view=True,
)
def propose(reference: str) -> ResponseReturnValue:
    """Propose to go on without the person's word."""
    form = bind(WithoutWord)
    if form_submitted(form) and attempt(
        form, lambda writing: overriding.propose(writing, reference, form.ground.data, form.reasons.data)
    ):
        return done(reference, "override_proposed")
    return _show("consent/propose.html", form, reference, Action.PROPOSE_OVERRIDE)


@page(
    CASE + "/consent/second-look",
    does=Action.AGREE_OVERRIDE,
    methods=("GET", "POST"),
    records_view=True,
)
def second_look(reference: str) -> ResponseReturnValue:
    """What somebody proposed, for another decision-maker to agree to or send back."""
    form = bind(SecondLook)
    if form_submitted(form) and attempt(
        form,
        lambda writing: overriding.settle(writing, reference, form.agrees.data == "yes", form.reasons.data),
    ):
        return done(reference, "override_agreed" if form.agrees.data == "yes" else "override_returned")
    with work(write=False) as reading:
        proposed = overriding.waiting(reading, reference)
    return _show("consent/second_look.html", form, reference, Action.AGREE_OVERRIDE, proposed=proposed)


def _show(template: str, form: PageForm, reference: str, action: Action, **more: Any) -> ResponseReturnValue:
    """Show a page about consent with what was written; opening it is written down, showing it again is not."""
    with opened() as opening:
        shown = consent.open_to_read(opening, reference, action)
    groups = answer_groups(shown.answers)
    return answer(
        template, form=form, case=shown.case, people=shown.people, shown=shown, groups=groups, **more
    )


def _heard(form: ConsentSaid) -> Heard:
    return Heard(
        how=form.how.data,
        on=form.asked_on.data,
        answer=form.answer.data,
        words=form.words.data or "",
        shared=form.shared.data == "yes",
        form=upload_of(form.file.data),
    )


def _told(form: Withdrawing) -> Heard:
    return Heard(form.how.data, form.asked_on.data, "", form.words.data or "")
