"""The tables, one module for each thing the portal keeps."""

from portal.store.tables.appeals import Appeal
from portal.store.tables.base import Base
from portal.store.tables.bodies import Body, BodyReturn, MadeAvailable
from portal.store.tables.cases import (
    Case,
    CaseLink,
    Deadline,
    Document,
    FrozenAnswer,
    Involvement,
    Note,
    Pause,
    Report,
    ReportMark,
    SteppedOff,
)
from portal.store.tables.decisions import Assessment, BodyView, Criteria, Decision, Referral
from portal.store.tables.drafts import Draft, Hit
from portal.store.tables.ledgers import Event, Head, Segment, View
from portal.store.tables.messages import Letter, Link, Message, ReturnedMail
from portal.store.tables.panels import (
    ActionNews,
    Finding,
    Meeting,
    Member,
    PlanAction,
    PlanComment,
    Recommendation,
    Voice,
)
from portal.store.tables.people import CasePerson, Consent, Contact, Person, SafeContact
from portal.store.tables.questions import Question
from portal.store.tables.staff import Staff, StaffRole, StaffSession
from portal.store.tables.tasks import Proposal, Task

__all__ = [
    "ActionNews", "Appeal", "Assessment", "Base", "Body", "BodyReturn", "BodyView", "Case", "CaseLink", "CasePerson",
    "Consent", "Contact", "Criteria", "Deadline", "Decision", "Document", "Draft", "Event", "Finding",
    "FrozenAnswer", "Head", "Hit", "Involvement", "Letter", "Link", "MadeAvailable", "Meeting", "Member",
    "Message", "Note", "Pause", "Person", "PlanAction", "PlanComment", "Proposal", "Question", "Recommendation",
    "Referral", "Report", "ReportMark", "ReturnedMail", "SafeContact", "Segment", "Staff", "StaffRole",
    "StaffSession", "SteppedOff", "Task", "View", "Voice",
]  # fmt: skip
