"""The appeal: the one declaration of its pages and questions.

Ids are stored: once published they stay. Titles and page ids are neutral, because they stand in a browser's history.
Source: Schedule 4 paragraph 3 (a person may be dissatisfied with how the application was dealt with or how the review
was carried out); it names no grounds, so a list of grounds is the area's own and ticking none is no fault.
"""

from portal.area import Partnership
from portal.journeys.choices import Many, Option
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import Options, PageForm
from portal.journeys.journey import Journey
from portal.journeys.pages import Page
from portal.wording import msg

READ_WHEN = msg("Nobody reads this until you send it. Then the person who hears your appeal reads it.")


class Reasons(PageForm):
    """Why somebody thinks it went wrong."""

    grounds = Many(
        msg("Which of these fits? (optional)"),
        options_from="grounds",
        needs_list=True,
        hint=msg("Tick all that fit. If none fits, leave them empty."),
        short=msg("What fits"),
    )
    words = Paragraphs(
        msg("Tell us why, in your own words"),
        hint=msg("What should have been done, or not been done? Did something you told us get left out?"),
        note=READ_WHEN,
        missing=msg("Tell us why you think it went wrong"),
        short=msg("What you write"),
        max_length=10_000,
        rows=10,
    )


class Wanted(PageForm):
    """What somebody wants to come of it."""

    wanted = Paragraphs(
        msg("What do you want to happen? (optional)"),
        hint=msg("For example, that the organisations decide again, or that the panel hears you."),
        note=READ_WHEN,
        short=msg("What you write"),
        max_length=4000,
        rows=6,
    )


class CheckAppeal(PageForm):
    """The answers are shown and sent; nothing more is asked."""


SECTION = msg("Your appeal")
APPEAL = Journey(
    name="appeal",
    pages=(
        Page("reasons", Reasons, msg("Your reasons"), SECTION, heading=msg("Why you think it went wrong")),
        Page("next-steps", Wanted, msg("Next steps"), SECTION),
        Page(
            "check",
            CheckAppeal,
            msg("Check your answers"),
            SECTION,
            heading=msg("Check your answers before you send them"),
            kind="check",
        ),
    ),
)


def options_of(partnership: Partnership) -> Options:
    """Return the choices of an appeal that come from the area file.

    A ground is stored in its own words, so that what somebody ticked stays what they read when the list changes.
    """
    return {
        "grounds": tuple(Option(ground, ground, translate=False) for ground in partnership.appeal.grounds)
    }
