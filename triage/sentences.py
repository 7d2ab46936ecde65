"""The sentences that explain a rule, one for each reader. They are message ids: English, to be translated."""

from typing import Final, TypedDict


class Sentences(TypedDict):
    """One thing said to three readers."""

    applicant: str
    officer: str
    letter: str


def msg(sentence: str) -> str:
    """Mark a sentence for translation and return it unchanged."""
    return sentence


def same_for_all(sentence: str) -> Sentences:
    """Return one sentence for every reader."""
    return {"applicant": sentence, "officer": sentence, "letter": sentence}


MONTHS: Final = (
    msg("January"),
    msg("February"),
    msg("March"),
    msg("April"),
    msg("May"),
    msg("June"),
    msg("July"),
    msg("August"),
    msg("September"),
    msg("October"),
    msg("November"),
    msg("December"),
)

DAYS_BETWEEN: Final = msg("%(first)s to %(last)s")
DAY_UNKNOWN: Final = msg("a date that is not known")

HEADLINES: Final[dict[str, Sentences]] = {
    "met": {
        "applicant": msg(
            "Your application may meet the threshold for a case review. A person will check it."
        ),
        "officer": msg("On these dates the threshold must be decided as met (section 104(4))."),
        "letter": msg("On the dates we have, your application meets the threshold for a case review."),
    },
    "met_locally": {
        "applicant": msg(
            "Your application may meet the threshold for a case review. A person will check it."
        ),
        "officer": msg(
            "The threshold is met under the local rules. The statutory test alone would not require it."
        ),
        "letter": msg("On the dates we have, your application meets the threshold for a case review."),
    },
    "discretionary": {
        "applicant": msg(
            "A person may decide to hold a case review after looking at how long this has gone on, the "
            "harm it causes and what has been done about it."
        ),
        "officer": msg(
            "A person must weigh persistence, harm and adequacy of the response (section 104(5))."
        ),
        "letter": msg(
            "We looked at how long this has gone on, the harm it causes and what has been done about it."
        ),
    },
    "not_met": {
        "applicant": msg(
            "On the dates you gave, you may not have enough reports yet. You can still apply: a person "
            "will look at your application."
        ),
        "officer": msg(
            "The threshold is not met on these dates. A person decides; weigh persistence, harm and "
            "adequacy before you do."
        ),
        "letter": msg("On the dates we have, there are not enough reports that count."),
    },
    "needs_information": {
        "applicant": msg("We may need to ask you about one or more dates. You can still apply."),
        "officer": msg(
            "The answer depends on something that is not known yet. Find it out before you decide."
        ),
        "letter": msg("We need to know more before we can decide."),
    },
    "deferred": {
        "applicant": msg("We may look at your application a little later. You can still apply."),
        "officer": msg("A local rule says to look at this later. The statutory answer is not met."),
        "letter": msg("We will look at your application again later."),
    },
}

