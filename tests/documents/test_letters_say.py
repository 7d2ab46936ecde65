"""What each letter tells the reader, in the cases that matter to them."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from portal.documents import letters
from portal.documents.for_representative import for_representative
from portal.documents.html import letter_html
from portal.documents.letter import Facts, Head, Heading, Letter
from portal.documents.letters import facts as letter_facts
from portal.documents.letters.facts import Answer, AnswerPage, Challenge, Closing, Promise
from portal.documents.required import LetterKind
from portal.wording import in_english
from tests.documents import samples
from tests.documents.samples import HEAD, LETTERS


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(letter: Letter) -> str:
    """The letter as somebody reads it, in one line."""
    words = Words()
    words.feed(letter_html(letter, in_english, lambda public_id: f"https://example.org/l/{public_id}"))
    return " ".join(" ".join(words.said).split())


@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_letter_names_reference_day_contact_and_help(kind: LetterKind) -> None:
    said = read(LETTERS[kind](HEAD, in_english))
    for expected in ("CR-7K3MQ-2F", "3 March 2026", "Sam Okafor", "01632 960 123", "999", "101", "116 123",
                     "ASB Help", "Example Victim Care", "large print", "Yours sincerely"):  # fmt: skip
        assert expected in said


@pytest.mark.parametrize("kind", list(LetterKind))
def test_without_a_named_contact_the_partnership_is_the_contact(kind: LetterKind) -> None:
    head = replace(HEAD, contact_name=None, contact_phone=None, contact_email=None)
    said = read(LETTERS[kind](head, in_english))
    assert "Your contact Exampleshire Community Safety Partnership Phone 01632 960 000" in said


def test_the_acknowledgement_says_what_happens_next_and_who_has_it() -> None:
    said = read(LETTERS[LetterKind.ACKNOWLEDGEMENT](HEAD, in_english))
    assert "by 9 March 2026" in said
    assert (
        "We will tell you whether there will be a case review. No time limit for this has been agreed yet."
        in said
    )
    for body in (samples.COUNCIL, samples.POLICE, samples.HOMES, samples.HEALTH):
        assert body in said
    assert "What has been happening? Loud music most nights until 3am. Shouting on the stairs." in said


@pytest.mark.parametrize(
    "step", ["contact", "bodies", "decision", "meeting", "outcome", "update", "appeal", "look_again"]
)
def test_a_promise_without_a_day_says_that_none_is_agreed(step: letter_facts.Step) -> None:
    unset = replace(samples.RECEIPT, promises=(Promise(step),))
    dated = replace(samples.RECEIPT, promises=(Promise(step, date(2026, 12, 24)),))
    assert "agreed yet" in read(letters.acknowledgement(HEAD, unset, in_english))
    said = read(letters.acknowledgement(HEAD, dated, in_english))
    assert "24 December 2026" in said
    assert "agreed yet" not in said


def test_pages_that_ask_about_one_thing_stand_under_one_heading() -> None:
    """The form asks on many short pages; nobody wants to read "About you" once for each of them."""
    asked = [("About you", "Name"), ("About you", "Email"), ("Report 1", "When"), ("Report 2", "When")]
    pages = tuple(AnswerPage(title, (Answer(question, "an answer"),)) for title, question in asked)
    letter = letters.acknowledgement(HEAD, replace(samples.RECEIPT, answers=pages), in_english)
    parts = [block.text for block in letter.blocks if isinstance(block, Heading) and block.level == 3][-3:]
    assert parts == ["About you", "Report 1", "Report 2"]
    given = [tuple(fact.label for fact in block.rows) for block in letter.blocks if isinstance(block, Facts)][
        -3:
    ]
    assert given == [("Name", "Email"), ("When",), ("When",)]


def test_a_met_letter_says_which_reports_count_why_and_by_which_paper() -> None:
    said = read(LETTERS[LetterKind.THRESHOLD_MET](HEAD, in_english))
    assert "Reports that count 3 Reports needed 3" in said
    assert (
        "20 December 2025 Example Homes, 2 February 2026 No You told someone more than one month after"
        in said
    )
    assert "The rule is in: ASB Case Review procedure, version 3, section 2." in said
    assert "Example Homes Gave no view" in said
    assert "We have had 11 calls about this address since Christmas." in said
    assert "Please tell us by 20 March 2026." in said
    assert "Alex Morgan, for the council, the police and the housing association" in said


CHALLENGEABLE = [
    LetterKind.THRESHOLD_MET,
    LetterKind.THRESHOLD_NOT_MET,
    LetterKind.DEFERRED,
    LetterKind.OUTCOME,
    LetterKind.CLOSING,
]
WRITE: dict[LetterKind, Any] = {
    LetterKind.THRESHOLD_MET: (letters.threshold_met, samples.MET),
    LetterKind.THRESHOLD_NOT_MET: (letters.threshold_not_met, samples.NOT_MET),
    LetterKind.DEFERRED: (letters.deferred, samples.DEFERRED),
    LetterKind.OUTCOME: (letters.outcome, samples.OUTCOME),
    LetterKind.CLOSING: (letters.closing, samples.CLOSED),
}


@pytest.mark.parametrize("kind", CHALLENGEABLE)
def test_how_and_by_when_to_challenge(kind: LetterKind) -> None:
    write, known = WRITE[kind]
    said = read(write(HEAD, known, in_english))
    assert "Send us your appeal by 1 April 2026. If you get this letter later than its date, you have" in said
    assert "If your appeal will be late, send it anyway and tell us why." in said
    assert "Exampleshire Legal Services will look at your appeal." in said
    assert "You can also appeal by phone, by letter or in person." in said


@pytest.mark.parametrize("kind", CHALLENGEABLE)
def test_with_no_window_and_no_office_the_letter_says_so(kind: LetterKind) -> None:
    write, known = WRITE[kind]
    said = read(write(HEAD, replace(known, challenge=Challenge()), in_english))
    assert "No time limit has been set for this." in said
    assert "It has not been agreed yet which office looks at appeals." in said
    assert "Start your appeal on the web" not in said


def test_an_invitation_asks_or_confirms_or_gives_reasons() -> None:
    asked = read(letters.meeting_invitation(HEAD, samples.INVITATION, in_english))
    assert "Tuesday 14 April 2026 Time 10:30am Where Room 4, Town Hall" in asked
    assert "You can come to the meeting, join by video or phone" in asked
    assert "A Polish interpreter" in asked
    chosen = read(letters.meeting_invitation(HEAD, replace(samples.INVITATION, chosen="online"), in_english))
    assert "You told us that you want to join by video or phone." in chosen
    refused = replace(samples.INVITATION, not_invited="The meeting is also about another person.")
    without = read(letters.meeting_invitation(HEAD, refused, in_english))
    assert "The meeting is also about another person." in without
    assert "You can still send us a statement" in without


@pytest.mark.parametrize(
    ("day", "title", "said", "not_said"),
    [
        (-1, "A new day for the meeting about your case", "There is a new day", "stays on that day"),
        (0, "Another time or place for the meeting about your case", "stays on that day", "new day"),
        (1, "A new day for the meeting about your case", "There is a new day", "stays on that day"),
    ],
)
def test_a_meeting_at_another_hour_of_the_same_day_is_not_called_a_new_day(
    day: int, title: str, said: str, not_said: str
) -> None:
    old = samples.POSTPONED.meeting.day + timedelta(days=day)
    letter = letters.meeting_postponed(HEAD, replace(samples.POSTPONED, old_day=old), in_english)
    assert letter.title == title
    assert said in read(letter)
    assert not_said not in read(letter)


def test_the_draft_plan_explains_silence() -> None:
    said = read(LETTERS[LetterKind.DRAFT_PLAN](HEAD, in_english))
    assert "Please tell us by 28 April 2026." in said
    assert (
        "If we do not hear from you, we will try once more to reach you in a way that is safe for you."
        in said
    )
    assert "our record will say “no reply”. Nobody will take that to mean that you agree." in said


def test_the_outcome_has_the_plan_the_recommendations_and_what_have_regard_means() -> None:
    said = read(LETTERS[LetterKind.OUTCOME](HEAD, in_english))
    for expected in (
        "By when 29 May 2026",
        "Who does it Example Homes",
        "The camera records, and the tenant has seen the sign.",
        "Will the person causing the problem find out? Yes. We will tell you first, on 22 May 2026.",
        "Will the person causing the problem find out? No.",
        "must “have regard” to it",
        "Exampleshire Council Look again at the noise recordings of January and February.",
        "You came to the meeting and spoke to the panel.",
        "You asked for an earlier date for the camera. It is now one month earlier.",
        "Dr Pugh works for another council and had no part in your reports.",
    ):
        assert expected in said


def test_an_outcome_without_recommendations_or_actions_says_so() -> None:
    facts = replace(samples.OUTCOME, recommendations=(), actions=(), comments="no reply")
    said = read(letters.outcome(HEAD, facts, in_english))
    assert "The panel did not make any recommendations." in said
    assert "The panel did not agree any actions." in said
    assert "There was no reply." in said


@pytest.mark.parametrize(
    ("finds_out", "told_first_on", "said"),
    [
        ("yes", None, "Yes. We will tell you before it happens."),
        ("yes", date(2026, 5, 22), "Yes. We will tell you first, on 22 May 2026."),
        ("no", None, "No."),
        ("no", date(2026, 5, 22), "No."),
        ("not decided", None, "This is not decided yet. If they will find out, we will tell you first."),
        (
            "not decided",
            date(2026, 5, 22),
            "This is not decided yet. If they will find out, we will tell you first.",
        ),
    ],
)
def test_will_the_person_find_out(finds_out: Any, told_first_on: date | None, said: str) -> None:
    action = replace(samples.ACTION, finds_out=finds_out, told_first_on=told_first_on)
    plan = replace(samples.DRAFT, actions=(action,))
    assert f"find out? {said}" in read(letters.draft_plan(HEAD, plan, in_english))


def test_an_appeal_that_came_late_is_looked_at_by_a_person() -> None:
    late = read(letters.appeal_acknowledgement(HEAD, samples.APPEAL_RECEIVED, in_english))
    in_time = read(
        letters.appeal_acknowledgement(HEAD, replace(samples.APPEAL_RECEIVED, late=False), in_english)
    )
    assert "It came after the last day for appeals." in late
    assert "after the last day" not in in_time


@pytest.mark.parametrize(
    ("result", "about", "said"),
    [
        ("sent back", "threshold", "who must decide again"),
        ("sent back", "review", "goes back to the panel"),
        ("reversed", "threshold", "Your appeal is upheld: we agree with you. There will be a case review."),
        ("not upheld", "threshold", "Your appeal is not upheld. The decision stays as it is."),
        ("not upheld", "review", "Your appeal is not upheld. The outcome of the review stays as it is."),
    ],
)
def test_the_result_of_an_appeal(result: Any, about: Any, said: str) -> None:
    words = read(
        letters.appeal_decided(HEAD, replace(samples.APPEAL_DECIDED, result=result, about=about), in_english)
    )
    assert said in words
    assert ("Your case is open again." in words) is (result in ("sent back", "reversed"))
    assert "This is the last step of the appeal." in words
    assert "Local Government and Social Care Ombudsman" in words


def test_a_further_stage_is_named_where_one_is_in_force() -> None:
    facts = replace(samples.APPEAL_DECIDED, further_stage="The Commissioner looks at it.")
    said = read(letters.appeal_decided(HEAD, facts, in_english))
    assert "About the next one the partnership says: The Commissioner looks at it." in said
    assert "This is the last step" not in said


@pytest.mark.parametrize(("phone", "email"), [("", ""), ("01632 960100", ""), ("", "reviews@example.org")])
def test_the_website_is_named_where_nothing_else_leads_to_the_office(phone: str, email: str) -> None:
    head = replace(
        HEAD, phone=phone, email=email, contact_phone=None, contact_email=None, website="https://a.example/"
    )
    said = read(LETTERS[LetterKind.ACKNOWLEDGEMENT](head, in_english))
    assert ("Website https://a.example/" in said) is (not phone and not email)


def test_somebody_who_acts_for_another_sees_for_whom() -> None:
    head = replace(HEAD, on_behalf_of="Jo Bloggs")
    assert "For Jo Bloggs" in read(LETTERS[LetterKind.REOPENED](head, in_english))
    assert "For Jo Bloggs" not in read(LETTERS[LetterKind.REOPENED](HEAD, in_english))


def test_without_routes_the_letter_still_says_how_to_find_them() -> None:
    said = read(letters.outcome(HEAD, replace(samples.OUTCOME, closing=Closing()), in_english))
    assert "Every organisation has its own way to complain. Your contact can tell you what it is." in said


def test_no_letter_has_a_place_for_the_person_complained_about() -> None:
    known = [kind for kind in vars(letter_facts).values() if isinstance(kind, type) and is_dataclass(kind)]
    names = {field.name for kind in [*known, Head] for field in fields(kind)}
    assert not {
        name
        for name in names
        if any(word in name for word in ("perpetrator", "accused", "who_is", "suspect"))
    }


def test_who_appealed_reads_what_was_written_down() -> None:
    said = read(LETTERS[LetterKind.APPEAL_ACKNOWLEDGEMENT](HEAD, in_english))
    for words in (*samples.APPEAL_RECEIVED.grounds, samples.APPEAL_RECEIVED.points):
        assert words in said
    assert "We also wrote down what you want to happen" in said
    assert "If something is wrong or missing, tell us." in said
    beside = for_representative(
        LETTERS[LetterKind.APPEAL_ACKNOWLEDGEMENT](HEAD, in_english), "Jo", in_english
    )
    assert beside is not None
    for words in (*samples.APPEAL_RECEIVED.grounds, samples.APPEAL_RECEIVED.points):
        assert words not in read(beside)


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_a_day_that_has_passed_is_not_promised_when_work_goes_on(days: int, late: bool) -> None:
    due = date(2026, 4, 1)
    facts = letter_facts.Resumed(due, (Promise("decision", due),), samples.CLOSING)
    said = read(letters.resumed(replace(HEAD, day=due + timedelta(days=days)), facts, in_english))
    assert ("We will tell you by 1 April 2026 whether" in said) is not late
    assert ("We wanted to tell you by 1 April 2026 whether" in said) is late
    assert ("We are late, and we are sorry." in said) is late


@pytest.mark.parametrize(
    "kind", [LetterKind.CLOSING, LetterKind.WITHDRAWN, LetterKind.ENDED, LetterKind.MOVED_OUT]
)
def test_a_case_that_is_over_offers_no_withdrawing(kind: LetterKind) -> None:
    assert "withdraw your application" not in read(LETTERS[kind](HEAD, in_english))


def test_who_cannot_use_the_web_can_say_after_an_appeal_how_to_be_heard() -> None:
    facts = replace(samples.APPEAL_DECIDED, result="reversed", about="threshold", hear_link="heard001")
    said = read(letters.appeal_decided(HEAD, facts, in_english))
    _, part = said.split("Your part in the review")
    assert "You can also tell your contact by phone or by letter." in part.split("If you disagree")[0]


def test_what_an_appeal_officer_recommends_is_not_said_to_be_the_panel_s() -> None:
    assert "the panel recommends" not in read(LETTERS[LetterKind.APPEAL_DECIDED](HEAD, in_english))
