"""Where every form of the portal stands, so that tests can send anything to all of them.

To add a page with a form, do nothing at first: `place_of` looks for it with every person and every case, link and
number of tests/web/busy_office.py, fills it in by the kinds of its controls (`filled`), and the tests of
tests/web/test_input_*.py and test_sessions_forms.py cover it. Only when that fails add one line to PLACES:

    "panel.convene": Place("intake", "/cases/{accepted}/meeting", {"meets_at": "2pm"}),

Who opens it, at which address (gaps are the names in BusyOffice.parts: where a case stands, links, ids), and what has
to be typed that `filled` would not guess. Needs it a case in a new state, add the case to BusyOffice.
"""

import importlib
import pkgutil
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from portal import web
from portal.journeys.appeal import APPEAL
from portal.journeys.application import APPLICATION
from portal.journeys.pages import Page as Step
from portal.policy import may_ever
from portal.web.routing import SAFE, Page, declared_pages
from tests.services.conftest import PASSWORD, PEOPLE
from tests.web.applicant import typed_report
from tests.web.busy_office import PUBLIC, BusyOffice
from tests.web.client import Client, Opened
from tests.web.markup import Parsed
from tests.web.steps import TODAY

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """A form: who opens it, at which address, and what is typed besides what `filled` types by itself.

    `page` is where it stands when that is not its own address, `draft` the draft of the browser, `besides` the tables
    that a refused try may change, `then` the answer when all is well.
    """

    who: str
    address: str
    typed: Typed = field(default_factory=dict)
    page: str = ""
    draft: str = ""
    besides: tuple[str, ...] = ()
    then: int = 303


DATES = {
    f"reports-1-{name}-{part}": value
    for name in ("incident", "told_on")
    for part, value in (("day", "2"), ("month", "11"), ("year", "2026"))
}
PLACES: dict[str, Place] = {
    "apply.start": Place(PUBLIC, "/apply"),
    "apply.entry": Place(PUBLIC, "/apply/report/1", typed_report(1), draft="report/1"),
    "apply.come_back": Place(PUBLIC, "/return", {"code": "ABCD-2345-EFGH"}, then=422),
    "apply.keep": Place(PUBLIC, "/apply/keep", draft="place", then=200),
    "apply.delete": Place(PUBLIC, "/apply/delete", draft="place", then=200),
    "apply.remove": Place(PUBLIC, "/apply/reports/1/remove", draft="reports"),
    "checking.dates": Place(PUBLIC, "/check", DATES, then=200),
    "checking.for_call_takers": Place(PUBLIC, "/check/for-call-takers", DATES, then=200),
    "checking.apply": Place(PUBLIC, "/check/apply", DATES, page="/check"),
    "signing_in.sign_in": Place(
        PUBLIC, "/sign-in", {"username": "intake", "password": PASSWORD, "code": "123456"},
        besides=("staff", "event", "ledger_head"), then=422,
    ),
    "worklist.search": Place("intake", "/cases/search", {"wanted": "Jo"}, page="/cases"),
    "appeals.assign": Place("intake", "/cases/{appealed}/appeals/1/assign"),
    "appeals.decide": Place("officer", "/appeals/{assigned}/1/decide", page="/appeals/{assigned}/1"),
    "case.place": Place("intake", "/cases/{unplaced}/district"),
    "letters.told": Place("intake", "/cases/{received}/letters/{letter}/told"),
    "after_not_met.follow_up": Place("intake", "/cases/{not_met}/other-help/{referral}"),
    "after_not_met.close": Place("intake", "/cases/{helped}/not-met/close"),
    "calls.no_answer": Place("intake", "/cases/{call}/no-answer"),
    "clocks.resume": Place("intake", "/cases/{paused}/clocks/resume"),
    "clocks.extend": Place("intake", "/cases/{received}/clocks/more-time", {"due_on-year": "2027"}),
    "actions.reply": Place(
        "council", "/applications/{concluded}/actions/recommendations/{recommendation}"
    ),
    "actions.seen": Place(PUBLIC, "/your-plan/{plan_link}", {"action": "{ended_action}"}),
    "consent.record": Place("intake", "/cases/{awaiting_consent}/consent"),
    "consent.withdraw": Place("intake", "/cases/{consented}/consent/withdraw"),
    "consent.propose": Place("intake", "/cases/{awaiting_consent}/consent/without"),
    "consent.second_look": Place("decider", "/cases/{override_proposed}/consent/second-look"),
    "deferring.defer": Place(
        "decider", "/cases/{few}/defer", {"look_again_on-month": "12", "look_again_on-day": "3"}
    ),
    "deferring.look_again": Place("decider", "/cases/{deferred}/look-again"),
    "ending.settle": Place("decider", "/cases/{end_proposed}/end/second-look"),
    "joining.link": Place("intake", "/cases/{received}/link", {"other": "{accepted}"}),
    "joining.merge": Place("intake", "/cases/{received}/merge", {"other": "{paused}"}),
    "late_appeals.late": Place("intake", "/cases/{came_late}/appeals/late"),
    "not_met.decide": Place("decider", "/cases/{few}/not-met"),
    "not_met.second": Place("second", "/cases/{proposed}/not-met/second"),
    "own_case.withdraw": Place(PUBLIC, "/w/{status_link}/withdraw"),
    "posting.letter": Place("intake", "/cases/{by_post}/letters/{letter_by_post}/post"),
    "posting.came_back": Place("intake", "/cases/{posted}/letters/{letter_posted}/came-back"),
    "questions.key_in": Place("intake", "/cases/{asked}/questions/{question}"),
    "questions.reply": Place(PUBLIC, "/reply/{answer_link}"),
    "staff_entry.check": Place("intake", "/cases/new/{entry}/check", then=422),
    "staff_entry.section": Place("intake", "/cases/new/{entry}/who"),
    "staff_entry.delete": Place("intake", "/cases/new/{entry}/delete"),
    "staff_entry.for_call": Place("intake", "/cases/{call}/key-in"),
    "stepping_off.replace_chair": Place("intake", "/cases/{panel_set}/chair", {"chair": "{chair2_id}"}),
    "tasks.do": Place("intake", "/cases/{tasked}/tasks/{task}"),
    "withdrawing_appeal.withdraw": Place(PUBLIC, "/appeal/{lodged_link}/withdraw"),
}  # fmt: skip
# Buttons that stand on many pages and take no words: leaving at once and signing out (their own tests hold them).
BARE = frozenset({"start.leave", "signing_in.sign_out"})
WORDS = "Words of an example"


