"""The second and third legal notices, outcome and recommendations (s104(7)-(8); check), and the life of the
plan.
"""

from __future__ import annotations

from typing import Final

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Bullets, Fact, Facts, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.facts import (
    Closed,
    EndedAction,
    Finding,
    Milestone,
    Outcome,
    PartChosen,
    Reopened,
)
from portal.documents.letters.review import (
    chair_and_independence,
    members_named,
    plan,
    planned_action,
    recommendations,
)
from portal.documents.letters.sections import (
    complaint_routes,
    compose,
    contact_and_support,
    how_to_challenge,
    next_steps,
    typed,
)
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg

_HEARD: Final[dict[PartChosen, str]] = {
    "come": msg("You came to the meeting and spoke to the panel."),
    "online": msg("You joined the meeting by video or phone and spoke to the panel."),
    "send someone": msg("Somebody spoke to the panel for you."),
    "statement": msg("The panel read your statement."),
    "read out": msg("Your words were read out to the panel."),
    "none": msg("You did not take part in the meeting. The panel read what you wrote in your application."),
}
_COMMENTS: Final = {
    "answered": msg("You told us what you think of the plan. This is what the chair says to it:"),
    "agreed": msg("You told us that you agree with the plan."),
    "no reply": msg("We asked you what you think of the plan. There was no reply."),
}
_CHANGES: Final = {
    "started": msg("Work on this action has started."),
    "done": msg("This action is done."),
    "late": msg("This action is late. It was not done by the day that was agreed."),
    "no longer needed": msg("This action is no longer needed."),
    "replaced": msg("This action has been replaced by another one."),
    "transferred": msg("Somebody else has taken over this action."),
}
_ENDS: Final = {
    "done": msg("Done"),
    "no longer needed": msg("No longer needed"),
    "replaced": msg("Replaced by another action"),
    "transferred": msg("Taken over by somebody else"),
}
_STEPS: Final = {
    "call": msg("We will call you at a time that is safe for you, and fill in the form with you."),
    "decision": msg("We will decide again whether there should be a case review."),
    "panel": msg("The panel will meet again and look at your case again."),
    "plan": msg("The organisations will work on the plan again."),
}


def outcome(head: Head, facts: Outcome, _: Translator) -> Letter:
    """What the panel decided and why, how the person was heard, findings, recommendations, plan, how to
    appeal.
    """
    dates = {"meeting": day_in_words(facts.meeting_day, _), "done": day_in_words(facts.concluded_on, _)}
    blocks: tuple[Block, ...] = (
        Heading(_("What the panel decided"), Part.DECISION),
        Paragraph(_("The panel met on %(meeting)s. The case review was finished on %(done)s.") % dates),
        Paragraph(facts.decision, verbatim=True),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *_how_you_were_heard(facts, _),
        *_findings(facts.findings, _),
        *recommendations(facts.recommendations, _("The panel did not make any recommendations."), _),
        *plan(facts.actions, _("The plan"), _("The panel did not agree any actions."), _),
        *next_steps(
            (),
            _,
            before=(
                _("The chair checks that each organisation does what it agreed to do."),
                _(
                    "We will write to you when an action is done, late or changed, and when your case is "
                    "closed."
                ),
                _("If it happens again, report it and tell your contact. You do not have to wait."),
            ),
        ),
        *chair_and_independence(facts.chair, _("Who led the review"), _, *_members(facts, _)),
        *how_to_challenge(
            facts.challenge,
            _(
                "If you are unhappy with how the review was done or with its outcome, you can ask for an "
                "appeal."
            ),
            _,
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.OUTCOME, _("The outcome of your case review"), head, blocks, _)


def _how_you_were_heard(facts: Outcome, _: Translator) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(_("How you were heard"), Part.HEARD), Paragraph(_(_HEARD[facts.heard]))]
    if facts.heard_words.strip():
        blocks.append(Paragraph(facts.heard_words, verbatim=True))
    blocks.append(Paragraph(_(_COMMENTS[facts.comments])))
    if facts.comments == "answered":
        blocks.append(Paragraph(facts.answer, verbatim=True))
    return tuple(blocks)


