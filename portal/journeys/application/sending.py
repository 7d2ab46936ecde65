"""What the person needs from us, and sending the application."""

from portal.journeys.application.about_you import ON_BEHALF
from portal.journeys.choices import Choice, Many, Option
from portal.journeys.fields import Line, Tick
from portal.journeys.forms import PageForm
from portal.journeys.rewording import Reworded
from portal.wording import msg


class Needs(PageForm):
    """Help the person needs; it binds every later letter and meeting (requirement A8)."""

    language = Choice(
        msg("Which language is easiest for you? (optional)"),
        Option("en", msg("English")),
        Option("cy", "Cymraeg", translate=False, lang="cy"),
        Option("pl", "Polski", translate=False, lang="pl"),
        Option("lt", "Lietuvių", translate=False, lang="lt"),
        Option("pt", "Português", translate=False, lang="pt"),
        Option("ro", "Română", translate=False, lang="ro"),
        Option("other", msg("Another language"), hint=msg("Tell us which one at the end of this page.")),
        reworded=Reworded(ON_BEHALF, msg("Which language is easiest for them? (optional)")),
    )
    needs = Many(
        msg("Do you need any help from us? (optional)"),
        Option("interpreter", msg("An interpreter")),
        Option("bsl", msg("British Sign Language (BSL)")),
        Option("text_relay", msg("Text relay")),
        Option("large_print", msg("Large print")),
        Option("easy_read", msg("Easy words and pictures (easy read)")),
        Option("audio", msg("Audio")),
        Option("braille", msg("Braille")),
        Option("filling_in", msg("Help with forms")),
        Option("companion", msg("Someone with me at meetings")),
        hint=msg("Tick all that apply."),
        reworded=Reworded(
            ON_BEHALF,
            msg("Do they need any help from us? (optional)"),
            options=(Option("companion", msg("Someone with them at meetings")),),
        ),
    )
    needs_other = Line(
        msg("Anything else you need, or your language (optional)"),
        max_length=500,
        room=2,
        reworded=Reworded(ON_BEHALF, msg("Anything else they need, or their language (optional)")),
    )
    evidence_later = Choice(
        msg("Do you have photos, diary sheets or other evidence? (optional)"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        hint=msg("Do not send them now. We will ask you for them in a safe way."),
        inline=True,
        reworded=Reworded(
            ON_BEHALF,
            msg("Are there photos, diary sheets or other evidence? (optional)"),
            hint=msg("Do not send them now. We will ask for them in a safe way."),
        ),
    )


class CheckAnswers(PageForm):
    """The answers to check; it asks nothing."""


class Declaration(PageForm):
    """The person's word that it is true. Who will see it is told, never ticked."""

    true_best = Tick(
        msg("What I have written is true, as far as I know"),
        missing=msg("Tick the box to say that what you have written is true, as far as you know"),
    )
    signed_by = Line(msg("Signature and date"), on_screen=False, room=2)
