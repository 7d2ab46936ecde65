"""The threshold of an ASB Case Review: whether an application meets it, and why.

Pure: no clock, no log, no web, no database. An area's published criteria are data (`load_area_criteria`), the facts
of an application are values (`Facts`), and `assess` gives both answers with a reason for every report.
"""

from triage.alarms import Alarm
from triage.assessment import Assessment, assess
from triage.criteria import Criteria
from triage.facts import Facts, Report, Span
from triage.history import CriteriaHistory, CriteriaMistake, NotInForce, load_area_criteria
from triage.reasons import Answer, LimbReason, ReportReason
from triage.results import DEFERRED, DISCRETIONARY, MET, NEEDS_INFORMATION, NOT_MET

__all__ = [
    "DEFERRED",
    "DISCRETIONARY",
    "MET",
    "NEEDS_INFORMATION",
    "NOT_MET",
    "Alarm",
    "Answer",
    "Assessment",
    "Criteria",
    "CriteriaHistory",
    "CriteriaMistake",
    "Facts",
    "LimbReason",
    "NotInForce",
    "Report",
    "ReportReason",
    "Span",
    "assess",
    "load_area_criteria",
]
