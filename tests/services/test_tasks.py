"""What waits for a person of the office: opened by what happens, once, and done by somebody or by itself."""

import pytest

from portal import delivery
from portal.cases.refusals import NotNow, UnknownCase
from portal.cases.tasks import BY_NEED, TaskKind, kinds_for
from portal.delivery import MailRefused, MailTrouble, Outgoing
from portal.services import contact_details, tasks, telling
from portal.store import ledger
from portal.store.tables import Event, Letter, Message, Task
from tests.house.clock import SetClock
from tests.services.conftest import Team


def kinds(team: Team, reference: str) -> list[str]:
    """The open tasks of a case."""
    with team.work("intake") as work:
        found = tasks.of_case(work, team.case(work, reference))
    return sorted(one.task.kind for one in found if one.task.done_at is None)


def first(team: Team, reference: str) -> Task:
    with team.work("intake") as work:
        return tasks.of_case(work, team.case(work, reference))[0].task


def refused(_outgoing: Outgoing) -> None:
    raise MailRefused


def away(_outgoing: Outgoing) -> None:
    raise MailTrouble


def test_an_ordinary_application_makes_no_task(team: Team) -> None:
    assert kinds(team, team.apply()) == []


def test_words_of_danger_are_a_task_for_today(team: Team) -> None:
    reference = team.apply(story="He said he will kill me.")
    task = first(team, reference)
    assert task.kind == TaskKind.DANGER_WORDS
    with team.work("intake") as work:
        assert task.due_on == work.today


@pytest.mark.parametrize("need", sorted(BY_NEED))
def test_each_need_makes_its_task_at_receipt(team: Team, need: str) -> None:
    assert kinds(team, team.apply(needs=[need])) == [BY_NEED[need]]


@pytest.mark.parametrize(("said", "made"), [
    ({"needs": ["large_print"]}, []),
    ({"language": "en"}, []),
    ({"language": "pl"}, ["translation"]),
    ({"needs_other": "I speak Tetum."}, ["other_need"]),
    ({"needs": ["bsl", "braille"], "language": "ro"}, ["braille", "bsl", "translation"]),
])  # fmt: skip
def test_needs_and_language_make_tasks(team: Team, said: dict[str, object], made: list[str]) -> None:
    assert kinds(team, team.apply(**said)) == made


def test_no_need_is_no_task() -> None:
    assert kinds_for((), None, None) == kinds_for((), "", "") == kinds_for(("no such",), "en", None) == ()


@pytest.mark.parametrize(("said", "kind"), [
    ({"channels": ["phone"], "phone": "01632 960001"}, "call_to_tell"),
    ({"channels": ["none"]}, "held_back"),
    ({"channels": ["post"], "address": "1 Example Road"}, None),
    ({"channels": ["post"], "address": "1 Example Road", "share_post": "yes"}, "held_back"),
    ({"channels": ["email"]}, None),
])  # fmt: skip
def test_a_letter_that_cannot_leave_by_itself_is_a_persons_task(
    team: Team, said: dict[str, object], kind: str | None
) -> None:
    assert kinds(team, team.apply(**said)) == ([kind] if kind else [])


def test_mail_that_is_refused_or_given_up_is_a_task(team: Team, clock: SetClock) -> None:
    reference = team.apply()
    delivery.deliver_waiting(team.office, away)
    assert kinds(team, reference) == []
    clock.pass_time(days=3)
    delivery.deliver_waiting(team.office, away)
    # The applicant's, and those of the four organisations that have the case.
    assert kinds(team, reference) == ["mail_not_taken"] * 5


def test_being_told_ends_what_asked_to_tell(team: Team) -> None:
    reference = team.apply(needs=["companion"])
    delivery.deliver_waiting(team.office, refused)
    message = next(one for one in team.messages(reference) if one.person_id)
    with team.work("intake") as work:
        letter = work.session.get_one(Letter, message.letter_id)
        telling.record_told(work, reference, letter.public_id, "read_out")
    # What the organisations were not told, and what the person needs at the meeting, still waits.
    assert kinds(team, reference) == ["companion"] + ["mail_not_taken"] * 4


def test_a_new_safe_way_ends_the_task(team: Team) -> None:
    reference = team.apply(channels=["none"], email=None)
    assert kinds(team, reference) == ["held_back"]
    with team.work("intake") as work:
        contact_details.change(work, reference, {"channels": ["email"], "email": "new@mail.example"})
    assert kinds(team, reference) == []


def test_a_way_that_became_unsafe_makes_a_task(team: Team) -> None:
    reference = team.apply()
    with team.work("intake") as work:
        contact_details.change(work, reference, {"channels": ["none"]})
    assert kinds(team, reference) == ["held_back"]


def test_doing_a_task_keeps_the_words_apart_from_the_event(team: Team) -> None:
    reference = team.apply(needs=["interpreter"])
    task_id = first(team, reference).id
    with team.work("intake") as work:
        tasks.do(work, reference, task_id, "Rang Anna of the language line.")
    task = first(team, reference)
    assert (task.words, task.done_by) == ("Rang Anna of the language line.", team.ids["intake"])
    assert task.salt is not None
    with team.office.work(write=False) as work:
        event = work.session.query(Event).filter_by(move="do a task").one()
    assert event.payload["kind"] == "interpreter"
    assert "Anna" not in str(event.payload)
    assert event.seal == ledger.seal("Rang Anna of the language line.", task.salt)


def test_a_task_is_done_once(team: Team) -> None:
    reference = team.apply(needs=["interpreter"])
    task_id = first(team, reference).id
    with team.work("intake") as work:
        tasks.do(work, reference, task_id, "Done.")
    with team.work("decider") as work, pytest.raises(NotNow):
        tasks.do(work, reference, task_id, "Me too.")
    assert first(team, reference).words == "Done."


@pytest.mark.parametrize("who", ["stranger", "police", "officer", "figures", "admin"])
def test_nobody_else_does_a_task(team: Team, who: str) -> None:
    reference = team.apply(needs=["interpreter"])
    task_id = first(team, reference).id
    with team.work(who) as work, pytest.raises(UnknownCase):
        tasks.do(work, reference, task_id, "Done.")


def test_a_task_of_another_case_is_none_of_this(team: Team) -> None:
    task_id = first(team, team.apply(needs=["interpreter"])).id
    other = team.apply()
    with team.work("intake") as work, pytest.raises(UnknownCase):
        tasks.do(work, other, task_id, "Done.")


def test_the_same_task_is_opened_once(team: Team) -> None:
    reference = team.apply()
    with team.office.work() as work:
        case = team.case(work, reference)
        message = work.session.query(Message).filter(Message.person_id.is_not(None)).one()
        message.state = "failed"
        for _ in range(2):
            tasks.about_message(work, message)
            tasks.open_task(work, case.id, TaskKind.VERIFY_CONSENT)
    assert kinds(team, reference) == ["mail_not_taken", "verify_consent"]
