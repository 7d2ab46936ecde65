"""What each link shows, letter by letter and page by page: exactly the words that are for its own person."""

import pytest
from sqlalchemy import select

from portal.services.addresses import BY_LINK
from portal.store import links, people
from portal.store.tables import Letter, Link
from tests.web import canaries, canary_cases
from tests.web.authority import PUBLIC
from tests.web.busy_office import BusyOffice
from tests.web.canaries import Sown, words
from tests.web.test_nothing_leaks import EVERY, words_of
from tests.web.test_permissions_matrix import Somebody

BEGINNING = {
    "main": canaries.OURS, "other": canaries.OTHER, "refused": canary_cases.REFUSED,
    "proposed": canary_cases.PROPOSED, "waits": canary_cases.WAITS, "draft": canary_cases.DRAFT,
    "call": canary_cases.CALL,
}  # fmt: skip
PLAN = "action measure owner recommendation"
# By what a link is for, or by the kind of the letter that it opens: the words of its case that its pages show.
TO_VICTIM = {
    "status": "", "appeal": "", "voice": "", "answer": "question", "plan_comment": PLAN, "action": "action",
    "acknowledgement": f"{canaries.NAMES} rep reporg consent report number",
    "consent_asked": "rep", "question": "question", "paused": "pause", "resumed": "", "more_time": "extension",
    "threshold_met": "reasons bodysaid mark shownby", "deferred": "defer",
    "threshold_not_met": "reasons point viewed helper helps", "closing": "closing early",
    "meeting_invitation": "place chair member notinvited", "meeting_postponed": "place member postponed",
    "draft_plan": PLAN, "outcome": f"{PLAN} outcome why finding heard answer chair",
    "action_milestone": "action measure owner ended", "appeal_acknowledgement": "appeal", "appeal_accepted": "late",
    "appeal_decided": "verdict part advice",
}  # fmt: skip
# Whoever acts reads what was decided, and nothing of how the victim lives, is reached, or was heard.
TO_WHO_ACTS = {
    "appeal": "", "acknowledgement": "", "waiting_for_consent": "", "threshold_met": "reasons mark shownby",
    "meeting_invitation": "place member", "meeting_postponed": "place member",
    "outcome": "outcome why finding recommendation chair", "appeal_acknowledgement": "",
}  # fmt: skip
SHOWS = {people.VICTIM: TO_VICTIM, people.REPRESENTATIVE: TO_WHO_ACTS}
# How each is greeted, and whom it is about.
GREETED = {people.VICTIM: "name known", people.REPRESENTATIVE: "rep name known"}
# Who else keeps their details stands in no letter; and these pages say that it is too late to answer.
NOWHERE = words("trusted") | words("trusted", canaries.OTHER)
OVER = {("main", "plan_comment"), ("main", "answer")}
# The pages of each kind of link. Those of a letter open once its button was pressed.
PAGES_OF = {
    "letter": ("", "/before-saving", "/read", "/file"), "appeal": ("", "/sent", "/withdraw"),
    "status": ("", "/withdraw"),
}  # fmt: skip


def wrong(busy: BusyOffice, sown: dict[str, Sown]) -> list[str]:
    """What links show and should not, or should and do not."""
    found = []
    for label, one in sown.items():
        for link, role, kind in links_of(busy, one.reference):
            greeted = words(GREETED[role], BEGINNING[label])
            named = "" if (label, kind) in OVER else SHOWS[role][kind]
            right = (words(named, BEGINNING[label]) & set(EVERY)) - NOWHERE - greeted
            shown = shown_by(busy, link) - greeted
            if shown != right:
                found.append(f"{label} {role} {kind}: {sorted(shown ^ right)}")
    return found


def links_of(busy: BusyOffice, reference: str) -> list[tuple[Link, str, str]]:
    """The links of a case, each with the role of its person and what it is for: a purpose, or a kind of letter."""
    with busy.office.work(write=False) as work:
        case = busy.team.case(work, reference)
        roles = {one.person.id: one.role for one in people.of_case(work.session, case.id)}
        kinds = {one.id: one.kind for one in work.session.query(Letter).filter_by(case_id=case.id)}
        open_ = select(Link).where(Link.case_id == case.id, Link.revoked_at.is_(None))
        rows = list(work.session.scalars(open_))
    return [
        (
            row,
            roles[row.person_id or 0],
            kinds[row.letter_id or 0] if row.purpose == "letter" else row.purpose,
        )
        for row in rows
    ]


def shown_by(busy: BusyOffice, link: Link) -> set[str]:
    """The canaries on every page of a link. A letter says the same as a page and as a file."""
    busy.forget_tries()
    holder = Somebody(busy, PUBLIC)
    first = BY_LINK[link.purpose] + links.token(busy.office.settings.link_key, link.public_id)
    if link.purpose == "letter":
        assert holder.send("POST", first, {}).status_code == 303
    opened = [holder.send("GET", first + more) for more in PAGES_OF.get(link.purpose, ("", "/thanks"))]
    assert {answer.status_code for answer in opened} <= {200, 303}
    read = [words_of(answer) for answer in opened]
    if link.purpose == "letter":
        assert read[-1] == read[-2], "the file of a letter says something else than its page"
    return set().union(*read)


@pytest.fixture
def sown(busy: BusyOffice) -> dict[str, Sown]:
    """The cases with canaries."""
    made: dict[str, Sown] = busy.once("canaries", canary_cases.sow)
    return made


def test_each_link_shows_the_words_of_its_own_person_and_no_others(
    busy: BusyOffice, sown: dict[str, Sown]
) -> None:
    assert wrong(busy, sown) == []
    used = {(role, kind) for one in sown.values() for _, role, kind in links_of(busy, one.reference)}
    assert used == {(role, kind) for role, kinds in SHOWS.items() for kind in kinds}, (
        "rows that prove nothing"
    )


def test_a_link_that_opens_the_letter_of_another_is_found(busy: BusyOffice, sown: dict[str, Sown]) -> None:
    reference = sown["draft"].reference
    found = {(role, kind): link for link, role, kind in links_of(busy, reference)}
    with busy.office.work() as work:
        row = work.session.get_one(Link, found[people.REPRESENTATIVE, "acknowledgement"].id)
        row.letter_id = found[people.VICTIM, "draft_plan"].letter_id
    with pytest.raises(KeyError):
        wrong(busy, {"draft": sown["draft"]})
    with busy.office.work() as work:
        row = work.session.get_one(Link, row.id)
        row.letter_id = found[people.VICTIM, "acknowledgement"].letter_id
    assert any("zqdraftstory" in one for one in wrong(busy, {"draft": sown["draft"]}))
