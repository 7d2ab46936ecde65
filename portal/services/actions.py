"""How an agreed action goes, in the words of its owner and of the victim; and replies to recommendations."""

from dataclasses import dataclass, replace
from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.tasks import TaskKind
from portal.policy import Action
from portal.services import casefile, casework, keying, tasks
from portal.services.work import Work
from portal.store import actions, panels
from portal.store.actions import Told
from portal.store.tables import ActionNews, Body, Case, PlanAction, Recommendation
from portal.wording import msg

PROGRESS = ("not_started", "under_way", "ready")
SEEN = ("happened", "not_yet")


@dataclass(frozen=True)
class News:
    """A word on an action: who says it (body, chair or victim), how it goes, and when it is expected now.

    `for_owner`: the victim lets the organisation that does it read their words.
    """

    said_by: str
    progress: str
    words: str
    expected_on: date | None = None
    channel: str = "link"
    said_on: date | None = None
    for_owner: bool = False


@dataclass(frozen=True)
class Listed:
    """The agreed actions of a case with what was said about each, and its recommendations."""

    case: Case
    people: list[casefile.PersonShown]
    actions: list[tuple[PlanAction, Body]]
    told: dict[int, list[Told]]
    recommendations: list[tuple[Recommendation, Body]]


def open_list(work: Work, reference: str) -> Listed:
    """Return the agreed actions of a case for its chair and its officers. Raises UnknownCase."""
    case = casefile.opened(work, reference, Action.UPDATE_ACTION)
    reached = casefile.people_of(work, case)
    return _listed(work, case, reached, panels.actions(work.session, case.id), None)


def open_for_body(work: Work, reference: str) -> Listed:
    """Return the actions and recommendations of the actor's own bodies, and nothing of others. Raises UnknownCase.

    That the victim says "not yet" is told to the owner, who has to act on it; their words only where they allow it,
    because they may worry about that very user (requirement A12).
    """
    case = casefile.opened(work, reference, Action.UPDATE_OWN_ACTION)
    own = work.actor.bodies()
    found = [one for one in panels.actions(work.session, case.id) if one[1].key in own]
    return _listed(work, case, [], found, own)


def say_for_body(work: Work, reference: str, action_id: int, news: News) -> None:
    """Keep what the owner body's user says about an action of their own body."""
    case = casework.find(work, reference, Action.UPDATE_OWN_ACTION)
    action, body = _action(work, case, action_id)
    if body.key not in work.actor.bodies():
        raise UnknownCase
    if news.progress not in PROGRESS:
        raise Refused(msg("Choose how it is going."), "progress")
    _keep(work, case, action, News("body", news.progress, news.words, news.expected_on, "signed_in"))


def key_in(work: Work, reference: str, action_id: int, news: News) -> None:
    """Keep what the owner or the victim told an officer or the chair about an action."""
    case = casework.find(work, reference, Action.UPDATE_ACTION)
    action, _ = _action(work, case, action_id)
    if news.progress not in (SEEN if news.said_by == "victim" else PROGRESS):
        raise Refused(msg("Choose how it is going."), "progress")
    keying.check_told(work, news.channel, news.said_on, "said_on")
    _keep(work, case, action, news)


def open_by_link(work: Work, token: str) -> list[tuple[PlanAction, Body]]:
    """Return the agreed actions for the victim's own page. Changes nothing. Raises UnknownCase."""
    case, _ = casework.find_by_link(work, token, "action", Action.SAY_ABOUT_ACTION)
    return panels.actions(work.session, case.id)


def say_by_link(
    work: Work, token: str, action_id: int, seen: str, words: str, *, for_owner: bool = False
) -> None:
    """Keep what the victim says about an action, by the link in a letter: it happened, or not yet.

    `for_owner` lets the organisation that does it read the words, too.
    """
    case, _ = casework.find_by_link(work, token, "action", Action.SAY_ABOUT_ACTION)
    action, _ = _action(work, case, action_id)
    if seen not in SEEN:
        raise Refused(msg("Choose whether it has happened."), "seen")
    _keep(work, case, action, News("victim", seen, words, for_owner=for_owner))


def reply(work: Work, reference: str, recommendation_id: int, words: str) -> None:
    """Keep how a body has had regard to a recommendation, s104(7); a later reply replaces an earlier one."""
    case = casework.find(work, reference, Action.REPLY_TO_RECOMMENDATION)
    own = work.actor.bodies()
    found = next(
        (
            row
            for row, body in actions.recommendations(work.session, case.id)
            if row.id == recommendation_id and body.key in own
        ),
        None,
    )
    if found is None:
        raise UnknownCase
    if not words:
        raise Refused(msg("Say what your organisation does about it, or why it does not follow it."), "words")
    if found.reply == words:
        return
    casework.record(work, case, Move.REPLY, {"recommendation": found.id}, reasons=words)
    found.reply, found.replied_on = words, work.today


def _listed(
    work: Work,
    case: Case,
    reached: list[casefile.PersonShown],
    found: list[tuple[PlanAction, Body]],
    own: frozenset[str] | None,
) -> Listed:
    recommended = actions.recommendations(work.session, case.id)
    told = actions.told(work.session, [one.id for one, _ in found])
    if own is not None:
        told = {number: [_for_owner(one) for one in said] for number, said in told.items()}
    return Listed(
        case=case,
        people=reached,
        actions=found,
        told=told,
        recommendations=[one for one in recommended if own is None or one[1].key in own],
    )


def _for_owner(told: Told) -> Told:
    news = told.news
    kept_back = news.said_by == "victim" and bool(news.words) and not news.for_owner
    return replace(told, kept_back=kept_back)


def _action(work: Work, case: Case, action_id: int) -> tuple[PlanAction, Body]:
    found = panels.action(work.session, case.id, action_id)
    if found is None:
        raise UnknownCase
    return found


def _keep(work: Work, case: Case, action: PlanAction, news: News) -> None:
    if action.state != "open" and news.said_by != "victim":
        raise NotNow(msg("This action has already ended."))
    if news.expected_on is not None and news.expected_on < work.today:
        raise Refused(msg("Choose a day from today on."), "expected_on")
    for_owner = news.said_by == "victim" and news.for_owner
    said = (news.said_by, news.progress, news.words or None, news.expected_on, for_owner)
    last = actions.last(work.session, action.id)
    if last is not None and said == (
        last.said_by, last.progress, last.words, last.expected_on, last.for_owner,
    ):  # fmt: skip
        return  # the same sent twice
    heard = {"heard": news.channel} if news.channel in keying.NOTES else {}
    payload = {"action": action.id, "by": news.said_by, "progress": news.progress, **heard}
    recorded = casework.record(work, case, Move.UPDATE_ACTION, payload, reasons=news.words)
    work.session.add(
        ActionNews(
            action_id=action.id,
            said_by=news.said_by,
            progress=news.progress,
            expected_on=news.expected_on,
            words=news.words or None,
            for_owner=for_owner,
            salt=recorded.salt,
            channel=news.channel,
            said_on=news.said_on or work.today,
            recorded_at=work.now,
            recorded_by=work.staff_id,
        )
    )
    work.session.flush()
    if news.progress == "not_yet":
        tasks.open_task(work, case.id, TaskKind.ACTION_NOT_YET)
