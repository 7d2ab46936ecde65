"""The panel: its meeting is set, put off and recorded."""

from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.policy import Role
from portal.services import panels as meetings
from portal.store import panels
from portal.store.panels import Sitting
from portal.store.tables import StaffRole
from tests.services.conftest import Team
from tests.web.staffroom import person
from tests.web.steps import (
    TODAY,
    date_boxes,
    error_at,
    kept_out,
    letter_words,
    letters_of,
    standing,
    stands_before,
    value_of,
    with_stale_token,
)

Typed = dict[str, Any]
FITS_NO_MORE = "This step does not fit where the case stands now. Open the case again to see what is next."


def meeting(reference: str) -> str:
    return f"/cases/{reference}/meeting"


def postponing(reference: str) -> str:
    return f"/cases/{reference}/meeting/postpone"


def record(reference: str) -> str:
    return f"/cases/{reference}/meeting/record"


@pytest.fixture
def accepted(team: Team) -> str:
    reference = team.apply()
    team.decide(reference)
    return reference


@pytest.fixture
def convened(team: Team, accepted: str) -> str:
    team.convene(accepted)
    return accepted


def sitting(team: Team, reference: str) -> Sitting:
    with team.office.work(write=False) as work:
        found = panels.newest(work.session, team.case(work, reference).id)
    assert found is not None
    return found


def to_convene(team: Team, **changes: Any) -> Typed:
    return {
        **date_boxes("meets_on", TODAY + timedelta(days=9)),
        "meets_at": "2pm",
        "place": "The Moot Hall, room 4",
        "chair": str(team.ids["chair"]),
        "chair_independent": "yes",
        "chair_reason": "Works for another service.",
        "seats-1-body": "brackenshire-police",
        "seats-1-name": "Sergeant Sample",
        "seats-3-body": "sedge-homes",
        "seats-3-name": "Sam Housing",
        "victim_invited": "yes",
        **changes,
    }


def to_postpone(**changes: Any) -> Typed:
    later = date_boxes("meets_on", TODAY + timedelta(days=16))
    return {"reason": "The landlord has to be there.", **later, "meets_at": "9:15am", **changes}


def typed_action(number: int, **changes: Any) -> Typed:
    row = f"actions-{number}"
    typed = {
        f"{row}-body": "brackenshire-police",
        f"{row}-owner": "PC Sample",
        f"{row}-what": "Visit weekly.",
        f"{row}-measure": "A visit log.",
        **date_boxes(f"{row}-due_on", TODAY + timedelta(days=30)),
        f"{row}-finds_out": "no",
    }
    return {**typed, **{f"{row}-{name}": value for name, value in changes.items()}}


def to_hold(**changes: Any) -> Typed:
    return {
        "how_heard": "read_out",
        "heard_words": "She cannot sleep.",
        "findings-alderfen-council-words": "The council answered late.",
        "recommendations-1-body": "alderfen-council",
        "recommendations-1-words": "Name one person for each report.",
        **typed_action(1),
        **changes,
    }


# Setting the meeting


def test_a_meeting_is_set_and_the_victim_invited(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "intake")
    opened = client.get(meeting(accepted))
    assert stands_before(opened, "Before you contact Jo Sample", "Which day?")
    assert "They have not told us yet." in opened.words
    client.submit(to_convene(team))
    assert "The meeting is set" in client.follow().words
    kept = sitting(team, accepted)
    assert (kept.meeting.meets_on, f"{kept.meeting.meets_at:%H:%M}") == (TODAY + timedelta(days=9), "14:00")
    assert [(body.key, member.name) for member, body in kept.members] == [
        ("brackenshire-police", "Sergeant Sample"),
        ("sedge-homes", "Sam Housing"),
    ]
    assert letters_of(team, accepted)[0] == "meeting_invitation"


def test_another_row_keeps_every_answer(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "decider")
    client.get(meeting(accepted))
    opened = client.submit(to_convene(team), 200, button="Add another member")
    assert opened.errors == []
    assert opened.parsed.with_id("seats-5-body") is not None
    for control, value in to_convene(team).items():
        if control not in ("chair", "chair_independent", "victim_invited"):
            assert value_of(opened, control) == value
    assert standing(team, accepted)[0] == "accepted"
    client.submit({"seats-5-body": "brackenshire-icb", "seats-5-name": "Nurse Sample"})
    assert [member.name for member, _ in sitting(team, accepted).members][-1] == "Nurse Sample"


