"""Reasons that somebody writes down: for the applicant to read, or for those who look at a case."""

from portal.journeys.fields import Paragraphs
from portal.wording import msg

TO_THEM = msg(
    "The applicant will read these words. Write to them as “you”, in short sentences, and do not name the person "
    "complained of or anybody who gave information."
)


def reasons_for_the_applicant() -> Paragraphs:
    """The reasons of a decision, as the letter gives them."""
    return Paragraphs(
        msg("Your reasons"),
        hint=TO_THEM,
        missing=msg("Enter your reasons"),
        short=msg("Your reasons"),
        max_length=10_000,
        rows=10,
    )


def reason_for_the_applicant(label: str, missing: str) -> Paragraphs:
    """Why something about a case changes, as the letter says it."""
    return Paragraphs(label, hint=TO_THEM, missing=missing, short=msg("The reason"), max_length=4000, rows=4)


def own_reasons(hint: str = "") -> Paragraphs:
    """What the second person of a step says who agrees, or sends it back."""
    return Paragraphs(
        msg("Your own reasons"),
        hint=hint,
        missing=msg("Enter your own reasons"),
        short=msg("Your reasons"),
        max_length=10_000,
        rows=6,
    )
