"""What officers key about the word of somebody for whom another person applied (requirement A12)."""

from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.keying import day_told, how_told
from portal.journeys.noting import File
from portal.journeys.reasons import own_reasons
from portal.wording import msg

HOW = (
    Option("alone", msg("In person, alone")),
    Option("phone", msg("By phone, after making sure who it is and that nobody listens")),
    Option("together", msg("Together with whoever acts for them")),
    Option("signed_form", msg("They signed a form")),
    Option("councillor", msg("Through their councillor or MP")),
)


class ConsentSaid(PageForm):
    """What the person said when they were asked, or that they could not be asked."""

    how = Choice(
        msg("How were they asked?"),
        *HOW,
        hint=msg("You are recorded as the officer who asked or took the answer."),
        missing=msg("Choose how they were asked"),
        short=msg("How they were asked"),
    )
    asked_on = ExactDate(
        msg("On which day?"),
        hint=msg("The day you spoke or tried, the day they signed, or the day the councillor was told."),
        past=True,
        missing=msg("Enter the day"),
        short=msg("The day"),
    )
    answer = Choice(
        msg("What did they say?"),
        Option("agreed", msg("They agree")),
        Option("refused", msg("They do not agree"), hint=msg("The case is then closed.")),
        Option("undecided", msg("They do not want to decide yet")),
        Option("not_reached", msg("They could not be reached")),
        missing=msg("Choose what they said, or that they could not be reached"),
    )
    shared = Choice(
        msg("May the person who applied for them hear from us how it goes on?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No"), hint=msg("They get no more letters from us, and are not told why.")),
        hint=msg("Ask them this by itself, when nobody else can hear it."),
        missing=msg("Choose whether the person who applied may hear from us"),
        short=msg("Whether the person who applied may hear from us"),
        under=Answered("answer", "agreed", "refused"),
    )
    words = Paragraphs(
        msg("What else did they say? (optional)"),
        hint=msg(
            "For example whom they are worried about, who must not find out, or when to try again."
            " Write it so that they could read it."
        ),
        short=msg("What else they said"),
        max_length=4000,
        rows=5,
    )
    file = File(
        msg("The signed form, if there is one"),
        hint=msg("A JPEG, PNG or PDF file of at most 10 MB."),
    )


class Withdrawing(PageForm):
    """The person does not want to be acted for any more."""

    wish = Choice(
        msg("What do they want?"),
        options_from="wishes",
        missing=msg("Choose what they want"),
    )
    how = how_told(HOW[:3])
    asked_on = day_told()
    words = Paragraphs(
        msg("What else did they say? (optional)"),
        short=msg("What else they said"),
        max_length=4000,
        rows=5,
    )


class WithoutWord(PageForm):
    """Why a case should go on without the word of the person it is about."""

    ground = Choice(
        msg("Why should it go on without their word?"),
        Option(
            "safeguarding",
            msg("Somebody may come to serious harm, and nobody can ask them safely"),
            hint=msg("Only they get the letters, by a safe way. Whoever applied hears nothing."),
        ),
        Option(
            "lacks_capacity",
            msg("They cannot decide this themselves, and somebody acts in their place"),
            hint=msg("Whoever applied gets the letters in their place."),
        ),
        Option(
            "child",
            msg("They are a child, and a parent or guardian acts for them"),
            hint=msg("Whoever applied gets the letters in their place."),
        ),
        missing=msg("Choose why it should go on"),
    )
    reasons = Paragraphs(
        msg("Your reasons"),
        hint=msg("What you know, who was asked, and what happens to them if nobody looks at it."),
        missing=msg("Enter your reasons"),
        max_length=10_000,
        rows=8,
    )


class SecondLook(PageForm):
    """What another decision-maker says to that."""

    agrees = Choice(
        msg("Do you agree that it should go on without their word?"),
        Option("yes", msg("Yes, the organisations get it now")),
        Option("no", msg("No, it goes on waiting")),
        missing=msg("Choose whether you agree"),
    )
    reasons = own_reasons()