REPORTS: Final[dict[str, Sentences]] = {
    "counted": {
        "applicant": msg("Your report of %(told)s may count. It stops counting after %(apply_by)s."),
        "officer": msg(
            "The report of %(told)s counts: it was made in time and counts in an application made by "
            "%(apply_by)s."
        ),
        "letter": msg("Your report of %(told)s counts."),
    },
    "counted_without_end": {
        "applicant": msg("Your report of %(told)s may count."),
        "officer": msg("The report of %(told)s counts."),
        "letter": msg("Your report of %(told)s counts."),
    },
    "report_within": {
        "applicant": msg(
            "Your report of %(told)s may not count, because a report of what happened on %(incident)s "
            "had to be made by %(report_by)s."
        ),
        "officer": msg(
            "The report of %(told)s does not count: for the incident of %(incident)s the last day to "
            "report was %(report_by)s."
        ),
        "letter": msg(
            "We could not count your report of %(told)s, because a report of what happened on %(incident)s "
            "had to be made by %(report_by)s."
        ),
    },
    "window": {
        "applicant": msg(
            "Your report of %(told)s may not count, because it counts only in an application made by "
            "%(apply_by)s."
        ),
        "officer": msg(
            "The report of %(told)s does not count: the last day to apply with it was %(apply_by)s."
        ),
        "letter": msg(
            "We could not count your report of %(told)s, because it counts only in an application made by "
            "%(apply_by)s."
        ),
    },
    "window_to_latest": {
        "applicant": msg(
            "Your report of %(told)s may not count, because it is too long before the latest report, "
            "made on %(last_day)s."
        ),
        "officer": msg(
            "The report of %(told)s does not count: its period ended on %(limit)s, before the latest "
            "report on %(last_day)s."
        ),
        "letter": msg(
            "We could not count your report of %(told)s, because it is too long before the latest report, "
            "made on %(last_day)s."
        ),
    },
    "outside_period": {
        "applicant": msg(
            "Your report of %(told)s may not count, because it is outside the period in which the other "
            "reports were made."
        ),
        "officer": msg("The report of %(told)s lies outside the period that holds the most reports."),
        "letter": msg(
            "We could not count your report of %(told)s, because it is outside the period in which the "
            "other reports were made."
        ),
    },
    "after_application": {
        "applicant": msg("Your report of %(told)s may not count, because it was made after you applied."),
        "officer": msg("The report of %(told)s does not count: it was made after the application."),
        "letter": msg("We could not count your report of %(told)s, because it was made after you applied."),
    },
    "same_incident": {
        "applicant": msg(
            "Your report of %(told)s is about the same incident as another report, so the two may count "
            "as one."
        ),
        "officer": msg("The report of %(told)s is about an incident that another report already counts for."),
        "letter": msg(
            "Your report of %(told)s is about the same incident as another report, so we counted the two "
            "as one."
        ),
    },
    "body": {
        "applicant": msg(
            "Your report of %(told)s may not count, because of who was told. If they passed it on to "
            "the council, the police, a health body or a housing association, tell us."
        ),
        "officer": msg(
            "The report of %(told)s does not count: it was made to an organisation that this test does "
            "not name."
        ),
        "letter": msg(
            "We could not count your report of %(told)s, because of the organisation that was told."
        ),
    },
    "kind": {
        "applicant": msg("Your report of %(told)s is not of the kind that this rule counts."),
        "officer": msg(
            "The report of %(told)s does not count here: it is not of the kind this route counts."
        ),
        "letter": msg("Your report of %(told)s is not of the kind that this rule counts."),
    },
    "reporter": {
        "applicant": msg("The report of %(told)s was made by somebody else, so it may not count here."),
        "officer": msg("The report of %(told)s was made by somebody this route does not count."),
        "letter": msg("The report of %(told)s was made by somebody else, so we could not count it here."),
    },
    "not_reported": {
        "applicant": msg("This incident may not count, because nobody was told about it."),
        "officer": msg("This incident does not count: it was not reported."),
        "letter": msg("We could not count this incident, because no organisation was told about it."),
    },
    "other_problem": {
        "applicant": msg("Your report of %(told)s may not count, because it is about a different problem."),
        "officer": msg(
            "The report of %(told)s is about other behaviour than the application (section 104(4))."
        ),
        "letter": msg("We could not count your report of %(told)s, because it is about a different problem."),
    },
    "set_aside": {
        "applicant": msg("After looking into it, we did not count the report of %(told)s."),
        "officer": msg("A person left out the report of %(told)s."),
        "letter": msg("After looking into it, we did not count the report of %(told)s."),
    },
    "unclear_told_before_incident": {
        "applicant": msg(
            "The dates of one report do not fit: the report of %(told)s comes before the incident of "
            "%(incident)s. Please check them."
        ),
        "officer": msg(
            "The report of %(told)s is dated before its incident of %(incident)s. Ask which is right."
        ),
        "letter": msg(
            "We could not tell whether your report of %(told)s counts, because it is dated before the incident of "
            "%(incident)s. If a date is wrong, tell us."
        ),
    },
    "unclear_told_missing": {
        "applicant": msg(
            "This report may count. It depends on when you made it: please tell us if you can find out."
        ),
        "officer": msg(
            "The date of this report is not known and decides whether it counts. Ask the organisation."
        ),
        "letter": msg(
            "We could not tell whether this report counts, because we do not know when it was made."
        ),
    },
    "unclear_incident_missing": {
        "applicant": msg(
            "Your report of %(told)s may count. It depends on when the incident happened: please tell "
            "us if you can find out."
        ),
        "officer": msg(
            "The date of the incident behind the report of %(told)s is not known and decides whether the "
            "report counts."
        ),
        "letter": msg(
            "We could not tell whether your report of %(told)s counts, because we do not know when the incident "
            "happened."
        ),
    },
    "unclear_report_within": {
        "applicant": msg(
            "Your report of %(told)s may count. It depends on the exact dates of the incident "
            "and of the report."
        ),
        "officer": msg(
            "Whether the report of %(told)s was made soon enough after the incident depends on the "
            "exact dates."
        ),
        "letter": msg(
            "We could not tell whether your report of %(told)s counts. It depends on the exact dates of the report "
            "and of the incident."
        ),
    },
    "unclear_window": {
        "applicant": msg("Your report of %(told)s may count. It depends on the exact date."),
        "officer": msg("Whether the report of %(told)s is recent enough depends on its exact date."),
        "letter": msg(
            "We could not tell whether your report of %(told)s counts. It depends on its exact date."
        ),
    },
    "unclear_after_application": {
        "applicant": msg(
            "Your report of %(told)s may count. It depends on whether you made it before you applied."
        ),
        "officer": msg(
            "Whether the report of %(told)s was made before the application depends on its exact date."
        ),
        "letter": msg(
            "We could not tell whether your report of %(told)s counts. It depends on whether it was made before you "
            "applied."
        ),
    },
    "unclear_same_incident": {
        "applicant": msg("Your report of %(told)s may count. It depends on the day of the incident."),
        "officer": msg(
            "Whether the report of %(told)s is about a separate day depends on the date of the incident."
        ),
        "letter": msg(
            "We could not tell whether your report of %(told)s counts. It depends on the day of the incident."
        ),
    },
}
