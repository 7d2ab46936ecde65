"""One function for each letter.

Each takes the head, the facts of that letter and a translator, and returns the letter.
"""

from portal.documents.letters.appeal import (
    appeal_accepted,
    appeal_acknowledgement,
    appeal_refused,
    appeal_withdrawn,
)
from portal.documents.letters.appeal_result import appeal_decided
from portal.documents.letters.changes import merged, more_time, moved, moved_out, paused, question, resumed
from portal.documents.letters.consent import consent_asked, consent_outcome, waiting_for_consent
from portal.documents.letters.ending import ended, withdrawn
from portal.documents.letters.outcome import action_milestone, closing, outcome, reopened
from portal.documents.letters.panel import chair_replaced, draft_plan, meeting_invitation, meeting_postponed
from portal.documents.letters.receiving import acknowledgement
from portal.documents.letters.threshold import deferred, threshold_met, threshold_not_met

__all__ = [
    "acknowledgement",
    "action_milestone",
    "appeal_accepted",
    "appeal_acknowledgement",
    "appeal_decided",
    "appeal_refused",
    "appeal_withdrawn",
    "chair_replaced",
    "closing",
    "consent_asked",
    "consent_outcome",
    "deferred",
    "draft_plan",
    "ended",
    "meeting_invitation",
    "meeting_postponed",
    "merged",
    "more_time",
    "moved",
    "moved_out",
    "outcome",
    "paused",
    "question",
    "reopened",
    "resumed",
    "threshold_met",
    "threshold_not_met",
    "waiting_for_consent",
    "withdrawn",
]
