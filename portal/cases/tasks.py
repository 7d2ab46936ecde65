"""What waits for a person beside the steps of a case, and which kind each need of the applicant makes."""

from collections.abc import Collection
from enum import StrEnum


class TaskKind(StrEnum):
    """Something that has to be done by hand."""

    LETTER_UNOPENED = "letter_unopened"
    CALL_TO_TELL = "call_to_tell"
    HELD_BACK = "held_back"
    MAIL_NOT_TAKEN = "mail_not_taken"
    MAIL_CAME_BACK = "mail_came_back"
    LETTER_CAME_BACK = "letter_came_back"
    UNDERSTOOD = "understood"
    DANGER_WORDS = "danger_words"
    VERIFY_CONSENT = "verify_consent"
    ASK_CONSENT_ANEW = "ask_consent_anew"
    INTERPRETER = "interpreter"
    TRANSLATION = "translation"
    BSL = "bsl"
    TEXT_RELAY = "text_relay"
    EASY_READ = "easy_read"
    AUDIO = "audio"
    BRAILLE = "braille"
    FILLING_IN = "filling_in"
    COMPANION = "companion"
    OTHER_NEED = "other_need"
    ANSWER_AWAITED = "answer_awaited"
    ANSWER_CAME = "answer_came"
    NAME_CONTACT_ANEW = "name_contact_anew"
    ASK_TO_SEND_ON = "ask_to_send_on"
    MEANT_TO_WITHDRAW = "meant_to_withdraw"
    SECOND_LOOK_AT_END = "second_look_at_end"
    NEEDS_CHAIR = "needs_chair"
    NEEDS_DECIDER = "needs_decider"
    APPEAL_NEEDS_OFFICER = "appeal_needs_officer"
    ACTION_NOT_YET = "action_not_yet"
    RETURN_LATE = "return_late"


# About one letter: they end by themselves once somebody was told of it.
UNTIL_TOLD = (
    TaskKind.LETTER_UNOPENED,
    TaskKind.CALL_TO_TELL,
    TaskKind.HELD_BACK,
    TaskKind.MAIL_NOT_TAKEN,
    TaskKind.MAIL_CAME_BACK,
    TaskKind.LETTER_CAME_BACK,
    TaskKind.UNDERSTOOD,
)
BY_NEED = {
    "interpreter": TaskKind.INTERPRETER,
    "bsl": TaskKind.BSL,
    "text_relay": TaskKind.TEXT_RELAY,
    "easy_read": TaskKind.EASY_READ,
    "audio": TaskKind.AUDIO,
    "braille": TaskKind.BRAILLE,
    "filling_in": TaskKind.FILLING_IN,
    "companion": TaskKind.COMPANION,
}
# With one of these a page in English, opened or posted, may not have told them anything (requirement A8, C10).
CANNOT_READ_OURS = frozenset(
    {
        TaskKind.INTERPRETER,
        TaskKind.TRANSLATION,
        TaskKind.BSL,
        TaskKind.EASY_READ,
        TaskKind.AUDIO,
        TaskKind.BRAILLE,
    }
)


def kinds_for(needs: Collection[str], language: str | None, other: str | None) -> tuple[TaskKind, ...]:
    """Return the tasks that the needs an applicant ticked make; `language` is the one easiest for them.

    Large print makes none: every letter of such a case is set large by itself.
    """
    found = [kind for need, kind in BY_NEED.items() if need in needs]
    if language not in (None, "", "en"):
        found.append(TaskKind.TRANSLATION)
    if other:
        found.append(TaskKind.OTHER_NEED)
    return tuple(found)
