"""What a decision-maker is asked when a report counts otherwise than it was given."""

from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Line, Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg


class Marking(PageForm):
    """A mark on a report: what is so, why, and what shows it (requirements B6, C8)."""

    code = Choice(
        msg("What is so with this report?"),
        Option(
            "date_differs",
            msg("A date is different"),
            hint=msg("A record shows that it happened, or was reported, on another day."),
        ),
        Option(
            "not_this_behaviour",
            msg("It is about something else"),
            hint=msg("The report is not about the behaviour that this application is about."),
        ),
        Option(
            "not_asb",
            msg("It is not anti-social behaviour"),
            hint=msg(
                "What happened is not anti-social behaviour. What was done about it makes no difference."
            ),
        ),
        Option(
            "same_persons_duplicate",
            msg("The same person reported the same incident before"),
            hint=msg("Reports by different people stay apart, also when they are about one incident."),
        ),
        Option(
            "counts",
            msg("It stands as the applicant gave it"),
            hint=msg("Takes back what was marked before."),
        ),
        missing=msg("Choose what is so with this report"),
    )
    incident_on = ExactDate(
        msg("When did it happen? (optional)"),
        hint=msg(
            "For something that went on for a time, its last day. Leave it empty if this date is right."
        ),
        short=msg("The day it happened"),
        under=Answered("code", "date_differs"),
        past=True,
    )
    told_on = ExactDate(
        msg("When was it reported? (optional)"),
        hint=msg("Leave it empty if this date is right."),
        short=msg("The day it was reported"),
        under=Answered("code", "date_differs"),
        past=True,
    )
    same_as = Choice(
        msg("Which report is of the same incident?"),
        options_from="others",
        needs_list=True,
        missing=msg("Choose the other report"),
        under=Answered("code", "same_persons_duplicate"),
    )
    reason = Paragraphs(
        msg("Why?"),
        hint=msg(
            "The applicant will read these words in the letter. Write to them as “you”. Do not name the person"
            " complained of or anybody who gave information."
        ),
        missing=msg("Enter the reason"),
        short=msg("The reason"),
        max_length=4000,
        rows=4,
    )
    shown_by = Line(
        msg("Which record shows it?"),
        hint=msg(
            "For example, “call log of the council, 4 March 2026”. The applicant will read this too. Not needed when"
            " you choose a document, or when you take a mark back."
        ),
        short=msg("The record"),
        max_length=300,
    )
    document = Choice(
        msg("Does a document of the case show it? (optional)"),
        options_from="documents",
        needs_list=True,
    )