def forms_to_send() -> list[str]:
    """The name of each form: its endpoint, and the page where one endpoint serves several."""
    for module in pkgutil.iter_modules(web.__path__):
        importlib.import_module(f"portal.web.{module.name}")  # which declares its pages
    names = []
    for page in declared_pages():
        if set(page.methods) <= SAFE or page.endpoint in BARE:
            continue
        steps = {"apply.question": APPLICATION.pages, "appeal.question": APPEAL.pages}.get(page.endpoint)
        names += [f"{page.endpoint} {step.id}" for step in steps if _asks(step)] if steps else [page.endpoint]
    return names


def _asks(step: Step) -> bool:
    """Whether a page of a journey is sent, with one address for it alone."""
    return step.id != "report" and (step.kind in ("questions", "summary") or step in APPEAL.pages)


def place_of(busy: BusyOffice, name: str) -> Place:
    """Where the form `name` stands: from PLACES, from the journeys, or found by trying. Fails loudly otherwise."""
    endpoint, _, step = name.partition(" ")
    if endpoint == "apply.question":
        return Place(PUBLIC, f"/apply/{step}", draft=step)
    if endpoint == "appeal.question":
        return Place(PUBLIC, f"/appeal/{{appeal_link}}/{step}", draft=f"appeal/{step}")
    if name in PLACES:
        return PLACES[name]
    if name not in busy.found:
        busy.found[name] = _searched(busy, endpoint)
    found: Place | None = busy.found[name]
    assert found is not None, f"no form for {name}: add a line to PLACES in tests/web/every_form.py"
    return found


def _searched(busy: BusyOffice, endpoint: str) -> Place | None:
    page = next(one for one in declared_pages() if one.endpoint == endpoint)
    for who, address in _tries(busy, page):
        client = busy.browser(who)
        answer = client.browser.get(address, base_url=client.base_url)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        if form_for(busy, Parsed(answer.get_data(as_text=True)), endpoint) is not None:
            return Place(who, address)
    return None


