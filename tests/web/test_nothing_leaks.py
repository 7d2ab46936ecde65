"""Nobody reads a word not meant for them: on no page, in no file, mail, title, address or log; their own, they do."""

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from itertools import product

import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from portal.journeys.staff_entry import SECTIONS
from portal.policy import RULES, Action, Relation, Role, Rule
from portal.services import casefile
from portal.store.tables import Event, Message
from tests.web import canaries, canary_cases
from tests.web.authority import PEOPLE, ROWS, SIGNED_OUT, stands
from tests.web.busy_office import BusyOffice
from tests.web.canaries import Sown, words
from tests.web.canary_cases import (
    DRAFT,
    IN_DRAFT,
    IN_KEYED,
    IN_PROPOSED,
    IN_REFUSED,
    KEYED,
    PROPOSED,
    REFUSED,
    WORDS,
)
from tests.web.test_permissions_matrix import PAGES, Somebody, case_of

PHONES = ("960771", "960772")
# The longest first, so that one word is not taken for the beginning of another.
EVERY = sorted(WORDS | canaries.OTHERS, key=len, reverse=True)
CANARY = re.compile("|".join(EVERY), re.I)
AT_ALL = re.compile("|".join(("zq", *PHONES)), re.I)


def words_in(text: str) -> set[str]:
    """The canaries of a text."""
    return {one.lower() for one in CANARY.findall(text)} if "zq" in text.lower() else set()


def words_of(answer: TestResponse) -> set[str]:
    """The canaries of an answer, in whatever form it comes."""
    named = words_in(answer.headers.get("Content-Disposition", ""))
    if answer.mimetype == "application/pdf":
        return named | printed(answer.data)
    return named | words_in(answer.data.decode("utf-8", "replace"))


READ_BEFORE: dict[bytes, frozenset[str]] = {}


def printed(content: bytes) -> frozenset[str]:
    """The canaries of a PDF file, with what it says about itself. Equal files are read once."""
    digest = hashlib.sha256(content).digest()
    if content and digest not in READ_BEFORE:
        read = PdfReader(io.BytesIO(content))
        text = "\n".join([*(page.extract_text() for page in read.pages), str(read.metadata)])
        READ_BEFORE[digest] = frozenset(words_in(text))
    return READ_BEFORE.get(digest, frozenset())


LISTS = (
    *("/cases", "/cases?turn=office", "/cases?mine=1", "/cases?tasks=1", "/letters-to-print", "/mailbox"),
    *("/figures", "/figures/file?first=2026-04-01&last=2027-03-31", "/your-sessions", "/cases/stepped-off"),
)
READ = [endpoint for endpoint, page in PAGES.items() if case_of(endpoint) and "GET" in page.methods]
ONE_FOR_EACH_READER = ("letters.told", "posting.letter", "posting.came_back")
# In the other district somebody is what another is in ours.
THERE = {
    "intake_elsewhere": ("intake",), "decider_elsewhere": ("decider",), "stranger": ("intake", "decider"),
    "marlowick_council": ("council",), "police": ("police",), "health": ("health",),
    "intake_everywhere": ("intake",), "decider_everywhere": ("decider",),
}  # fmt: skip


# Who stands to our cases like another one who is walked, and is sent only where that one is not let in.
LIKE = {"second": "decider", "intake_everywhere": "intake"}


def is_for(endpoint: str, name: str, one: Sown) -> bool:
    """Whether a page of a case is for somebody, by the table written by hand."""
    if not one.stands:
        return any(ROWS[endpoint].who & stands(there, "received") for there in THERE.get(name, ()))
    if name not in PEOPLE or (name in LIKE and is_for(endpoint, LIKE[name], one)):
        return False
    return bool(ROWS[endpoint].who & stands(name, one.stands))


def of_endpoint(endpoint: str, one: Sown) -> list[str]:
    """The addresses that a page has for a case: with each of its letters, documents, actions and so on."""
    address = ROWS[endpoint].address
    case, *rest = re.findall(r"\{(\w+)\}", address)
    kinds = ["of_each_reader" if endpoint in ONE_FOR_EACH_READER else part.partition("_")[0] for part in rest]
    names = [f"{{{part}}}" for part in rest]
    found = []
    for values in product(*(one.parts[kind] for kind in kinds)):
        made = address.replace(f"{{{case}}}", one.reference)
        for name, value in zip(names, values, strict=True):
            made = made.replace(name, str(value))
        found.append(made)
    return found


