"""What goes wrong while somebody applies: wrong answers, wrong order, two tabs, lost time, lost tokens."""

from typing import Any

import pytest
from sqlalchemy import select

from portal.journeys.application import APPLICATION
from portal.services.work import Office
from portal.store.tables import Case, Draft
from tests.house.clock import SetClock
from tests.web.applicant import TYPED, at_page, begin, control, last, page_of, typed_report
from tests.web.client import Client

PAGES = [page.id for page in APPLICATION.pages if page.id not in ("your-part", "your-contact", "agreement", "report")]


def drafts(office: Office) -> list[Draft]:
    """Every draft there is."""
    with office.work(write=False) as reading:
        return list(reading.session.scalars(select(Draft)))


WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("start", {}, ["Choose who this application is for"]),
    ("name", {"name": ""}, ["Enter your full name"]),
    ("contact", {"channels": None}, ["Choose how we can contact you safely, or choose that it is not safe"]),
    (
        "contact",
        {"channels": ["email", "phone", "trusted"], "email": "alex", "phone": ""},
        [
            "Enter an email address in the correct format, like name@example.com",
            "Enter the name of the person you trust and how we can reach them",
            "Enter a phone number, or take away the ticks at phone call and text message",
        ],
    ),
    (
        "contact-more",
        {"must_not_know": "x" * 501},
        ["Who must not find out: use 500 characters or fewer"],
    ),
    ("home", {"home_postcode": "NR"}, ["Enter a full postcode, like NR2 1NH, or leave it empty"]),
    ("place", {"district": None}, ["Choose a district, or choose that you are not sure"]),
    ("what-happens", {"story": " "}, ["Tell us what has been happening. A few words are enough"]),
    (
        "report/1",
        {"told": None},
        [
            "Enter the date it happened, or tick “I do not know the date”",
            "Enter the date you told someone, or tick “I do not know the date”",
            "Choose who you told",
        ],
    ),
    (
        "report/1",
        {**typed_report(1), "incident-year": "26", "reference": "x" * 201},
        [
            "Date it happened: the year must have 4 numbers, like 2026",
            "Reference number they gave you: use 200 characters or fewer",
        ],
    ),
    ("reports", {}, ["Choose whether you want to add another report"]),
    (
        "others",
        {"others": "yes", "households": "many"},
        ["Number of other homes or businesses: enter a whole number from 1 to 500"],
    ),
    ("people", {"known": "whoever"}, ["Choose one of the answers in the list"]),
    ("effects", {"impact": ""}, ["Tell us how it affects you. A few words are enough"]),
    (
        "next-steps",
        {"wanted": "x" * 4001},
        ["What you would like to happen: use 4,000 characters or fewer"],
    ),
    ("needs", {"needs": ["interpreter", "nothing"]}, ["Choose one of the answers in the list"]),
    (
        "send",
        {"true_best": None},
        ["Tick the box to say that what you have written is true, as far as you know"],
    ),
]


@pytest.mark.parametrize(
    ("page", "wrong", "said"), WRONG, ids=lambda value: value if isinstance(value, str) else ""
)
def test_errors_stand_beside_the_field_and_in_the_summary(
    client: Client, page: str, wrong: dict[str, Any], said: list[str]
) -> None:
    at_page(client, page)
    client.submit(wrong, 422)
    assert last(client).errors == said
    assert len(last(client).parsed.by_class("govuk-error-message")) == len(said)


def test_typed_answers_are_shown_again_with_the_error(client: Client) -> None:
    at_page(client, "contact")
    client.submit({"channels": ["email", "post"], "email": "alex at home", "address": "2 Mill Lane"}, 422)
    assert control(client, "email").get("value") == "alex at home"
    assert "2 Mill Lane" in last(client).text
    assert control(client, "channels-4").get("checked") is not None


