"""The sentences about a route as a whole: its limbs, near misses, what would change the answer, alarms."""

from typing import Final

from triage.sentences import Sentences, msg, same_for_all

_PEOPLE: Final = msg("People whose reports count: %(counted)s. The number needed is %(needed)s.")
_HOUSEHOLDS: Final = msg("Households whose reports count: %(counted)s. The number needed is %(needed)s.")
_APPLICANT: Final = msg("The applicant must be one of those whose reports count.")
_OF_KIND: Final = msg("Reports of the kind that is needed: %(counted)s. The number needed is %(needed)s.")

LIMBS: Final[dict[str, Sentences]] = {
    "reports_yes": {
        "applicant": msg("You may have enough reports: %(counted)s, and %(needed)s are needed."),
        "officer": msg("Reports that count: %(counted)s; needed: %(needed)s."),
        "letter": msg("Reports we counted: %(counted)s. The number needed is %(needed)s."),
    },
    "reports_no": {
        "applicant": msg("Reports that may count: %(counted)s. The number needed is %(needed)s."),
        "officer": msg("Reports that count: %(counted)s; needed: %(needed)s."),
        "letter": msg("Reports we counted: %(counted)s. The number needed is %(needed)s."),
    },
    "reports_unclear": {
        "applicant": msg(
            "Reports that may count: %(counted)s, and %(unclear)s more if their dates fit. The number "
            "needed is %(needed)s."
        ),
        "officer": msg("Reports that count: %(counted)s; unclear: %(unclear)s; needed: %(needed)s."),
        "letter": msg(
            "Reports we counted: %(counted)s. Reports we need to know more about: %(unclear)s. The number needed is "
            "%(needed)s."
        ),
    },
    "reports_at_most_yes": same_for_all(msg("There are no more reports than the published words allow.")),
    "reports_at_most_no": same_for_all(msg("The published words allow no more than %(most)s reports.")),
    "reports_at_most_unclear": same_for_all(msg("The published words allow no more than %(most)s reports.")),
    "people_yes": same_for_all(_PEOPLE),
    "people_no": same_for_all(_PEOPLE),
    "people_unclear": same_for_all(_PEOPLE),
    "households_yes": same_for_all(_HOUSEHOLDS),
    "households_no": same_for_all(_HOUSEHOLDS),
    "households_unclear": same_for_all(_HOUSEHOLDS),
    "applicant_included_yes": same_for_all(msg("The applicant is one of those whose reports count.")),
    "applicant_included_no": same_for_all(_APPLICANT),
    "applicant_included_unclear": same_for_all(_APPLICANT),
    "at_least_of_kind_yes": same_for_all(_OF_KIND),
    "at_least_of_kind_no": same_for_all(_OF_KIND),
    "at_least_of_kind_unclear": same_for_all(_OF_KIND),
    "recency_yes": same_for_all(msg("At least one report is recent enough.")),
    "recency_no": same_for_all(msg("No report is recent enough.")),
    "recency_unclear": same_for_all(msg("Whether a report is recent enough depends on its exact date.")),
    "application_within_yes": same_for_all(msg("The application was made soon enough under this rule.")),
    "application_within_no": same_for_all(msg("The application was made too late under this rule.")),
    "application_within_unclear": same_for_all(
        msg("Whether the application was made soon enough depends on a date that is not known.")
    ),
    "first_report_within_yes": same_for_all(msg("The first report was made soon enough after the incident.")),
    "first_report_within_no": same_for_all(msg("The first report was made too long after the incident.")),
    "first_report_within_unclear": same_for_all(
        msg("Whether the first report was made soon enough depends on a date that is not known.")
    ),
    "condition_yes": same_for_all(
        msg("A local condition is satisfied, or nobody said otherwise: %(words)s.")
    ),
    "condition_no": same_for_all(msg("A local condition is not satisfied: %(words)s.")),
    "condition_unclear": same_for_all(msg("We need to know whether this is so: %(words)s.")),
    "exclusion_no": same_for_all(msg("The published words name a bar: %(words)s.")),
}

NEAR: Final[dict[str, Sentences]] = {
    "one_day": same_for_all(
        msg("The report of %(told)s missed a limit by one day: it was %(limit)s. A person will look at this.")
    ),
    "days": same_for_all(
        msg(
            "The report of %(told)s missed a limit by %(days)s days: it was %(limit)s. A person will look at this."
        )
    ),
    "route": same_for_all(msg("The last day under one rule was %(limit)s. A person will look at this.")),
}

CHANGES: Final[dict[str, Sentences]] = {
    "stops_counting": {
        "applicant": msg("Your report of %(told)s stops counting after %(date)s."),
        "officer": msg("The report of %(told)s stops counting after %(date)s."),
        "letter": msg("Your report of %(told)s stops counting after %(date)s."),
    },
    "one_more_report": {
        "applicant": msg("One more report by %(date)s may be enough, if you apply by that day too."),
        "officer": msg("One more report that counts, and an application, by %(date)s would be enough."),
        "letter": msg("One more report by %(date)s may be enough, if you apply again by that day."),
    },
    "more_reports": {
        "applicant": msg("%(number)s more reports by %(date)s may be enough, if you apply by that day too."),
        "officer": msg(
            "%(number)s more reports that count, and an application, by %(date)s would be enough."
        ),
        "letter": msg("%(number)s more reports by %(date)s may be enough, if you apply again by that day."),
    },
    "met_until": {
        "applicant": msg("You may have enough reports if you apply by %(date)s."),
        "officer": msg("An application made by %(date)s would still have enough reports."),
        "letter": msg("You have enough reports for an application made by %(date)s."),
    },
    "report_by": {
        "applicant": msg("If you tell somebody about this incident by %(date)s, it may count."),
        "officer": msg("An incident that was not reported would count if it is reported by %(date)s."),
        "letter": msg("If you report the incident by %(date)s, it may count."),
    },
}

ALARMS: Final[dict[str, Sentences]] = {
    "statute_says_met": same_for_all(
        msg(
            "The statutory test is met, so the threshold must be decided as met. The local "
            "words give another answer and cannot change that."
        )
    ),
    "caveat_cannot_refuse": same_for_all(
        msg(
            "A local rule outside section 104(4) and (11) stood in the way. It cannot "
            "refuse this application."
        )
    ),
    "caveat_cannot_refuse_words": same_for_all(
        msg(
            "A local rule outside section 104(4) and (11) stood in the way and cannot "
            "refuse this application: %(words)s."
        )
    ),
    "variation_stricter": same_for_all(
        msg("A local number or period is stricter than the Act's own. The statutory answer uses the Act's.")
    ),
    "deferral_not_allowed": same_for_all(
        msg("A local rule says to wait. It cannot, because the statutory test is met: %(words)s.")
    ),
    "noted": same_for_all(msg("For the person who decides: %(words)s.")),
    "unknown_flag": same_for_all(
        msg("The answer to a question this area does not ask was left out: %(flag)s.")
    ),
    "unknown_exclusion": same_for_all(msg("A bar this area does not publish was left out: %(code)s.")),
}
