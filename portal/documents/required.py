"""The kinds of letter, and the parts each must have before it can exist.

Sources: Anti-social Behaviour, Crime and Policing Act 2014 s104(6) and (8) (the applicant is told the
decision, the outcome and the recommendations; check the wording of (8)) and Schedule 4 para 3 (what happens
when somebody is dissatisfied). That reasons, what was counted, a named contact and the route to challenge
stand in every decision letter follows from Local Government Ombudsman decisions 21 009 778, 23 009 253 and 23
008 061.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class LetterKind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    THRESHOLD_MET = "threshold_met"
    THRESHOLD_NOT_MET = "threshold_not_met"
    DEFERRED = "deferred"
    MEETING_INVITATION = "meeting_invitation"
    MEETING_POSTPONED = "meeting_postponed"
    CHAIR_REPLACED = "chair_replaced"
    DRAFT_PLAN = "draft_plan"
    OUTCOME = "outcome"
    ACTION_MILESTONE = "action_milestone"
    CLOSING = "closing"
    APPEAL_ACKNOWLEDGEMENT = "appeal_acknowledgement"
    APPEAL_ACCEPTED = "appeal_accepted"
    APPEAL_REFUSED = "appeal_refused"
    APPEAL_WITHDRAWN = "appeal_withdrawn"
    APPEAL_DECIDED = "appeal_decided"
    REOPENED = "reopened"
    MORE_TIME = "more_time"
    PAUSED = "paused"
    RESUMED = "resumed"
    QUESTION = "question"
    MOVED = "moved"
    MOVED_OUT = "moved_out"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    CONSENT_ASKED = "consent_asked"
    WAITING_FOR_CONSENT = "waiting_for_consent"
    CONSENT_OUTCOME = "consent_outcome"


class Part(StrEnum):
    DECISION = "decision"
    REASONS = "reasons"
    COUNTED = "what was counted"
    VIEWS = "views of each body"
    AVAILABLE_TO = "who was given the application"
    ANSWERS = "copy of the answers"
    MEETING = "meeting"
    HEARD = "how the person is heard"
    FINDINGS = "findings"
    RECOMMENDATIONS = "recommendations"
    PLAN = "plan"
    COMMENT = "how to comment"
    QUESTION = "question"
    ANSWERING = "how to answer"
    TAKES_ON = "who takes it on"
    NEXT = "next steps"
    INDEPENDENCE = "who decides and their independence"
    CHALLENGE = "how to challenge"
    ROUTES = "other routes"
    CONTACT = "contact"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Need:
    """A part that must be there; `typed` when it must hold words or data of this case, not only our own
    sentences.
    """

    part: Part
    typed: bool = False


def _needs(*parts: Part, typed: tuple[Part, ...] = ()) -> tuple[Need, ...]:
    every = (*typed, *parts, Part.CONTACT, Part.SUPPORT)
    return tuple(Need(part, part in typed) for part in every)


_DECISION: Final = (Part.DECISION, Part.NEXT, Part.CHALLENGE, Part.ROUTES)

REQUIRED: Final[dict[LetterKind, tuple[Need, ...]]] = {
    LetterKind.ACKNOWLEDGEMENT: _needs(Part.NEXT, typed=(Part.AVAILABLE_TO, Part.ANSWERS)),
    # Where no report was given the letter says so: s104(5) lets the organisations hold a review all the same.
    LetterKind.THRESHOLD_MET: _needs(*_DECISION, Part.HEARD, Part.COUNTED, typed=(Part.REASONS, Part.VIEWS)),
    LetterKind.THRESHOLD_NOT_MET: _needs(*_DECISION, Part.COUNTED, typed=(Part.REASONS, Part.VIEWS)),
    LetterKind.DEFERRED: _needs(*_DECISION, Part.COUNTED, typed=(Part.REASONS,)),
    LetterKind.MEETING_INVITATION: _needs(Part.HEARD, typed=(Part.MEETING, Part.INDEPENDENCE)),
    LetterKind.MEETING_POSTPONED: _needs(Part.NEXT, typed=(Part.MEETING, Part.REASONS)),
    LetterKind.CHAIR_REPLACED: _needs(Part.NEXT, typed=(Part.INDEPENDENCE,)),
    LetterKind.DRAFT_PLAN: _needs(Part.COMMENT, Part.RECOMMENDATIONS, Part.PLAN, Part.NEXT),
    LetterKind.OUTCOME: _needs(
        Part.HEARD,
        Part.RECOMMENDATIONS,
        Part.PLAN,
        Part.NEXT,
        Part.CHALLENGE,
        Part.ROUTES,
        typed=(Part.DECISION, Part.REASONS, Part.FINDINGS, Part.INDEPENDENCE),
    ),
    LetterKind.ACTION_MILESTONE: _needs(Part.NEXT, typed=(Part.PLAN,)),
    LetterKind.CLOSING: _needs(Part.DECISION, Part.PLAN, Part.NEXT, Part.CHALLENGE, typed=(Part.REASONS,)),
    LetterKind.APPEAL_ACKNOWLEDGEMENT: _needs(Part.NEXT, typed=(Part.DECISION,)),
    LetterKind.APPEAL_ACCEPTED: _needs(Part.NEXT, typed=(Part.INDEPENDENCE,)),
    LetterKind.APPEAL_REFUSED: _needs(
        Part.DECISION, Part.NEXT, Part.CHALLENGE, Part.ROUTES, typed=(Part.REASONS,)
    ),
    LetterKind.APPEAL_WITHDRAWN: _needs(Part.DECISION, Part.NEXT),
    LetterKind.APPEAL_DECIDED: _needs(
        Part.DECISION, Part.NEXT, Part.CHALLENGE, Part.ROUTES, typed=(Part.REASONS, Part.INDEPENDENCE)
    ),
    LetterKind.REOPENED: _needs(Part.DECISION, Part.NEXT, typed=(Part.REASONS,)),
    LetterKind.CONSENT_ASKED: _needs(Part.DECISION, Part.NEXT, typed=(Part.AVAILABLE_TO,)),
    LetterKind.WAITING_FOR_CONSENT: _needs(Part.DECISION, Part.NEXT),
    LetterKind.CONSENT_OUTCOME: _needs(Part.DECISION, Part.NEXT),
    LetterKind.MORE_TIME: _needs(Part.DECISION, Part.NEXT, typed=(Part.REASONS,)),
    LetterKind.PAUSED: _needs(Part.DECISION, Part.NEXT, typed=(Part.REASONS,)),
    LetterKind.RESUMED: _needs(Part.DECISION, Part.NEXT),
    LetterKind.QUESTION: _needs(Part.ANSWERING, Part.NEXT, typed=(Part.QUESTION,)),
    LetterKind.MOVED: _needs(Part.DECISION, Part.NEXT, typed=(Part.REASONS, Part.AVAILABLE_TO)),
    LetterKind.MOVED_OUT: _needs(
        Part.DECISION, Part.NEXT, Part.CHALLENGE, Part.ROUTES, typed=(Part.REASONS, Part.TAKES_ON)
    ),
    LetterKind.MERGED: _needs(Part.DECISION, Part.NEXT, typed=(Part.REASONS,)),
    LetterKind.WITHDRAWN: _needs(Part.DECISION, Part.NEXT),
    LetterKind.ENDED: _needs(Part.DECISION, Part.NEXT, Part.CHALLENGE, Part.ROUTES, typed=(Part.REASONS,)),
}


# What somebody who acts for the victim beside them is shown. It is listed, not what is hidden, so that a new kind of
# letter or a new part stays with the victim until somebody decides otherwise (requirement A13).
# Decisions of which the Act has the applicant told with the reasons, s104(6) and (8) (check), and appeals.
NOTICES: Final = frozenset(
    {
        LetterKind.THRESHOLD_MET,
        LetterKind.THRESHOLD_NOT_MET,
        LetterKind.DEFERRED,
        LetterKind.OUTCOME,
        LetterKind.APPEAL_DECIDED,
    }
)
# Where the case stands: the day and the next step, without the reasons, which can tell of somebody's life.
MILESTONES: Final = frozenset(
    {
        LetterKind.ACKNOWLEDGEMENT,
        LetterKind.MEETING_INVITATION,
        LetterKind.MEETING_POSTPONED,
        LetterKind.CLOSING,
        LetterKind.REOPENED,
        LetterKind.MOVED,
        LetterKind.WITHDRAWN,
        LetterKind.APPEAL_ACKNOWLEDGEMENT,
    }
)
# Letters about consent, written for them from the start.
THEIR_OWN: Final = frozenset({LetterKind.WAITING_FOR_CONSENT, LetterKind.CONSENT_OUTCOME})
_SHOWN: Final = frozenset(
    {
        Part.DECISION,
        Part.COUNTED,
        Part.VIEWS,
        Part.AVAILABLE_TO,
        Part.MEETING,
        Part.RECOMMENDATIONS,
        Part.NEXT,
        Part.CHALLENGE,
        Part.CONTACT,
        Part.SUPPORT,
    }
)
_WITH_REASONS: Final = _SHOWN | {Part.REASONS, Part.FINDINGS, Part.INDEPENDENCE}


def shown_beside(kind: LetterKind) -> frozenset[Part] | None:
    """The parts of a letter that a representative beside the victim gets; None when they get none of it."""
    if kind in NOTICES:
        return _WITH_REASONS
    return _SHOWN if kind in MILESTONES else None