def test_errors_stand_beside_the_right_field_of_the_right_row(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "intake")
    client.get(meeting(accepted))
    typed = to_convene(team, meets_at="2:30", **{"seats-2-name": "Nobody’s Nurse"})
    typed |= {"meets_on-day": "31", "meets_on-month": "11", "victim_invited": "no", "chair": None}
    opened = client.submit(typed, 422)
    assert error_at(opened, "meets_at") == "Enter a time, like 10:30am or 2pm"
    assert error_at(opened, "chair") == "Choose who chairs"
    assert error_at(opened, "seats-2-body") == "Choose the organisation"
    assert "Member 2: Choose the organisation" in opened.errors
    assert error_at(opened, "not_invited_reason") == "Say why the victim is not invited"
    assert any("that month does not have so many days" in error for error in opened.errors)
    assert value_of(opened, "seats-2-name") == "Nobody’s Nurse"
    assert value_of(opened, "seats-3-name") == "Sam Housing"
    assert value_of(opened, "meets_at") == "2:30"
    assert standing(team, accepted)[0] == "accepted"


def test_what_the_rules_of_a_meeting_refuse_is_said_beside_it(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "intake")
    client.get(meeting(accepted))
    rows = {f"seats-{row}-{part}": "" for row in (1, 3) for part in ("body", "name")}
    opened = client.submit(to_convene(team, **rows), 422)
    assert error_at(opened, "seats") == "Enter at least one member."
    opened = client.submit(to_convene(team, **date_boxes("meets_on", TODAY - timedelta(days=1))), 422)
    assert error_at(opened, "meets_on") == "Choose a day from today on."
    client.submit(date_boxes("meets_on", TODAY))
    assert sitting(team, accepted).meeting.meets_on == TODAY


def test_a_chair_who_took_part_is_marked_and_is_not_independent(
    app: Flask, team: Team, accepted: str
) -> None:
    with team.office.work() as work:
        work.session.add(
            StaffRole(staff_id=team.ids["decider"], role=Role.CHAIR, district="alderfen", since=work.today)
        )
    client = person(app, team, "intake")
    opened = client.get(meeting(accepted))
    known = "What is known: decided in this case before; has dealt with this case before"
    assert opened.words.count(known) == 1
    opened = client.submit(to_convene(team, chair=str(team.ids["decider"])), 422)
    assert "so they are not independent" in error_at(opened, "chair_independent")
    client.submit({"chair_independent": "no", "chair_reason": "Nobody else could be found in time."})
    kept = sitting(team, accepted).meeting
    assert (kept.chair_id, kept.chair_independent) == (team.ids["decider"], False)


def test_without_a_chair_the_page_says_whom_to_ask(app: Flask, team: Team, accepted: str) -> None:
    with team.office.work() as work:
        work.session.query(StaffRole).filter_by(role=Role.CHAIR).delete()
    assert "Nobody is named as a panel chair" in person(app, team, "intake").get(meeting(accepted)).words


def test_not_inviting_the_victim_needs_reasons_that_they_read(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "intake")
    client.get(meeting(accepted))
    client.submit(to_convene(team, victim_invited="no", not_invited_reason="A witness must be kept safe."))
    assert "A witness must be kept safe." in letter_words(team, accepted)


def test_the_victims_choice_is_shown_before_the_meeting_is_set(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "intake")
    client.get(f"/cases/{accepted}/voice")
    client.submit({"part": "read_out", "statement": "Every night."})
    opened = client.get(meeting(accepted))
    assert "They want their words to be read out." in opened.words
    assert "Every night." in opened.words


def test_set_twice_it_is_one_meeting(app: Flask, team: Team, accepted: str) -> None:
    first, second = person(app, team, "intake"), person(app, team, "intake")
    for client in (first, second):
        client.get(meeting(accepted))
    first.submit(to_convene(team))
    opened = second.submit(to_convene(team), 422)
    assert opened.errors == [FITS_NO_MORE]
    assert value_of(opened, "place") == "The Moot Hall, room 4"
    assert letters_of(team, accepted).count("meeting_invitation") == 1
    first.get(meeting(accepted), 409)


# Putting it off


def test_a_meeting_is_put_off_with_the_reason(app: Flask, team: Team, convened: str) -> None:
    client = person(app, team, "intake")
    opened = client.get(postponing(convened))
    assert value_of(opened, "place") == "The Moot Hall"
    assert "10:30" in opened.words
    client.submit(to_postpone())
    assert "The meeting was put off" in client.follow().words
    kept = sitting(team, convened).meeting
    assert (kept.number, kept.meets_on, kept.place) == (2, TODAY + timedelta(days=16), "The Moot Hall")
    assert letters_of(team, convened)[0] == "meeting_postponed"
    assert "The landlord has to be there." in letter_words(team, convened)


