"""The application for a case review: the one declaration of its pages and questions.

Question ids are stored and exported: once published they stay. Titles and page ids are neutral, because they
stand in a browser's history; they never say what somebody answered.
"""

from portal.journeys.application.about_you import Home, Name, Reach, StayingSafe, WhoFor, options_of
from portal.journeys.application.behaviour import Effects, NextSteps, Others, People, Place, Story
from portal.journeys.application.reports import REPORTS, Another, Report
from portal.journeys.application.sending import AskUs, CheckAnswers, Declaration, Needs
from portal.journeys.conditions import Answered
from portal.journeys.journey import Journey
from portal.journeys.pages import Page
from portal.wording import msg

__all__ = ["APPLICATION", "options_of"]

YOU = msg("About you")
BEHAVIOUR = msg("What is happening")
TOLD = msg("Who you told")
MORE = msg("More about it")
NEEDS = msg("What you need")
SEND = msg("Check and send")
SKIP = msg("Skip this page")

APPLICATION = Journey(
    name="application",
    pages=(
        Page("start", WhoFor, msg("Your application"), YOU, gate=True),
        Page(
            "ask-us",
            AskUs,
            msg("Contact us"),
            YOU,
            heading=msg("Ask us to help you apply for someone else"),
            when=Answered("for_whom", "someone"),
            kind="stop",
            gate=True,
        ),
        Page("name", Name, msg("Your name"), YOU, heading=msg("What is your name?")),
        Page("contact", Reach, msg("How to reach you"), YOU, heading=msg("Reaching you safely")),
        Page(
            "contact-more",
            StayingSafe,
            msg("More about reaching you"),
            YOU,
            heading=msg("Staying safe when we contact you"),
            skip=SKIP,
        ),
        Page("home", Home, msg("Your address"), YOU, heading=msg("Your home")),
        Page("place", Place, msg("The place"), BEHAVIOUR, heading=msg("Where it is happening")),
        Page("what-happens", Story, msg("In your words"), BEHAVIOUR, heading=msg("What has been going on")),
        Page("report", Report, msg("Dates"), TOLD, heading=msg("A time you told someone")),
        Page(
            "reports",
            Another,
            msg("Your dates so far"),
            TOLD,
            heading=msg("Your reports so far"),
            kind="summary",
        ),
        Page("others", Others, msg("Other homes"), MORE, heading=msg("Who else it affects"), skip=SKIP),
        Page("people", People, msg("Other people"), MORE, heading=msg("Who is causing it"), skip=SKIP),
        Page("effects", Effects, msg("About you and your family"), MORE, heading=msg("How it affects you")),
        Page("next-steps", NextSteps, msg("Next steps"), MORE, heading=msg("What would help"), skip=SKIP),
        Page(
            "needs", Needs, msg("Help you may need"), NEEDS, heading=msg("What you need from us"), skip=SKIP
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