def test_a_date_keeps_its_boxes_and_ticks(client: Client) -> None:
    at_page(client, "report/1")
    client.submit(
        {"incident-day": "31", "incident-month": "2", "incident-year": "2026", "incident-about": "yes"}, 422
    )
    assert [control(client, f"incident-{part}").get("value") for part in ("day", "month", "year")] == [
        "31",
        "2",
        "2026",
    ]
    assert control(client, "incident-about").get("checked") is not None


@pytest.mark.parametrize("page", [*PAGES, "report/1", "tasks", "keep", "delete", "reports/1/remove"])
def test_no_word_is_left_untranslated(client: Client, page: str) -> None:
    at_page(client, "send", reports=2)
    client.get(f"/apply/{page}", pseudo=True)


@pytest.mark.parametrize("page", ["name", "contact", "what-happens", "report/1", "others"])
def test_no_error_is_left_untranslated(client: Client, page: str) -> None:
    at_page(client, page)
    client.get(f"/apply/{page}", pseudo=True)
    wrong = {"others": "yes", "households": "x", "channels": ["email", "phone"], "email": "x"}
    answer = client.browser.post(
        f"/apply/{page}?lang=en_XA", base_url=client.base_url, data={"csrf_token": client.token(), **wrong}
    )
    client.checked("POST", f"/apply/{page}?lang=en_XA", 422, answer)


def test_the_pages_around_the_form_are_translated(client: Client) -> None:
    for address in ("/apply", "/return"):
        client.get(address, pseudo=True)
    client.get("/apply/tasks", 410)
    begin(client)
    client.get("/apply/start")
    client.submit({"for_whom": "someone"})
    client.get("/apply/your-part", pseudo=True)
    client.get("/apply/keep")
    client.submit(status=200)


def test_the_receipt_is_translated(client: Client) -> None:
    at_page(client, "send")
    client.submit(TYPED["send"])
    client.get("/apply/sent", pseudo=True)


def test_who_to_call_is_translated(client: Client) -> None:
    at_page(client, "effects")
    client.submit({"impact": "He has a knife. I want to die."})
    client.get("/apply/next-steps", pseudo=True)
    client.get("/apply/people")
    client.submit({"share_home": "yes"})
    client.get("/apply/effects", pseudo=True)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "page", ["effects", "check", "send", "report/7", "report/0", "your-part", "report", "name/1"]
)
def test_what_is_out_of_order_leads_to_the_first_gap(client: Client, method: str, page: str) -> None:
    begin(client)
    client.get("/apply/start")
    if page == "effects":
        gap = "/apply/start"
    else:
        client.submit(TYPED["start"])
        client.follow()
        gap = "/apply/name"
    answer = (
        client.get(f"/apply/{page}", 303)
        if method == "get"
        else client.post(f"/apply/{page}", {"impact": "x"})
    )
    assert answer.location == gap


def test_an_unknown_page_is_not_found_and_sending_to_it_leads_to_the_first_gap(client: Client) -> None:
    begin(client)
    client.get("/apply/nowhere", 404)
    client.get("/apply/start")
    assert client.post("/apply/nowhere", {"x": "y"}).location == "/apply/start"


def test_unknown_and_repeated_fields_do_no_harm(client: Client, office: Office) -> None:
    at_page(client, "name")
    client.submit(
        {"name": ["Alex", "Other"], "_saved": "send", "reports": "x", "true_best": "yes", "district": "x"}
    )
    answers = drafts(office)[0].answers
    assert answers["name"] == "Alex"
    assert "true_best" not in answers
    assert answers["_saved"] == ["name", "start"]


def test_a_stale_token_keeps_the_answers_and_stores_nothing(client: Client, office: Office) -> None:
    at_page(client, "what-happens")
    answer = client.browser.post(
        "/apply/what-happens", base_url=client.base_url, data={"csrf_token": "old", "story": "A long story"}
    )
    client.checked("POST", "/apply/what-happens", 400, answer)
    assert "A long story" in last(client).text
    assert "Your answers are still here" in last(client).words
    assert "story" not in drafts(office)[0].answers
    client.submit()
    assert last(client).location == "/apply/report/1"


