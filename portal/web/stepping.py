"""Shows a page of the application and takes in what was sent from it."""

from datetime import timedelta
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases.refusals import Refused, Stale
from portal.journeys.application import APPLICATION, ON_BEHALF
from portal.journeys.application.acting import agreed_at_first
from portal.journeys.application.reports import REPORTS
from portal.journeys.danger import help_after_last
from portal.journeys.forms import PageForm
from portal.journeys.pages import Page, Step
from portal.services import applications, assessing, drafts
from portal.services.drafts import DraftGone
from portal.web.forms import answer, form_submitted, refuse
from portal.web.held import Held, held_draft, how_long
from portal.web.routing import office, work
from portal.wording import msg

SKIP, LATER = "skip", "later"  # what the buttons beside "continue" send under the name "then"
SENDING = Step(APPLICATION.pages[-1].id)
TEMPLATES = {
    "questions": "apply/page.html",
    "summary": "apply/reports.html",
    "check": "apply/check.html",
}
SOON = timedelta(days=14)  # the post alone can take a week
CHANGED_ELSEWHERE = msg(
    "You changed these answers in another tab or on another device. What you typed here is below."
    " Send it again to keep this version."
)
FULL = msg("You can add up to %(most)s reports here. Tell us about the others when we contact you.")


def address(step: Step, *, change: bool = False) -> str:
    """Where a step is shown. `change`: the person came from their checked answers and goes back there."""
    marked = 1 if change else None
    if step.index is None:
        return url_for("apply.question", page_id=step.page, change=marked)
    return url_for("apply.entry", page_id=step.page, number=step.index + 1, change=marked)


def first_gap(held: Held) -> str:
    """The first page that still needs an answer; the last one when none does."""
    return address(APPLICATION.first_gap(held.answers) or SENDING)


def step_page(held: Held, step: Step) -> ResponseReturnValue:
    """Answer a request for a step. What is out of order leads to the first page that needs an answer."""
    known = APPLICATION.page(step.page) is not None
    if not known and request.method != "POST":
        abort(404)
    if not known or not APPLICATION.may_open(held.answers, step):
        return redirect(first_gap(held), 303)
    sent = request.form if request.method == "POST" else None
    form = APPLICATION.form(held.answers, step, held.asking, sent)
    if sent is None:
        return _show(held, step, form)
    onward = _take(held, step, form)
    return redirect(onward, 303) if onward is not None else _show(held_draft() or held, step, form)


def show(template: str, held: Held, form: PageForm | None = None, **context: Any) -> ResponseReturnValue:
    """Show a page of the application, with who to call when the page before held words of danger."""
    help_now = help_after_last(APPLICATION, held.answers)
    context |= {"held": held, "help_now": help_now, "address": address, "journey": APPLICATION, **how_long()}
    return answer(template, form=form, **context)


def _show(held: Held, step: Step, form: PageForm) -> ResponseReturnValue:
    page = APPLICATION.at(step)
    before = APPLICATION.previous_step(held.answers, step)
    more: dict[str, Any] = {}
    if page.kind == "summary":
        more |= _outlook(held)
    if page.kind in ("summary", "check"):
        # The declaration is made on the page that follows: "left empty" would look like a mistake.
        answered = APPLICATION.answered(held.answers, held.asking)
        more["pages"] = [one for one in answered if one.step != SENDING]
    if step == SENDING:
        more |= {"bodies": _who_sees_it(held), "first": agreed_at_first(held.answers)}
    return show(
        "apply/send.html" if step == SENDING else TEMPLATES[page.kind],
        held,
        form,
        page=page.as_asked(held.answers),
        acting=ON_BEHALF.holds(held.answers),
        step=step,
        skip=_skip_words(held, page, step),
        changing=changing(),
        back=address(Step("check")) if changing() else address(before) if before else url_for("apply.tasks"),
        **more,
    )


def changing() -> bool:
    """Whether the person came from their checked answers."""
    return "change" in request.args


