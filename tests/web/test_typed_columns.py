"""Every column with words that people type holds a canary, so that the walk in test_nothing_leaks.py looks for it.

A new column of text fails here until a case of tests/web/canaries.py or canary_cases.py fills it, or a line below
says why nobody types into it; what stands below and holds a word all the same fails as well.
"""

import re
from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Column, LargeBinary, Table, Text

from portal.store.tables import Base
from portal.store.tables.base import Json
from tests.web import canaries, canary_cases
from tests.web.busy_office import BusyOffice
from tests.web.test_nothing_leaks import words_in

# Drawn by lot, computed or sealed: names that columns of this kind have.
MADE = re.compile(r"(^|_)(salt|hash|seal|sha256|public_id|message_id|submission_key|stored_as|sealed)$")
# One of a few codes, or ids and codes in JSON, which no check of the database lists.
CODES = frozenset(
    {
        *(
            "appeal.channel",
            "appeal.grounds",
            "assessment.facts",
            "assessment.result",
            "assessment.local_result",
        ),
        *("assessment.statutory_result", "body_return.view", "case_person.relation", "case_review.district"),
        *("case_review.state", "case_review.whose_turn", "case_review.due_clock", "case_review.flags"),
        *("case_review.language", "case_review.journey_version", "case_review.privacy_notice_version"),
        *("case_review.reference", "consent.purpose", "consent.wording_version", "consent.asked_how"),
        *(
            "consent.answered_how",
            "deadline.clock",
            "deadline.body_key",
            "deadline.counted",
            "deadline.cause",
        ),
        *(
            "deadline.ended_for",
            "decision.outcome",
            "document.media_type",
            "draft.id",
            "draft.journey",
            "event.kind",
        ),
        *(
            "event.move",
            "event.actor_kind",
            "event.payload",
            "frozen_answer.page",
            "frozen_answer.question_id",
        ),
        *("hit.key", "ledger_head.ledger", "letter.kind", "letter.language", "letter.told_how"),
        *(
            "made_available.how",
            "meeting.how_heard",
            "message.kind",
            "message.trouble",
            "action_news.channel",
        ),
        *(
            "plan_comment.channel",
            "question.answered_how",
            "report.body_kind",
            "report.kind",
            "report.reporter",
        ),
        *("safe_contact.channels", "safe_contact.voicemail", "safe_contact.hours", "safe_contact.visit"),
        *("staff_role.role", "staff_role.district", "staff_role.body", "task.kind", "view.action"),
    }
)
OTHERWISE = {
    "our own words": {"frozen_answer.label", "message.subject", "message.body"},
    "from the area file": {
        *("body.key", "body.name", "body.kind", "body.districts", "body.email", "body.duty", "criteria.canonical"),
    },
    "of staff, who are no part of a case": {
        *("staff.username", "staff.name", "staff.email", "staff.phone", "staff.office"),
    },
    "of mail servers, on no page": {"returned_mail.status", "returned_mail.report"},
    "empty: nothing writes it": {
        *("appeal.recommendations", "case_person.household", "case_review.held_from_erasure", "letter.pdf"),
        *("report.household", "report.dates_in_words"),
    },
}  # fmt: skip


def columns() -> Iterator[tuple[str, Table, Column[object]]]:
    """Every column that can hold words, with its name as it stands above."""
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Text | Json | LargeBinary):
                yield f"{table.name}.{column.name}", table, column


def is_code(table: Table, column: Column[object]) -> bool:
    """Whether a check of the database lists what may stand in a column."""
    checks = (str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint))
    return any(re.search(rf"\b{column.name} IN\s*\(", check) for check in checks)


def test_every_column_that_people_type_into_holds_a_canary(busy: BusyOffice) -> None:
    busy.once("canaries", canary_cases.sow)
    without = CODES.union(*OTHERWISE.values())
    missing, wrong, found = [], [], set()
    for name, table, column in columns():
        held = words_in("\n".join(busy.held(table.name, column.name)))
        found |= held
        excused = name in without or MADE.search(column.name) or is_code(table, column)
        missing += [] if held or excused else [name]
        wrong += [name] if held and excused else []
    assert missing == [], "fill them in the cases with canaries, or say above why nobody types into them"
    assert wrong == [], "words of people stand where none were thought to be"
    assert found == canary_cases.WORDS | canaries.OTHERS, "a canary that was never sown is never found"


def test_what_is_said_to_be_empty_is(busy: BusyOffice) -> None:
    busy.once("canaries", canary_cases.sow)
    held = {name: busy.held(*name.split(".")) for name in OTHERWISE["empty: nothing writes it"]}
    assert {name for name, values in held.items() if values} == set()


def test_every_line_above_is_a_column() -> None:
    there = {name for name, _, _ in columns()}
    assert CODES.union(*OTHERWISE.values()) - there == set()