def test_putting_off_refuses_and_keeps(app: Flask, team: Team, convened: str) -> None:
    client = person(app, team, "intake")
    client.get(postponing(convened))
    opened = client.submit({"meets_at": "9am"}, 422)
    assert error_at(opened, "reason") == "Say why the meeting is put off"
    opened = client.submit(to_postpone(**date_boxes("meets_on", TODAY - timedelta(days=1))), 422)
    assert error_at(opened, "meets_on") == "Choose a day from today on."
    assert value_of(opened, "reason") == "The landlord has to be there."
    opened = client.submit(to_postpone(**date_boxes("meets_on", TODAY), meets_at="10:30am"), 422)
    assert error_at(opened, "meets_on") == "The meeting is already set for this day, time and place."
    assert sitting(team, convened).meeting.number == 1


def test_put_off_twice_it_is_one_new_day(app: Flask, team: Team, convened: str) -> None:
    first, second = person(app, team, "intake"), person(app, team, "intake")
    for client in (first, second):
        client.get(postponing(convened))
    first.submit(to_postpone())
    second.submit(to_postpone(), 422)
    assert letters_of(team, convened).count("meeting_postponed") == 1


# Recording it


def test_a_meeting_is_recorded_and_the_draft_plan_sent(app: Flask, team: Team, convened: str) -> None:
    client = person(app, team, "chair")
    opened = client.get(record(convened))
    assert stands_before(opened, "Before you contact Jo Sample", "Who came?")
    member = str(sitting(team, convened).members[0][0].id)
    client.submit(to_hold(attended=member))
    assert "The draft plan is written" in client.follow().words
    kept = sitting(team, convened)
    assert [one.attended for one, _ in kept.members] == [True]
    assert (kept.meeting.how_heard, kept.meeting.heard_words) == ("read_out", "She cannot sleep.")
    assert [(body.key, row.words) for row, body in kept.findings] == [
        ("alderfen-council", "The council answered late.")
    ]
    assert [body.key for _, body in kept.recommendations] == ["alderfen-council"]
    assert [(row.what, row.finds_out, row.due_on) for row, _ in kept.actions] == [
        ("Visit weekly.", "no", TODAY + timedelta(days=30))
    ]
    assert letters_of(team, convened)[0] == "draft_plan"


def test_rows_can_be_added_and_nothing_typed_is_lost(app: Flask, team: Team, convened: str) -> None:
    client = person(app, team, "chair")
    client.get(record(convened))
    for button, control in (
        ("Add another action", "actions-3-what"),
        ("Add another recommendation", "recommendations-3-words"),
        ("Add another action", "actions-4-what"),
    ):
        opened = client.submit(to_hold(), 200, button=button)
        assert opened.errors == []
        assert value_of(opened, control) == ""
        for name in ("heard_words", "recommendations-1-words", "actions-1-what", "actions-1-due_on-day"):
            assert value_of(opened, name) == str(to_hold()[name])
    client.submit(typed_action(4, what="Mend the lock."))
    assert [row.what for row, _ in sitting(team, convened).actions] == ["Visit weekly.", "Mend the lock."]


def test_errors_stand_in_the_right_row(app: Flask, team: Team, convened: str) -> None:
    client = person(app, team, "chair")
    client.get(record(convened))
    second = typed_action(2, owner="", finds_out="yes", **date_boxes("due_on", TODAY - timedelta(days=1)))
    opened = client.submit(to_hold(**second, heard_words=""), 422)
    assert error_at(opened, "actions-2-owner") == "Enter who is responsible"
    assert error_at(opened, "actions-2-due_on") == "The day must be today or later"
    assert error_at(opened, "actions-2-told_first_on") == "Enter the day on which the victim is told first"
    assert error_at(opened, "heard_words").startswith("Enter what the victim wanted")
    assert error_at(opened, "actions-1-owner") == ""
    assert "Action 2: Enter who is responsible" in opened.errors
    assert value_of(opened, "actions-2-what") == "Visit weekly."
    told = date_boxes("actions-2-told_first_on", TODAY + timedelta(days=1))
    mended = {"actions-2-owner": "PC Other", "heard_words": "She cannot sleep.", **told}
    opened = client.submit({**mended, **date_boxes("actions-2-due_on", TODAY)}, 422)
    assert error_at(opened, "actions-2-told_first_on") == "The victim must be told before the action is due"
    client.submit(date_boxes("actions-2-told_first_on", TODAY))
    assert [row.told_first_on for row, _ in sitting(team, convened).actions] == [None, TODAY]


