"""One function for each letter.

Each takes the head, the facts of that letter and a translator, and returns the letter.
"""

from portal.documents.letters.appeal import appeal_accepted, appeal_acknowledgement, appeal_decided
from portal.documents.letters.outcome import action_milestone, closing, outcome, reopened
from portal.documents.letters.panel import draft_plan, meeting_invitation, meeting_postponed
from portal.documents.letters.receiving import acknowledgement, answers_copy
from portal.documents.letters.threshold import deferred, threshold_met, threshold_not_met

__all__ = [
    "acknowledgement",
    "action_milestone",
    "answers_copy",
    "appeal_accepted",
    "appeal_acknowledgement",
    "appeal_decided",
    "closing",
    "deferred",
    "draft_plan",
    "meeting_invitation",
    "meeting_postponed",
    "outcome",
    "reopened",
    "threshold_met",
    "threshold_not_met",
]
