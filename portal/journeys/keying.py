"""What officers key for people who rang, wrote or came instead of using their link."""

from portal.journeys.choices import Choice, Option
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.wording import msg

HEARD = (
    Option("phone", msg("By phone")),
    Option("post", msg("By post")),
    Option("email", msg("By email")),
    Option("in_person", msg("In person")),
)


class CommentKeyed(PageForm):
    """What the victim said to an officer about the draft plan."""

    heard = Choice(
        msg("How did they tell us?"),
        *HEARD,
        missing=msg("Choose how they told us"),
        short=msg("How they told us"),
    )
    told_on = ExactDate(
        msg("On which day did they tell us?"),
        past=True,
        missing=msg("Enter the day they told us"),
        short=msg("The day"),
    )
    agrees = Choice(
        msg("Is the plan right for them?"),
        Option("yes", msg("They agree with the plan")),
        Option("no", msg("They want something changed")),
        missing=msg("Choose whether the plan is right for them"),
    )
    words = Paragraphs(
        msg("What should be different, or what else should the panel know?"),
        hint=msg("In their own words. Read it back to them before you save it."),
        short=msg("Their words"),
        max_length=4000,
        rows=8,
    )
