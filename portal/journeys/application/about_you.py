"""Questions about the person: who applies, how to reach them safely, where they live."""

from collections.abc import Sequence

from portal.area import Partnership
from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import Answered
from portal.journeys.fields import Email, Line, Lines, Phone, Postcode
from portal.journeys.forms import Options, PageForm
from portal.journeys.rewording import Reworded
from portal.wording import msg

ON_BEHALF = Answered("for_whom", "someone")
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
            hint=msg(
                "For example a relative, a friend, someone you care for or work with, or a constituent."
            ),
        ),
        missing=msg("Choose who this application is for"),
    )


class Name(PageForm):
    """The name of the person who applies."""

    name = Line(
        msg("Your full name"),
        missing=msg("Enter your full name"),
        autocomplete="name",
        spellcheck=False,
        reworded=Reworded(ON_BEHALF, msg("Their full name"), missing=msg("Enter their full name")),
    )
    known_as = Line(
        msg("What should we call you, if it is a different name? (optional)"),
        short=msg("What we should call you"),
        spellcheck=False,
        reworded=Reworded(
            ON_BEHALF,
            msg("What should we call them, if it is a different name? (optional)"),
            short=msg("What we should call them"),
        ),
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
        reworded=Reworded(
            ON_BEHALF,
            msg("How can we contact them safely?"),
            hint=msg(
                "Tick only what you know is safe for them. Nobody else should be able to see or hear it, also not"
                " somebody who lives with them. We will not use any other way."
            ),
            missing=msg("Choose how we can contact them safely, or choose that it is not safe"),
            options=(
                Option("collect", msg("They will collect letters from an office")),
                Option("trusted", msg("Through someone they trust")),
                Option(
                    "none",
                    msg("It is not safe to contact them, or I do not know a safe way"),
                    hint=msg("You can still go on. We will look for a safe way together with you."),
                    alone=True,
                ),
            ),
        ),
    )
    email = Email(
        msg("Your email address"),
        missing=msg("Enter your email address, or take away the tick at email"),
        hint=msg("Only if nobody else reads it. Our emails never say what your case is about."),
        under=Answered("channels", "email"),
        reworded=Reworded(
            ON_BEHALF,
            msg("Their own email address"),
            hint=msg("Only if nobody else reads it, not even you. Our emails never say what it is about."),
            missing=msg("Enter their email address, or take away the tick at email"),
        ),
    )
    address = Lines(
        msg("Address for letters (optional)"),
        hint=msg("If you leave this empty, we will use your home address."),
        under=Answered("channels", "post"),
        room=4,
        reworded=Reworded(ON_BEHALF, hint=msg("If you leave this empty, we will use their home address.")),
    )
    trusted_person = Line(
        msg("Name of the person you trust, and their phone number or email"),
        short=msg("The person you trust"),
        missing=msg("Enter the name of the person you trust and how we can reach them"),
        under=Answered("channels", "trusted"),
        spellcheck=False,
        reworded=Reworded(
            ON_BEHALF,
            msg("Name of the person they trust, and their phone number or email"),
            short=msg("The person they trust"),
            missing=msg("Enter the name of the person they trust and how we can reach them"),
        ),
    )
    phone = Phone(
        msg("Phone number, if we may call or text you"),
        hint=msg("Only if nobody else answers it or reads the messages."),
        width="20",
        reworded=Reworded(ON_BEHALF, msg("Their phone number, if we may call or text them")),
    )

    def check_together(self) -> None:
        """A call or a text needs a number; and somebody who acts for another gives the other's own contacts."""
        self._not_the_representatives_own()
        calls_need_a_number(self)

    def _not_the_representatives_own(self) -> None:
        """Nobody answers for the person they act for: whether they agree is asked at a contact of their own."""
        answers = self.meta.asking.answers
        for name in ("email", "phone") if ON_BEHALF.holds(answers) else ():
            given, own = self[name].data, answers.get(f"rep_{name}")
            if given and own and _plain(str(given)) == _plain(str(own)):
                sentence = msg("You gave this as your own. Give one that only they use, or leave it out")
                self.refuse(name, self[name].gettext(sentence))


def _plain(contact: str) -> str:
    return "".join(contact.split()).casefold()


def calls_need_a_number(form: PageForm) -> None:
    """Refuse a call or a text without a number, asked of the applicant here and by officers when that changes."""
    channels: Sequence[str] = form["channels"].data or ()
    if {"phone", "text"} & set(channels) and form["phone"].data is None:
        sentence = msg("Enter a phone number, or take away the ticks at phone call and text message")
        form.refuse("phone", form["phone"].gettext(sentence))


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
        reworded=Reworded(ON_BEHALF, msg("When is it safe to call them?")),
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
        reworded=Reworded(ON_BEHALF, msg("May anyone visit them at home?")),
    )
    must_not_know = Line(
        msg("Is there anyone who must not find out?"),
        short=msg("Who must not find out"),
        hint=msg("For example, someone who lives with you or next door."),
        max_length=500,
        room=2,
        reworded=Reworded(ON_BEHALF, hint=msg("For example, someone who lives with them or next door.")),
    )
    words_to_avoid = Line(
        msg("Are there words we should not use?"),
        short=msg("Words we should not use"),
        hint=msg("For example, you may want us to say “the housing team” and not “the case review”."),
        max_length=500,
        room=2,
        reworded=Reworded(
            ON_BEHALF,
            hint=msg("For example, it may be safer to say “the housing team” and not “the case review”."),
        ),
    )


class Home(PageForm):
    """Where the person lives, and the landlord who may have to be brought in (requirement A6)."""

    home_address = Lines(
        msg("Your address (optional)"),
        hint=msg("Leave this empty if you have no fixed home."),
        autocomplete="street-address",
        room=4,
        reworded=Reworded(
            ON_BEHALF,
            msg("Their address (optional)"),
            hint=msg("Leave this empty if they have no fixed home."),
        ),
    )
    home_postcode = Postcode(msg("Postcode (optional)"), reworded=Reworded(ON_BEHALF))
    tenure = Choice(
        msg("Do you own or rent your home? (optional)"),
        Option("own", msg("I own it")),
        Option("council", msg("I rent it from the council")),
        Option("housing_association", msg("I rent it from a housing association")),
        Option("private", msg("I rent it from a private landlord")),
        Option("family", msg("I live with family or friends")),
        Option("none", msg("I have no fixed home")),
        Option("other", msg("Something else")),
        reworded=Reworded(
            ON_BEHALF,
            msg("Do they own or rent their home? (optional)"),
            options=(
                Option("own", msg("They own it")),
                Option("council", msg("They rent it from the council")),
                Option("housing_association", msg("They rent it from a housing association")),
                Option("private", msg("They rent it from a private landlord")),
                Option("family", msg("They live with family or friends")),
                Option("none", msg("They have no fixed home")),
            ),
        ),
    )
    landlord = Line(
        msg("Name of your landlord, if you rent (optional)"),
        hint=msg("Housing associations have to help with a case review."),
        spellcheck=False,
        reworded=Reworded(ON_BEHALF, msg("Name of their landlord, if they rent (optional)")),
    )


def options_of(partnership: Partnership) -> Options:
    """The choices that come from the area: its districts."""
    return {"districts": tuple(Option(one.key, one.name, translate=False) for one in partnership.districts)}
