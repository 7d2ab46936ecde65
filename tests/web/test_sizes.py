"""Limits on what one request may hold."""

import pytest
from flask import Flask

from portal.web.too_much import MOST_WORDS, READ_ON
from tests.services.conftest import Team
from tests.web.client import Client, Opened
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, standing, value_of

MOST = 1_048_576  # bytes that a page without files takes


@pytest.mark.parametrize(("fields", "status"), [(498, 303), (499, 303), (500, 413), (5000, 413)])
def test_a_form_has_at_most_500_fields(specimen: Client, fields: int, status: int) -> None:
    specimen.get("/t/name")  # the token is one field more
    specimen.post("/t/name", {"name": ["Ann"] * fields}, status)


@pytest.mark.parametrize(("length", "status"), [(1_000_000, 422), (1_048_576, 413), (5_000_000, 413)])
def test_a_body_has_a_limit(specimen: Client, length: int, status: int) -> None:
    specimen.get("/t/name")
    specimen.post("/t/name", {"name": "a" * length}, status)


@pytest.mark.parametrize(("length", "status"), [(500_000, 422), (600_000, 413)])
def test_a_field_of_a_form_with_files_has_a_limit(specimen: Client, length: int, status: int) -> None:
    specimen.get("/t/name")
    specimen.post("/t/name", {"name": "a" * length}, status, content_type="multipart/form-data")


def test_an_upload_page_takes_more(specimen: Client) -> None:
    specimen.get("/t/name")
    token = {"csrf_token": specimen.token()}
    big = {"story": "a" * 2_000_000, **token}
    answer = specimen.browser.post("/t/upload", data=big, base_url=specimen.base_url)
    assert answer.status_code == 200
    too_big = {"story": "a" * 3_000_000, **token}
    assert specimen.browser.post("/t/upload", data=too_big, base_url=specimen.base_url).status_code == 413


def test_a_query_has_at_most_500_values(specimen: Client) -> None:
    specimen.get("/t/keep?" + "&".join(f"a{n}=1" for n in range(500)))
    specimen.get("/t/keep?" + "&".join(f"a{n}=1" for n in range(501)), 413)


@pytest.mark.parametrize(
    ("length", "kept"), [(READ_ON * MOST - 1, True), (READ_ON * MOST, True), (READ_ON * MOST + 1, False)]
)
def test_a_form_that_is_too_large_is_shown_again_with_every_answer(
    specimen: Client, length: int, kept: bool
) -> None:
    specimen.get("/t/name")
    head = f"csrf_token={specimen.token()}&name=Ann&more="
    body = head + "a" * (length - len(head))
    answer = specimen.browser.post(
        "/t/name", data=body, base_url=specimen.base_url, content_type="application/x-www-form-urlencoded"
    )
    shown = specimen.checked("POST", "/t/name", 413, answer)
    assert (shown.h1 == "Your name") is kept
    assert ("What you wrote is still here." in shown.words) is kept
    if kept:
        assert value_of(shown, "name") == "Ann"
    else:
        assert "we could not keep what you wrote on that page" in shown.words


def sent_with_a_film(client: Client, reference: str, fields: dict[str, str]) -> Opened:
    """Send the form of a note with a file of 33 MB, as a browser does: the fields in order, the file among them."""
    parts = {"csrf_token": client.token(), "file": "", **fields}
    named = {name: f'name="{name}"' + ('; filename="diary.pdf"' if name == "file" else "") for name in parts}
    body = b"".join(
        f"--x\r\nContent-Disposition: form-data; {named[name]}\r\n\r\n{words}".encode()
        + (bytes(33_000_000) if name == "file" else b"")
        + b"\r\n"
        for name, words in parts.items()
    )
    address, kind = f"/cases/{reference}/note", "multipart/form-data; boundary=x"
    answer = client.browser.post(
        address, data=body + b"--x--\r\n", base_url=client.base_url, content_type=kind
    )
    return client.checked("POST", address, 413, answer)


def test_a_file_that_is_too_large_takes_no_words_with_it(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}/note")
    before = standing(team, reference)
    typed = {"words": "She rang at noon.", "audience": "officers", **date_boxes("happened_on", TODAY)}
    shown = sent_with_a_film(client, reference, typed)
    [said] = shown.errors
    assert said.startswith("Your file is too large, so nothing was saved. What you wrote is still here.")
    assert value_of(shown, "words") == "She rang at noon."
    assert standing(team, reference) == before
    client.submit({"kind_of_note": "call"})
    assert "The note is in the case." in client.follow().words


def test_more_words_than_anybody_writes_are_not_kept(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}/note")
    parts = {f"x{n}": "a" * (MOST_WORDS // 4) for n in range(5)}
    shown = sent_with_a_film(client, reference, parts)
    assert "we could not keep what you wrote on that page" in shown.words


def test_what_signs_somebody_in_is_never_shown_again(client: Client) -> None:
    client.get("/sign-in")
    shown = client.post("/sign-in", {"username": "intake", "more": "a" * 2_000_000}, 413)
    assert shown.h1 == "That was too much to send at once"


def test_a_body_that_is_no_form_is_refused(specimen: Client) -> None:
    specimen.get("/t/name")
    for kind, body in (
        ("multipart/form-data; boundary=x", b"no part of a form" * 100_000),
        ("multipart/form-data", b"a" * 2_000_000),
        ("application/x-www-form-urlencoded", b"name=\xff" + b"a" * 2_000_000),
        ("application/json", b"a" * 2_000_000),
    ):
        answer = specimen.browser.post("/t/name", data=body, base_url=specimen.base_url, content_type=kind)
        assert answer.status_code == 413
