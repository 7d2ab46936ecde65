"""Questions to somebody who applies for another person: who they are, and what shows that they may (requirement A12).

The Act lets any person apply (s104(1)); that the person concerned agrees is asked for by the statutory guidance.
"""

from portal.journeys.application.about_you import ON_BEHALF
from portal.journeys.application.behaviour import READ_LATER
from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import Answered, Answers
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Email, Line, Lines, Paragraphs, Phone
from portal.journeys.forms import PageForm
from portal.wording import msg

ELECTED = ("councillor", "mp")
# Ids of the answers by which the representative is reached; they concern nobody but the office.
REACHING_THEM = ("rep_channels", "rep_email", "rep_phone", "rep_address")


class YourPart(PageForm):
    """Who applies, and what they are to the person."""

    relation = Choice(
        msg("Who are you to the person you act for?"),
        Option("carer", msg("Their carer")),
        Option("family", msg("A relative")),
        Option("friend", msg("A friend or neighbour")),
        Option("councillor", msg("Their councillor")),
        Option("mp", msg("Their Member of Parliament (MP), or from the MP’s office")),
        Option("professional", msg("I work with them, or for an organisation that helps them")),
        Option("other", msg("Somebody else")),
        missing=msg("Choose who you are to the person you act for"),
    )
    rep_name = Line(
        msg("Your own full name"),
        missing=msg("Enter your own full name"),
        autocomplete="name",
        spellcheck=False,
    )
    rep_organisation = Line(
        msg("Your organisation or office (optional)"),
        hint=msg("For example, the council, charity or landlord you work for."),
        short=msg("Your organisation"),
        autocomplete="organization",
        spellcheck=False,
    )


class YourContact(PageForm):
    """How the representative can be reached safely: the same care as for the person concerned."""

    rep_channels = Many(
        msg("How can we contact you, yourself?"),
        Option("email", msg("Email")),
        Option("phone", msg("Phone call")),
        Option("post", msg("Letter in the post")),
        Option(
            "none",
            msg("It is not safe to contact me at all"),
            hint=msg("You can still go on. You will have to contact us to hear what happens."),
            alone=True,
        ),
        hint=msg("Tick every way that is safe for you and for the person you act for."),
        missing=msg("Choose how we can contact you, or choose that it is not safe"),
        short=msg("How we can contact you"),
    )
    rep_email = Email(
        msg("Your own email address"),
        missing=msg("Enter your email address, or take away the tick at email"),
        hint=msg("Our emails never say what it is about."),
        short=msg("Your email address"),
        under=Answered("rep_channels", "email"),
    )
    rep_phone = Phone(
        msg("Your own phone number"),
        missing=msg("Enter your phone number, or take away the tick at phone call"),
        short=msg("Your phone number"),
        under=Answered("rep_channels", "phone"),
        width="20",
    )
    rep_address = Lines(
        msg("Your own address for letters"),
        missing=msg("Enter your address, or take away the tick at letter"),
        short=msg("Your address for letters"),
        under=Answered("rep_channels", "post"),
        autocomplete="street-address",
        room=4,
    )


class Agreement(PageForm):
    """What shows that the representative may act. It decides what happens first, never whether they may send it."""

    consent_state = Choice(
        msg("Does the person know about this application, and do they agree?"),
        Option("asked", msg("Yes. They asked me to apply for them")),
        Option("together", msg("Yes. They are with me now and agree")),
        Option("signed", msg("Yes. They signed a form or a letter for me")),
        Option("attorney", msg("I have a power of attorney, or a court made me their deputy")),
        Option("parent", msg("They are under 18, and I am their parent or guardian")),
        Option(
            "cannot_decide",
            msg("They cannot decide this for themselves"),
            hint=msg("For example, because of an illness or a disability."),
        ),
        Option("ask_them", msg("I have not asked them, or they are not sure. Please ask them")),
        Option(
            "cannot_ask",
            msg("I cannot ask them safely, and I am worried about them"),
            hint=msg("We will look at this first. If somebody is in danger now, call 999."),
        ),
        missing=msg("Choose what fits best"),
        short=msg("Whether they agree"),
    )
    consent_date = ExactDate(
        msg("On which day did they ask you?"),
        past=True,
        missing=msg("Enter the day on which they asked you"),
        short=msg("The day they asked you"),
        under=Answered("consent_state", "asked"),
    )
    consent_how = Choice(
        msg("How did they ask you?"),
        Option("in_person", msg("In person, for example at a surgery")),
        Option("phone", msg("By phone")),
        Option("written", msg("By letter, email or message")),
        missing=msg("Choose how they asked you"),
        short=msg("How they asked you"),
        under=Answered("consent_state", "asked"),
    )
    signed_on = ExactDate(
        msg("On which day did they sign it?"),
        hint=msg("Keep it. We will ask you to show it to us."),
        past=True,
        missing=msg("Enter the day on which they signed"),
        short=msg("The day they signed"),
        under=Answered("consent_state", "signed"),
    )
    consent_words = Paragraphs(
        msg("Is there anything we should know before we speak with them? (optional)"),
        hint=msg("For example, how to speak with them without putting them at risk, or who can help."),
        short=msg("What we should know first"),
        note=READ_LATER,
        rows=4,
        max_length=2000,
        room=4,
    )


def agreed_at_first(answers: Answers) -> str:
    """Return the state of consent with which an application arrives, a code of the table of consents.

    "not_needed" for somebody's own; "given" or "child" where the word of the representative suffices until an officer
    has checked it; "sought" where the person is asked first. An elected representative's record that a constituent
    asked them suffices (Data Protection Act 2018, Schedule 1 paragraphs 23 and 24).
    """
    if not ON_BEHALF.holds(answers):
        return "not_needed"
    said = answers.get("consent_state")
    if said == "parent":
        return "child"
    if said in ("together", "signed", "attorney") or (said == "asked" and answers.get("relation") in ELECTED):
        return "given"
    return "sought"
