"""Asking for a call: the few questions that a frightened person answers in three minutes (requirement A15)."""

from portal.journeys.application.about_you import may_leave_message, safe_hours
from portal.journeys.choices import Choice, Option
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Line, Phone
from portal.journeys.forms import PageForm
from portal.wording import msg


class AskForCall(PageForm):
    """Whom to call, on which number, when it is safe; nothing else has to be said."""

    name = Line(
        msg("Which name should we ask for?"),
        hint=msg("It can be a first name only."),
        short=msg("Name to ask for"),
        missing=msg("Enter a name we can ask for"),
        autocomplete="name",
        spellcheck=False,
    )
    phone = Phone(
        msg("Safe phone number"),
        hint=msg("One that nobody else answers, and whose messages nobody else reads."),
        missing=msg("Enter a phone number that is safe"),
        width="20",
    )
    hours = safe_hours()
    voicemail = may_leave_message()
    words = Line(
        msg("What is it about, in one line? (optional)"),
        short=msg("What it is about"),
        hint=msg("We read this before we call you. If you are in danger now, call 999."),
        max_length=200,
    )
    district = Choice(
        msg("Which district is it in? (optional)"),
        Option("unsure", msg("I am not sure")),
        options_from="districts",
        short=msg("District"),
    )


class CallKeyed(AskForCall):
    """The same, written down by somebody who took a message."""

    asked_on = ExactDate(
        msg("On which day did they ask for a call?"),
        hint=msg("The date of their application counts from that day."),
        missing=msg("Enter the day on which they asked for a call"),
        short=msg("The day they asked"),
        past=True,
    )


class NobodyAnswered(PageForm):
    """A try to reach somebody who asked for a call."""

    tried_on = ExactDate(
        msg("On which day did you try?"),
        missing=msg("Enter the day on which you tried"),
        short=msg("The day you tried"),
        past=True,
    )
    words = Line(
        msg("Anything a colleague should know before the next try? (optional)"),
        hint=msg(
            "For example, that the number does not work, or that somebody else answered and you said nothing."
        ),
        short=msg("What a colleague should know"),
        max_length=500,
    )
