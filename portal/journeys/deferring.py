"""What is asked when a decision is put off, and when the case is taken up again."""

from portal.journeys.choices import Choice
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.deciding import safe_contact_was_read
from portal.journeys.fields import Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.reasons import reasons_for_the_applicant
from portal.wording import msg


class Deferring(PageForm):
    """A decision to put off: under which published rule, until when, and why."""

    rule = Choice(
        msg("Which published rule puts the decision off?"),
        options_from="rules",
        missing=msg("Choose the published rule"),
    )
    look_again_on = ExactDate(
        msg("On which day will you look again?"),
        hint=msg("The letter promises this day. It is no later than six months from today."),
        missing=msg("Enter the day on which you will look again"),
        short=msg("The day to look again"),
    )
    reasons = reasons_for_the_applicant()
    safe_contact = safe_contact_was_read()


class LookingAgain(PageForm):
    """Taking a case up again; before its day with what has changed."""

    why = Paragraphs(
        msg("What has changed since?"),
        hint=msg("The day to look again has not come yet. Say what news there is."),
        missing=msg("Say what has changed"),
        short=msg("What has changed"),
        max_length=4000,
        rows=4,
        when=Answered("due", "no"),
    )
