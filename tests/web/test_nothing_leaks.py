"""Nobody reads a word not meant for them: on no page, in no file, mail, title, address or log; their own, they do."""

import io
import logging
import re
from typing import Any

import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from portal.policy import RULES, Action, Relation, Role, Rule
from portal.services import casefile
from portal.store import people
from portal.store.tables import Event, Letter, Message
from tests.web import canaries
from tests.web.authority import PEOPLE, PUBLIC, ROWS
from tests.web.busy_office import BusyOffice
from tests.web.test_permissions_matrix import PAGES, Somebody, case_of

# The longest first, so that one word is not taken for the beginning of another.
CANARY = re.compile(
    "|".join([*sorted(canaries.WORDS | canaries.OTHERS, key=len, reverse=True), "960771"]), re.I
)


def words_in(text: str) -> set[str]:
    """The canaries of a text."""
    return {one.lower() for one in CANARY.findall(text)}


def words_of(answer: TestResponse) -> set[str]:
    """The canaries of an answer, in whatever form it comes."""
    text = answer.data.decode("utf-8", "replace") if answer.mimetype != "application/pdf" else ""
    if answer.mimetype == "application/pdf" and answer.data:
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    return words_in(text) - {"960771"}


def addresses(busy: BusyOffice, sown: dict[str, Any], reference: str) -> set[str]:
    """Every address that the pages of the portal have for a case, and the lists that name cases."""
    found = {
        "/cases",
        "/letters-to-print",
        "/figures",
        "/figures/file?first=2026-04-01&last=2027-03-31",
        "/mailbox",
        "/your-sessions",
    }
    for endpoint, row in ROWS.items():
        if not case_of(endpoint) or "GET" not in PAGES[endpoint].methods:
            continue
        (case, *rest) = re.findall(r"\{(\w+)\}", row.address)
        address = row.address.replace(f"{{{case}}}", reference)
        for part in rest:
            for value in sown["letters"] if part.startswith("letter") else [_part(busy, sown, part)]:
                found.add(address.replace(f"{{{part}}}", str(value)))
        if not rest:
            found.add(address)
    return found


def _part(busy: BusyOffice, sown: dict[str, Any], part: str) -> Any:
    return sown.get(part.partition("_")[0], busy.parts[part])


def seen(busy: BusyOffice, sown: dict[str, Any], name: str) -> dict[str, set[str]]:
    """Where somebody finds which canaries: addresses by word. Titles and addresses hold none at all."""
    somebody, found = Somebody(busy, name), dict[str, set[str]]()
    tried = addresses(busy, sown, sown["reference"]) | addresses(busy, sown, sown["other"])
    for address in sorted(tried):
        answer = somebody.send("GET", address)
        title = re.search(rb"<title>(.*?)</title>", answer.data)
        assert not CANARY.search(f"{title and title[1]!r} {answer.location}"), address
        for word in words_of(answer):
            found.setdefault(word, set()).add(
                address.replace(sown["reference"], "_").replace(sown["other"], "other")
            )
    return found


@pytest.fixture
def sown(busy: BusyOffice) -> dict[str, Any]:
    """The parts of the case with canaries."""
    return canaries.sow(busy.team)


