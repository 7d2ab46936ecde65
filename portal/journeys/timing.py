"""What officers are asked when they stop the clocks of a case or give one of them more time."""

from portal.journeys.choices import Choice
from portal.journeys.dates import ExactDate
from portal.journeys.forms import PageForm
from portal.journeys.reasons import reason_for_the_applicant
from portal.wording import msg


class Pausing(PageForm):
    """Why the clocks stand still."""

    reason = reason_for_the_applicant(msg("What do you wait for?"), msg("Say what you wait for"))


class Extending(PageForm):
    """Which clock gets more time, until when, and why."""

    clock = Choice(
        msg("Which clock needs more time?"), options_from="clocks", missing=msg("Choose which clock")
    )
    due_on = ExactDate(
        msg("What is the new day?"),
        hint=msg("The last day in time. It must be later than the day that was set before."),
        missing=msg("Enter the new day"),
        short=msg("The new day"),
    )
    reason = reason_for_the_applicant(msg("Why is more time needed?"), msg("Say why more time is needed"))
