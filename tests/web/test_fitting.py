"""A page of a step is opened only where the step can be taken; from an old tab it says so and leads to the case."""

from flask import url_for

from portal.cases.moves import State
from portal.store.tables import Case
from portal.web.case_steps import STEPS
from portal.web.fitting import BESIDE, TO_READ, moves_of
from tests.web.busy_office import BusyOffice
from tests.web.markup import text_of

ENDPOINTS = sorted(
    {step.endpoint for move, step in STEPS.items() if move not in TO_READ} | (set(BESIDE) - {"case.risk"})
)
SETTLES = {
    "ending.settle",
    "consent.second_look",
}  # whoever proposed reads that somebody else has to look at it


def one_case_for_each_state(busy: BusyOffice) -> dict[str, str]:
    with busy.office.work(write=False) as work:
        found = work.session.query(Case).filter_by(district="alderfen")
        return {one.state: one.reference for one in found}


def test_no_form_is_shown_that_the_case_does_not_offer(busy: BusyOffice) -> None:
    cases = one_case_for_each_state(busy)
    assert set(cases) >= set(State) - {State.NONE, State.WITHDRAWN}
    browser = busy.browser("intake")
    for state, reference in cases.items():
        case = browser.get(f"/cases/{reference}").text
        for endpoint in ENDPOINTS:
            with busy.app.test_request_context(base_url=browser.base_url):
                address = url_for(endpoint, reference=reference)
            opened = browser.browser.get(address, base_url=browser.base_url)
            if f'href="{address}"' not in case and endpoint not in SETTLES:
                assert opened.status_code != 200, f"{endpoint} opens where the case is {state}"


def test_it_says_why_and_leads_back_to_the_case(busy: BusyOffice) -> None:
    browser, reference = busy.browser("intake"), busy.parts["received"]
    for page, why in {
        "clocks/resume": "The clocks are running.",
        "district": "The application is in its district already.",
        "meeting/postpone": "This step does not fit where the case stands now.",
    }.items():
        opened = browser.get(f"/cases/{reference}/{page}", 409)
        assert why in opened.words
    link = next(one for one in opened.parsed.all("a") if text_of(one) == "Open the case")
    assert link.get("href") == f"/cases/{reference}"


def test_a_page_of_no_step_is_asked_nothing() -> None:
    assert moves_of("worklist.cases") == ()
