"""What is asked after the meeting: the victim's comment, the end of the review, the actions, the closing."""

from portal.journeys import panel
from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs
from portal.journeys.first_days import why_never_done
from portal.journeys.forms import PageForm
from portal.journeys.parts import FormOfParts
from portal.wording import msg

# What became of the draft plan so far, under which a question of the last step makes sense.
SILENT, AGREES, DISAGREES = "silent", "agrees", "disagrees"


class Commenting(PageForm):
    """What the victim is asked about the draft plan, by their own link."""

    agrees = Choice(
        msg("Is this plan right for you?"),
        Option("yes", msg("I agree with the plan")),
        Option("no", msg("I want something changed")),
        missing=msg("Choose whether the plan is right for you"),
    )
    words = Paragraphs(
        msg("What should be different, or what else should the panel know?"),
        hint=msg(
            "Is something missing or wrong? Could anything in it put you at risk? You can leave this empty."
        ),
        short=msg("What you write"),
        max_length=4000,
        rows=8,
    )


class Finishing(FormOfParts):
    """The end of a review. Which of the first two questions is asked depends on whether the victim commented."""

    answer = Paragraphs(
        msg("Your answer to the victim"),
        hint=msg("Say for each point what was changed, or why it was not. They will read these words."),
        missing=msg("Answer what the victim said about the draft plan"),
        when=Answered("comment", DISAGREES),
        short=msg("Your answer"),
        max_length=10_000,
        rows=6,
    )
    thanks = Paragraphs(
        msg("A word to the victim about their comment (optional)"),
        when=Answered("comment", AGREES),
        short=msg("Your words"),
        max_length=10_000,
        rows=3,
    )
    tried = Paragraphs(
        msg("How did you safely try to reach the victim, and when?"),
        hint=msg(
            "For example: “Rang the safe number on Monday 9 March at 10am; nobody answered; left no message.”"
        ),
        missing=msg("Say how you safely tried to reach the victim, and when"),
        when=Answered("comment", SILENT),
        short=msg("How you tried"),
        max_length=4000,
        rows=3,
    )
    findings = panel.findings()
    recommendations = panel.recommendations()
    actions = panel.actions()
    decision = Paragraphs(
        msg("What did the review decide?"),
        hint=msg(
            "In a few sentences, for the victim. It is the first thing they read in the outcome letter."
        ),
        missing=msg("Enter what the review decided"),
        short=msg("What the review decided"),
        max_length=4000,
        rows=4,
    )
    reasons = Paragraphs(
        msg("Your reasons"),
        hint=msg(
            "Was each organisation’s response adequate? What did you weigh? Do not name the person complained of or "
            "anybody who gave information."
        ),
        missing=msg("Enter your reasons"),
        short=msg("Your reasons"),
        max_length=10_000,
        rows=8,
    )


class EndingAction(PageForm):
    """How one action ended."""

    how = Choice(
        msg("How did the action end?"),
        Option("done", msg("It was done")),
        Option("no_longer_needed", msg("It is no longer needed")),
        Option("replaced", msg("Another action replaces it")),
        Option("transferred", msg("It was handed to somebody else")),
        missing=msg("Choose how the action ended"),
    )
    ended_on = ExactDate(
        msg("On which day did it end?"), past=True, missing=msg("Enter the day"), short=msg("The day")
    )
    words = Paragraphs(
        msg("How do you know, or why is it no longer needed?"),
        hint=msg("The victim will read these words. If somebody else does it now, say who and by when."),
        missing=msg("Say how you know, or why it is no longer needed"),
        short=msg("Your words"),
        max_length=4000,
        rows=4,
    )


class Closing(PageForm):
    """The closing of a case."""

    reasons = Paragraphs(
        msg("Why is the case closed?"),
        hint=msg("The victim will read these words. Say whom they can turn to if it starts again."),
        missing=msg("Say why the case is closed"),
        short=msg("Your reasons"),
        max_length=10_000,
        rows=6,
    )
    never_done = why_never_done()
