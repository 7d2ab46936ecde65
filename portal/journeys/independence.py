"""What is asked about who dealt with a case before, who steps off it, and who chairs in their place."""

from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered
from portal.journeys.fields import Line, Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.panel import chair_is_independent, why_this_chair
from portal.wording import msg

NOBODY = "none"


class Involved(PageForm):
    """Somebody who dealt with the reports before the case, or their line manager."""

    how = Choice(
        msg("What did they do?"),
        Option("handled", msg("Dealt with the reports")),
        Option("line_manager", msg("Manages somebody who dealt with them")),
        Option("decided", msg("Decided about the matter earlier")),
        Option(
            "named_by_victim",
            msg("The victim named them and is worried"),
            hint=msg("You found out who is meant."),
        ),
        Option("other", msg("Had to do with it in another way")),
        missing=msg("Choose what they did"),
        short=msg("What they did"),
    )
    person = Choice(
        msg("Who is it?"),
        Option(NOBODY, msg("Somebody else")),
        options_from="staff",
        missing=msg("Choose who it is"),
        short=msg("Who it is"),
    )
    name = Line(
        msg("Their name"),
        missing=msg("Enter their name"),
        under=Answered("person", NOBODY),
        short=msg("Their name"),
        spellcheck=False,
    )
    office = Line(
        msg("Where do they work? (optional)"),
        under=Answered("person", NOBODY),
        short=msg("Where they work"),
        spellcheck=False,
    )


class SteppingOff(PageForm):
    """Why somebody steps off a case."""

    reason = Paragraphs(
        msg("Why do you step off this case?"),
        hint=msg(
            "For example: “I dealt with one of the reports.” Officers of the case can read it. The victim does not."
        ),
        missing=msg("Say why you step off"),
        short=msg("Your reason"),
        max_length=2000,
        rows=3,
    )


class ReplacingChair(PageForm):
    """Who chairs from now on."""

    chair = Choice(
        msg("Who chairs now?"),
        options_from="chairs",
        missing=msg("Choose who chairs"),
        gone=msg("This person chairs already, or cannot chair any more. Choose somebody from the list"),
    )
    chair_independent = chair_is_independent()
    chair_reason = why_this_chair()
