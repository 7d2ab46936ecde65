"""The first legal notice: is the threshold met, and why (s104(4)-(6)); or why it is decided later."""

from __future__ import annotations

from typing import Final

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Fact, Facts, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.facts import Deferred, Met, NotMet, OtherHelp, Weighed
from portal.documents.letters.sections import (
    complaint_routes,
    compose,
    contact_and_support,
    how_to_challenge,
    next_steps,
    reports_considered,
    typed,
    views_of_bodies,
)
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg

_POINTS: Final = {
    "persistence": msg("How often it happens and for how long it has gone on"),
    "harm": msg("The harm it does to you, or could do"),
    "adequacy": msg("Whether enough was done when it was reported"),
    "vulnerability": msg("Whether you or somebody else is more at risk than others"),
    "hate": msg("Whether it happens because of who you are"),
}


def threshold_met(head: Head, facts: Met, _: Translator) -> Letter:
    """A review will be held: decision, reasons, what was counted, views, how to be heard and to challenge."""
    decided = {"day": day_in_words(facts.decided_on, _), "who": facts.decided_by}
    blocks: tuple[Block, ...] = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_("There will be a case review.")),
        Paragraph(_("This was decided on %(day)s by %(who)s.") % decided),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *reports_considered(facts.reports, facts.needed, facts.dates, _),
        *_with_fewer(facts, _),
        *views_of_bodies(facts.views, _),
        *next_steps(
            facts.promises,
            _,
            before=(
                _(
                    "The organisations will meet as a panel. They look at what was done and what can be done "
                    "better."
                ),
            ),
        ),
        *_how_to_be_heard(facts, _),
        *how_to_challenge(
            facts.challenge,
            _("If you are unhappy with how we dealt with your application, you can ask for an appeal."),
            _,
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.THRESHOLD_MET, _("There will be a case review"), head, blocks, _)


def _with_fewer(facts: Met, _: Translator) -> tuple[Block, ...]:
    """How there can be a review although fewer reports count than the rule asks for, s104(5)."""
    if sum(report.counted for report in facts.reports) >= facts.needed:
        return ()
    return (
        Paragraph(
            _(
                "There can be a review with fewer reports. The organisations also look at how long it has gone on, "
                "the harm it does and what was done about it."
            )
        ),
    )


def _how_to_be_heard(facts: Met, _: Translator) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(_("How do you want to be heard?"), Part.HEARD),
        Paragraph(
            _(
                "The panel wants to hear from you. You can come to the meeting, join by video or phone, send "
                "somebody for you, write a statement, or have your words read out. You can also choose to do "
                "none of these. The panel will still look at your case with the same care."
            )
        ),
    ]
    if facts.hear_by is not None:
        blocks.append(Paragraph(_("Please tell us by %(day)s.") % {"day": day_in_words(facts.hear_by, _)}))
    if facts.hear_link is not None:
        blocks.append(link_to("be_heard", _("Tell us how you want to be heard"), facts.hear_link))
    blocks.append(Paragraph(_("You can also tell your contact by phone or by letter.")))
    return tuple(blocks)


def threshold_not_met(head: Head, facts: NotMet, _: Translator) -> Letter:
    """There will be no review: reasons, what was counted and weighed, other help, how and by when to
    challenge.
    """
    decided = {"day": day_in_words(facts.decided_on, _), "who": facts.decided_by}
    blocks: list[Block] = [
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_("There will not be a case review this time.")),
        Paragraph(
            _(
                "This does not mean that we do not believe you, or that it is not serious. You can still get "
                "help, and you can ask for an appeal. Both stand further down in this letter."
            )
        ),
        Paragraph(_("This was decided on %(day)s by %(who)s.") % decided),
    ]
    if facts.second_person is not None:
        second = {"name": facts.second_person}
        blocks.append(
            Paragraph(_("A second person checked this decision and agreed with it: %(name)s.") % second)
        )
    blocks += [
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *reports_considered(facts.reports, facts.needed, facts.dates, _),
        *_what_was_weighed(facts.weighed, _),
        *views_of_bodies(facts.views, _),
        *_what_can_help_instead(facts.help, _),
        *how_to_challenge(
            facts.challenge, _("If you think this decision is wrong, you can ask for an appeal."), _
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    ]
    return compose(
        LetterKind.THRESHOLD_NOT_MET, _("The decision about your application"), head, tuple(blocks), _
    )


def _what_was_weighed(weighed: tuple[Weighed, ...], _: Translator) -> tuple[Block, ...]:
    # s104(5): with fewer reports than the rule asks for, persistence, harm and adequacy are still weighed.
    if not weighed:
        return ()
    rows = tuple(Fact(_(_POINTS[point.point]), point.words) for point in weighed)
    return (
        Heading(_("What else we thought about")),
        Paragraph(_("We did not only count reports. We also thought about these points.")),
        Facts(rows),
    )


def _what_can_help_instead(help_offered: tuple[OtherHelp, ...], _: Translator) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(_("What happens next"), Part.NEXT)]
    for offer in help_offered:
        rows = [Fact(_("Who can help"), offer.body), Fact(_("What they can do"), offer.what)]
        if offer.reach:
            rows.append(Fact(_("How to reach them"), offer.reach))
        if offer.look_again_on is not None:
            day = day_in_words(offer.look_again_on, _)
            rows.append(Fact(_("We will ask them how it went on"), day, verbatim=False))
        blocks.append(Facts(tuple(rows)))
    blocks.append(
        Paragraph(
            _(
                "If it happens again, please report it to the police, the council or your landlord. You can "
                "apply for a case review again at any time."
            )
        )
    )
    return tuple(blocks)


def deferred(head: Head, facts: Deferred, _: Translator) -> Letter:
    """The decision is put off under a local rule: why, until when, how to challenge."""
    decided = {"day": day_in_words(facts.decided_on, _), "who": facts.decided_by}
    again = {"day": day_in_words(facts.look_again_on, _)}
    blocks: tuple[Block, ...] = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(
            _("We have not said yes or no yet. We will look at your application again on %(day)s.") % again
        ),
        Paragraph(_("This was decided on %(day)s by %(who)s.") % decided),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        Heading(_("The rule we used")),
        Paragraph(facts.rule, verbatim=True),
        Paragraph(_("The rule is in: %(source)s.") % {"source": facts.source}),
        *reports_considered(facts.reports, facts.needed, facts.dates, _),
        *next_steps(
            (),
            _,
            before=(
                _("We will look at your application again on %(day)s and write to you.") % again,
                _("You do not have to apply again. The day on which you applied still counts."),
                _("If it gets worse before then, tell us. We can look at it sooner."),
            ),
        ),
        *how_to_challenge(
            facts.challenge, _("If you think we should decide now, you can ask for an appeal."), _
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.DEFERRED, _("We will look at your application again"), head, blocks, _)
