"""The review meeting and the draft plan: the victim is invited, heard, and asked before the plan is final.

Source: Home Office statutory guidance, 2025 edition as summarised (the victim chooses how far to take part,
and is consulted on the action plan before it is final).
"""

from __future__ import annotations

from typing import Final

from portal.documents.days import day_in_words, time_in_words, weekday_in_words
from portal.documents.letter import Block, Bullets, Fact, Facts, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.facts import (
    ChairReplaced,
    DraftPlan,
    Invitation,
    Meeting,
    PartChosen,
    Postponed,
)
from portal.documents.letters.review import chair_and_independence, members_named, plan, recommendations
from portal.documents.letters.sections import compose, contact_and_support, next_steps, typed
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg

CHOSEN: Final[dict[PartChosen, str]] = {
    "come": msg("You told us that you want to come to the meeting."),
    "online": msg("You told us that you want to join by video or phone."),
    "send someone": msg("You told us that you want to send somebody for you."),
    "statement": msg(
        "You told us that you want to write a statement. It will be the first page of the panel's papers."
    ),
    "read out": msg("You told us that you want your words to be read out."),
    "none": msg(
        "You told us that you do not want to take part. The panel will still look at your case with care."
    ),
}


def meeting_invitation(head: Head, facts: Invitation, _: Translator) -> Letter:
    """When and where the panel meets, who is there, and how the person takes part, or why they are not
    invited.
    """
    blocks: tuple[Block, ...] = (
        Paragraph(
            _("The organisations meet as a panel to look at your case. This meeting is the case review.")
        ),
        *_meeting(facts.meeting, _("The meeting"), _),
        *_your_part(facts, _),
        *chair_and_independence(facts.meeting.chair, _("Who leads the meeting"), _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.MEETING_INVITATION, _("The meeting about your case"), head, blocks, _)


def _meeting(meeting: Meeting, heading: str, _: Translator) -> tuple[Block, ...]:
    there = members_named(meeting.members)
    when: tuple[Block, ...] = (
        Heading(heading, Part.MEETING),
        Facts(
            (
                Fact(_("Day"), weekday_in_words(meeting.day, _), verbatim=False),
                Fact(_("Time"), time_in_words(meeting.at, _), verbatim=False),
                Fact(_("Where"), meeting.place),
            )
        ),
    )
    return (
        (*when, Paragraph(_("These organisations will be there:")), Bullets(there, verbatim=True))
        if there
        else when
    )


def _your_part(facts: Invitation, _: Translator) -> tuple[Block, ...]:
    heading = Heading(_("Your part in the meeting"), Part.HEARD)
    if facts.not_invited is not None:
        return (
            heading,
            Paragraph(_("We are not asking you to come to this meeting. These are the reasons:")),
            Paragraph(facts.not_invited, verbatim=True),
            Paragraph(
                _("You can still send us a statement or have your words read out. Your contact can help you.")
            ),
        )
    blocks: list[Block] = [heading]
    if facts.chosen is None:
        blocks.append(
            Paragraph(
                _(
                    "You can come to the meeting, join by video or phone, send somebody for you, write a "
                    "statement, or have your words read out. You can also choose to do none of these."
                )
            )
        )
    else:
        blocks.append(Paragraph(_(CHOSEN[facts.chosen])))
    if facts.choose_by is not None:
        blocks.append(
            Paragraph(
                _("Please tell us by %(day)s what you want to do.")
                % {"day": day_in_words(facts.choose_by, _)}
            )
        )
    if facts.choose_link is not None:
        blocks.append(link_to("be_heard", _("Tell us, or change what you told us"), facts.choose_link))
    blocks.append(
        Paragraph(_("Somebody you trust can come with you. The person causing the problem is not invited."))
    )
    if facts.arranged:
        blocks += [Paragraph(_("We have arranged this for you:")), Bullets(facts.arranged, verbatim=True)]
    return tuple(blocks)


def meeting_postponed(head: Head, facts: Postponed, _: Translator) -> Letter:
    """The meeting has a new day, or another time or place on the same day, and why."""
    day = {"day": day_in_words(facts.old_day, _)}
    same_day = facts.meeting.day == facts.old_day
    blocks: tuple[Block, ...] = (
        Paragraph(
            _("The meeting on %(day)s stays on that day, but its time or place has changed. We are sorry.")
            % day
            if same_day
            else _("The meeting on %(day)s will not take place. We are sorry. There is a new day for it.")
            % day
        ),
        *typed(
            _("Why this has changed") if same_day else _("Why the day has changed"),
            Part.REASONS,
            facts.reason,
        ),
        *_meeting(facts.meeting, _("The meeting now") if same_day else _("The new day"), _),
        *next_steps(
            (),
            _,
            before=(
                _("If you told us how you want to take part, that still stands."),
                _("If this does not suit you, tell your contact as soon as you can.")
                if same_day
                else _("If the new day does not suit you, tell your contact as soon as you can."),
            ),
        ),
        *(
            (link_to("be_heard", _("Tell us how you want to be heard"), facts.choose_link),)
            if facts.choose_link is not None
            else ()
        ),
        *contact_and_support(head, facts.closing, _),
    )
    title = (
        _("Another time or place for the meeting about your case")
        if same_day
        else _("A new day for the meeting about your case")
    )
    return compose(LetterKind.MEETING_POSTPONED, title, head, blocks, _)


def chair_replaced(head: Head, facts: ChairReplaced, _: Translator) -> Letter:
    """Another person chairs: who, and why they are independent or not. Nothing of the old one's reasons."""
    day = {"day": day_in_words(facts.meeting_day, _)}
    before = (
        (
            _("The meeting on %(day)s is not held again. What it found and planned stays.") % day,
            _("The new chair reads the record of your case and carries on from there."),
        )
        if facts.held
        else (
            _("The meeting still takes place on %(day)s, at the same time and place.") % day,
            _("If you told us how you want to take part, that still stands."),
        )
    )
    blocks: tuple[Block, ...] = (
        Paragraph(
            _("From %(day)s on, another person leads the review of your case.")
            % {"day": day_in_words(facts.changed_on, _)}
        ),
        *chair_and_independence(facts.chair, _("Who leads it now"), _),
        *next_steps(
            (),
            _,
            before=(
                *before,
                _("If you are worried about this person, tell your contact as soon as you can."),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.CHAIR_REPLACED, _("Another person leads your case review"), head, blocks, _)


def draft_plan(head: Head, facts: DraftPlan, _: Translator) -> Letter:
    """The plan before it is final: what it says, how and by when to comment, and what happens without an
    answer.
    """
    met = {"day": day_in_words(facts.meeting_day, _)}
    blocks: tuple[Block, ...] = (
        Paragraph(
            _("The panel met on %(day)s. This is the plan that it wants to make. It is not final yet.") % met
        ),
        *plan(
            facts.actions,
            _("The plan so far"),
            _("The panel has not planned any actions. Tell us if you think it should."),
            _,
        ),
        *recommendations(facts.recommendations, _("The panel does not plan to make any recommendations."), _),
        *_how_to_comment(facts, _),
        *next_steps(
            (),
            _,
            before=(
                _("The chair reads what you say and decides whether the plan should change."),
                _(
                    "Then we will write to you with the outcome. The letter will say what became of your "
                    "comments."
                ),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.DRAFT_PLAN, _("What do you think of this plan?"), head, blocks, _)


def _how_to_comment(facts: DraftPlan, _: Translator) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(_("Tell us what you think"), Part.COMMENT),
        Paragraph(
            _("Would this plan help you? Is anything missing or wrong? Could anything in it put you at risk?")
        ),
    ]
    if facts.comment_link is not None:
        blocks.append(link_to("comment", _("Tell us what you think of the plan"), facts.comment_link))
    blocks.append(Paragraph(_("You can also tell your contact by phone, by letter or in person.")))
    if facts.comment_by is None:
        blocks.append(Paragraph(_("No time limit has been set for this, but please tell us soon.")))
    else:
        blocks.append(Paragraph(_("Please tell us by %(day)s.") % {"day": day_in_words(facts.comment_by, _)}))
    blocks.append(
        Paragraph(
            _(
                "You do not have to answer. If we do not hear from you, we will try once more to reach you "
                "in a way that is safe for you. After that the panel finishes the plan, and our record will "
                "say “no reply”. Nobody will take that to mean that you agree."
            )
        )
    )
    return tuple(blocks)
