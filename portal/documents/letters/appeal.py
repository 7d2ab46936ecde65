"""The appeal: received, accepted with who decides and why they are independent, decided with what happens
next.

Source: Schedule 4 para 3 (the procedures must say what happens when an applicant is dissatisfied, at both
stages).
"""

from __future__ import annotations

from typing import Final

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Fact, Facts, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.facts import (
    AppealAccepted,
    AppealDecided,
    AppealReceived,
    AppealRefused,
    AppealWithdrawn,
    Effect,
    OtherRoute,
    Promise,
    Result,
)
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
_OPEN_AGAIN: Final = msg("Your case is open again. You do not have to apply again.")
_NOTHING: Final = msg("Nothing changes in your case. If it happens again, report it and tell us.")
_EFFECTS: Final = {
    "sent_back": _OPEN_AGAIN,
    "reversed": _OPEN_AGAIN,
    "recommended": msg("The organisations must think about the recommendations seriously."),
    "none": _NOTHING,
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
        "Information Commissioner’s Office (ICO)."
    ),
    "new_application": msg(
        "What you told us needs a case review of its own. You can apply again at any time. Your contact can help "
        "you."
    ),
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
    add = (
        (link_to("appeal_add", _("Add something to your appeal"), facts.add_link),)
        if facts.add_link is not None
        else ()
    )
    blocks: tuple[Block, ...] = (
        *_why_now(facts, _),
        Paragraph(_(_ABOUT[facts.about])),
        *_who_decides(_("Who decides your appeal"), facts, _),
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


def _why_now(facts: AppealAccepted, _: Translator) -> tuple[Block, ...]:
    day = {"day": day_in_words(facts.accepted_on, _)}
    if facts.instead:
        return (Paragraph(_("From %(day)s on, another person looks at your appeal.") % day),)
    accepted = Paragraph(_("On %(day)s we decided that your appeal will be looked at.") % day)
    if facts.late_reason is None:
        return (accepted,)
    return (
        accepted,
        Paragraph(_("It came after the last day for appeals. We look at it all the same. This is why:")),
        Paragraph(facts.late_reason, verbatim=True),
    )


def _who_decides(title: str, facts: AppealAccepted | AppealDecided, _: Translator) -> tuple[Block, ...]:
    return (
        Heading(title),
        Facts((Fact(_("Name"), facts.officer), Fact(_("Works for"), facts.office))),
        Heading(_("How they are independent"), Part.INDEPENDENCE),
        Paragraph(_("They took no part in the decisions about your case.")),
        Paragraph(facts.independence, verbatim=True),
    )


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
        Paragraph(_(_ABOUT[facts.about])),
        Paragraph(_(_RESULTS[facts.result, facts.about])),
        *_in_part(facts, _),
        Paragraph(_("This was decided on %(day)s.") % decided),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *_who_decides(_("Who decided your appeal"), facts, _),
        *advice,
        *next_steps(facts.promises, _, before=(_(_EFFECTS[effect]),)),
        *_be_heard(facts, _),
        *_further(facts, _),
        *_who_can_help(facts, _),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_DECIDED, _("The decision about your appeal"), head, blocks, _)


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
    )


def appeal_refused(head: Head, facts: AppealRefused, _: Translator) -> Letter:
    """An appeal that came late is not heard: why, and who can help instead."""
    days = {"came": day_in_words(facts.received_on, _), "day": day_in_words(facts.refused_on, _)}
    last = (
        (Paragraph(_("The last day for it was %(last)s.") % {"last": day_in_words(facts.last_day, _)}),)
        if facts.last_day is not None
        else ()
    )
    blocks: tuple[Block, ...] = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_(_ABOUT[facts.about])),
        Paragraph(_("It came on %(came)s. On %(day)s a person decided that we cannot look at it.") % days),
        *last,
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *next_steps((), _, before=(_(_NOTHING), _("You can apply for a new case review at any time."))),
        Heading(_("If you disagree"), Part.CHALLENGE),
        Paragraph(
            _(
                "Tell your contact if there is a reason for the delay that we did not know. You can also complain "
                "about how an organisation dealt with your case. The next part of this letter says how."
            )
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_REFUSED, _("Your appeal came too late"), head, blocks, _)


def appeal_withdrawn(head: Head, facts: AppealWithdrawn, _: Translator) -> Letter:
    """An appeal is withdrawn: what stays, until when they can appeal again, and whom to tell if it was not them."""
    blocks: tuple[Block, ...] = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(
            _("You told us on %(day)s that you do not want your appeal any more. It is withdrawn.")
            % {"day": day_in_words(facts.withdrawn_on, _)}
        ),
        Paragraph(_(_ABOUT[facts.about])),
        *next_steps(
            (),
            _,
            before=(
                _("The decision that you appealed about stays as it is."),
                _appeal_again(head, facts, _),
                _("If it was not you who withdrew it, tell your contact at once. We will put it right."),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_WITHDRAWN, _("Your appeal is withdrawn"), head, blocks, _)


def _appeal_again(head: Head, facts: AppealWithdrawn, _: Translator) -> str:
    if facts.last_day is None:
        return _(
            "You can appeal again by the link in the letter that you appealed about. No time limit has been set."
        )
    day = {"day": day_in_words(facts.last_day, _)}
    if facts.last_day < head.day:
        return (
            _(
                "The time to appeal ended on %(day)s. If you want to appeal all the same, tell us why. A person "
                "decides whether we can still look at it."
            )
            % day
        )
    return (
        _(
            "You can appeal again until %(day)s, by the link in the letter that you appealed about. If you want to "
            "appeal later, tell us why."
        )
        % day
    )


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
