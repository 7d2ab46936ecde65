"""The appeal decided: the result with its reasons, what it changes, and where to go from here."""

from __future__ import annotations

from typing import Final

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.appeal import ABOUT, NOTHING, who_decides
from portal.documents.letters.facts import AppealDecided, Effect, OtherRoute, Result
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

_RESULTS: Final = {
    ("sent back", "threshold"): msg(
        "Your appeal is upheld: we agree with you. It goes back to the organisations, who must decide again."
    ),
    ("sent back", "review"): msg(
        "Your appeal is upheld: we agree with you. The case goes back to the panel, who must look at it again."
    ),
    ("reversed", "threshold"): msg("Your appeal is upheld: we agree with you. There will be a case review."),
    ("reversed", "review"): msg("Your appeal is upheld: we agree with you. The decision is changed."),
    ("recommended", "threshold"): msg("The decision stands, but your appeal leads to recommendations."),
    ("recommended", "review"): msg("The outcome stands, but your appeal leads to recommendations."),
    ("partly upheld", "threshold"): msg("Your appeal is upheld in part: we agree with you on some of it."),
    ("partly upheld", "review"): msg("Your appeal is upheld in part: we agree with you on some of it."),
    ("not upheld", "threshold"): msg("Your appeal is not upheld. The decision stays as it is."),
    ("not upheld", "review"): msg("Your appeal is not upheld. The outcome of the review stays as it is."),
    ("out of scope", "threshold"): msg(
        "An appeal cannot look at this. The reasons say why. Further down, this letter says who can help."
    ),
    ("out of scope", "review"): msg(
        "An appeal cannot look at this. The reasons say why. Further down, this letter says who can help."
    ),
}
_OPEN_AGAIN: Final = msg("Your case is open again. You do not have to apply again.")
_EFFECTS: Final = {
    "sent_back": _OPEN_AGAIN,
    "reversed": _OPEN_AGAIN,
    "recommended": msg("The organisations must think about the recommendations seriously."),
    "none": NOTHING,
}
# What each result changes. What one in part changes is chosen by whoever decides.
_OF_RESULT: Final[dict[Result, Effect]] = {
    "sent back": "sent_back",
    "reversed": "reversed",
    "recommended": "recommended",
}
_IN_PART: Final = {
    ("sent_back", "threshold"): msg("The case goes back to the organisations, who must decide again."),
    ("sent_back", "review"): msg("The case goes back to the panel, who must look at it again."),
    ("reversed", "threshold"): msg("There will be a case review."),
    ("recommended", "threshold"): msg("The decision stands, but your appeal leads to recommendations."),
    ("recommended", "review"): msg("The outcome stands, but your appeal leads to recommendations."),
    ("none", "threshold"): msg("The decision itself stays as it is."),
    ("none", "review"): msg("The outcome of the review stays as it is."),
}
_ROUTES: Final[dict[OtherRoute, str]] = {
    "complaint": msg(
        "What you told us is a complaint about how an organisation treated you. The next part of this letter says "
        "how to complain to each organisation, and to an ombudsman after that."
    ),
    "new_report": msg(
        "What you told us is about something new that happened. Report it to the police on 101, to your council or "
        "to your landlord. In danger, call 999. Tell your contact too."
    ),
    "data_protection": msg(
        "What you told us is about how your information was used. You can complain about that to the organisation "
        "that used it. It must say within 30 days that it has your complaint. After that you can go to the "
        "Information Commissioner’s Office (ICO). Phone 0303 123 1113 or go to www.ico.org.uk."
    ),
    "new_application": msg(
        "What you told us needs a case review of its own. You can apply again at any time. Your contact can help "
        "you."
    ),
}


def appeal_decided(head: Head, facts: AppealDecided, _: Translator) -> Letter:
    """The result of the appeal with reasons, what it changes, and where to go from here."""
    decided = {"day": day_in_words(facts.decided_on, _)}
    effect = facts.effect or _OF_RESULT.get(facts.result, "none")
    advice = (
        recommendations(facts.recommendations, _("There are no recommendations."), _)
        if facts.recommendations
        else ()
    )
    blocks: tuple[Block, ...] = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_(ABOUT[facts.about])),
        Paragraph(_(_RESULTS[facts.result, facts.about])),
        *_in_part(facts, _),
        Paragraph(_("This was decided on %(day)s.") % decided),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *who_decides(_("Who decided your appeal"), facts, _),
        *advice,
        *next_steps(facts.promises, _, before=_then(effect, facts, _)),
        *_be_heard(facts, _),
        *_further(facts, _),
        *_who_can_help(facts, _),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_DECIDED, _("The decision about your appeal"), head, blocks, _)


def _then(effect: Effect, facts: AppealDecided, _: Translator) -> tuple[str, ...]:
    """What follows; where there is no review after all, that they can apply again."""
    again = (_("You can apply for a new case review at any time."),)
    stays = effect in ("none", "recommended") and facts.about == "threshold"
    return (_(_EFFECTS[effect]), *(again if stays else ()))


def _in_part(facts: AppealDecided, _: Translator) -> tuple[Block, ...]:
    if not facts.part:
        return ()
    return (
        Paragraph(_("This part is upheld:")),
        Paragraph(facts.part, verbatim=True),
        Paragraph(_(_IN_PART[facts.effect or "none", facts.about])),
    )


def _who_can_help(facts: AppealDecided, _: Translator) -> tuple[Block, ...]:
    if facts.route is None:
        return ()
    return (Heading(_("Who can help with this"), Part.ROUTES), Paragraph(_(_ROUTES[facts.route])))


def _be_heard(facts: AppealDecided, _: Translator) -> tuple[Block, ...]:
    """A review that an appeal opens asks the person how to be heard, as the letter "met" would have (D3)."""
    if facts.hear_link is None:
        return ()
    return (
        Heading(_("Your part in the review")),
        Paragraph(
            _(
                "You can come to the meeting, join by video or phone, send somebody for you, write a "
                "statement, or have your words read out. You can also choose to do none of these."
            )
        ),
        link_to("be_heard", _("Tell us how you want to be heard"), facts.hear_link),
        Paragraph(_("You can also tell your contact by phone or by letter.")),
    )


def _further(facts: AppealDecided, _: Translator) -> tuple[Block, ...]:
    heading = Heading(_("If you disagree"), Part.CHALLENGE)
    if facts.further_stage is not None:
        return (
            heading,
            Paragraph(_("This is not the last step. About the next one the partnership says:")),
            Paragraph(facts.further_stage, verbatim=True),
            Paragraph(_("Your contact can help you with it.")),
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
