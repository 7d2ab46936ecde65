"""What an officer sends twice by a double click is kept once; what they say anew is kept again."""

from pathlib import Path

import pytest

from portal.cases.refusals import NotNow
from portal.services import applications, contacts, notes
from portal.store.tables import Document, Event, Note
from tests.services.conftest import Team
from tests.services.records import version

PNG = b"\x89PNG\r\n\x1a\n"


def add(team: Team, reference: str, words: str, content: bytes | None = None, name: str = "intake") -> None:
    upload = None if content is None else notes.Upload("a.png", content)
    with team.work(name) as work:
        notes.add(work, reference, notes.NewNote("call", "officers", work.today, words), upload)


def test_a_note_sent_twice_at_once_is_one(team: Team) -> None:
    reference = team.apply()
    add(team, reference, "She rang.", PNG)
    once = version(team, reference)
    add(team, reference, "She rang.", PNG)
    assert version(team, reference) == once
    with team.office.work(write=False) as work:
        assert (work.session.query(Note).count(), work.session.query(Document).count()) == (1, 1)
        files = Path(work.settings.data_dir, "files")
    assert len(list(files.iterdir())) == 1


@pytest.mark.parametrize(("seconds", "kept"), [(59, 1), (60, 2), (61, 2)])
def test_the_same_words_a_minute_later_are_another_note(team: Team, seconds: int, kept: int) -> None:
    reference = team.apply()
    add(team, reference, "Rang, no answer.")
    team.clock.pass_time(seconds=seconds)
    add(team, reference, "Rang, no answer.")
    with team.office.work(write=False) as work:
        assert work.session.query(Note).count() == kept


def test_other_words_another_file_or_another_writer_are_another_note(team: Team) -> None:
    reference = team.apply()
    add(team, reference, "One.", PNG)
    add(team, reference, "Two.", PNG)
    add(team, reference, "Two.", PNG + b"other")
    add(team, reference, "Two.")
    add(team, reference, "Two.", name="decider")
    with team.office.work(write=False) as work:
        assert work.session.query(Note).count() == 5


def test_the_same_contact_named_again_is_no_event(team: Team) -> None:
    reference = team.apply()
    for _ in range(2):
        with team.work("intake") as work:
            contacts.name_contact(work, reference, team.ids["intake"])
    with team.office.work(write=False) as work:
        assert work.session.query(Event).filter_by(move="name contact").count() == 1


def test_a_case_is_put_into_its_district_once(team: Team) -> None:
    reference = team.apply(district="unsure")
    with team.work("intake") as work:
        applications.place(work, reference, "alderfen")
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert (case.district, "unknown_district" in case.flags) == ("alderfen", False)
    once = version(team, reference)
    for district in ("alderfen", "marlowick"):
        with pytest.raises(NotNow), team.work("intake") as work:
            applications.place(work, reference, district)
    assert version(team, reference) == once


def test_a_case_that_names_its_district_is_not_moved_to_another(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(NotNow), team.work("intake") as work:
        applications.place(work, reference, "marlowick")
