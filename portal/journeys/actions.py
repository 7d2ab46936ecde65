"""What is asked about an agreed action while it runs, and about a recommendation."""

from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.keying import day_told, how_told
from portal.wording import msg


def _how_it_goes(under: Answered | None = None) -> Choice:
    return Choice(
        msg("How is it going?"),
        Option("not_started", msg("Not started yet")),
        Option("under_way", msg("Under way")),
        Option(
            "ready", msg("Done"), hint=msg("The chair ends the action when it is clear that it was done.")
        ),
        missing=msg("Choose how it is going"),
        under=under,
        short=msg("How it is going"),
    )


def _has_it_happened(under: Answered | None = None) -> Choice:
    return Choice(
        msg("Has it happened?"),
        Option("happened", msg("Yes, it has happened")),
        Option("not_yet", msg("Not yet, or not as agreed")),
        missing=msg("Choose whether it has happened"),
        under=under,
        short=msg("Whether it has happened"),
    )


def _may_read(label: str, hint: str, under: Answered | None = None) -> Choice:
    """Nobody answers for the victim: without an answer the words stay with the chair and the officers."""
    return Choice(
        label,
        Option("yes", msg("Yes")),
        Option("no", msg("No, only the chair and the officers of the case")),
        hint=hint,
        under=under,
        short=msg("Who may read the words"),
    )


class Progress(PageForm):
    """How an action goes, said by its owner."""

    progress = _how_it_goes()
    expected_on = ExactDate(
        msg("When do you expect it to be done? (optional)"),
        hint=msg(
            "Only if it is not the agreed day. The agreed day stays, and the victim is told when it has passed."
        ),
        short=msg("The day"),
    )
    words = Paragraphs(
        msg("What has been done, or what stands in the way?"),
        missing=msg("Say what has been done, or what stands in the way"),
        short=msg("Your words"),
        max_length=4000,
        rows=4,
    )


class NewsKeyed(PageForm):
    """What the owner or the victim told an officer about an action."""

    said_by = Choice(
        msg("Who told you?"),
        Option("body", msg("The organisation that does it")),
        Option("victim", msg("The victim")),
        missing=msg("Choose who told you"),
        short=msg("Who told you"),
    )
    progress = _how_it_goes(Answered("said_by", "body"))
    expected_on = ExactDate(
        msg("When do they expect it to be done? (optional)"),
        under=Answered("said_by", "body"),
        short=msg("The day"),
    )
    seen = _has_it_happened(Answered("said_by", "victim"))
    may_read = _may_read(
        msg("May the organisation that does it read their words? (optional)"),
        msg("Ask them. Without an answer it only learns whether it has happened."),
        Answered("said_by", "victim"),
    )
    heard = how_told()
    said_on = day_told()
    words = Paragraphs(
        msg("What did they say?"),
        missing=msg("Enter what they said"),
        short=msg("What they said"),
        max_length=4000,
        rows=4,
    )


class Seen(PageForm):
    """What the victim says about an action, by their own link."""

    action = Choice(
        msg("Which action do you mean?"),
        options_from="actions",
        missing=msg("Choose the action that you mean"),
        short=msg("The action"),
    )
    seen = _has_it_happened()
    words = Paragraphs(
        msg("What did you see, or what is missing? (optional)"),
        hint=msg(
            "Nobody reads this until you send it. Then the chair and the officers of your case read it."
        ),
        short=msg("What you write"),
        max_length=4000,
        rows=5,
    )
    may_read = _may_read(
        msg("May the organisation that does it read your words, too? (optional)"),
        msg(
            "It always learns whether you say that it has happened. It reads your words only if you say yes."
        ),
    )


class Replying(PageForm):
    """How a body has had regard to a recommendation."""

    words = Paragraphs(
        msg("What does your organisation do about it?"),
        hint=msg(
            "If it does not follow the recommendation, say why. The chair and the officers of the case read it."
        ),
        missing=msg("Say what your organisation does about it, or why it does not follow it"),
        short=msg("Your reply"),
        max_length=10_000,
        rows=6,
    )
