"""Limits on what one request may hold."""

import pytest

from tests.web.client import Client


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
