"""The appeal: received, accepted with who decides and why they are independent, decided with what happens
next.

Source: Schedule 4 para 3 (the procedures must say what happens when an applicant is dissatisfied, at both
stages).
"""

from __future__ import annotations

from typing import Final

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Fact, Facts, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.facts import AppealAccepted, AppealDecided, AppealReceived, Promise
from portal.documents.letters.review import recommendations
from portal.documents.letters.sections import (
    complaint_routes,
    compose,
    contact_and_support,
    next_steps,
    typed,
)
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg

_ABOUT: Final = {
    "threshold": msg("Your appeal is about how your application was dealt with."),
    "review": msg("Your appeal is about how the case review was done."),
}
_RESULTS: Final = {
    ("sent back", "threshold"): msg(
        "Your appeal is upheld. It goes back to the organisations, who must decide again."
    ),
    ("sent back", "review"): msg(
        "Your appeal is upheld. The case goes back to the panel, who must look at it again."
    ),
    ("reversed", "threshold"): msg("Your appeal is upheld. There will be a case review."),
    ("reversed", "review"): msg("Your appeal is upheld. The decision is changed."),
    ("recommended", "threshold"): msg("The decision stands, but your appeal leads to recommendations."),
    ("recommended", "review"): msg("The outcome stands, but your appeal leads to recommendations."),
    ("partly upheld", "threshold"): msg("Your appeal is upheld in part."),
    ("partly upheld", "review"): msg("Your appeal is upheld in part."),
    ("not upheld", "threshold"): msg("Your appeal is not upheld. The decision stays as it is."),
    ("not upheld", "review"): msg("Your appeal is not upheld. The outcome of the review stays as it is."),
    ("out of scope", "threshold"): msg(
        "An appeal cannot look at this. The reasons say why, and who may be able to."
    ),
    ("out of scope", "review"): msg(
        "An appeal cannot look at this. The reasons say why, and who may be able to."
    ),
}
_EFFECTS: Final = {
    "sent back": msg("Your case is open again. You do not have to apply again."),
    "reversed": msg("Your case is open again. You do not have to apply again."),
    "recommended": msg("The organisations must think about the recommendations seriously."),
    "partly upheld": msg("The organisations must put right what was wrong."),
    "not upheld": msg("Nothing changes in your case. If it happens again, report it and tell us."),
    "out of scope": msg("Nothing changes in your case. If it happens again, report it and tell us."),
}


def appeal_acknowledgement(head: Head, facts: AppealReceived, _: Translator) -> Letter:
    """The receipt of an appeal: what it says, what happens next, and what follows when it came late."""
    received = {"day": day_in_words(facts.received_on, _)}
    late = (
        (
            Paragraph(
                _(
                    "It came after the last day for appeals. A person will read your reasons and decide "
                    "whether we can still look at it. We will tell you what they decide and why."
                )
            ),
        )
        if facts.late
        else ()
    )
    blocks: tuple[Block, ...] = (
        Heading(_("Your appeal"), Part.DECISION),
        Paragraph(_("We received your appeal on %(day)s.") % received),
        Paragraph(_(_ABOUT[facts.about])),
        *late,
        Heading(_("What you told us"), level=3),
        Paragraph(facts.points, verbatim=True),
        *next_steps(
            facts.promises,
            _,
            before=(
                _("We find somebody to look at your appeal who took no part in your case before."),
                _("We will write to you and tell you who it is."),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_ACKNOWLEDGEMENT, _("We have your appeal"), head, blocks, _)


def appeal_accepted(head: Head, facts: AppealAccepted, _: Translator) -> Letter:
    """The appeal will be looked at: by whom, why they are independent, by when."""
    accepted = {"day": day_in_words(facts.accepted_on, _)}
    add = (
        (link_to("appeal_add", _("Add something to your appeal"), facts.add_link),)
        if facts.add_link is not None
        else ()
    )
    blocks: tuple[Block, ...] = (
        Paragraph(_("On %(day)s we decided that your appeal will be looked at.") % accepted),
        Paragraph(_(_ABOUT[facts.about])),
        *_who_decides(facts.officer, facts.office, facts.independence, _),
        *next_steps(
            (Promise("appeal", facts.decide_by),),
            _,
            before=(
                _("They read your appeal, your application and the record of your case."),
                _("They may ask you or the organisations for more."),
            ),
        ),
        *add,
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_ACCEPTED, _("Your appeal will be looked at"), head, blocks, _)


def _who_decides(officer: str, office: str, independence: str, _: Translator) -> tuple[Block, ...]:
    return (
        Heading(_("Who decides your appeal")),
        Facts((Fact(_("Name"), officer), Fact(_("Works for"), office))),
        Heading(_("How they are independent"), Part.INDEPENDENCE),
        Paragraph(_("They took no part in the decisions about your case.")),
        Paragraph(independence, verbatim=True),
    )


def appeal_decided(head: Head, facts: AppealDecided, _: Translator) -> Letter:
    """The result of the appeal with reasons, what it changes, and where to go from here."""
    decided = {"day": day_in_words(facts.decided_on, _)}
    advice = (
        recommendations(facts.recommendations, _("There are no recommendations."), _)
        if facts.recommendations
        else ()
    )
    blocks: tuple[Block, ...] = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_(_ABOUT[facts.about])),
        Paragraph(_(_RESULTS[facts.result, facts.about])),
        Paragraph(_("This was decided on %(day)s.") % decided),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *_who_decides(facts.officer, facts.office, facts.independence, _),
        *advice,
        *next_steps(facts.promises, _, before=(_(_EFFECTS[facts.result]),)),
        *_further(facts, _),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_DECIDED, _("The decision about your appeal"), head, blocks, _)


def _further(facts: AppealDecided, _: Translator) -> tuple[Block, ...]:
    heading = Heading(_("If you disagree"), Part.CHALLENGE)
    if facts.further_stage is not None:
        stage = {"office": facts.further_stage}
        return (
            heading,
            Paragraph(
                _("You can ask for a further review by: %(office)s. Your contact can help you.") % stage
            ),
        )
    return (
        heading,
        Paragraph(
            _(
                "This is the last step of the appeal. If you are unhappy with how an organisation dealt with "
                "your case, you can still complain about it. The next part of this letter says how."
            )
        ),
    )
