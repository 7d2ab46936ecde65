"""News that nobody has to be told any more: newer news says it all, the case is over, or its reader may hear nothing.

Whatever asks a person to tell it then ends by itself, and it is not printed any more (requirement C10).
"""

from collections.abc import Collection
from typing import Final

from portal.cases.moves import OVER, State
from portal.documents.required import LetterKind
from portal.services import gate, tasks
from portal.services.work import Work
from portal.store import letters, outbox, people
from portal.store.letters import Kept
from portal.store.people import Reach
from portal.store.tables import Case

ABOUT_A_MEETING: Final = frozenset({LetterKind.MEETING_INVITATION, LetterKind.MEETING_POSTPONED})
# What has no point once the case is over. A decision or an outcome must still be told, s104(6) and (8).
POINTLESS: Final = ABOUT_A_MEETING | {
    LetterKind.DRAFT_PLAN,
    LetterKind.QUESTION,
    LetterKind.PAUSED,
    LetterKind.RESUMED,
    LetterKind.MORE_TIME,
}
# The same where it has left already: the letter that says that the case is over waits to be told itself.
ON_THE_WAY: Final = POINTLESS | {
    LetterKind.ACKNOWLEDGEMENT,
    LetterKind.CHAIR_REPLACED,
    LetterKind.MOVED,
    LetterKind.REOPENED,
    LetterKind.CONSENT_ASKED,
    LetterKind.WAITING_FOR_CONSENT,
}
PAUSES: Final = frozenset({LetterKind.PAUSED, LetterKind.RESUMED})
# By kind of letter: which later ones say all that it still had to say. A decision, an outcome and whatever else
# carries a right stands in none: each of these is told, s104(6) and (8).
OVERTAKEN_BY: Final[dict[str, frozenset[LetterKind]]] = {
    **dict.fromkeys(ABOUT_A_MEETING, ABOUT_A_MEETING | {LetterKind.DRAFT_PLAN}),
    **dict.fromkeys(PAUSES, PAUSES),
    LetterKind.CHAIR_REPLACED: frozenset({LetterKind.CHAIR_REPLACED}),
    LetterKind.DRAFT_PLAN: frozenset({LetterKind.DRAFT_PLAN, LetterKind.OUTCOME}),
    LetterKind.MOVED: frozenset({LetterKind.MOVED}),
    LetterKind.CONSENT_ASKED: frozenset({LetterKind.CONSENT_ASKED}),
    LetterKind.WAITING_FOR_CONSENT: frozenset({LetterKind.CONSENT_OUTCOME}),
}
OVERTAKING: Final = frozenset[str]().union(*OVERTAKEN_BY.values())


def matters(letter: Kept, state: State, later: Collection[str], reader: Reach | None) -> bool:
    """Say whether somebody still has to be told what a letter says that nobody was told yet.

    `later` are the kinds of the letters written to its reader after it. `reader` is None for somebody who has no part
    in the case any more.
    """
    if state in OVER and letter.kind in ON_THE_WAY:
        return False
    if letter.kind == LetterKind.CONSENT_ASKED and state is not State.AWAITING_CONSENT:
        return False  # they have answered
    if not OVERTAKEN_BY.get(letter.kind, frozenset()).isdisjoint(later):
        return False
    if reader is None or reader.silent or reader.outlived(letter.made_at):
        return False
    return gate.may_be_told(reader, letter.kind)


def settle(work: Work, case: Case) -> None:
    """End the tasks to tell somebody news of `case` that counts no more, and let nothing of it wait for a person.

    Mail that is still to leave by itself leaves.
    """
    kept = letters.in_order(work.session, case.id)
    untold = [one for one in kept if one.told_at is None]
    if not untold:
        return
    readers = {one.person.id: one for one in people.of_case(work.session, case.id)}
    for letter in untold:
        later = {one.kind for one in kept if one.id > letter.id and one.person_id == letter.person_id}
        reader = readers.get(letter.person_id) if letter.person_id is not None else None
        if not matters(letter, State(case.state), later, reader):
            _let_go(work, letter.id)


def by(work: Work, case: Case, kind: str) -> None:
    """The same after a letter of this kind was written, where that can overtake others."""
    if kind in OVERTAKING:
        settle(work, case)


def _let_go(work: Work, letter_id: int) -> None:
    for message in outbox.waits_by_hand(work.session, letter_id):
        outbox.drop(message, work.now, outbox.OVERTAKEN)
        tasks.about_message(work, message)
    tasks.end_about_letter(work, letter_id)