def test_a_record_needs_a_finding_and_something_to_do(app: Flask, team: Team, convened: str) -> None:
    client = person(app, team, "chair")
    client.get(record(convened))
    opened = client.submit(to_hold(**{"findings-alderfen-council-words": ""}), 422)
    assert error_at(opened, "findings") == "Say what the panel found about at least one organisation."
    empty = {
        name: "" if name != "actions-1-finds_out" else None
        for name in to_hold()
        if name.startswith(("actions", "recommendations"))
    }
    opened = client.submit(to_hold(**empty), 422)
    assert error_at(opened, "actions") == "Enter at least one recommendation or one action."
    assert standing(team, convened)[0] == "panel set"


def test_it_cannot_be_recorded_before_its_day(app: Flask, team: Team, convened: str) -> None:
    """The form waits for the day. Put off while the chair writes, it keeps every word and is sent then."""
    chair = person(app, team, "chair")
    chair.get(record(convened))
    with team.work("intake") as work:
        meetings.postpone(work, convened, "Ill.", TODAY + timedelta(days=1), time(10, 30), "The Moot Hall")
    opened = chair.submit(to_hold(), 422)
    assert opened.errors == ["The meeting has not taken place yet. Record it on the day or later."]
    assert value_of(opened, "actions-1-what") == "Visit weekly."
    assert standing(team, convened)[0] == "panel set"
    opened = person(app, team, "chair").get(record(convened))
    assert "The meeting has not taken place yet." in opened.words
    assert "Save and send the draft plan" not in opened.words
    team.clock.pass_time(days=1)
    chair = person(app, team, "chair")
    chair.get(record(convened))
    chair.submit(to_hold())
    assert standing(team, convened)[0] == "draft plan"


def test_long_answers_and_many_rows_are_taken(app: Flask, team: Team, convened: str) -> None:
    client = person(app, team, "chair")
    client.get(record(convened))
    typed = to_hold(heard_words="w" * 10_000)
    for number in range(1, 31):
        typed |= typed_action(number, what=f"Action {number}. " + "x" * 3_900)
    client.submit({**typed, "actions-rows": "30"})
    assert len(sitting(team, convened).actions) == 30


def test_recorded_twice_it_is_one_sitting(app: Flask, team: Team, convened: str) -> None:
    first, second = person(app, team, "chair"), person(app, team, "chair")
    for client in (first, second):
        client.get(record(convened))
    first.submit(to_hold())
    opened = second.submit(to_hold(), 422)
    assert opened.errors == [FITS_NO_MORE]
    assert len(sitting(team, convened).actions) == 1
    assert letters_of(team, convened).count("draft_plan") == 1


# Who may, and what opening does


def test_only_the_right_people_reach_each_page(app: Flask, team: Team, accepted: str) -> None:
    kept_out(app, team, meeting, accepted, ("stranger", "chair", "police", "officer", "figures"))
    team.convene(accepted)
    kept_out(app, team, postponing, accepted, ("stranger", "chair", "police", "admin"))
    kept_out(app, team, record, accepted, ("decider", "intake", "stranger", "police", "officer"))


def test_opening_the_pages_changes_nothing(app: Flask, team: Team, accepted: str) -> None:
    before = standing(team, accepted)
    person(app, team, "intake").get(meeting(accepted))
    assert standing(team, accepted) == before
    team.convene(accepted)
    before = standing(team, accepted)
    person(app, team, "intake").get(postponing(accepted))
    person(app, team, "chair").get(record(accepted))
    assert standing(team, accepted) == before


def test_stale_tokens_keep_the_answers(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "intake")
    client.get(meeting(accepted))
    opened = with_stale_token(client, meeting(accepted), to_convene(team))
    assert value_of(opened, "seats-3-name") == "Sam Housing"
    team.convene(accepted)
    for name, address, typed, control in (
        ("intake", postponing(accepted), to_postpone(), "reason"),
        ("chair", record(accepted), to_hold(), "actions-1-what"),
    ):
        client = person(app, team, name)
        client.get(address)
        assert value_of(with_stale_token(client, address, typed), control) == typed[control]
    assert standing(team, accepted)[0] == "panel set"
