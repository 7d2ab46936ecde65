"""Questions about the person: who applies, how to reach them safely, where they live."""

from collections.abc import Sequence

from portal.area import Partnership
from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import Answered
from portal.journeys.fields import Email, Line, Lines, Phone, Postcode
from portal.journeys.forms import Options, PageForm
from portal.wording import msg

FOR_AN_ORGANISATION = Answered("for_whom", "business", "group")


class WhoFor(PageForm):
    """Whom the application is for; decides which pages follow."""

    for_whom = Choice(
        msg("Who is this application for?"),
        Option("me", msg("Me")),
        Option("households", msg("Me and other households near me")),
        Option("business", msg("My business or organisation")),
        Option("group", msg("Our community group")),
        Option(
            "someone",
            msg("Someone else"),
            hint=msg("You cannot do this online yet. We will tell you how to ask us."),
        ),
        missing=msg("Choose who this application is for"),
    )


class Name(PageForm):
    """The name of the person who applies."""

    name = Line(
        msg("Your full name"), missing=msg("Enter your full name"), autocomplete="name", spellcheck=False
    )
    known_as = Line(
        msg("What should we call you, if it is a different name? (optional)"),
        short=msg("What we should call you"),
        spellcheck=False,
    )
    organisation = Line(
        msg("Name of the business, organisation or group (optional)"),
        when=FOR_AN_ORGANISATION,
        autocomplete="organization",
        spellcheck=False,
    )


class Reach(PageForm):
    """The channels on which a person can be reached safely (requirement A3)."""

    channels = Many(
        msg("How can we contact you safely?"),
        Option("email", msg("Email")),
        Option("phone", msg("Phone call")),
        Option("text", msg("Text message")),
        Option("post", msg("Letter in the post")),
        Option("collect", msg("I will collect letters from an office")),
        Option("trusted", msg("Through someone I trust")),
        Option(
            "none",
            msg("It is not safe to contact me at all"),
            hint=msg("You can still apply. You will have to contact us to hear what happens."),
            alone=True,
        ),
        hint=msg(
            "Tick every way that is safe. Nobody else should be able to see or hear it."
            " We will not use any other way."
        ),
        missing=msg("Choose how we can contact you safely, or choose that it is not safe"),
    )
    email = Email(
        msg("Your email address"),
        missing=msg("Enter your email address, or take away the tick at email"),
        hint=msg("Only if nobody else reads it. Our emails never say what your case is about."),
        under=Answered("channels", "email"),
    )
    address = Lines(
        msg("Address for letters (optional)"),
        hint=msg("If you leave this empty, we will use your home address."),
        under=Answered("channels", "post"),
        room=4,
    )
    trusted_person = Line(
        msg("Name of the person you trust, and their phone number or email"),
        short=msg("The person you trust"),
        missing=msg("Enter the name of the person you trust and how we can reach them"),
        under=Answered("channels", "trusted"),
        spellcheck=False,
    )
    phone = Phone(
        msg("Phone number, if we may call or text you"),
        hint=msg("Only if nobody else answers it or reads the messages."),
        width="20",
    )

    def check_together(self) -> None:
        """A call or a text needs a number."""
        channels: Sequence[str] = self["channels"].data or ()
        if {"phone", "text"} & set(channels) and self["phone"].data is None:
            sentence = msg("Enter a phone number, or take away the ticks at phone call and text message")
            self.refuse("phone", self["phone"].gettext(sentence))


def may_leave_message() -> Choice:
    """May a message be left? Asked of the applicant here and by officers when contact details change."""
    return Choice(
        msg("If nobody answers the phone, may we leave a message?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        inline=True,
    )


def safe_hours() -> Many:
    """When it is safe to call, asked in the same two places."""
    return Many(
        msg("When is it safe to call?"),
        Option("morning", msg("Mornings")),
        Option("afternoon", msg("Afternoons")),
        Option("evening", msg("Evenings")),
        Option("weekend", msg("Weekends")),
        Option("any", msg("At any time"), alone=True),
    )


class StayingSafe(PageForm):
    """What binds everybody who calls, writes or visits."""

    voicemail = may_leave_message()
    hours = safe_hours()
    visit = Choice(
        msg("May anyone visit you at home?"),
        Option("no", msg("No")),
        Option("yes", msg("Yes")),
        Option("plain", msg("Yes, but not in uniform")),
    )
    must_not_know = Line(
        msg("Is there anyone who must not find out?"),
        short=msg("Who must not find out"),
        hint=msg("For example, someone who lives with you or next door."),
        max_length=500,
        room=2,
    )
    words_to_avoid = Line(
        msg("Are there words we should not use?"),
        short=msg("Words we should not use"),
        hint=msg("For example, you may want us to say “the housing team” and not “the case review”."),
        max_length=500,
        room=2,
    )


class Home(PageForm):
    """Where the person lives, and the landlord who may have to be brought in (requirement A6)."""

    home_address = Lines(
        msg("Your address (optional)"),
        hint=msg("Leave this empty if you have no fixed home."),
        autocomplete="street-address",
        room=4,
    )
    home_postcode = Postcode(msg("Postcode (optional)"))
    tenure = Choice(
        msg("Do you own or rent your home? (optional)"),
        Option("own", msg("I own it")),
        Option("council", msg("I rent it from the council")),
        Option("housing_association", msg("I rent it from a housing association")),
        Option("private", msg("I rent it from a private landlord")),
        Option("family", msg("I live with family or friends")),
        Option("none", msg("I have no fixed home")),
        Option("other", msg("Something else")),
    )
    landlord = Line(
        msg("Name of your landlord, if you rent (optional)"),
        hint=msg("Housing associations have to help with a case review."),
        spellcheck=False,
    )


def options_of(partnership: Partnership) -> Options:
    """The choices that come from the area: its districts."""
    return {"districts": tuple(Option(one.key, one.name, translate=False) for one in partnership.districts)}