# What a body reads: the application as it was made, and how to reach them safely. Not whom they worry about: that may
# be the very user who reads. Not how whoever acts for them is reached.
APPLICATION = frozenset(
    [
        "zqname",
        "zqknown",
        "zqhome",
        "zqmail",
        "zqsecret",
        "zqavoid",
        "zqstory",
        "zqimpact",
        "zqvulnerable",
        "zqaccused",
        "zqtheirplace",
        "zqlandlord",
        "zqwanted",
        "zqneed",
        "zqrep",
        "zqreporg",
        "zqconsent",
        "zqreport",
    ]
)
OTHER_APPLICATION = frozenset(
    one.replace("zq", "zqother") for one in APPLICATION - {"zqrep", "zqreporg", "zqconsent", "zqreport"}
)
OWN_PLAN = frozenset({"zqaction", "zqowner", "zqmeasure"})
# An appeal officer reads the papers of the decision, not what the office and the bodies said among themselves.
NOT_IN_THE_BUNDLE = frozenset(
    [
        "zqnoteofficers",
        "zqnotebodies",
        "zqnoteapplicant",
        "zqtitle",
        "zqviewpolice",
        "zqviewcouncil",
        "zqtrusted",
    ]
)
# Whom an appeal's wish is for, and who keeps the details of a trusted person, are not the chair.
FOR_THE_OFFICE = frozenset({"zqhoped", "zqtrusted"})
NOTHING: frozenset[str] = frozenset()
# By person: what they may read, written by hand; and what they must find, so that the walk is seen to look.
MAY: dict[str, frozenset[str]] = {
    "intake": canaries.WORDS,
    "intake_everywhere": canaries.WORDS | canaries.OTHERS,
    "decider": canaries.WORDS,
    "second": canaries.WORDS,
    "chair": canaries.WORDS - FOR_THE_OFFICE,
    "police": APPLICATION | {"zqviewpolice"} | OWN_PLAN | OTHER_APPLICATION,
    "council": APPLICATION | {"zqviewcouncil", "zqrecommendation"},
    "health": APPLICATION | OTHER_APPLICATION,
    "marlowick_council": OTHER_APPLICATION,
    "officer": canaries.WORDS - NOT_IN_THE_BUNDLE,
    "stranger": canaries.OTHERS,
    "intake_elsewhere": canaries.OTHERS,
    "decider_elsewhere": canaries.OTHERS,
}
WITHOUT = (
    "figures", "admin", "protection", "officer_of_another", "officer_of_none", "chair_of_another", "chair_elsewhere",
    "police_decider", "elsewhere", "desk", "bodiless", "nobody", "left", PUBLIC,
)  # fmt: skip
MUST: dict[str, frozenset[str]] = {
    "intake": canaries.WORDS - {"zqvoice"},
    "decider": canaries.WORDS - {"zqvoice", "zqhoped"},
    "chair": canaries.WORDS - FOR_THE_OFFICE - {"zqvoice"},
    "police": MAY["police"],
    "council": MAY["council"],
    "marlowick_council": OTHER_APPLICATION,
    "officer": MAY["officer"] - {"zqvoice"},
    "stranger": canaries.OTHERS,
}


@pytest.mark.parametrize("name", [*MAY, *WITHOUT])
def test_everybody_reads_what_is_theirs_and_nothing_else(
    busy: BusyOffice, sown: dict[str, Any], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        found = seen(busy, sown, name)
    leaked = {word: sorted(found[word]) for word in found.keys() - MAY.get(name, NOTHING)}
    assert leaked == {}
    assert MUST.get(name, NOTHING) - found.keys() == set(), "what they need, they do not find"
    assert words_in(caplog.text) == set()


def test_everybody_of_the_matrix_is_walked() -> None:
    assert set(PEOPLE) - {"stepped_off"} <= {*MAY, *WITHOUT} | SAME


# Like another one who is walked.
SAME = {"decider_everywhere", "chair2", "figures_alderfen", "admin_alderfen"}


def test_no_mail_holds_a_word_of_a_case(busy: BusyOffice, sown: dict[str, Any]) -> None:
    with busy.office.work(write=False) as work:
        mails = [one.subject + one.body for one in work.session.query(Message)]
        kept = [str(one.payload) + str(one.kind) for one in work.session.query(Event)]
    assert len(mails) > 20
    assert words_in("\n".join(mails)) == set()
    assert words_in("\n".join(kept)) == set(), "a word of a case in the ledger, which cannot be erased"


def test_whoever_acts_reads_no_way_to_reach_the_victim(busy: BusyOffice, sown: dict[str, Any]) -> None:
    """Letters to the representative after the first, which holds what they typed themselves."""
    with busy.office.work(write=False) as work:
        case = busy.team.case(work, sown["reference"])
        roles = {one.person.id: one.role for one in people.of_case(work.session, case.id)}
        rows = work.session.query(Letter).filter_by(case_id=case.id)
        written = [(row.kind, roles.get(row.person_id or 0, ""), str(row.content)) for row in rows]
    to_them = [(kind, words_in(content)) for kind, role, content in written if role == "representative"]
    assert to_them, sorted({role for _, role, _ in written})
    kept_back = {
        "zqmail",
        "zqsecret",
        "zqavoid",
        "zqtrusted",
        "960771",
        "zqnoteofficers",
        "zqnotebodies",
        "zqworried",
    }
    assert [(kind, words & kept_back) for kind, words in to_them if words & kept_back] == []


def test_a_page_that_shows_more_is_found(
    busy: BusyOffice, sown: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casefile, "NOT_FOR_BODIES", frozenset())
    assert "zqworried" in seen(busy, sown, "health").keys() - MAY["health"]


def test_a_rule_that_opens_a_case_is_found(
    busy: BusyOffice, sown: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, Action.SEE_CASE, Rule({Role.PERFORMANCE: Relation.DISTRICT}))
    assert "zqstory" in seen(busy, sown, "figures")