def _tries(busy: BusyOffice, page: Page) -> Iterator[tuple[str, str]]:
    """Every person at every address that the parts of the office can make of a rule."""
    parts = re.findall(r"<(\w+):(\w+)>", page.rule)
    allowed = [name for name in PEOPLE if may_ever(busy.team.actor(name), page.does)]
    who = allowed if page.audience == "staff" else [PUBLIC]
    values = [busy.values(kind) for kind, _ in parts]
    for chosen in product(*values):
        address = page.rule
        for (kind, name), value in zip(parts, chosen, strict=True):
            address = address.replace(f"<{kind}:{name}>", str(value))
        yield from ((one, address) for one in who)


def form_for(busy: BusyOffice, page: Parsed, endpoint: str) -> Element | None:
    """The form of a page that is sent to `endpoint`."""
    adapter = busy.app.url_map.bind("127.0.0.1:8000")
    for form in page.all("form"):
        address = urlsplit(form.get("action", "")).path
        if form.get("method") != "post" or not adapter.test(address, "POST"):
            continue
        if adapter.match(address, method="POST")[0] == endpoint:
            return form
    return None


@dataclass
class Sheet:
    """An opened form: the browser, where it is sent, and every field with what is right for it."""

    place: Place
    client: Client
    address: str
    form: Element
    right: dict[str, list[str]]

    def __post_init__(self) -> None:
        self._cookies = dict(self.client.browser._cookies or {})

    def as_opened(self) -> None:
        """Let the browser hold the cookies again that it held when the form was opened."""
        self.client.browser._cookies = dict(self._cookies)

    def named(self, *kinds: str) -> list[str]:
        """The names of the controls of these kinds: text, choice, ticks, file, or hidden, in page order.

        Without those that an answer would have to reveal which is not chosen: they are not asked.
        """
        unasked = _unasked(self.form, self.right)
        found = ((one.get("name", ""), kind_of(one)) for one in self.form.iter() if one not in unasked)
        return list(
            dict.fromkeys(name for name, kind in found if kind in kinds and name and name != "csrf_token")
        )

    @property
    def dates(self) -> list[str]:
        """The names of dates, without their boxes."""
        return [name.removesuffix("-year") for name in self.named("text") if name.endswith("-year")]

    @property
    def words(self) -> list[str]:
        """The names of controls for typed text that are no box of a date."""
        boxes = {f"{name}-{part}" for name in self.dates for part in ("day", "month", "year")}
        return [name for name in self.named("text") if name not in boxes]

    def send(self, changes: Mapping[str, Any] | None = None, **more: Any) -> Opened:
        """Send what is right with `changes` (None takes a field out), and check the answer whatever its status."""
        sent: dict[str, Any] = {**self.right, **(changes or {})}
        sent = {name: value for name, value in sent.items() if value is not None}
        return self.send_raw(data=sent, **more)

    def kept(self, answer: Opened, besides: Collection[str] = ()) -> list[str]:
        """The names of answers that were right and do not stand on the page shown again."""
        form = _same_form(answer, self)
        if form is None:
            return ["the form itself"]
        shown = filled(form, example="")
        secret = {one.get("name", "") for one in form.iter("input") if one.get("type") == "password"}
        silent = {*besides, *secret, *self.named("hidden"), "code", "csrf_token"}
        return [name for name, value in self.right.items() if name not in silent and shown.get(name) != value]

    def send_raw(self, **more: Any) -> Opened:
        """Send anything at all."""
        answer = self.client.browser.post(self.address, base_url=self.client.base_url, **more)
        return self.client.checked("POST", self.address, answer.status_code, answer)


def _unasked(form: Element, sent: Mapping[str, list[str]]) -> set[Element]:
    """The controls that stand inside an answer which is not given."""
    hidden = {
        f"conditional-{one.get('id')}"
        for one in form.iter("input")
        if one.get("data-aria-controls") and one.get("value") not in sent.get(one.get("name", ""), ())
    }
    return {one for box in form.iter("div") if box.get("id") in hidden for one in box.iter()}


