"""People who send an application that is ready: each with a browser, and patience with broken connections."""

import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from config import Settings
from portal.journeys.application import APPLICATION
from portal.services import drafts
from tests.durability.serving import Portal
from tests.services.conftest import answers

ANSWER_SECONDS = 60  # how long a browser waits for one answer
PATIENCE = 300  # how long somebody goes on trying; a busy machine starts a killed process slowly
PAUSE = 0.1  # seconds before they try again
SEND, SENT = "/apply/send", "/apply/sent"
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
VERSION = re.compile(r'name="version"[^>]* value="(\d+)"')
REFERENCE = re.compile(r"\b(CR-[0-9A-Z]{5}-[0-9A-Z]{4})\b")


class Broken(Exception):
    """The connection ended after the request had left and before its answer came."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass
class Applicant:
    """Somebody with a complete draft. `faults` says what the portal did to them that it must never do."""

    name: str
    draft_id: str
    cookie: str
    form: dict[str, str] = field(default_factory=dict)
    acknowledged: bool = False
    references: set[str] = field(default_factory=set)
    broken: int = 0  # connections that ended while the application was being sent
    kept_unseen: int = 0  # of these: the application had been kept all the same
    faults: list[str] = field(default_factory=list)


def prepare(portal: Portal, how_many: int, prefix: str) -> list[Applicant]:
    """Make so many people with a draft that needs nothing but to be sent."""
    made, crowd = [], secrets.token_hex(3)
    with portal.office.work() as work:
        for number in range(how_many):
            name = f"{prefix} {number} of {crowd}"
            draft = drafts.begin(work, APPLICATION)
            draft.answers = answers(work.today, name=name, story=f"What happened to {name}.")
            made.append(Applicant(name, draft.id, signed(portal.settings, {"draft": draft.id})))
    return made


def signed(settings: Settings, values: Mapping[str, str]) -> str:
    """The session cookie of a browser that has come as far as `values` say."""
    app = Flask("cookies")
    app.secret_key = settings.secret_key
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(dict(values)))


def ask(portal: Portal, one: Applicant, method: str, path: str) -> Answer:
    """Send one request on a connection of its own. Raises Broken, or OSError when nobody listens."""
    connection = HTTPConnection("127.0.0.1", portal.settings.port, timeout=ANSWER_SECONDS)
    try:
        begin(connection, one, method, path)
        try:
            answer = connection.getresponse()
            text = answer.read().decode("utf-8")
        except (OSError, HTTPException) as cut:
            raise Broken from cut
        for header in answer.headers.get_all("Set-Cookie", []):
            if header.startswith("session="):
                one.cookie = header.removeprefix("session=").partition(";")[0]
        return Answer(answer.status, answer.headers.get("Location", ""), text)
    finally:
        connection.close()


def begin(connection: HTTPConnection, one: Applicant, method: str, path: str) -> None:
    """Send a request and do not wait for its answer."""
    headers = {"Cookie": f"session={one.cookie}"}
    body = None
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(one.form)
    connection.request(method, path, body, headers)


def open_page(portal: Portal, one: Applicant, path: str) -> Answer:
    """Open a page, again and again while connections break."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            found = ask(portal, one, "GET", path)
        except (Broken, OSError):
            time.sleep(PAUSE)
            continue
        if found.status < 500:
            return found
    raise AssertionError(f"{path} could not be opened")


def read_form(portal: Portal, one: Applicant) -> None:
    """Open the last page and fill it in."""
    shown = open_page(portal, one, SEND)
    token, version = TOKEN.search(shown.text), VERSION.search(shown.text)
    assert token is not None, f"{shown.status} {shown.location}: {shown.text[:2000]}"
    one.form = {"csrf_token": token[1], "true_best": "yes"}
    if version is not None:
        one.form["version"] = version[1]


def send(portal: Portal, one: Applicant) -> None:
    """Press the button, and press it again as long as no answer comes. Then note the reference on the receipt."""
    ends = time.monotonic() + PATIENCE
    while not one.acknowledged and time.monotonic() < ends:
        try:
            found = ask(portal, one, "POST", SEND)
        except Broken:
            one.broken += 1
            one.kept_unseen += was_kept(portal, one)
            continue
        except OSError:
            time.sleep(PAUSE)
            continue
        if (found.status, found.location) == (303, SENT):
            one.acknowledged = True
        elif found.status != 503:
            one.faults.append(f"{one.name} was answered {found.status} {found.location}")
            return
    read_receipt(portal, one)


def was_kept(portal: Portal, one: Applicant) -> bool:
    """Whether the application whose answer was lost had been received."""
    with portal.office.work(write=False) as reading:
        return drafts.read(reading, one.draft_id).case_id is not None


def read_receipt(portal: Portal, one: Applicant) -> None:
    """Open the receipt and note its reference."""
    receipt = open_page(portal, one, SENT)
    found = REFERENCE.search(receipt.text)
    if found is None:
        one.faults.append(f"{one.name} got no receipt: {receipt.status} {receipt.location}")
    else:
        one.references.add(found[1])
