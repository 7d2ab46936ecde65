"""What is asked when a case is to end early, when a second person looks at it, and when a case opens again."""

from portal.journeys.choices import Choice, Option
from portal.journeys.fields import Line, Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.reasons import own_reasons, reason_for_the_applicant, reasons_for_the_applicant
from portal.wording import msg


class ProposingEnd(PageForm):
    """Why a case should end, and every try to reach the person."""

    why = Choice(
        msg("Why should the case end?"),
        Option("moved_away", msg("They moved away"), hint=msg("And no longer suffer from it.")),
        Option("died", msg("The person died")),
        Option("cannot_be_reached", msg("They cannot be reached")),
        missing=msg("Choose why the case should end"),
    )
    tries = Paragraphs(
        msg("Every try to reach them"),
        hint=msg(
            "One a line: the day, the way, what came of it. Who told you, if they moved or died. Needed if they "
            "cannot be reached."
        ),
        short=msg("The tries"),
        max_length=4000,
        rows=5,
    )
    reasons = reasons_for_the_applicant()


class SettlingEnd(PageForm):
    """What the second person says of a proposal to end a case."""

    agrees = Choice(
        msg("Do you agree?"),
        Option("yes", msg("Yes, end the case")),
        Option("no", msg("No, the case goes on")),
        missing=msg("Choose whether you agree"),
    )
    reasons = own_reasons(msg("Officers read these words. They do not stand in the letter."))


class SettlingAfterDeath(SettlingEnd):
    """The same where somebody died: nobody writes to their address unless somebody opens letters there."""

    opens_letters = Line(
        msg("Who opens letters and mails there now? (optional)"),
        hint=msg(
            "Only if somebody told you so and it is safe for them: the name and who told you. If you leave this "
            "empty, no letter goes to the address of the person who died."
        ),
        short=msg("Who opens letters"),
        max_length=300,
    )


class Reopening(PageForm):
    """Where the work goes on, and why."""

    at = Choice(
        msg("Where does the work go on?"), options_from="steps", missing=msg("Choose where the work goes on")
    )
    reasons = reason_for_the_applicant(
        msg("Why is the case opened again?"), msg("Say why the case is opened again")
    )
