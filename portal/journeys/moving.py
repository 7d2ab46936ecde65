"""What officers are asked when a case moves to another place, joins another case, or is linked with one."""

from portal.journeys.fields import Line, Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.noting import Placing
from portal.journeys.reasons import reason_for_the_applicant
from portal.wording import msg


def _other_case(label: str, hint: str, missing: str) -> Line:
    return Line(label, hint=hint, missing=missing, short=msg("The other case"), max_length=40)


class MovingDistrict(Placing):
    """To which district of the partnership, and why."""

    reason = reason_for_the_applicant(msg("Why does it belong there?"), msg("Say why it belongs there"))


class MovingOut(PageForm):
    """Who outside the partnership takes it on, and why."""

    authority = Line(
        msg("Who has to deal with it?"),
        hint=msg("The name of the other council or partnership"),
        missing=msg("Enter who has to deal with it"),
        short=msg("Who"),
        max_length=200,
    )
    reach = Line(
        msg("How can the applicant reach them?"),
        hint=msg("A phone number, an email address or a web address"),
        missing=msg("Enter how the applicant can reach them"),
        short=msg("How to reach them"),
        max_length=300,
    )
    reason = reason_for_the_applicant(msg("Why is it theirs?"), msg("Say why it is theirs"))


class Merging(PageForm):
    """Into which case of the same person this one goes."""

    other = _other_case(
        msg("Which case goes on?"),
        msg("Its reference, for example CR-7K3MQ-2F80. This case is closed, and everything goes along."),
        msg("Enter the reference of the case that goes on"),
    )
    reason = reason_for_the_applicant(
        msg("Why are these one application?"), msg("Say why these are one application")
    )


class Linking(PageForm):
    """With which other case this one belongs, and why; nothing is merged."""

    other = _other_case(
        msg("With which case does it belong?"),
        msg("Its reference, for example CR-7K3MQ-2F80. Both cases stay as they are."),
        msg("Enter the reference of the other case"),
    )
    reason = Paragraphs(
        msg("Why do they belong together?"),
        hint=msg("Only people who may see both cases read this."),
        missing=msg("Say why they belong together"),
        short=msg("The reason"),
        max_length=2000,
        rows=4,
    )
