"""Anything at all is sent to every form: it is taken, or told beside the field; never a fault, never half stored.

Each form is opened once, sent with one thing wrong after the other, and compared with the database as it was. What a
form takes is put back. See tests/web/every_form.py for where the forms stand and how a new one comes in by itself.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pytest

from tests.web.busy_office import BusyOffice
from tests.web.client import Opened
from tests.web.every_form import Sheet, forms_to_send, opened

FORMS = forms_to_send()
INVISIBLE = "A\u202eevil\u202c\u200b\u2066B\x00\x07\x1b[31m\ufeff\u200fC\u0085\u2028"
MARKUP = '"><script>alert(1)</script><canary-x onload=1>&amp;<!-- {{7*7}}${7*7}</para><b>'
FORMAT = "%(what)s %s %d %n 100% {0} {name} \\ %"
STRANGE = "👩\u200d👩\u200d👧 Z̸̡͝a ﷽ ǆ İ ı ß \U0010ffff \ufffe'; DROP TABLE event; --"
FORMULA = '\t=HYPERLINK("http://evil.example")'
WORDS = (INVISIBLE, MARKUP, FORMAT, STRANGE, FORMULA, " \n", "9" * 30)
DATES = (
    ("31", "2", "2026"), ("0", "0", "0000"), ("1", "1", "9999"), ("31", "12", "9999"), ("１", "１", "２０２６"),
    ("١", "١", "٢٠٢٦"), ("-1", "1e0", "20260"), ("9" * 400, "", "2026"), (MARKUP, FORMAT, INVISIBLE),
)  # fmt: skip
ANSWERS = ("", "-1", "9" * 30, "٣", f"{MARKUP}\x00")
LONG = "long " * 2_500


class Trials:
    """Sends one wrong thing after the other from one form."""

    def __init__(self, busy: BusyOffice, name: str) -> None:
        self.busy = busy
        self.name = name
        if name not in busy.sheets:
            busy.sheets[name] = opened(busy, name)
        self.sheet: Sheet = busy.sheets[name]

    def try_it(
        self, changes: Mapping[str, Any], *, refused: bool = False, wrong: Collection[str] = (), **more: Any
    ) -> Opened:
        """Send what is right with `changes`; with `refused` it may not be taken. `wrong` need not be shown again."""
        self.busy.forget_tries()
        return self.judge(self.sheet.send(changes, **more), {*changes, *wrong}, f"{changes!r:.200}", refused)

    def judge(self, answer: Opened, wrong: Collection[str], what: str, refused: bool = False) -> Opened:
        """Check one answer: taken and put back, or refused with words, answers kept, and nothing stored."""
        said = f"{self.name} with {what} answered {answer.status}"
        assert answer.status < 500, said
        if answer.status < 400:
            assert not (refused and self.busy.changed(self.sheet.place.besides)), f"{said} and took it"
            self.begin_anew()
            return answer
        assert self.busy.changed(self.sheet.place.besides) == [], said
        assert answer.h1, said
        if answer.status == 422:
            assert answer.errors, said
            assert self.sheet.kept(answer, wrong) == [], said
        return answer

    def begin_anew(self) -> None:
        """Put the office and the browser back to where they were when the form had been opened."""
        self.busy.restore()
        self.sheet.as_opened()


@pytest.fixture(params=FORMS)
def trials(busy: BusyOffice, request: pytest.FixtureRequest) -> Trials:
    """One form after the other."""
    return Trials(busy, request.param)


def rounds(names: Sequence[str], values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Give the fields one hostile value each, other ones in each round, until every value was used."""
    for start in range(0, len(values) if names else 0, len(names) or 1):
        yield {name: values[(start + place) % len(values)] for place, name in enumerate(names)}


def test_hostile_words_answers_and_days(trials: Trials) -> None:
    sheet = trials.sheet
    for words in rounds(sheet.words, WORDS):
        trials.try_it(words)
    for days in rounds(sheet.dates, DATES):
        boxes = [(name, zip(("day", "month", "year"), day, strict=True)) for name, day in days.items()]
        trials.try_it({f"{name}-{part}": value for name, parts in boxes for part, value in parts})
    for answers in rounds(sheet.named("choice", "ticks"), ANSWERS):
        trials.try_it(answers)


def test_every_wrong_answer_is_told_beside_its_question(trials: Trials) -> None:
    """All wrong at once, and one by one where an answer that is wrong hides the question after it."""
    sheet = trials.sheet
    wrong = dict.fromkeys(sheet.named("choice"), "no-such-answer") | {f"{n}-day": "32" for n in sheet.dates}
    if not wrong:
        return
    shown = trials.try_it(wrong, refused=True)
    for field in wrong:
        name = field.removesuffix("-day") if field.removesuffix("-day") in sheet.dates else field
        if shown.status == 422 and not told_at(shown, name):
            alone = trials.try_it({field: wrong[field]}, refused=True)
            assert alone.status != 422 or told_at(alone, name), (trials.name, name, alone.errors)


