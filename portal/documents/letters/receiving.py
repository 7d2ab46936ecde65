"""The acknowledgement of an application, with a copy of its answers."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Final

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Bullets, Fact, Facts, Head, Heading, Letter, Paragraph
from portal.documents.letters.facts import AnswerPage, Receipt
from portal.documents.letters.sections import compose, contact_and_support, next_steps
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg

_CHANNELS: Final = {
    "online": msg("We received your application for a case review on the web on %(day)s."),
    "phone": msg("You asked for a case review by phone on %(day)s."),
    "post": msg("We received your application for a case review by post. It counts from %(day)s."),
    "email": msg("We received your application for a case review by email on %(day)s."),
    "in_person": msg("You asked for a case review in person on %(day)s."),
    "call_asked": msg("You asked us for a call on %(day)s. We wrote down what you told us."),
}


def acknowledgement(head: Head, facts: Receipt, _: Translator) -> Letter:
    """The receipt: reference, contact, what happens next, who was given the application, the answers."""
    blocks: tuple[Block, ...] = (
        *_received(head, facts, _),
        *next_steps(
            facts.promises,
            _,
            before=(
                _("The organisations look at what was written for you and at what they know about it.")
                if facts.applicant
                else _(
                    "The organisations look at what you told us and at what they know about your reports."
                ),
            ),
        ),
        Heading(_("Who can see your application"), Part.AVAILABLE_TO),
        Paragraph(_("By law, we must pass your application on to these organisations in your area:")),
        Bullets(facts.bodies, verbatim=True),
        *_still_to_come(facts, _),
        *contact_and_support(head, facts.closing, _),
        *answers(facts.answers, _, applicant=facts.applicant),
    )
    return compose(LetterKind.ACKNOWLEDGEMENT, _("We have your application"), head, blocks, _)


def _still_to_come(facts: Receipt, _: Translator) -> tuple[Block, ...]:
    if facts.placed:
        return ()
    return (
        Paragraph(
            _(
                "We do not know yet in which district it happens. Once we know, we must pass it on to the council "
                "there too."
            )
        ),
    )


def _received(head: Head, facts: Receipt, _: Translator) -> tuple[Block, ...]:
    day = {"day": day_in_words(facts.received_on, _), "name": facts.applicant}
    if facts.applicant:
        came = _("%(name)s asked us on %(day)s for a case review for you.") % day
        keep = _("Your reference is %(reference)s. Please keep it.")
    else:
        came = _(_CHANNELS[facts.channel]) % day
        keep = _("Thank you for telling us. Your reference is %(reference)s. Please keep it.")
    return Paragraph(came), Paragraph(keep % {"reference": head.reference})


def answers(
    pages: tuple[AnswerPage, ...], _: Translator, *, applicant: str | None = None
) -> tuple[Block, ...]:
    """The answers page by page, as the questions were asked and in the words of the answers.

    `applicant` is who gave them for the reader; None when they are the reader's own.
    """
    if applicant:
        heading = _("What was written for you")
        said = _(
            "%(name)s wrote this for you, so “you” in it means them. If something is wrong, tell us and we will add"
            " your correction."
        ) % {"name": applicant}
    else:
        heading = _("Your answers")
        said = _("This is what you told us. If something is wrong, tell us and we will add your correction.")
    blocks: list[Block] = [Heading(heading, Part.ANSWERS), Paragraph(said)]
    # Several pages may ask about one thing, "About you": on paper it is one part, not a heading for each page.
    for title, part in groupby(pages, key=attrgetter("title")):
        given = [answer for page in part for answer in page.answers]
        blocks.append(Heading(title, level=3, verbatim=True))
        blocks.append(Facts(tuple(Fact(answer.question, answer.answer, asked=True) for answer in given)))
    return tuple(blocks)
