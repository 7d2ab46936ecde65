"""The plan of a panel: findings, recommendations and actions, as the chair records them."""

from dataclasses import dataclass
from datetime import date

from portal.cases.refusals import Refused
from portal.documents.letters import facts
from portal.services import bodies
from portal.services.work import Work
from portal.store import panels
from portal.store.panels import Sitting
from portal.store.tables import Body, Finding, Meeting, PlanAction, Recommendation
from portal.wording import msg

FINDS_OUT = {"yes": "yes", "no": "no", "not_decided": "not decided"}


@dataclass(frozen=True)
class NewFinding:
    """What the panel found about the part of one body (by key)."""

    body: str
    words: str


@dataclass(frozen=True)
class NewRecommendation:
    """A recommendation to a body with public functions (by key), s104(7)."""

    body: str
    words: str


@dataclass(frozen=True)
class NewAction:
    """An agreed action: whose, by when, how it is known to be done, and whether the other person finds out."""

    body: str
    owner: str
    what: str
    measure: str
    due_on: date
    finds_out: str = "not_decided"
    told_first_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """All that a panel decided."""

    findings: tuple[NewFinding, ...]
    recommendations: tuple[NewRecommendation, ...]
    actions: tuple[NewAction, ...]


def keep(work: Work, meeting: Meeting, plan: Plan) -> None:
    """Write `plan` as the plan of `meeting`, in place of an earlier draft. Raises Refused naming what is missing."""
    if not plan.findings:
        raise Refused(msg("Say what the panel found about at least one organisation."), "findings")
    if not plan.recommendations and not plan.actions:
        raise Refused(msg("Enter at least one recommendation or one action."), "actions")
    for row in panels.plan_rows(work.session, meeting.id):
        work.session.delete(row)
    work.session.flush()
    for finding in plan.findings:
        body = _body(work, finding.body, "findings")
        work.session.add(Finding(meeting_id=meeting.id, body_id=body.id, words=finding.words))
    for number, recommendation in enumerate(plan.recommendations, 1):
        body = _body(work, recommendation.body, "recommendations")
        work.session.add(
            Recommendation(meeting_id=meeting.id, number=number, body_id=body.id, words=recommendation.words)
        )
    for number, action in enumerate(plan.actions, 1):
        work.session.add(_action(work, meeting, number, action))
    work.session.flush()


def actions_shown(sitting: Sitting) -> tuple[facts.PlannedAction, ...]:
    """Return the actions of a sitting as letters show them."""
    return tuple(action_shown(action, body) for action, body in sitting.actions)


def action_shown(action: PlanAction, body: Body) -> facts.PlannedAction:
    """Return one action as letters show it."""
    return facts.PlannedAction(
        what=action.what,
        owner=f"{body.name}: {action.owner}",
        due=action.due_on,
        measure=action.measure,
        finds_out=FINDS_OUT[action.finds_out],  # type: ignore[arg-type]
        told_first_on=action.told_first_on,
    )


def recommendations_shown(sitting: Sitting) -> tuple[facts.Recommendation, ...]:
    """Return the recommendations of a sitting as letters show them."""
    return tuple(facts.Recommendation(body.name, row.words) for row, body in sitting.recommendations)


def _action(work: Work, meeting: Meeting, number: int, action: NewAction) -> PlanAction:
    if action.due_on < work.today:
        raise Refused(msg("Choose a day from today on for every action."), "actions")
    return PlanAction(
        meeting_id=meeting.id,
        number=number,
        body_id=_body(work, action.body, "actions").id,
        owner=action.owner,
        what=action.what,
        measure=action.measure,
        due_on=action.due_on,
        finds_out=action.finds_out,
        told_first_on=action.told_first_on,
        state="open",
    )


def _body(work: Work, key: str, field: str) -> Body:
    body = bodies.named(work, key)
    if body is None:
        raise Refused(msg("Choose an organisation."), field)
    return body
