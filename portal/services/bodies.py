"""Makes an application available to the relevant bodies, and takes their acknowledgements and views."""

from collections.abc import Collection, Sequence

from portal.area_tables import Body as Agreed
from portal.cases.moves import Move, State
from portal.cases.refusals import Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.documents import messages
from portal.policy import Action, Actor
from portal.services import addresses, casework, clocks, mailing
from portal.services.work import Work
from portal.store import bodies, people
from portal.store.bodies import Passed
from portal.store.cases import UNKNOWN_DISTRICT, known_district
from portal.store.tables import Body, BodyReturn, Case
from portal.wording import msg

VIEWS = ("met", "not_met", "no_view")


def relevant(work: Work, case: Case) -> tuple[Agreed, ...]:
    """Return the relevant bodies of the case's district (s105); for an unknown district those of every district."""
    return work.partnership.bodies_of(known_district(case), "must")


def make_available(work: Work, case: Case) -> None:
    """Make the application available to every relevant body that does not have it yet, and log it (s104(3)(b))."""
    if people.consent_waits(work.session, case.id):
        return  # by whichever way the case got here: nobody sees it before the victim agreed (requirement A12)
    have = {passed.body.key for passed in bodies.of_case(work.session, case.id)}
    new = _rows(work, [body for body in relevant(work, case) if body.key not in have])
    before = bodies.ended(work.session, case.id)
    for body in new:
        if body.id in before:
            before[body.id].ended_at = None
    _hand_over(work, case, new, [body.id for body in new if body.id not in before])
    if case.state == State.RECEIVED:
        clocks.ask_bodies(work, case, [body.key for body in new])
    if case.district != UNKNOWN_DISTRICT:
        clocks.meet(work, case, Clock.PASS_ON)


def make_available_first(work: Work, case: Case) -> None:
    """The same for a case that just came and waits for nobody's word: no body can have had it before.

    Its clock for passing on is the caller's to begin as met, and so are those of the bodies.
    """
    new = _rows(work, relevant(work, case))
    _hand_over(work, case, new, [body.id for body in new])


def _hand_over(work: Work, case: Case, new: Sequence[Body], first_time: Sequence[int]) -> None:
    """Tell the bodies `new`; `first_time` are the numbers of those that get their row now."""
    words, page = messages.application_for_body, addresses.case_for_body
    told = [mailing.about(work, case, words, page, body.email, body.id) for body in new]
    mailing.send(work, *told)
    bodies.hand_over(work.session, case.id, first_time, work.now)
    if new:
        casework.record(work, case, Move.PASS_ON, {"bodies": [body.id for body in new]}, at_once=False)


def take_back(work: Work, case: Case) -> None:
    """End what every body may see of a case, from the next request on (requirement A12)."""
    take_back_from(work, case, bodies.of_case(work.session, case.id))


def take_back_from(work: Work, case: Case, those: Collection[Passed]) -> None:
    """The same for some of the bodies that have it."""
    for passed in those:
        passed.made.ended_at = work.now
    clocks.ask_bodies_no_more(work, case, {passed.body.key for passed in those})
    work.session.flush()


def find_to_answer(work: Work, reference: str, body_key: str) -> tuple[Case, Body]:
    """Return an application and the body for which the actor may answer. Raises UnknownCase."""
    case = casework.find(work, reference, Action.ANSWER_FOR_BODY)
    return case, _own(work, case, body_key).body


def acknowledge(work: Work, reference: str, body_key: str) -> None:
    """Record that a body has seen the application, said by its own user."""
    case = casework.find(work, reference, Action.ANSWER_FOR_BODY)
    passed = _own(work, case, body_key)
    if passed.made.acknowledged_at is not None:
        return
    passed.made.acknowledged_at, passed.made.acknowledged_by, passed.made.how = (
        work.now,
        work.actor.id,
        "signed_in",
    )
    casework.record(work, case, Move.ACKNOWLEDGE, {"body": passed.body.id})


def give_view(work: Work, reference: str, body_key: str, view: str, words: str) -> None:
    """Record what a body thinks: is the threshold met, and what it holds on the reports. Also acknowledges."""
    case = casework.find(work, reference, Action.ANSWER_FOR_BODY)
    passed = _own(work, case, body_key)
    if view not in VIEWS:
        raise Refused(msg("Choose what your organisation thinks."), "view")
    if passed.answer is not None and (passed.answer.view, passed.answer.words) == (view, words):
        return  # the same sent twice
    acknowledge(work, reference, body_key)
    work.session.add(
        BodyReturn(
            case_id=case.id,
            body_id=passed.body.id,
            asked_at=passed.made.made_available_at,
            state="received",
            view=view,
            words=words,
            answered_at=work.now,
            answered_by=work.actor.id,
        )
    )
    casework.record(work, case, Move.ACKNOWLEDGE, {"body": passed.body.id, "view": view})
    clocks.body_answered(work, case, body_key)


def seed(work: Work) -> None:
    """Bring the rows of bodies in line with the area file: new ones are added, names and addresses follow it."""
    _rows(work, work.partnership.bodies)


def named(work: Work, key: str) -> Body | None:
    """Return the row of a body that the area file names, or did when the row was made; None for any other key."""
    agreed = [body for body in work.partnership.bodies if body.key == key]
    return _rows(work, agreed)[0] if agreed else bodies.by_key(work.session, key)


def may_answer_for(actor: Actor, body_key: str) -> bool:
    """Say whether this person answers for a body."""
    return body_key in actor.bodies()


def _own(work: Work, case: Case, body_key: str) -> Passed:
    for passed in bodies.of_case(work.session, case.id):
        if passed.body.key == body_key and may_answer_for(work.actor, body_key):
            return passed
    raise UnknownCase


def _rows(work: Work, agreed: Sequence[Agreed]) -> list[Body]:
    """Return the row of each body, as the area file says it now."""
    rows = bodies.kept(work.session, [_values(body) for body in agreed])
    for body, row in zip(agreed, rows, strict=True):
        for name, value in _values(body).items():
            setattr(row, name, value)
    return rows


def _values(body: Agreed) -> dict[str, object]:
    return {
        "key": body.key,
        "name": body.name,
        "kind": body.kind,
        "duty": body.duty,
        "email": body.email,
        "districts": None if body.districts == "all" else list(body.districts),
    }