def test_a_stale_token_on_the_last_page_sends_nothing(client: Client, office: Office) -> None:
    at_page(client, "send")
    answer = client.browser.post("/apply/send", base_url=client.base_url, data={"true_best": "yes"})
    client.checked("POST", "/apply/send", 400, answer)
    with office.work(write=False) as reading:
        assert reading.session.scalars(select(Case)).all() == []


def test_two_tabs_lose_nothing(client: Client) -> None:
    at_page(client, "next-steps")
    client.get("/apply/effects")
    other_tab = last(client)
    client.submit({"impact": "Written in the first tab"})
    client.last = other_tab
    client.submit({"impact": "Written in the second tab"}, 422)
    assert "You changed these answers in another tab" in last(client).errors[0]
    assert "Written in the second tab" in last(client).text
    client.submit()
    assert last(client).location == "/apply/next-steps"


def test_two_tabs_on_different_pages_do_not_trouble_each_other(client: Client, office: Office) -> None:
    at_page(client, "next-steps")
    client.get("/apply/effects")
    other_tab = last(client)
    client.get("/apply/name")
    client.submit({"name": "Sam Example"})
    client.last = other_tab
    client.submit()
    answers = drafts(office)[0].answers
    assert (answers["name"], answers["impact"]) == ("Sam Example", "I cannot sleep.")


@pytest.mark.parametrize(("minutes", "there"), [(59, True), (60, False), (61, False)])
def test_answers_last_for_sixty_minutes_without_use(
    client: Client, clock: SetClock, minutes: int, there: bool
) -> None:
    shown = client.get("/apply")
    assert "If you do nothing for 60 minutes, we delete your answers." in shown.words
    at_page(client, "name")
    clock.pass_time(minutes=minutes)
    client.get("/apply/name", 200 if there else 410)
    if not there:
        assert "we delete answers when nothing was sent for 60 minutes" in last(client).words


def test_what_was_just_typed_is_shown_when_the_answers_are_gone(client: Client, clock: SetClock) -> None:
    at_page(client, "what-happens")
    clock.pass_time(minutes=61)
    client.submit({"story": "Two hours of writing"}, 410)
    assert last(client).h1 == "Your answers are not here any more"
    assert "Two hours of writing" in last(client).words


def test_without_a_draft_one_is_told_where_to_start(client: Client) -> None:
    for page in ("tasks", "name", "report/1", "check", "sent", "keep", "delete"):
        client.get(f"/apply/{page}", 410)
        assert last(client).h1 == "There are no answers here yet"
    assert last(client).links()["Start"] == "/apply"


def test_the_cookie_holds_no_answer(client: Client) -> None:
    at_page(client, "effects")
    session = client.browser.get_cookie("session", domain="127.0.0.1")
    with client.browser.session_transaction(base_url=client.base_url) as held:
        assert set(held) <= {"draft", "draft_used", "csrf_token"}
    assert session is None or "Alex" not in session.value


@pytest.mark.parametrize("saved", [False, True])
def test_exit_deletes_what_was_not_saved(client: Client, office: Office, saved: bool) -> None:
    at_page(client, "effects")
    if saved:
        client.get("/apply/keep")
        client.submit(status=200)
    client.post("/exit")
    assert len(drafts(office)) == int(saved)
    client.get("/apply/tasks", 410)


def code_of(client: Client) -> str:
    """The code on the page, shown once."""
    client.get("/apply/keep")
    client.submit(status=200)
    headings = last(client).parsed.by_class("govuk-heading-l")
    return next("".join(one.itertext()).strip() for one in headings if one.get("translate") == "no")


def test_saved_answers_open_on_another_device_for_28_days(client: Client, clock: SetClock, app: Any) -> None:
    at_page(client, "effects")
    code = code_of(client)
    assert "You can come back until 21 December 2026" in last(client).words
    clock.pass_time(days=27, hours=23)
    other = Client(app)
    other.get("/return")
    other.submit({"code": code.lower().replace("-", " ")})
    other.follow()
    assert "Your answers are saved until 21 December 2026" in last(other).words
    assert "Alex Example" in other.get("/apply/name").text
    clock.pass_time(hours=1)
    third = Client(app)
    third.get("/return")
    third.submit({"code": code}, 422)
    assert last(third).errors == ["We cannot find answers for this code. Check the code, or start again."]


