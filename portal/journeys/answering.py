"""What the user of a relevant body is asked about an application."""

from portal.journeys.choices import Choice, Option
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg


class GivingView(PageForm):
    """What a body thinks of the threshold, and what it holds on the reports."""

    view = Choice(
        msg("What does your organisation think?"),
        Option("met", msg("The threshold is met")),
        Option("not_met", msg("The threshold is not met")),
        Option("no_view", msg("We have no view")),
        missing=msg("Choose what your organisation thinks"),
    )
    words = Paragraphs(
        msg("Why, and what do you hold about the reports? (optional)"),
        hint=msg("The decision-maker reads this and may quote it in the letter to the applicant."),
        short=msg("Your words"),
        max_length=10_000,
        rows=8,
    )