def told_at(shown: Opened, name: str) -> bool:
    """Whether an error of the summary leads to the question `name`."""
    return any(target.startswith(f"#{name}") for target in shown.links().values())


def test_too_long_is_told_beside_every_field(trials: Trials) -> None:
    sheet = trials.sheet
    if not sheet.words:
        return
    shown = trials.try_it(dict.fromkeys(sheet.words, LONG), refused=True)
    if shown.status == 422:
        missing = [name for name in sheet.words if not told_at(shown, name)]
        assert missing == [] or sheet.place.besides, (trials.name, missing)


def test_a_million_letters(trials: Trials) -> None:
    sheet, busy = trials.sheet, trials.busy
    if not sheet.words:
        return
    for length, statuses in ((1_000_000, {413, 422, 303, 200}), (1_200_000, {413})):
        sent = {**sheet.right, sheet.words[0]: "a" * length}
        answer = sheet.client.browser.post(sheet.address, base_url=sheet.client.base_url, data=sent)
        takes_files = bool(sheet.named("file"))
        assert answer.status_code in statuses | ({413, 422} if takes_files else set()), (trials.name, length)
        assert busy.changed(sheet.place.besides) == [], (trials.name, length)


def test_nothing_filled_in(trials: Trials) -> None:
    sheet = trials.sheet
    fields = [name for name in sheet.right if name not in sheet.named("hidden") and name != "csrf_token"]
    trials.try_it(dict.fromkeys(fields, ""))
    trials.try_it(dict.fromkeys(fields))
    trials.try_it(dict.fromkeys([name for name in sheet.right if name != "csrf_token"]))


def test_repeated_and_extra_fields_change_nothing(trials: Trials) -> None:
    sheet = trials.sheet
    twice = {name: [*values, "no-such-answer", MARKUP] for name, values in sheet.right.items()}
    trials.try_it(twice)
    sheet = trials.sheet
    alone = sheet.send()
    rows = trials.busy.count_rows()
    trials.begin_anew()
    extra = {
        "id": "1", "case_id": "1", "state": "closed", "district": "marlowick", "staff_id": "1", "actor": "1",
        "reference": trials.busy.parts["closed"], "decided_by": "1", "public_id": "x", "__class__": "x", "a[b]": "c",
        "then": "no-such-button", "next": "https://evil.example", "_method": "DELETE", "audience": "applicant",
    }  # fmt: skip
    extra = {name: value for name, value in extra.items() if name not in trials.sheet.right}
    with_extra = trials.sheet.send(extra)
    assert with_extra.status == alone.status == sheet.place.then, trials.name
    assert trials.busy.count_rows() == rows, trials.name
    trials.begin_anew()


def test_requests_that_cannot_be_read(trials: Trials) -> None:
    sheet = trials.sheet
    token = sheet.right["csrf_token"][0]
    raw = f"csrf_token={token}&".encode()
    boundary = "multipart/form-data; boundary=x"
    part = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'.encode()
    field = (sheet.words or ["words"])[0].encode()
    named = part + b'--x\r\nContent-Disposition: form-data; name="' + field
    bodies: list[tuple[str, bytes]] = [
        ("application/x-www-form-urlencoded", raw + b"&".join(b"a%d=1" % n for n in range(5_000))),
        ("application/json", b'{"words": "x"}'),
        ("application/x-www-form-urlencoded; charset=utf-7", raw + field + b"=+AD0-1"),
        ("application/x-www-form-urlencoded", raw + field + b"=%ff%fe%ed%a0%80%c0%af&%ff=%"),
        ("multipart/form-data", part),
        (boundary, part + b"--x\r\nContent-Disposition: form-data; na"),
        (boundary, named + b'"\r\n\r\n\xff\xfe\xed\xa0\x80\r\n--x--'),
        (boundary, named + b'"; filename="a.txt"\r\n\r\nfile\r\n--x--'),
    ]
    # What cannot be read is refused before any form is asked, so the next form gets the next three.
    first = 3 * FORMS.index(trials.name)
    for kind, body in (bodies[(first + step) % len(bodies)] for step in range(3)):
        trials.busy.forget_tries()
        answer = trials.sheet.send_raw(data=body, content_type=kind)
        assert answer.status == 413 or len(body) < 10_000, trials.name
        trials.judge(answer, trials.sheet.right, f"{kind} {body!r:.120}")