def _take(held: Held, step: Step, form: PageForm) -> str | None:
    """Take in a page that was sent. Returns where to go next, or None when it has to be shown again."""
    sound = form_submitted(form)
    if form.form_errors:  # the form token did not fit
        return None
    page, pressed = APPLICATION.at(step), request.form.get("then")
    try:
        if pressed == LATER:
            return _leave(held, step, form)
        if pressed == SKIP and _skip_words(held, page, step) is not None:
            return _skip(held, step)
        return _save(held, step, form) if sound else None
    except DraftGone:
        return request.full_path
    except Refused as refused:
        refuse(form, Refused(CHANGED_ELSEWHERE) if isinstance(refused, Stale) else refused)
        return None


def _save(held: Held, step: Step, form: PageForm) -> str:
    answers = form.stored()
    if answers.get(REPORTS.another) == "yes" and len(held.answers.get(REPORTS.name, ())) >= REPORTS.most:
        raise Refused(FULL, REPORTS.another, most=REPORTS.most)
    with work() as writing:
        seen = request.form.get("version", type=int)
        draft = drafts.save_page(writing, held.id, APPLICATION, step, answers, seen)
        after = draft.answers
        if step == SENDING:
            applications.send(writing, draft)
            return url_for("apply.sent")
    return _onward(after, step)


def _leave(held: Held, step: Step, form: PageForm) -> str:
    """Somebody stops in the middle of a page: what is sound of it is kept."""
    sound = {name: value for name, value in form.stored().items() if not form[name].errors}
    with work() as writing:
        drafts.keep_part(writing, held.id, APPLICATION, step, sound)
    return url_for("apply.keep")


def _skip(held: Held, step: Step) -> str:
    """Leave a page out; for a further report that is not there, say that there is no other."""
    with work() as writing:
        if not step.index:
            return _onward(drafts.pass_over(writing, held.id, APPLICATION, step).answers, step)
        summary, none = Step(REPORTS.summary), {REPORTS.another: "no"}
        return _onward(drafts.save_page(writing, held.id, APPLICATION, summary, none).answers, summary)


def _skip_words(held: Held, page: Page, step: Step) -> str | None:
    """The words of the button that leaves the page out; None when it has none."""
    group = APPLICATION.group(page)
    if group is None or step.index is None:
        return page.skip
    if step.index < len(held.answers.get(group.name, ())):
        return None
    if step.index:
        return group.no_more
    return group.none_of_theirs if ON_BEHALF.holds(held.answers) else group.none


def _onward(answers: dict[str, Any], step: Step) -> str:
    one_more = step.page == REPORTS.summary and answers.get(REPORTS.another) == "yes"
    if changing() and not one_more:
        gap = APPLICATION.first_gap(answers, before="check")
        return address(gap, change=True) if gap else address(Step("check"))
    following = APPLICATION.next_step(answers, step)
    return address(following, change=changing()) if following else url_for("apply.tasks")


def _outlook(held: Held) -> dict[str, Any]:
    """Which reports may count and why, for the reader; a warning when one soon stops counting (requirement A4)."""
    with work(write=False) as reading:
        advised, today = assessing.outlook(reading, held.answers), reading.today
    ending = [one.day for one in advised.answer.next_dates if one.rule == "stops_counting"]
    say = held.asking.translate
    return {
        "explained": advised.explained("applicant", say),
        "dates": advised.ruler(),
        "names": {
            report.key: say(REPORTS.entry) % {"number": number}
            for number, report in enumerate(advised.facts.reports, 1)
        },
        "ends_soon": min((day for day in ending if day <= today + SOON), default=None),
    }


def _who_sees_it(held: Held) -> list[str]:
    """Names of the organisations that have to look at the application (s104(3)(b))."""
    partnership = office().partnership
    district = held.answers.get("district")
    if district in {one.key for one in partnership.districts}:
        return [body.name for body in partnership.bodies_of(district, "must")]
    return [body.name for body in partnership.bodies if body.duty == "must"]
