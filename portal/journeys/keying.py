"""What officers key for people who rang, wrote or came instead of using their link."""

from collections.abc import Sequence

from portal.journeys.choices import Choice, Many, Option
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg

HEARD = (
    Option("phone", msg("By phone")),
    Option("post", msg("By post")),
    Option("email", msg("By email")),
    Option("in_person", msg("In person")),
)


def how_told(ways: Sequence[Option] = HEARD) -> Choice:
    """By which of `ways` somebody told an officer."""
    return Choice(
        msg("How did they tell us?"),
        *ways,
        missing=msg("Choose how they told us"),
        short=msg("How they told us"),
    )


def day_told() -> ExactDate:
    """The day on which they told it, not the day on which it is keyed."""
    return ExactDate(
        msg("On which day did they tell us?"),
        past=True,
        missing=msg("Enter the day they told us"),
        short=msg("The day they told us"),
    )


class CommentKeyed(PageForm):
    """What the victim said to an officer about the draft plan."""

    heard = how_told()
    told_on = day_told()
    agrees = Choice(
        msg("Is the plan right for them?"),
        Option("yes", msg("They agree with the plan")),
        Option("no", msg("They want something changed")),
        missing=msg("Choose whether the plan is right for them"),
    )
    words = Paragraphs(
        msg("What should be different, or what else should the panel know?"),
        hint=msg("In their own words. Read it back to them before you save it."),
        short=msg("Their words"),
        max_length=4000,
        rows=8,
    )


class AppealKeyed(PageForm):
    """An appeal that came by phone, post or email, or in person."""

    letter = Choice(
        msg("Which letter is it about?"),
        options_from="letters",
        hint=msg(
            "The newest stands first. The time to appeal counts from when they were told of this letter."
        ),
        missing=msg("Choose the letter that the appeal is about"),
        short=msg("The letter"),
    )
    heard = Choice(
        msg("How did the appeal come?"),
        *HEARD,
        missing=msg("Choose how the appeal came"),
        short=msg("How it came"),
    )
    received_on = ExactDate(
        msg("On which day did it reach us?"),
        hint=msg("The day it reached any of our offices, not the day you key it in."),
        past=True,
        missing=msg("Enter the day it reached us"),
        short=msg("The day"),
    )
    grounds = Many(
        msg("Which of these fits? (optional)"),
        options_from="grounds",
        needs_list=True,
        hint=msg("Tick only what they said themselves. If none fits, leave them empty."),
        short=msg("What fits"),
    )
    words = Paragraphs(
        msg("Why do they appeal?"),
        hint=msg("In their own words. If they told you, read it back to them before you save it."),
        missing=msg("Enter why they appeal"),
        short=msg("Their words"),
        max_length=10_000,
        rows=10,
    )
    wanted = Paragraphs(
        msg("What do they want to happen? (optional)"),
        hint=msg("In their own words."),
        short=msg("What they want"),
        max_length=4000,
        rows=6,
    )