def _findings(findings: tuple[Finding, ...], _: Translator) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(_("What the panel found"), Part.FINDINGS),
        Paragraph(_("The panel looked at what each organisation did about your reports.")),
    ]
    for finding in findings:
        blocks += [Heading(finding.body, level=3, verbatim=True), Paragraph(finding.words, verbatim=True)]
    return tuple(blocks)


def _members(facts: Outcome, _: Translator) -> tuple[Block, ...]:
    if not facts.members:
        return ()
    there = Bullets(members_named(facts.members), verbatim=True)
    return (Paragraph(_("These organisations were at the meeting:")), there)


def action_milestone(head: Head, facts: Milestone, _: Translator) -> Letter:
    """Something happened to an action of the plan; the person may say whether it really did."""
    changed = {"day": day_in_words(facts.changed_on, _)}
    said: tuple[Block, ...] = (
        (Heading(_("How we know, or why"), level=3), Paragraph(facts.words, verbatim=True))
        if facts.words.strip()
        else ()
    )
    ask: tuple[Block, ...] = (
        (link_to("action_view", _("Tell us: did this happen or not yet?"), facts.view_link),)
        if facts.view_link is not None
        else ()
    )
    left = _("Actions of your plan that are still open: %(number)s.") % {"number": facts.still_open}
    blocks: tuple[Block, ...] = (
        Paragraph(_("There is news about the plan that was made for you.")),
        Heading(_("What has changed"), Part.PLAN),
        Paragraph(_(_CHANGES[facts.change])),
        Paragraph(_("This was noted on %(day)s.") % changed),
        planned_action(facts.action, _("What was agreed"), _),
        *said,
        *next_steps((), _, before=(left, _("If you see it differently, tell us. What you say counts."))),
        *ask,
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.ACTION_MILESTONE, _("News about your plan"), head, blocks, _)


def closing(head: Head, facts: Closed, _: Translator) -> Letter:
    """The case is closed: when and why, how each action ended, how to open it again and how to appeal."""
    blocks: tuple[Block, ...] = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_("Your case was closed on %(day)s.") % {"day": day_in_words(facts.closed_on, _)}),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *(_how_actions_ended(facts.actions, _) if facts.reviewed else _no_plan(_)),
        Heading(_("If it happens again"), Part.NEXT),
        Bullets(
            (
                _("Report it to the police, the council or your landlord."),
                _("Tell us. A closed case can be opened again. Ring or write to us and give your reference."),
                _("You can also apply for a new case review at any time."),
            )
        ),
        *how_to_challenge(
            facts.challenge, _("If you think your case should not be closed, you can ask for an appeal."), _
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.CLOSING, _("Your case is closed"), head, blocks, _)


def _no_plan(_: Translator) -> tuple[Block, ...]:
    return (
        Heading(_("Is there a plan?"), Part.PLAN),
        Paragraph(_("No. There was no case review, so no plan was made.")),
    )


def _how_actions_ended(actions: tuple[EndedAction, ...], _: Translator) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(_("How each action ended"), Part.PLAN)]
    if not actions:
        return (*blocks, Paragraph(_("There were no actions.")))
    for number, action in enumerate(actions, start=1):
        rows = [
            Fact(_("What was agreed"), action.what),
            Fact(_("Who had to do it"), action.owner),
            Fact(_("How it ended"), _(_ENDS[action.end]), verbatim=False),
            Fact(_("When"), day_in_words(action.ended_on, _), verbatim=False),
        ]
        if action.words.strip():
            rows.append(Fact(_("Why"), action.words))
        blocks.append(Facts(tuple(rows), _("Action %(number)s") % {"number": number}))
    return tuple(blocks)


def reopened(head: Head, facts: Reopened, _: Translator) -> Letter:
    """The case is open again: why, and at which step the work goes on."""
    opened = {"day": day_in_words(facts.reopened_on, _)}
    because = (Paragraph(_("This is because of your appeal.")),) if facts.after_appeal else ()
    blocks: tuple[Block, ...] = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_("We opened your case again on %(day)s.") % opened),
        *because,
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *next_steps(
            facts.promises, _, before=(_(_STEPS[facts.step]), _("You do not have to do anything now."))
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.REOPENED, _("Your case is open again"), head, blocks, _)
