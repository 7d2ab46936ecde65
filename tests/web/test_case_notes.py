"""Notes and documents of a case: kept as they were, and no way from one case into another."""

import io
from typing import Any

import pytest
from flask import Flask

from portal.services import notes
from portal.services.notes import LARGEST, NewNote, Upload
from portal.store import casefile as rows
from tests.services.conftest import Team
from tests.web.client import Client, Opened
from tests.web.opened_case import case, views
from tests.web.staffroom import person
from tests.web.steps import with_stale_token

PDF, PNG, JPEG = b"%PDF-1.4 diary", b"\x89PNG\r\n\x1a\n rest", b"\xff\xd8\xff rest"


def note_fields(**changes: Any) -> dict[str, Any]:
    return {
        "kind_of_note": "call",
        "happened_on-day": "20",
        "happened_on-month": "11",
        "happened_on-year": "2026",
        "words": "She rang.\nShe is well.",
        "audience": "officers",
        **changes,
    }


def write_note(client: Client, reference: str, status: int = 303, **changes: Any) -> Opened:
    client.get(case(reference, "/note"))
    return client.post(case(reference, "/note"), note_fields(**changes), status)


def test_a_note_is_written_and_read(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    assert write_note(client, reference).location == case(reference, "?done=note")
    opened = client.follow()
    assert "The note is in the case." in opened.words
    assert "Phone call, 20 November 2026" in opened.words
    assert "She rang. She is well." in opened.words
    assert "Written down on 23 November 2026, 10:00am by Intake" in opened.words
    assert "Added to the case: Phone call" in opened.words


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind_of_note": ""}, "Choose what it is"),
        ({"words": " "}, "Write what happened"),
        ({"audience": ""}, "Choose who may see it"),
        ({"audience": "everybody"}, "Choose one of the answers in the list"),
        ({"happened_on-day": ""}, "The day must include a day"),
        ({"happened_on-day": "24"}, "The day must be today or in the past"),
        (
            {"happened_on-day": "31"},
            "The day: that month does not have so many days. Check the day and the month",
        ),
        ({"words": "x" * 10_001}, "What happened: use 10,000 characters or fewer"),
    ],
)
def test_a_note_that_cannot_be_kept_keeps_what_was_typed(
    app: Flask, team: Team, changes: dict[str, str], sentence: str
) -> None:
    reference = team.apply()
    opened = write_note(person(app, team, "intake"), reference, 422, **changes)
    assert sentence in opened.errors
    if "words" not in changes:
        assert "She rang.\nShe is well.</textarea>" in opened.text.replace("\r\n", "\n")
    with team.office.work(write=False) as work:
        assert rows.notes(work.session, team.case(work, reference).id) == []


@pytest.mark.parametrize(("day", "kept"), [("22", True), ("23", True), ("24", False)])
def test_a_note_is_of_today_or_before(app: Flask, team: Team, day: str, kept: bool) -> None:
    write_note(person(app, team, "intake"), team.apply(), 303 if kept else 422, **{"happened_on-day": day})


def test_a_note_with_a_stale_token_keeps_its_words(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(case(reference, "/note"))
    with_stale_token(client, case(reference, "/note"), {"words": "Written for an hour"})
    assert "Written for an hour" in client.last.text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "media_type"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_a_document_goes_in_and_comes_out_as_it_was(
    app: Flask, team: Team, content: bytes, media_type: str
) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    write_note(client, reference, file=(io.BytesIO(content), "diary.html"))
    opened = client.follow()
    address = next(href for words, href in opened.links().items() if words.startswith("Download diary"))
    sent = client.get(address)
    assert sent.body == content
    assert sent.headers["Content-Type"].startswith(media_type)
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["Cache-Control"] == "no-store"
    assert views(team)[-1] == (team.ids["intake"], "see_case")


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"", b"GIF89a", b"%PD"]
)
def test_a_file_of_another_kind_is_refused_beside_its_question(
    app: Flask, team: Team, content: bytes
) -> None:
    reference = team.apply()
    opened = write_note(person(app, team, "intake"), reference, 422, file=(io.BytesIO(content), "diary.pdf"))
    assert opened.errors == ["Choose a JPEG, PNG or PDF file. We cannot keep files of another kind yet."]
    with team.office.work(write=False) as work:
        assert rows.documents(work.session, team.case(work, reference).id) == []
        assert rows.notes(work.session, team.case(work, reference).id) == []


@pytest.mark.parametrize(("over", "status"), [(-1, 303), (0, 303), (1, 422)])
def test_a_file_may_be_ten_megabytes(app: Flask, team: Team, over: int, status: int) -> None:
    content = PDF + bytes(LARGEST + over - len(PDF))
    opened = write_note(
        person(app, team, "intake"), team.apply(), status, file=(io.BytesIO(content), "diary.pdf")
    )
    if status == 422:
        assert opened.errors == ["The file is larger than 10 MB. Choose a smaller one."]


def test_a_photograph_that_is_too_large_takes_no_words_with_it(app: Flask, team: Team) -> None:
    photograph = (io.BytesIO(PDF + bytes(2 * LARGEST)), "IMG_0001.jpg")
    opened = write_note(person(app, team, "intake"), team.apply(), 422, file=photograph)
    assert opened.errors == ["The file is larger than 10 MB. Choose a smaller one."]
    assert "She rang. She is well." in opened.words


def test_a_request_far_too_large_is_refused(app: Flask, team: Team) -> None:
    content = PDF + bytes(3 * LARGEST + 1_000_000)
    write_note(person(app, team, "intake"), team.apply(), 413, file=(io.BytesIO(content), "diary.pdf"))


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"; filename=b.exe', "ä\r\nX: y", "...", "x" * 300])
def test_the_name_of_a_file_can_do_nothing(app: Flask, team: Team, name: str) -> None:
    reference = team.apply()
    with team.work("intake") as work:
        notes.add(work, reference, NewNote("note", "officers", work.today, "x"), Upload(name, PDF))
        document = rows.documents(work.session, team.case(work, reference).id)[0]
        public_id = document.public_id
    sent = person(app, team, "intake").get(case(reference, f"/documents/{public_id}"))
    told = sent.headers["Content-Disposition"]
    assert told.startswith("attachment; filename=")
    assert not set("/\\\r\n;") & set(told.removeprefix("attachment; filename="))


def test_a_document_of_one_case_is_not_in_another(app: Flask, team: Team) -> None:
    first, second = team.apply(), team.apply()
    with team.work("intake") as work:
        notes.add(work, first, NewNote("note", "officers", work.today, "x"), Upload("a.pdf", PDF))
        public_id = rows.documents(work.session, team.case(work, first).id)[0].public_id
    client = person(app, team, "intake")
    client.get(case(first, f"/documents/{public_id}"))
    client.get(case(second, f"/documents/{public_id}"), 404)
