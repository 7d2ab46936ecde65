"""How the victim wants to be heard by the panel: asked by the link in the letter, or by an officer on the phone."""

from portal.journeys.choices import Choice, Option
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg

LONGEST_STATEMENT = 10_000


class BeingHeard(PageForm):
    """What the victim is asked by their own link."""

    part = Choice(
        msg("How do you want to take part?"),
        Option(
            "come", msg("I want to come to the meeting"), hint=msg("Somebody you trust can come with you.")
        ),
        Option("online", msg("I want to join by video or phone")),
        Option("send_someone", msg("I want to send somebody for me"), hint=msg("Tell us below who it is.")),
        Option(
            "statement", msg("I want to write a statement"), hint=msg("The panel reads it before it meets.")
        ),
        Option("read_out", msg("I want my words to be read out at the meeting")),
        Option(
            "none",
            msg("I do not want to take part"),
            hint=msg("The panel still looks at your case with care."),
        ),
        missing=msg("Choose how you want to take part"),
    )
    statement = Paragraphs(
        msg("Your statement, or anything we should know (optional)"),
        hint=msg(
            "For example: what has happened to you, what you want to change, what you need to be able to take part. "
            "You can leave this empty now and write it later by the same link."
        ),
        note=msg(
            "Nobody reads this until you send it. Then our office and the chair read it, and the chair shows it to "
            "the panel. If somebody on the panel must not read it, write that first."
        ),
        short=msg("Your statement"),
        max_length=LONGEST_STATEMENT,
        rows=10,
    )


class BeingHeardKeyed(PageForm):
    """The same, keyed by an officer after they spoke with the victim."""

    part = Choice(
        msg("How does the victim want to take part?"),
        Option("come", msg("Come to the meeting")),
        Option("online", msg("Join by video or phone")),
        Option("send_someone", msg("Send somebody for them")),
        Option("statement", msg("Write a statement")),
        Option("read_out", msg("Have their words read out")),
        Option("none", msg("Not take part")),
        missing=msg("Choose how the victim wants to take part"),
    )
    statement = Paragraphs(
        msg("Their statement, or what the panel should know (optional)"),
        hint=msg("In their own words. Read it back to them before you save it."),
        short=msg("Their statement"),
        max_length=LONGEST_STATEMENT,
        rows=10,
    )
