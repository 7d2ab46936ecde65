"""What officers are asked when an appeal is given to somebody, and when it is decided."""

from portal.journeys.choices import Choice, Option
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg


class Assigning(PageForm):
    """Who hears an appeal, and why they are independent. The officers come from the roles people hold."""

    officer = Choice(
        msg("Who will hear the appeal?"),
        options_from="officers",
        missing=msg("Choose who will hear the appeal"),
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


class Hearing(PageForm):
    """The result of an appeal with reasons. More results come with a later step of the process."""

    result = Choice(
        msg("What is the result?"),
        Option(
            "upheld_sent_back",
            msg("Upheld and sent back"),
            hint=msg("It went wrong and is to be done again."),
        ),
        Option(
            "not_upheld", msg("Not upheld"), hint=msg("It was done properly. The decision stays as it is.")
        ),
        missing=msg("Choose the result of the appeal"),
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
