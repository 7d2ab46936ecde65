"""Letters about a change on the way: more time, a pause, a question, a move to another place, one case out of two.

An extension needs reason and notice (requirement C9); a move never loses the first received date (A7).
"""

from __future__ import annotations

from portal.documents.days import day_in_words
from portal.documents.letter import Bullets, Fact, Facts, Head, Heading, Letter, Paragraph, link_to
from portal.documents.letters.facts import Asked, Merged, MoreTime, Moved, MovedOut, Paused, Resumed
from portal.documents.letters.sections import (
    complaint_routes,
    compose,
    contact_and_support,
    how_to_challenge,
    next_steps,
    typed,
)
from portal.documents.required import LetterKind, Part
from portal.wording import Translator


def more_time(head: Head, facts: MoreTime, _: Translator) -> Letter:
    """We need more time: why, the day that was said before, the new day."""
    before = {"day": day_in_words(facts.was_due, _)}
    blocks = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(_("We need more time for the next step in your case. We are sorry that you have to wait.")),
        Paragraph(_("Before, the day was %(day)s.") % before),
        *typed(_("Why we need more time"), Part.REASONS, facts.reasons),
        *next_steps(
            (facts.promise,),
            _,
            before=(_("If waiting makes things worse for you, tell us. We can look at what helps now."),),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.MORE_TIME, _("We need more time"), head, blocks, _)


def paused(head: Head, facts: Paused, _: Translator) -> Letter:
    """We have to wait for something before we can go on: what it is."""
    since = {"day": day_in_words(facts.paused_on, _)}
    blocks = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(_("Since %(day)s we have to wait before we can go on with your case.") % since),
        *typed(_("What we wait for"), Part.REASONS, facts.reasons),
        *next_steps(
            (),
            _,
            before=(
                _("The days until we go on are not counted in our time limits."),
                _("The time that you have, for example to appeal, stays as it is."),
                _("We will write to you when we go on, with the new days."),
                _("You can still tell us anything new, and you can still ask for help at any time."),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.PAUSED, _("We have to wait before we can go on"), head, blocks, _)


def resumed(head: Head, facts: Resumed, _: Translator) -> Letter:
    """We go on: since when, and by which days now."""
    since = {"day": day_in_words(facts.resumed_on, _)}
    blocks = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(_("On %(day)s we began to work on your case again.") % since),
        *next_steps(facts.promises, _, before=(_("You do not have to do anything now."),), on=head.day),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.RESUMED, _("We go on with your case"), head, blocks, _)


def question(head: Head, facts: Asked, _: Translator) -> Letter:
    """Something we need to know: the question, and every way to answer it."""
    wait = _("Until we have your answer, the days are not counted in our time limits.")
    go_on = _("We go on with your application while we wait for your answer.")
    blocks = (
        *typed(
            _("Our question"),
            Part.QUESTION,
            facts.question,
            Paragraph(_("To go on with your application we need to ask you something.")),
        ),
        Heading(_("How to answer"), Part.ANSWERING),
        link_to("answer", _("Answer on the web. You do not need an account."), facts.answer_link),
        Paragraph(
            _(
                "You can also answer by phone, by letter or in person. If you do not know the answer, or it "
                "is not safe to answer now, tell us that. It is no mistake."
            )
        ),
        *next_steps((), _, before=(wait if facts.pauses else go_on,)),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.QUESTION, _("We have a question for you"), head, blocks, _)


def moved(head: Head, facts: Moved, _: Translator) -> Letter:
    """Another district of the partnership deals with it: why, who has it now; the date of applying stays."""
    since = {"day": day_in_words(facts.moved_on, _), "district": facts.district}
    blocks = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(_("Since %(day)s your application is dealt with in %(district)s.") % since),
        Paragraph(
            _("You applied on %(day)s. This date still counts.") % {"day": day_in_words(facts.applied_on, _)}
        ),
        *typed(_("Why"), Part.REASONS, facts.reasons),
        Heading(_("Who can see your application"), Part.AVAILABLE_TO),
        Paragraph(_("These organisations have your application now. Others can no longer see it here:")),
        Bullets(facts.bodies, verbatim=True),
        *next_steps(facts.promises, _, before=(_("You do not have to apply again."),)),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.MOVED, _("Where your application is dealt with"), head, blocks, _)


def moved_out(head: Head, facts: MovedOut, _: Translator) -> Letter:
    """Another area has to deal with it: who that is, and do they want us to send it on?"""
    applied = {"day": day_in_words(facts.applied_on, _)}
    blocks = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(
            _("We cannot deal with your application, because what happens does not happen in our area.")
        ),
        Paragraph(_("We closed it here on %(day)s.") % {"day": day_in_words(facts.moved_on, _)}),
        *typed(_("Why"), Part.REASONS, facts.reasons),
        Heading(_("Who can deal with it"), Part.TAKES_ON),
        Facts((Fact(_("Who"), facts.authority), Fact(_("How to reach them"), facts.reach))),
        *next_steps(
            (),
            _,
            before=(
                _("Do you want us to send your application on to them? Tell us yes or no."),
                _("We only send it on if you say yes. You can also apply there yourself."),
                _("You applied to us on %(day)s. Ask them to count from that date. This letter shows it.")
                % applied,
            ),
        ),
        *how_to_challenge(
            facts.challenge, _("If you think it does happen in our area, you can ask for an appeal."), _
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.MOVED_OUT, _("Another area has to deal with your application"), head, blocks, _)


def merged(head: Head, facts: Merged, _: Translator) -> Letter:
    """Two applications became one: which goes on, and the date that counts."""
    goes_on = {"day": day_in_words(facts.merged_on, _), "reference": facts.goes_on_as}
    counts = {"day": day_in_words(facts.applied_on, _)}
    blocks = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(
            _("You applied twice. On %(day)s we put both together under one reference: %(reference)s.")
            % goes_on
        ),
        Paragraph(
            _("Your application counts from the later day, %(day)s. More of your reports can count then.")
            % counts
            if facts.later
            else _("Your application counts from the earlier day, %(day)s.") % counts
        ),
        *typed(_("Why"), Part.REASONS, facts.reasons),
        *next_steps(
            (),
            _,
            before=(
                _(
                    "Nothing that you told us is lost. The reports of both applications are looked at together."
                ),
                _("We will write to you under the reference %(reference)s from now on.") % goes_on,
                _("If these are two different things, tell us. We can take them apart again."),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.MERGED, _("Your two applications are now one"), head, blocks, _)
