"""What somebody typed as markup or as a formula is shown as they typed it, wherever it is shown, and does nothing.

Every form is sent with it, one after the other in one office; then every page, letter, PDF and table is opened.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO, StringIO
from itertools import product

import pytest
from pypdf import PdfReader

from portal.documents.comma_separated import STARTS_FORMULA
from portal.store.tables import Case, Letter
from portal.web.routing import SAFE, declared_pages
from tests.web.busy_office import PUBLIC, BusyOffice
from tests.web.client import Opened
from tests.web.every_form import forms_to_send, opened, place_of

MARKUP = '=1+1"><canary-x onload="alert(1)">{{7*7}}</para></p><!--'
READERS = ("intake", "chair", "police", "officer")
# Boxes that take no words; with them a form would only be refused.
NO_WORDS = re.compile(r"postcode|email|phone|_at$|households|username|password|code|other$")
OF_CASES = ("received", "accepted", "draft_plan", "concluded", "assigned", "few", "asked")


@pytest.fixture
def typed_everywhere(busy: BusyOffice) -> BusyOffice:
    """The office after every form was sent with markup in every box for words; what does not fit any more is left."""
    places = {}
    for name in forms_to_send():  # looked for before anything moves on; that one is missing is told elsewhere
        with suppress(AssertionError):
            places[name] = place_of(busy, name)
    for name, place in places.items():
        if name in ("signing_in.sessions", "apply.delete", "staff_entry.delete"):
            continue
        try:
            sheet = opened(busy, name, place)
        except AssertionError:
            continue  # a form before this one has moved the case on
        boxes = [one for one in sheet.words if not NO_WORDS.search(one)]
        sheet.send(dict.fromkeys(boxes, MARKUP))
        busy.forget_tries()
    return busy


def addresses(busy: BusyOffice) -> Iterator[tuple[str, str]]:
    """Every case as its officer sees it, and every page that is only read, for some cases and readers."""
    yield from (("intake", f"/cases/{reference}") for reference in busy.values("reference"))
    for page in declared_pages():
        parts = re.findall(r"<(\w+):(\w+)>", page.rule)
        kinds = {kind for kind, _ in parts}
        if set(page.methods) - SAFE or "path" in kinds or (page.audience == "staff" and "token" in kinds):
            continue
        given = {
            **{kind: busy.values(kind) for kind in kinds},
            "reference": [busy.parts[one] for one in OF_CASES],
        }
        for chosen in product(*(given[kind] for kind, _ in parts)):
            address = page.rule
            for (kind, name), value in zip(parts, chosen, strict=True):
                address = address.replace(f"<{kind}:{name}>", value)
            yield from ((who, address) for who in (READERS if page.audience == "staff" else (PUBLIC,)))


def harmless(shown: Opened) -> bool:
    """Whether nothing typed became part of a page or a live cell; pages of HTML were checked for scripts already."""
    if shown.page is not None:
        assert shown.parsed.all("canary-x") == [], shown.address
        return "canary-x" in shown.text
    if shown.headers["Content-Type"].startswith("text/csv"):
        for cell in (cell for row in csv.reader(StringIO(shown.body.decode("utf-8-sig"))) for cell in row):
            assert not cell.lstrip(" ").startswith(STARTS_FORMULA), (shown.address, cell)
        return False
    if shown.headers["Content-Type"] == "application/pdf":
        return "canary-x" in "".join(page.extract_text() for page in PdfReader(BytesIO(shown.body)).pages)
    return False


def test_markup_and_formulas_are_shown_as_they_were_typed(typed_everywhere: BusyOffice) -> None:
    busy, showing = typed_everywhere, set()
    clients = {who: busy.browser(who) for who in (*READERS, "figures", PUBLIC)}
    for who, address in (*addresses(busy), ("figures", "/figures/file?first=2026-04-01&last=2027-03-31")):
        client = clients[who]
        answer = client.browser.get(address, base_url=client.base_url)
        holds = answer.status_code == 200 and b"canary-x" in answer.data
        if (holds or answer.mimetype == "text/csv") and harmless(client.checked("GET", address, 200, answer)):
            showing.add(address.replace(address.split("/")[2] if address.count("/") > 1 else "", "…"))
    assert len(showing) > 5, showing


def test_letters_show_it_on_the_page_and_on_paper(typed_everywhere: BusyOffice) -> None:
    busy, client, kinds = typed_everywhere, typed_everywhere.browser("intake"), {}
    with busy.office.work(write=False) as work:
        for letter, case in work.session.query(Letter, Case).join(Case, Case.id == Letter.case_id):
            if "canary-x" in str(letter.content) and case.district == "alderfen":
                kinds[letter.kind] = f"/cases/{case.reference}/letters/{letter.public_id}"
    assert len(kinds) > 4, kinds
    shown = 0
    for address in kinds.values():
        if (
            client.browser.get(address, base_url=client.base_url).status_code == 200
        ):  # not of a case that moved away
            assert harmless(client.get(address)), address
            assert harmless(client.get(f"{address}/file")), address
            shown += 1
    assert shown > 4, kinds
