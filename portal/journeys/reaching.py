"""How somebody can be reached safely from now on, keyed by an officer after they said so (requirement A3).

The ids and codes are those of the application form, because both are kept in the same rows.
"""

from portal.journeys.application.about_you import calls_need_a_number, may_leave_message, safe_hours
from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import Answered
from portal.journeys.fields import Email, Line, Lines, Phone
from portal.journeys.forms import PageForm
from portal.wording import msg


class Reaching(PageForm):
    """Every way that is safe now, and what binds everybody who uses it."""

    channels = Many(
        msg("How can we contact them safely?"),
        Option("email", msg("Email")),
        Option("phone", msg("Phone call")),
        Option("text", msg("Text message")),
        Option("post", msg("Letter in the post")),
        Option("collect", msg("They collect letters from an office")),
        Option("trusted", msg("Through someone they trust")),
        Option("none", msg("It is not safe to contact them at all"), alone=True),
        hint=msg("Tick only what they say is safe now. We will not use any other way."),
        missing=msg("Choose how we can contact them safely, or choose that it is not safe"),
        short=msg("Safe ways"),
    )
    email = Email(
        msg("Their email address"),
        missing=msg("Enter their email address, or take away the tick at email"),
        hint=msg("Only if nobody else reads it."),
        under=Answered("channels", "email"),
        autocomplete="off",
    )
    address = Lines(
        msg("Address for letters"),
        missing=msg("Enter the address for letters, or take away the tick at letter"),
        under=Answered("channels", "post"),
    )
    trusted_person = Line(
        msg("Name of the person they trust, and their phone number or email"),
        short=msg("The person they trust"),
        missing=msg("Enter the name of the person they trust and how we can reach them"),
        under=Answered("channels", "trusted"),
        spellcheck=False,
    )
    phone = Phone(
        msg("Phone number, if we may call or text them"),
        hint=msg("Only if nobody else answers it or reads the messages."),
        short=msg("Phone number"),
        width="20",
        autocomplete="off",
    )
    voicemail = may_leave_message()
    hours = safe_hours()
    visit = Choice(
        msg("May anyone visit them at home?"),
        Option("no", msg("No")),
        Option("yes", msg("Yes")),
        Option("plain", msg("Yes, but not in uniform")),
    )
    share_post = Choice(
        msg("Can the person said to cause it get at their letters?"),
        Option("yes", msg("Yes, or they are not sure"), hint=msg("Then nothing goes by post.")),
        Option("no", msg("No")),
        missing=msg("Choose whether the person said to cause it can get at their letters"),
    )
    must_not_know = Line(
        msg("Is there anyone who must not find out?"), short=msg("Who must not find out"), max_length=500
    )
    words_to_avoid = Line(
        msg("Are there words we should not use?"),
        short=msg("Words we should not use"),
        hint=msg("Separate them with commas."),
        max_length=500,
    )

    def check_together(self) -> None:
        """A call or a text needs a number."""
        calls_need_a_number(self)