def _same_form(answer: Opened, sheet: Sheet) -> Element | None:
    wanted = sheet.form.get("action")
    return next((form for form in answer.forms() if form.get("action") == wanted), None)


def kind_of(control: Element) -> str:
    """What a control takes: text, choice, ticks, file, hidden; "" for what is no control."""
    if control.tag == "textarea":
        return "text"
    if control.tag == "select":
        return "choice"
    if control.tag != "input":
        return ""
    kind = control.get("type", "text")
    return {"radio": "choice", "checkbox": "ticks", "file": "file", "hidden": "hidden", "submit": ""}.get(
        kind, "text"
    )


def opened(busy: BusyOffice, name: str, place: Place | None = None) -> Sheet:
    """Open the form `name` in the browser of whoever fills it in."""
    place = place or place_of(busy, name)
    client = busy.browser(place.who, place.draft)
    shown = client.get((place.page or place.address).format(**busy.parts))
    form = form_for(busy, shown.parsed, name.partition(" ")[0])
    address = place.address.format(**busy.parts)
    if form is None and place.page:
        form = form_for(busy, shown.parsed, _endpoint_at(busy, place.page))
    assert form is not None, f"{shown.address} has no form for {name}"
    typed = {name: _listed(value, busy.parts) for name, value in place.typed.items()}
    right = {**filled(form), **typed}
    return Sheet(place, client, address, form, right)


def _endpoint_at(busy: BusyOffice, address: str) -> str:
    return str(busy.app.url_map.bind("").match(address, method="POST")[0])


def _listed(value: Any, parts: Mapping[str, Any]) -> list[str]:
    return [str(one).format(**parts) for one in (value if isinstance(value, list) else [value])]


def filled(form: Element, example: str = WORDS) -> dict[str, list[str]]:
    """What somebody could send from a form: what stands in it, and an example wherever it is empty.

    A lone box is ticked and every box that reveals a question; of other answers one that reveals a question, or the
    first, is chosen; days are today. Without an `example` it is what stands in the form and nothing else.
    """
    sent: dict[str, list[str]] = {}
    for control in form.iter():
        name, kind = control.get("name", ""), kind_of(control)
        if not name or kind in ("", "file"):
            continue
        if kind == "text":
            sent[name] = [_text(control, name) if example else _holds(control)]
        elif kind == "hidden":
            sent.setdefault(name, []).append(control.get("value", ""))
        elif control.tag == "select":
            options = [one for one in control.iter("option") if one.get("value")]
            chosen = [one for one in options if "selected" in one.attrib] or (options if example else [])
            sent[name] = [chosen[0].get("value", "") if chosen else ""]
        elif example and kind == "ticks" and _stands_alone(form, name):
            sent[name] = [control.get("value", "on")]
        elif example and "data-aria-controls" in control.attrib and not _decided(form, name):
            sent[name] = [*(sent.get(name, []) if kind == "ticks" else []), control.get("value", "on")]
        elif "checked" in control.attrib or (example and kind == "choice" and name not in sent):
            before = sent.get(name, []) if kind == "ticks" else []
            sent[name] = [*before, control.get("value", "on")]
    return sent


def _decided(form: Element, name: str) -> bool:
    """Whether an answer to the question `name` is chosen already."""
    return any("checked" in one.attrib for one in form.iter("input") if one.get("name") == name)


def _stands_alone(form: Element, name: str) -> bool:
    """Whether a box is the only one of its name, and says nothing against an answer beside it."""
    same = [one for one in form.iter("input") if one.get("name") == name]
    return len(same) == 1 and not name.endswith(("-about", "-unknown", "-going_on", "_unsaid"))


def _holds(control: Element) -> str:
    return "".join(control.itertext()).strip("\n") if control.tag == "textarea" else control.get("value", "")


def _text(control: Element, name: str) -> str:
    if _holds(control):
        return _holds(control)
    for part in ("day", "month", "year"):
        if name.endswith(f"-{part}"):
            return str(getattr(TODAY, part))
    if control.get("inputmode") == "numeric":
        return "3"
    if "postcode" in name:
        return "NR2 1NH"
    if name.endswith("_at"):
        return "2pm"
    return {"email": "jo@mail.example", "tel": "01632 960001"}.get(control.get("type", ""), WORDS)
