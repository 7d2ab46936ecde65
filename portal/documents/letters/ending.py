"""Letters about a case that ends early: the applicant withdrew it, or it cannot go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from portal.documents.days import day_in_words
from portal.documents.letter import Head, Heading, Letter, Paragraph
from portal.documents.letters.facts import Ended, Withdrawn
from portal.documents.letters.sections import (
    complaint_routes,
    compose,
    contact_and_support,
    how_to_challenge,
    next_steps,
    typed,
)
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg

_WHY: Final = {
    "moved away": msg("We ended the case because we were told that you have moved away."),
    "died": msg(
        "We ended the case because we were told that the person whom it was about has died. We are very sorry."
    ),
    "cannot be reached": msg("We ended the case because we could not reach you."),
}


def withdrawn(head: Head, facts: Withdrawn, _: Translator) -> Letter:
    """The application is withdrawn: what stops, what stays, and how to open it again."""
    day = {"day": day_in_words(facts.withdrawn_on, _)}
    not_you = (
        (
            Paragraph(
                _(
                    "It was withdrawn by a link in one of our letters. If it was not you, or if somebody made "
                    "you do it, tell us in a way that is safe for you. We can open it again at once."
                )
            ),
        )
        if facts.by_link
        else ()
    )
    still = (
        _(
            "Actions that were agreed and still go on: %(number)s. The organisations must do them all the same."
        )
        % {"number": facts.open_actions},
    )
    appeal = (_("Your appeal is still looked at. If you do not want that any more, tell us."),)
    blocks = (
        Heading(_("What has changed"), Part.DECISION),
        Paragraph(_("Your application was withdrawn on %(day)s.") % day),
        *not_you,
        *next_steps(
            (),
            _,
            before=(
                _("We stop our work on your case review. No meeting about it takes place."),
                *(still if facts.open_actions else ()),
                *(appeal if facts.appeal_goes_on else ()),
                _("What you told us stays in our records, as the law asks."),
                _("The organisations still help you with your reports as they must. Keep reporting."),
                _("You can change your mind. Tell us and we can open your case again, with the same date."),
            ),
        ),
        *contact_and_support(head, facts.closing, _),
    )
    return compose(LetterKind.WITHDRAWN, _("Your application is withdrawn"), head, blocks, _)


def ended(head: Head, facts: Ended, _: Translator) -> Letter:
    """The case was ended: why, how to open it again, how to challenge it.

    After a death it is not addressed to who died: somebody else opens it, and has nothing to do.
    """
    died = facts.why == "died"
    to_others = died and head.on_behalf_of is None
    if to_others:
        opens = _("Whoever opens letters for %(name)s") % {"name": head.addressee}
        head = replace(head, addressee=opens, status_link=None)
    blocks = (
        Heading(_("The decision"), Part.DECISION),
        Paragraph(_("The case was ended on %(day)s.") % {"day": day_in_words(facts.ended_on, _)}),
        Paragraph(_(_WHY[facts.why])),
        *typed(_("The reasons"), Part.REASONS, facts.reasons),
        *next_steps(
            (),
            _,
            before=(
                _("If this is wrong, tell us. We can open the case again, with the same date."),
                *(
                    (
                        _("You do not have to do anything."),
                        _(
                            "If somebody else still suffers from what happened, they can apply for a case review."
                        ),
                    )
                    if died
                    else (
                        _("If it happens again, report it to the police, the council or your landlord."),
                        _("You can also apply for a new case review at any time."),
                    )
                ),
            ),
        ),
        *how_to_challenge(
            facts.challenge, _("If you think the case should not have ended, you can ask for an appeal."), _
        ),
        *complaint_routes(facts.closing, _),
        *contact_and_support(head, facts.closing, _),
    )
    greeting = _("Hello,") if to_others else None
    return compose(LetterKind.ENDED, _("The case has ended"), head, blocks, _, greeting=greeting)
