"""What officers are asked when a case moves to another place, joins another case, or is linked with one."""

from portal.journeys.choices import Choice
from portal.journeys.fields import Line, Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.timing import TO_THEM
from portal.wording import msg


def _reason(label: str, missing: str) -> Paragraphs:
    return Paragraphs(label, hint=TO_THEM, missing=missing, short=msg("The reason"), max_length=4000, rows=4)


class MovingDistrict(PageForm):
    """To which district of the partnership, and why."""

    district = Choice(
        msg("In which district does it happen?"),
        options_from="districts",
        hint=msg("The place where it happens counts, not where the applicant lives."),
        missing=msg("Choose the district"),
    )
    reason = _reason(msg("Why does it belong there?"), msg("Say why it belongs there"))


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
    reason = _reason(msg("Why is it theirs?"), msg("Say why it is theirs"))


class Merging(PageForm):
    """Into which case of the same person this one goes."""

    other = Line(
        msg("Which case goes on?"),
        hint=msg("Its reference, for example CR-7XQ2K-9M. This case is closed, and everything goes along."),
        missing=msg("Enter the reference of the case that goes on"),
        short=msg("The other case"),
        max_length=40,
    )
    reason = _reason(msg("Why are these one application?"), msg("Say why these are one application"))


class Linking(PageForm):
    """With which other case this one belongs, and why; nothing is merged."""

    other = Line(
        msg("With which case does it belong?"),
        hint=msg("Its reference, for example CR-7XQ2K-9M. Both cases stay as they are."),
        missing=msg("Enter the reference of the other case"),
        short=msg("The other case"),
        max_length=40,
    )
    reason = Paragraphs(
        msg("Why do they belong together?"),
        hint=msg("Only people who may see both cases read this."),
        missing=msg("Say why they belong together"),
        short=msg("The reason"),
        max_length=2000,
        rows=4,
    )
