"""The appeal on its way: received, accepted with who decides and why they are independent, refused, withdrawn.

Source: Schedule 4 para 3 (the procedures must say what happens when an applicant is dissatisfied, at both stages).
"""

from __future__ import annotations

from typing import Final

from portal.cases.timetable import Term
from portal.documents.days import day_in_words
from portal.documents.letter import Block, Fact, Facts, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.facts import (
    AppealAccepted,
    AppealDecided,
    AppealReceived,
    AppealRefused,
    AppealWithdrawn,
    Promise,
)
from portal.documents.letters.sections import (
    complaint_routes,
    compose,
    contact_and_support,
    next_steps,
    typed,
)
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg

ABOUT: Final = {
    "threshold": msg("Your appeal is about how your application was dealt with."),
    "review": msg("Your appeal is about how the case review was done."),
}
NOTHING: Final = msg("Nothing changes in your case. If it happens again, report it and tell us.")


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
        Paragraph(_(ABOUT[facts.about])),
        *late,
        *_what_they_said(facts, _),
        *next_steps(
            (),
            _,
            before=(
                _("If we can still look at it, we find somebody who took no part in your case before.")
                if facts.late
                else _("We find somebody to look at your appeal who took no part in your case before."),
                _("We will write to you and tell you who it is, and by which day they decide."),
                _time_to_decide(facts.decide_within, _),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.APPEAL_ACKNOWLEDGEMENT, _("We have your appeal"), head, blocks, _)


def _what_they_said(facts: AppealReceived, _: Translator) -> tuple[Block, ...]:
    """What was written down: somebody who rang has no other way to see it."""
    # As a paragraph, because the copy for a representative leaves out typed paragraphs.
    ticked = (Paragraph("\n".join(facts.grounds), verbatim=True),) if facts.grounds else ()
    wanted = (
        (Paragraph(_("We also wrote down what you want to happen, for the person who decides your appeal.")),)
        if facts.wanted
        else ()
    )
    return (
        Heading(_("What you told us"), level=3),
        *ticked,
        Paragraph(facts.points, verbatim=True),
        *wanted,
        Paragraph(_("If something is wrong or missing, tell us.")),
    )


def _time_to_decide(within: Term | None, _: Translator) -> str:
    """How long whoever hears it has. The day itself stands in the letter that names them: the clock starts then."""
    if within is None:
        return _("No time limit for their decision has been agreed yet.")
    said = (
        _("Time that they have to decide, from the day of that letter: %(number)s working days.")
        if within.unit == "working_day"
        else _("Time that they have to decide, from the day of that letter: %(number)s days.")
    )
    return said % {"number": within.n}


def appeal_accepted(head: Head, facts: AppealAccepted, _: Translator) -> Letter:
    """The appeal will be looked at: by whom, why they are independent, by when."""
    add = (
        (link_to("appeal_add", _("Add something to your appeal"), facts.add_link),)
        if facts.add_link is not None
        else ()
    )
    blocks: tuple[Block, ...] = (
        *_why_now(facts, _),
        Paragraph(_(ABOUT[facts.about])),
        *who_decides(_("Who decides your appeal"), facts, _),
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


def who_decides(title: str, facts: AppealAccepted | AppealDecided, _: Translator) -> tuple[Block, ...]:
    """Who hears an appeal, for whom they work, and how they are independent."""
    return (
        Heading(title),
        Facts((Fact(_("Name"), facts.officer), Fact(_("Works for"), facts.office))),
        Heading(_("How they are independent"), Part.INDEPENDENCE),
        Paragraph(_("They took no part in the decisions about your case.")),
        Paragraph(facts.independence, verbatim=True),
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
        Paragraph(_(ABOUT[facts.about])),
        Paragraph(_("It came on %(came)s. On %(day)s a person decided that we cannot look at it.") % days),
        *last,
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *next_steps((), _, before=(_(NOTHING), _("You can apply for a new case review at any time."))),
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
        Paragraph(_(ABOUT[facts.about])),
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
            "You can appeal again: by the link in the letter that you appealed about, by phone, by letter or in "
            "person. No time limit has been set."
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
            "You can appeal again until %(day)s: by the link in the letter that you appealed about, by phone, by "
            "letter or in person. If you want to appeal later, tell us why."
        )
        % day
    )
