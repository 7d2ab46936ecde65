"""Every sentence that the letters can say: each sample again in every variant of it."""

from dataclasses import replace
from datetime import date
from typing import get_args

from portal.cases.timetable import Term
from portal.documents import letters
from portal.documents.letter import Letter
from portal.documents.letters.facts import (
    AppealStage,
    Asked,
    BodyView,
    Challenge,
    Change,
    Channel,
    Closing,
    ConsentOutcome,
    DraftPlan,
    Effect,
    End,
    EndedAction,
    OtherRoute,
    PartChosen,
    Promise,
    ReopenedStep,
    Result,
    Step,
    View,
    WhyEnded,
    Withdrawn,
)
from portal.wording import Translator, in_english
from tests.documents.samples import (
    ACTION,
    APPEAL_ACCEPTED,
    APPEAL_DECIDED,
    APPEAL_RECEIVED,
    APPEAL_REFUSED,
    APPEAL_WITHDRAWN,
    CHAIR_REPLACED,
    CLOSED,
    COUNCIL,
    DRAFT,
    ENDED,
    HEAD,
    INVITATION,
    LETTERS,
    MEETING,
    MERGED,
    MET,
    MILESTONE,
    NOT_MET,
    OUTCOME,
    POLICE,
    RECEIPT,
    REOPENED,
    reports,
)


def every_variant(_: Translator) -> list[Letter]:
    """Every sentence that a letter can hold: all codes, with and without what may be missing."""
    bare = Closing()
    unset = Challenge()
    steps: tuple[Step, ...] = get_args(Step)
    channels: tuple[Channel, ...] = get_args(Channel)
    parts: tuple[PartChosen, ...] = get_args(PartChosen)
    changes: tuple[Change, ...] = get_args(Change)
    ends: tuple[End, ...] = get_args(End)
    results: tuple[Result, ...] = get_args(Result)
    stages: tuple[AppealStage, ...] = get_args(AppealStage)
    again: tuple[ReopenedStep, ...] = get_args(ReopenedStep)
    viewed: tuple[View, ...] = get_args(View)
    promises = tuple(Promise(step, by) for step in steps for by in (None, date(2026, 6, 1)))
    undecided = replace(ACTION, finds_out="not decided", told_first_on=None)
    at_once = replace(ACTION, told_first_on=None)
    unclear = replace(reports(in_english)[0], counted=False, unclear=True)
    ended = tuple(EndedAction("Ring", POLICE, end, date(2026, 7, 1)) for end in ends)
    views = tuple(BodyView(COUNCIL, view) for view in viewed)
    receipts = [replace(RECEIPT, channel=channel, promises=promises, closing=bare) for channel in channels]
    invitations = [replace(INVITATION, chosen=part, choose_by=None, arranged=()) for part in parts]
    outcomes = [replace(OUTCOME, heard=part, comments="no reply", heard_words="") for part in parts]
    return [
        *(write(HEAD, _) for write in LETTERS.values()),
        *(letters.acknowledgement(HEAD, receipt, _) for receipt in receipts),
        letters.acknowledgement(HEAD, replace(RECEIPT, placed=False), _),
        letters.threshold_met(
            HEAD, replace(MET, views=views, challenge=unset, hear_by=None, hear_link=None), _
        ),
        letters.threshold_not_met(
            HEAD, replace(NOT_MET, reports=(), weighed=(), help=(), second_person=None), _
        ),
        letters.threshold_met(HEAD, replace(MET, needed=5, reports=(unclear,)), _),
        *(letters.meeting_invitation(HEAD, invitation, _) for invitation in invitations),
        letters.meeting_invitation(HEAD, replace(INVITATION, not_invited="It is about another case too."), _),
        *(
            letters.chair_replaced(
                HEAD,
                replace(CHAIR_REPLACED, held=True, chair=replace(MEETING.chair, independent=independent)),
                _,
            )
            for independent in (True, False)
        ),
        letters.draft_plan(HEAD, DraftPlan(date(2026, 4, 14), (), (), bare), _),
        letters.draft_plan(HEAD, replace(DRAFT, actions=(undecided, at_once)), _),
        *(letters.outcome(HEAD, facts, _) for facts in outcomes),
        letters.outcome(
            HEAD, replace(OUTCOME, comments="agreed", recommendations=(), actions=(), members=()), _
        ),
        *(letters.action_milestone(HEAD, replace(MILESTONE, change=change), _) for change in changes),
        letters.closing(HEAD, replace(CLOSED, actions=()), _),
        letters.closing(HEAD, replace(CLOSED, reviewed=False), _),
        letters.closing(HEAD, replace(CLOSED, actions=ended), _),
        *(letters.reopened(HEAD, replace(REOPENED, step=step), _) for step in again),
        letters.question(HEAD, Asked("Where was it?", False, "answer01", bare), _),
        letters.withdrawn(HEAD, Withdrawn(date(2026, 4, 1), False, bare), _),
        letters.withdrawn(HEAD, Withdrawn(date(2026, 4, 1), False, bare, 2, appeal_goes_on=True), _),
        letters.merged(HEAD, replace(MERGED, later=True), _),
        letters.consent_outcome(HEAD, ConsentOutcome("over", bare), _),
        *(letters.ended(HEAD, replace(ENDED, why=why), _) for why in get_args(WhyEnded)),
        *(
            letters.appeal_decided(HEAD, replace(APPEAL_DECIDED, result=result, about=about), _)
            for result in results
            for about in stages
        ),
        *(
            letters.appeal_decided(
                HEAD,
                replace(
                    APPEAL_DECIDED,
                    result="partly upheld",
                    about=about,
                    part="The second point.",
                    effect=effect,
                ),
                _,
            )
            for about in stages
            for effect in get_args(Effect)
            if (effect, about) != ("reversed", "review")
        ),
        *(
            letters.appeal_decided(HEAD, replace(APPEAL_DECIDED, result="out of scope", route=route), _)
            for route in get_args(OtherRoute)
        ),
        letters.appeal_decided(
            HEAD, replace(APPEAL_DECIDED, result="reversed", effect="reversed", hear_link="heard001"), _
        ),
        letters.appeal_accepted(HEAD, replace(APPEAL_ACCEPTED, late_reason="You were in hospital."), _),
        letters.appeal_accepted(HEAD, replace(APPEAL_ACCEPTED, instead=True), _),
        *(
            letters.appeal_acknowledgement(HEAD, replace(APPEAL_RECEIVED, late=False, decide_within=term), _)
            for term in (None, Term(20, "calendar_day"))
        ),
        letters.appeal_refused(HEAD, replace(APPEAL_REFUSED, last_day=None), _),
        letters.appeal_withdrawn(HEAD, replace(APPEAL_WITHDRAWN, last_day=None), _),
        letters.appeal_withdrawn(HEAD, replace(APPEAL_WITHDRAWN, last_day=date(2026, 3, 2)), _),
        letters.appeal_decided(
            HEAD, replace(APPEAL_DECIDED, further_stage="The Commissioner looks at it."), _
        ),
    ]