@pytest.mark.parametrize(("minutes", "there"), [(59, True), (60, False), (61, False)])
def test_saved_answers_left_lying_ask_for_their_code(
    client: Client, clock: SetClock, minutes: int, there: bool
) -> None:
    at_page(client, "effects")
    code = code_of(client)
    clock.pass_time(minutes=minutes)
    for _ in range(2):
        client.get("/apply/check", 303 if there else 410)
    assert ("Carry on with it" in client.get("/apply").words) is there
    if there:
        return
    assert "If you saved them with a code, they are still there." in client.get("/apply/tasks", 410).words
    client.get("/return")
    client.submit({"code": code})
    assert "Alex Example" in client.get("/apply/name").text
    clock.pass_time(minutes=59)
    client.get("/apply/name")
    clock.pass_time(minutes=59)
    client.get("/apply/name")


def test_a_new_code_ends_the_old_one(client: Client, app: Any) -> None:
    at_page(client, "name")
    old, new = code_of(client), code_of(client)
    other = Client(app)
    other.get("/return")
    other.submit({"code": old}, 422)
    other.submit({"code": new})
    assert last(other).location == "/apply/tasks"


def test_guessing_codes_is_braked(client: Client) -> None:
    client.get("/return")
    for _ in range(10):
        client.submit({"code": "AAAA-BBBB-CCCC"}, 422)
    client.submit({"code": "AAAA-BBBB-CCCC"}, 429)


def test_stopping_in_the_middle_of_a_page_keeps_what_is_sound(client: Client, office: Office) -> None:
    at_page(client, "contact")
    client.submit(
        {"channels": ["post"], "phone": "nine", "address": "2 Mill Lane"}, button="Save and come back later"
    )
    assert last(client).location == "/apply/keep"
    answers = drafts(office)[0].answers
    assert (answers["channels"], answers["address"]) == (["post"], "2 Mill Lane")
    assert "phone" not in answers
    assert client.get("/apply/send", 303).location == "/apply/contact"


def test_half_a_report_is_kept_and_asked_for_again(client: Client) -> None:
    at_page(client, "report/1")
    client.submit({"told": "police", "incident-year": "26"}, button="Save and come back later")
    client.follow()
    client.get("/apply/report/1")
    assert control(client, "told").get("checked") is not None
    client.get("/apply/tasks")
    assert last(client).links()["Who you told"] == "/apply/report/1"


def test_deleting_takes_saved_answers_too(client: Client, office: Office) -> None:
    at_page(client, "name")
    code_of(client)
    client.get("/apply/delete")
    client.submit(status=200)
    assert last(client).h1 == "Your answers are deleted"
    assert drafts(office) == []
    client.get("/apply/tasks", 410)


def test_beginning_again_forgets_what_was_not_saved(client: Client, office: Office) -> None:
    at_page(client, "name")
    shown = client.get("/apply")
    assert shown.links()["Carry on with it"] == "/apply/tasks"
    client.submit()
    assert len(drafts(office)) == 1
    assert drafts(office)[0].answers == {}


def test_no_more_reports_than_a_draft_holds(client: Client, office: Office) -> None:
    at_page(client, "reports")
    with office.work() as writing:
        draft = writing.session.scalars(select(Draft)).one()
        entry = draft.answers["reports"][0]
        draft.answers = {
            **draft.answers,
            "reports": [{**entry, "key": f"r{number}"} for number in range(1, 51)],
        }
    client.get("/apply/reports")
    client.submit({"another": "yes"}, 422)
    assert last(client).errors == [
        "You can add up to 50 reports here. Tell us about the others when we contact you."
    ]
    assert page_of(client) == "reports"
