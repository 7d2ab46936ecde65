"""Letters about an application that somebody made for another person: does that person agree?

Whoever applied learns nothing of the other person before that person agreed (requirement A12), so the letters to them
hold no name and no word of the application.
"""

from __future__ import annotations

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Bullets, Head, Heading, Letter, Paragraph
from portal.documents.letters.facts import ConsentAsked, ConsentOutcome, Waiting
from portal.documents.letters.sections import compose, contact_and_support, next_steps
from portal.documents.required import LetterKind, Part
from portal.wording import Translator


def consent_asked(head: Head, facts: ConsentAsked, _: Translator) -> Letter:
    """Asks the person whether they agree: what was asked for, who would see it, and that they decide."""
    asked = {"name": facts.applicant, "day": day_in_words(facts.received_on, _)}
    blocks: tuple[Block, ...] = (
        Paragraph(
            _(
                "On %(day)s, %(name)s asked us to help with anti-social behaviour that you may have had to "
                "put up with. They asked for a case review for you."
            )
            % asked
        ),
        Heading(_("You decide"), Part.DECISION),
        Paragraph(
            _("We would like to know from you whether you want this. There is no right or wrong answer.")
        ),
        Bullets(
            (
                _("If you agree, the organisations below look at it together."),
                _("If you do not agree, we stop. Nobody is told why."),
                _(
                    "If you are not sure yet, you can take your time. Nothing is lost: the first day still counts."
                ),
            )
        ),
        Heading(_("Who would see it"), Part.AVAILABLE_TO),
        Paragraph(_("Until you agree, none of these organisations gets it:")),
        Bullets(facts.bodies, verbatim=True),
        *next_steps(
            (),
            _,
            before=(
                _(
                    "Call or write to us when it is safe for you. Your contact reads to you what was written for you."
                ),
                _("You can change it, or tell us that you are worried about somebody at one of them."),
                _("You can agree and still say that nobody else should be told how it goes on."),
                _(
                    "If we do not hear from you, we try again in a way that is safe. You do not have to answer."
                ),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.CONSENT_ASKED, _("A question for you"), head, blocks, _)


def waiting_for_consent(head: Head, facts: Waiting, _: Translator) -> Letter:
    """The bare receipt for whoever applied: the reference, and that the person is asked."""
    blocks: tuple[Block, ...] = (
        Heading(_("We have what you sent us"), Part.DECISION),
        Paragraph(
            _("We received it on %(day)s. That day counts.") % {"day": day_in_words(facts.received_on, _)}
        ),
        Paragraph(_("Your reference is %(reference)s. Please keep it.") % {"reference": head.reference}),
        *next_steps(
            (),
            _,
            before=(
                _(
                    "We ask the person whether they agree, in a way that is safe for them. Please leave that to us."
                ),
                _("Until they agree, we can tell you nothing about them or about what we do."),
                _("If they do not answer, we try again. Nothing ends because somebody did not answer."),
                _("If you learn that somebody is in danger, ring 999. Then tell us."),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.WAITING_FOR_CONSENT, _("We have what you sent us"), head, blocks, _)


def consent_outcome(head: Head, facts: ConsentOutcome, _: Translator) -> Letter:
    """Tells whoever applied that it goes on, or that they hear no more; the second says no more than that."""
    if facts.result == "goes on":
        said = _("The person you act for has agreed. We now look at what you sent us.")
        then: tuple[str, ...] = (
            _("You get our decisions too. What is for the other person alone, we send only to them."),
            _("They can change their mind at any time. Then we write only to them."),
        )
    else:
        said = _("Thank you for telling us. We have done what we can do with what you sent us.")
        then = (
            _("We cannot tell you more, and you will get no more letters about it from us."),
            _("This does not mean that you did anything wrong. It was right to tell us."),
            _("If you see or hear something that worries you, you can report it at any time."),
        )
    blocks: tuple[Block, ...] = (
        Heading(_("Where it stands"), Part.DECISION),
        Paragraph(said),
        *next_steps((), _, before=then),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.CONSENT_OUTCOME, _("About what you sent us"), head, blocks, _)
