"""The application for a case review: the one declaration of its pages and questions.

Question ids are stored and exported: once published they stay. Titles and page ids are neutral, because they
stand in a browser's history; they never say what somebody answered. A title is the first thing that a screen
reader says, and the same for everybody: on a page that is also asked about another person it says nothing of "you".
"""

from portal.journeys.application.about_you import (
    ON_BEHALF,
    Home,
    Name,
    Reach,
    StayingSafe,
    WhoFor,
    options_of,
)
from portal.journeys.application.acting import Agreement, YourContact, YourPart
from portal.journeys.application.behaviour import Effects, NextSteps, Others, People, Place, Story
from portal.journeys.application.reports import REPORTS, Another, Report
from portal.journeys.application.sending import CheckAnswers, Declaration, Needs
from portal.journeys.journey import Journey
from portal.journeys.pages import Page
from portal.journeys.rewording import Retitled
from portal.wording import msg

__all__ = ["APPLICATION", "ON_BEHALF", "options_of"]

YOU = msg("About you")
BEHAVIOUR = msg("What is happening")
TOLD = msg("Who you told")
MORE = msg("More about it")
NEEDS = msg("What you need")
SEND = msg("Check and send")
SKIP = msg("Skip this page")
THEM = msg("About the person you act for")


def _of_them(heading: str | None = None, section: str | None = THEM) -> Retitled:
    """How a page is headed for somebody who applies for another person."""
    return Retitled(ON_BEHALF, heading, section)


APPLICATION = Journey(
    name="application",
    pages=(
        Page("start", WhoFor, msg("Your application"), YOU, gate=True),
        Page(
            "your-part",
            YourPart,
            msg("Your part"),
            YOU,
            heading=msg("You and the person you act for"),
            when=ON_BEHALF,
        ),
        Page(
            "your-contact",
            YourContact,
            msg("Your own contact details"),
            YOU,
            heading=msg("Reaching you yourself"),
            when=ON_BEHALF,
        ),
        Page(
            "agreement",
            Agreement,
            msg("Agreement"),
            YOU,
            heading=msg("Do they agree?"),
            when=ON_BEHALF,
        ),
        Page(
            "name",
            Name,
            msg("Name"),
            YOU,
            heading=msg("What is your name?"),
            retitled=_of_them(msg("What is their name?")),
        ),
        Page(
            "contact",
            Reach,
            msg("Contact details"),
            YOU,
            heading=msg("Reaching you safely"),
            retitled=_of_them(msg("Reaching them safely")),
        ),
        Page(
            "contact-more",
            StayingSafe,
            msg("More about contact"),
            YOU,
            heading=msg("Staying safe when we contact you"),
            skip=SKIP,
            retitled=_of_them(msg("Keeping them safe when we contact them")),
        ),
        Page(
            "home",
            Home,
            msg("Address"),
            YOU,
            heading=msg("Your home"),
            retitled=_of_them(msg("Their home")),
        ),
        Page("place", Place, msg("The place"), BEHAVIOUR, heading=msg("Where it is happening")),
        Page("what-happens", Story, msg("In your words"), BEHAVIOUR, heading=msg("What has been going on")),
        Page(
            "report",
            Report,
            msg("Dates"),
            TOLD,
            heading=msg("A time you told someone"),
            retitled=_of_them(msg("A time someone was told"), msg("Who was told")),
        ),
        Page(
            "reports",
            Another,
            msg("Dates so far"),
            TOLD,
            heading=msg("Your reports so far"),
            kind="summary",
            retitled=_of_them(msg("The reports so far"), msg("Who was told")),
        ),
        Page("others", Others, msg("Other homes"), MORE, heading=msg("Who else it affects"), skip=SKIP),
        Page("people", People, msg("Other people"), MORE, heading=msg("Who is causing it"), skip=SKIP),
        Page(
            "effects",
            Effects,
            msg("Everyday life"),
            MORE,
            heading=msg("How it affects you"),
            retitled=_of_them(msg("How it affects them"), None),
        ),
        Page("next-steps", NextSteps, msg("Next steps"), MORE, heading=msg("What would help"), skip=SKIP),
        Page(
            "needs",
            Needs,
            msg("Help needed"),
            NEEDS,
            heading=msg("What you need from us"),
            skip=SKIP,
            retitled=_of_them(msg("What they need from us"), msg("What they need")),
        ),
        Page(
            "check",
            CheckAnswers,
            msg("Check your answers"),
            SEND,
            heading=msg("Check your answers"),
            kind="check",
        ),
        Page("send", Declaration, msg("Send"), SEND, heading=msg("Send your application")),
    ),
    groups=(REPORTS,),
)
