"""What officers are asked when an appeal is given to somebody, and when it is decided."""

from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.keying import day_told, how_told
from portal.journeys.panel import recommended
from portal.journeys.parts import FormOfParts
from portal.wording import msg


class Assigning(PageForm):
    """Who hears an appeal, and why they are independent. The officers come from the roles people hold."""

    officer = Choice(
        msg("Who will hear the appeal?"),
        options_from="officers",
        missing=msg("Choose who will hear the appeal"),
        gone=msg(
            "This person cannot hear the appeal: they, or the office they work in, took part in the case. Choose "
            "somebody from the list"
        ),
    )
    independence = Paragraphs(
        msg("Why are they independent?"),
        hint=msg(
            "The applicant reads these words. For example: “She works for another partnership and took no part in"
            " your case.”"
        ),
        missing=msg("Say why they are independent"),
        short=msg("What you write"),
        max_length=2000,
        rows=3,
    )


class WeighingLate(PageForm):
    """Whether an appeal that came after the last day is heard all the same."""

    heard = Choice(
        msg("Is the appeal heard all the same?"),
        Option("yes", msg("Yes, it is admitted")),
        Option("no", msg("No, it is refused as late")),
        missing=msg("Choose whether the appeal is heard"),
    )
    reason = Paragraphs(
        msg("Your reason"),
        hint=msg(
            "The applicant reads these words. Weigh why it came late, how late it is, and what they would lose if"
            " nobody heard it."
        ),
        missing=msg("Enter your reason"),
        short=msg("Your reason"),
        max_length=4000,
        rows=5,
    )


class WithdrawalKeyed(PageForm):
    """That somebody withdraws their appeal, told to an officer."""

    heard = how_told()
    told_on = day_told()


# What fits depends on where the case stands, and somebody may move it on while the page is open.
DOES_NOT_FIT = msg("This does not fit where the case stands now. Look at the papers again and choose another")


class Hearing(FormOfParts):
    """The result of an appeal with reasons, and what follows. What can follow depends on where the case stands."""

    result = Choice(
        msg("What is the result?"),
        options_from="results",
        missing=msg("Choose the result of the appeal"),
        gone=DOES_NOT_FIT,
    )
    part = Paragraphs(
        msg("Which part is upheld?"),
        hint=msg("The applicant reads these words."),
        missing=msg("Say which part of the appeal is upheld"),
        under=Answered("result", "partly"),
        short=msg("Which part"),
        max_length=2000,
        rows=3,
    )
    effect = Choice(
        msg("What happens now?"),
        options_from="effects",
        missing=msg("Choose what happens now"),
        gone=DOES_NOT_FIT,
        under=Answered("result", "partly"),
        short=msg("What happens now"),
    )
    route = Choice(
        msg("Who can help with it?"),
        Option("complaint", msg("It is a complaint about how an organisation treated them")),
        Option("new_report", msg("It is about something new that happened: a new report")),
        Option("data_protection", msg("It is about how their information was used")),
        Option("new_application", msg("It needs a case review of its own: a new application")),
        missing=msg("Choose who can help with it"),
        under=Answered("result", "out_of_scope"),
        short=msg("Who can help"),
    )
    recommendations = recommended(
        msg("What do you recommend?"),
        msg(
            "Only where the result is that you recommend something. The organisation must have regard to it, section "
            "104(7). Else leave it empty."
        ),
        at_first=1,
    )
    reasons = Paragraphs(
        msg("Your reasons"),
        hint=msg("Answer each point of the appeal. The applicant reads these words."),
        missing=msg("Enter your reasons"),
        short=msg("Your reasons"),
        max_length=10_000,
        rows=10,
    )
    independence = Paragraphs(
        msg("How are you independent of the case?"),
        hint=msg(
            "The applicant reads these words. For example: “I work for another partnership and took no part in your"
            " case.”"
        ),
        missing=msg("Say how you are independent of the case"),
        short=msg("What you write"),
        max_length=2000,
        rows=3,
    )


SENT_BACK = Option(
    "upheld_sent_back", msg("Upheld and sent back"), hint=msg("It went wrong and is to be done again.")
)
REVERSED = Option(
    "reversed",
    msg("Upheld: the threshold is met"),
    hint=msg(
        "The decision was wrong on what the organisations had in front of them. A review follows at once."
    ),
)
RECOMMENDED = Option(
    "recommended",
    msg("Recommendations"),
    hint=msg("The decision stays, but organisations should do something differently."),
)
PARTLY = Option("partly", msg("Upheld in part"))
NOT_UPHELD = Option(
    "not_upheld", msg("Not upheld"), hint=msg("It was done properly. The decision stays as it is.")
)
OUT_OF_SCOPE = Option(
    "out_of_scope",
    msg("Not something an appeal can look at"),
    hint=msg("It is a complaint, a new report, or about how their information was used."),
)


def results(*, reverse: bool, send_back: bool) -> tuple[Option, ...]:
    """Return the results that fit where the case stands."""
    return (
        *((SENT_BACK,) if send_back else ()),
        *((REVERSED,) if reverse else ()),
        RECOMMENDED,
        PARTLY,
        NOT_UPHELD,
        OUT_OF_SCOPE,
    )


def effects(*, reverse: bool, send_back: bool) -> tuple[Option, ...]:
    """Return what can follow from an appeal upheld in part."""
    return (
        *((Option("sent_back", msg("It is sent back to be done again")),) if send_back else ()),
        *((Option("reversed", msg("The threshold counts as met, and a review follows")),) if reverse else ()),
        Option("recommended", msg("The decision stays, with recommendations")),
        Option("none", msg("The decision stays; the letter says what was wrong")),
    )
