"""Words for the codes of a threshold decision: what the rules say, what people marked, weighed and think."""

from collections.abc import Mapping

from portal.wording import msg

THRESHOLD: Mapping[str, Mapping[str, str]] = {
    "mark": {
        "counts": msg("it stands as the applicant gave it"),
        "date_differs": msg("a date is different"),
        "not_this_behaviour": msg("it is about something else"),
        "not_asb": msg("it is not anti-social behaviour"),
        "same_persons_duplicate": msg("the same person reported the same incident before"),
    },
    "left_out_by": {  # rules of triage by which a report does not count
        "report_within": msg("it was reported too late after it happened"),
        "window": msg("it was reported too long before the application"),
        "application_within": msg("the application came too late after it"),
        "same_incident": msg("another report of the same person counts for the same incident"),
        "body": msg("of whom was told"),
        "kind": msg("of the kind of behaviour"),
        "reporter": msg("of who reported it"),
        "not_reported": msg("nobody was told"),
        "other_problem": msg("it is about something else"),
        "set_aside": msg("a person marked it"),
        "after_application": msg("it came after the application"),
        "told_missing": msg("the day it was reported is not known"),
        "incident_missing": msg("the day it happened is not known"),
        "told_before_incident": msg("it was reported before it happened, by the dates given"),
    },
    "point": {
        "persistence": msg("How persistent it is"),
        "harm": msg("The harm done"),
        "possible_harm": msg("The harm it could still do"),
        "adequacy": msg("Whether enough was done"),
        "vulnerability": msg("Who is more at risk"),
        "hate": msg("Whether it is hate"),
    },
    "view": {
        "met": msg("The threshold is met"),
        "not_met": msg("The threshold is not met"),
        "no_view": msg("No view"),
        "not_asked": msg("Not asked"),
    },
    "result": {
        "met": msg("Met"),
        "discretionary": msg("To be weighed by a person"),
        "not_met": msg("Not met on the dates given"),
        "needs_information": msg("More information is needed"),
        "deferred": msg("Put off"),
    },
    "counted": {"yes": msg("Counts"), "no": msg("Does not count"), "unclear": msg("Not clear yet")},
}
