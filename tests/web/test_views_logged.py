"""Whoever looks at what a case holds leaves one line in the ledger of views; lists and bare forms leave none.

What a page shows is looked for by the applicant's words and ways to be reached, not by what the page says it records.
"""

import re
from typing import Any

import pytest

from portal.policy import Action
from portal.services import casefile
from portal.store import ledger
from portal.store.tables import View
from tests.web.authority import PEOPLE, ROWS
from tests.web.busy_office import BusyOffice
from tests.web.test_permissions_matrix import PAGES, Somebody, address_of, allowed, case_of

# What the applicants of the busy office typed, and how they can be reached.
TYPED = re.compile(
    "Jo Sample|jo@mail|1 Example Road|Loud music|Noise number|Noise every night|I cannot sleep|01632 960001"
    "|Robin Ward|ward@mail|an interpreter|A photo|Nobody asked me|visit twice a week"
)
CASE_PAGES = [name for name in ROWS if case_of(name) and "GET" in PAGES[name].methods]
LISTS = ("/cases", "/cases?turn=office", "/letters-to-print", "/cases/search", "/guide", "/your-sessions")
# A recommendation is read in the list of what one's body has to do.
NOT_AS_THEIR_ACTION = {"actions.reply": "update_own_action"}


def views(busy: BusyOffice) -> list[Any]:
    """Every line of the ledger of views, the oldest first."""
    with busy.office.work(write=False) as work:
        return [
            (one.seq, one.case_id, one.staff_id, one.action)
            for one in work.session.query(View).order_by(View.seq)
        ]


def reader_of(endpoint: str) -> str:
    """Somebody whom a page is for."""
    return next(name for name in PEOPLE if allowed(endpoint, name))


def unlogged(busy: BusyOffice, endpoint: str, method: str = "GET") -> list[str]:
    """What is wrong with the lines that a look at a page leaves."""
    who = Somebody(busy, reader_of(endpoint))
    address, before = address_of(busy, ROWS[endpoint]), len(views(busy))
    shown = who.send("GET", address)
    assert shown.status_code == ROWS[endpoint].get, endpoint
    left = views(busy)[before:]
    if method == "HEAD":
        who.send("HEAD", address)
        again = views(busy)[before + len(left) :]
        return (
            [] if [one[1:] for one in again] == [one[1:] for one in left] else [f"HEAD {endpoint}: {again}"]
        )
    with busy.office.work(write=False) as work:
        case = busy.team.case(work, busy.parts[case_of(endpoint)]).id
    action = NOT_AS_THEIR_ACTION.get(endpoint, PAGES[endpoint].does.name.lower())
    right = [(case, busy.team.ids[who.name], action)]
    # What somebody needs to understand a letter stands where it is recorded that they were told.
    content = endpoint == "letters.told" or shown.mimetype != "text/html"
    content = content or TYPED.search(shown.get_data(as_text=True)) is not None
    found = [one[1:] for one in left]
    return [] if found == right or (not content and found == []) else [f"{endpoint}: {found}, not {right}"]


def test_every_look_at_what_a_case_holds_leaves_one_line(busy: BusyOffice) -> None:
    wrong = [said for endpoint in CASE_PAGES for said in unlogged(busy, endpoint)]
    assert wrong == [], "\n".join(wrong)
    with busy.office.work(write=False) as work:
        assert ledger.verify(work.session).first_bad is None


def test_a_look_by_head_leaves_the_same_line(busy: BusyOffice) -> None:
    for endpoint in ("case.case", "body.application", "appeals.papers", "letters.kept_file", "tasks.do"):
        assert unlogged(busy, endpoint, "HEAD") == []


@pytest.mark.parametrize("address", LISTS)
def test_a_list_leaves_none(busy: BusyOffice, address: str) -> None:
    before = len(views(busy))
    assert Somebody(busy, "intake").send("GET", address).status_code == 200
    assert len(views(busy)) == before


def test_who_is_refused_leaves_none(busy: BusyOffice) -> None:
    before = len(views(busy))
    for name in ("decider_elsewhere", "police", "nobody", "stepped_off"):
        Somebody(busy, name).send("GET", address_of(busy, ROWS["case.case"]))
    assert len(views(busy)) == before


def test_a_page_that_forgets_to_write_it_down_is_found(
    busy: BusyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casefile, "look", lambda work, case, action: None)
    assert unlogged(busy, "case.case") != []


def test_a_line_under_another_action_is_found(busy: BusyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    look = casefile.look
    monkeypatch.setattr(casefile, "look", lambda work, case, action: look(work, case, Action.CLOSE_CASE))
    assert unlogged(busy, "case.case") != []
