"""The form of a question to the applicant, and the forms in which the answer comes."""

from portal.journeys.choices import Choice, Option
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.keying import day_told, how_told
from portal.wording import msg


class Asking(PageForm):
    """A question, and whether the clocks wait for its answer."""

    words = Paragraphs(
        msg("What do you want to ask?"),
        hint=msg(
            "The applicant will read these words. Ask one thing, in short sentences. Do not name the person "
            "complained of or anybody who gave information."
        ),
        missing=msg("Enter your question"),
        short=msg("Your question"),
        max_length=4000,
        rows=5,
    )
    pauses = Choice(
        msg("Can you go on without the answer?"),
        Option("no", msg("Yes, the clocks run on")),
        Option(
            "yes",
            msg("No, stop the clocks until they answer"),
            hint=msg("The time for the decision stands still. The letter says so."),
        ),
        missing=msg("Choose whether you can go on without the answer"),
    )


class Answering(PageForm):
    """What the applicant answers on their own page."""

    words = Paragraphs(
        msg("Your answer"),
        hint=msg("Write as much or as little as you want. You can also say that you do not know."),
        missing=msg("Enter your answer"),
        max_length=4000,
        rows=8,
    )


class AnswerKeyed(PageForm):
    """What they answered to an officer."""

    heard = how_told()
    told_on = day_told()
    words = Paragraphs(
        msg("What did they answer?"),
        hint=msg("In their own words. Read it back to them before you save it."),
        missing=msg("Enter what they answered"),
        short=msg("Their answer"),
        max_length=4000,
        rows=8,
    )