def addresses(sown: dict[str, Sown], name: str) -> Iterator[str]:
    """What somebody tries to open: every page of the cases that is for them; of the rest one for each rule of policy.

    That each page which is not for them answers as if the case had never been is what test_permissions_matrix.py
    shows, byte for byte, for every one of them.
    """
    yield from LISTS
    yield from (f"/cases/new/{sown['main'].parts['entry'][0]}/{section.id}" for section in SECTIONS)
    for one in sown.values():
        tried = set()
        for endpoint in READ:
            mine, found = is_for(endpoint, name, one), of_endpoint(endpoint, one)
            rule = str(RULES[PAGES[endpoint].does])
            if mine or rule not in tried:
                yield from found if mine else found[:1]
                tried |= set() if mine or not found else {rule}


def searched(somebody: Somebody, sown: dict[str, Sown]) -> Iterator[TestResponse]:
    """What somebody finds who looks for each case by its reference and by the beginning of the name in it."""
    names = [f"{beginning}na" for beginning in (*canary_cases.BEGINNINGS, KEYED)]
    for wanted in [*(one.reference for one in sown.values()), *names]:
        sent = somebody.send("POST", "/cases/search", {"wanted": wanted})
        yield sent
        if not (sent.location or "").startswith("/cases/found"):
            return
        yield somebody.send("GET", sent.location or "")


def seen(busy: BusyOffice, sown: dict[str, Sown], name: str) -> dict[str, set[str]]:
    """Where somebody finds which canaries: addresses by word. Titles and addresses hold none at all."""
    somebody, found = Somebody(busy, name), dict[str, set[str]]()
    opened = ((address, somebody.send("GET", address)) for address in addresses(sown, name))
    looked_for = (("found", answer) for answer in searched(somebody, sown))
    for part in (opened, looked_for):
        for address, answer in part:
            title = (
                re.search(rb"<title>(.*?)</title>", answer.data) if answer.mimetype == "text/html" else None
            )
            assert not AT_ALL.search(f"{title and title[1]!r}"), address
            assert not CANARY.search(str(answer.location)), address
            for word in words_of(answer):
                found.setdefault(word, set()).add(address)
    return found


@pytest.fixture
def sown(busy: BusyOffice) -> dict[str, Sown]:
    """The cases with canaries, in the office that all tests of this process share."""
    made: dict[str, Sown] = busy.once("canaries", canary_cases.sow)
    return made


def application(beginning: str, but: str = "") -> frozenset[str]:
    """What a body reads of a whole application: how it was made, and how to reach them safely.

    Not whom they worry about: that may be the very user who reads. Not who else keeps their details.
    """
    return words(canaries.NAMES, beginning) - words(f"worried trusted {but}", beginning)


def brief(beginning: str) -> frozenset[str]:
    """What a body reads of a short application."""
    return words(f"{canary_cases.BRIEF} report", beginning)


# Not how whoever acts for them is reached, nor what the office marked on the reports.
OURS = application(canaries.OURS) | words("rep reporg consent report number")
OTHER = application(canaries.OTHER)
BODIES = OURS | brief(REFUSED) | brief(PROPOSED) | words(f"{canary_cases.BRIEF} rep", DRAFT)
# A plan that is no more than a draft is not theirs yet.
# A body follows what becomes of its own actions and recommendations, by whom it is said; of the victim's words it
# reads those that they let it read.
OWN_PLAN = words("action owner measure news shared toldnews")
# An appeal officer reads the papers of the decision, not what the office and the bodies said among themselves.
NOT_IN_THE_BUNDLE = words(
    "noteofficers notebodies noteapplicant title viewpolice viewcouncil trusted task reply involved otheroffice "
    "stepped news seen shared toldnews regard tried voice"
)
NOT_FOR_THE_APPEAL = words("look link result never", REFUSED)
# Whom an appeal's wish is for, and who keeps the details of a trusted person, are not the chair.
FOR_THE_OFFICE = words("hoped trusted tried stepped")
# Words of steps that are over, which no page shows any more: they are kept for whoever must give account.
KEPT = (
    words("tried stepped")
    | words("answer", PROPOSED)
    | words("override overanswer tries", canary_cases.WAITS)
)  # fmt: skip
# What the second person alone is shown of what was proposed, and the intake officer of what they key in.
WEIGHED = words(" ".join(set(canary_cases.WEIGHED.split()) - {"reasons"}), PROPOSED)
APPEALS_WISH = words("hoped") | words("hoped", REFUSED)
NOTHING: frozenset[str] = frozenset()
OFFICE = WORDS - KEPT - IN_KEYED
# By person: what they may read, written by hand; and what they must find, so that the walk is seen to look.
MAY: dict[str, frozenset[str]] = {
    "intake": (OFFICE | IN_KEYED) - WEIGHED,
    "intake_everywhere": (OFFICE | canaries.OTHERS) - WEIGHED,
    "decider": OFFICE - WEIGHED - APPEALS_WISH,
    "second": OFFICE - APPEALS_WISH,
    "chair": (canaries.MAIN | IN_DRAFT) - FOR_THE_OFFICE - KEPT,
    "police": BODIES | words("viewpolice") | OWN_PLAN | OTHER,
    "council": BODIES | words("viewcouncil recommendation regard") | words("advice", REFUSED),
    "health": BODIES | OTHER,
    "marlowick_council": OTHER,
    "officer": (canaries.MAIN - NOT_IN_THE_BUNDLE) | (IN_REFUSED - NOT_FOR_THE_APPEAL),
    "police_decider": IN_PROPOSED - words("answer question", PROPOSED),
    "stranger": canaries.OTHERS,
    "intake_elsewhere": canaries.OTHERS,
    "decider_elsewhere": canaries.OTHERS,
}
WITHOUT = (
    "figures", "figures_alderfen", "admin", "admin_alderfen", "protection", "officer_of_another", "officer_of_none",
    "chair2", "chair_of_another", "chair_elsewhere", "elsewhere", "desk", "bodiless", "nobody", "stepped_off",
    *SIGNED_OUT,
)  # fmt: skip
# What those who are sent everywhere do find: all that they may.
FIND = frozenset(MAY) - {*LIKE}


@pytest.mark.parametrize("name", [*MAY, "nobody else"])
def test_everybody_reads_what_is_theirs_and_nothing_else(
    busy: BusyOffice, sown: dict[str, Sown], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    for one in WITHOUT if name == "nobody else" else (name,):
        with caplog.at_level(logging.DEBUG):
            found = seen(busy, sown, one)
        leaked = {word: sorted(found[word]) for word in found.keys() - MAY.get(one, NOTHING)}
        assert leaked == {}, one
        assert one not in FIND or MAY[one] - found.keys() == set(), "what they need, they do not find"
    assert words_in(caplog.text) == set()


def test_everybody_of_the_matrix_is_walked() -> None:
    # Somebody who decides everywhere is who decides here and who decides elsewhere in one.
    assert {*PEOPLE, *SIGNED_OUT} - {"decider_everywhere"} == {*MAY, *WITHOUT}


def test_who_looks_for_a_case_finds_only_their_own(busy: BusyOffice, sown: dict[str, Sown]) -> None:
    found = {name: {*seen_in_search(busy, sown, name)} for name in ("intake", "stranger", "police", "chair")}
    ours = {f"{beginning}name" for beginning in canary_cases.BEGINNINGS} - {f"{canaries.OTHER}name"}
    assert found == {
        "intake": ours,
        "stranger": {f"{canaries.OTHER}name"},
        "police": {f"{one}name" for one in (canaries.OURS, canaries.OTHER, REFUSED, PROPOSED, DRAFT)},
        "chair": {f"{canaries.OURS}name", f"{DRAFT}name"},
    }


def seen_in_search(busy: BusyOffice, sown: dict[str, Sown], name: str) -> Iterator[str]:
    """The canaries on the pages of what somebody finds."""
    for answer in searched(Somebody(busy, name), sown):
        yield from words_of(answer)


def test_no_mail_holds_a_word_of_a_case(busy: BusyOffice, sown: dict[str, Sown]) -> None:
    with busy.office.work(write=False) as work:
        mails = [one.subject + one.body for one in work.session.query(Message)]
        kept = [str(one.payload) + str(one.kind) for one in work.session.query(Event)]
    assert len(mails) > 20
    assert words_in("\n".join(mails)) == set()
    assert words_in("\n".join(kept)) == set(), "a word of a case in the ledger, which cannot be erased"


def test_the_figures_are_numbers(busy: BusyOffice, sown: dict[str, Sown]) -> None:
    """The file is there, holds the year of the cases, and no word of theirs."""
    answer = Somebody(busy, "figures").send("GET", "/figures/file?first=2026-04-01&last=2027-03-31")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert b"Total" in answer.data
    assert words_of(answer) == set()


def test_a_page_that_shows_more_is_found(
    busy: BusyOffice, sown: dict[str, Sown], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casefile, "NOT_FOR_BODIES", frozenset())
    assert "zqourworried" in seen(busy, sown, "health").keys() - MAY["health"]


def test_a_rule_that_opens_a_case_is_found(
    busy: BusyOffice, sown: dict[str, Sown], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, Action.SEE_CASE, Rule({Role.PERFORMANCE: Relation.DISTRICT}))
    assert "zqourstory" in seen(busy, sown, "figures")
