"""The letter on paper: whole files, read back with other programs than the one that wrote them."""

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import TTFontFace

from portal.documents import letters
from portal.documents.letter import Head
from portal.documents.letters.facts import Answer, AnswerPage, Recommendation
from portal.documents.pdf import letter_pdf
from portal.documents.required import LetterKind
from portal.documents.typed import clean
from portal.wording import in_english
from tests.documents import samples
from tests.documents.papers import (
    LARGE,
    MM,
    ROOT,
    SIZES,
    every_letter,
    pages_of,
    pdf,
    resolve,
    sample,
    text_of,
)
from tests.documents.samples import HEAD, LETTERS
from tests.house.tools import tool


@every_letter
def test_the_file_says_what_it_is(kind: LetterKind, size: str) -> None:
    letter = LETTERS[kind](HEAD, in_english)
    with pikepdf.open(BytesIO(sample(kind, size))) as file:
        root = file.Root
        assert root.Lang == "en-GB"
        assert bool(root.MarkInfo.Marked) is True
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True
        assert file.docinfo.Title == letter.title
        assert file.docinfo.CreationDate == "D:20260303000000+00'00'"
        assert "/OpenAction" not in root
        assert "/AcroForm" not in root
        for page in file.pages:
            assert [round(float(side)) for side in page.MediaBox] == [0, 0, 595, 842]
            assert page.Tabs == "/S"


@every_letter
def test_fonts_are_embedded_and_are_ours(kind: LetterKind, size: str) -> None:
    with pikepdf.open(BytesIO(sample(kind, size))) as file:
        fonts = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        assert fonts
        for font in fonts:
            assert "DejaVuSans" in str(font.BaseFont)
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


@every_letter
def test_equal_letters_give_equal_files(kind: LetterKind, size: str) -> None:
    assert pdf(LETTERS[kind](HEAD if size == "normal" else LARGE, in_english)) == sample(kind, size)


def test_letters_made_at_the_same_time_do_not_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    """ReportLab reads the font through one place in its file: a second letter in there would move the place."""
    cut, inside, most = TTFontFace.makeSubset, [], []

    def slowly(face: TTFontFace, subset: list[int]) -> bytes:
        inside.append(face)
        most.append(len(inside))
        sleep(0.01)
        found: bytes = cut(face, subset)
        inside.pop()
        return found

    monkeypatch.setattr(TTFontFace, "makeSubset", slowly)
    kinds = [LetterKind.THRESHOLD_NOT_MET, LetterKind.OUTCOME] * 4
    with ThreadPoolExecutor(4) as workers:
        made = list(workers.map(lambda kind: pdf(LETTERS[kind](HEAD, in_english)), kinds))
    assert made == [sample(kind, "normal") for kind in kinds]
    assert set(most) == {1}


def test_equal_in_another_process_whatever_its_hash_seed_and_date() -> None:
    script = (
        "import hashlib; from tests.documents.test_letter_paper import sample, LetterKind;"
        "print(hashlib.sha256(sample(LetterKind.OUTCOME, 'large')).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400", "TZ": "Asia/Tokyo"}
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(sample(LetterKind.OUTCOME, "large")).hexdigest()


@every_letter
def test_what_the_page_says_the_paper_says(kind: LetterKind, size: str) -> None:
    said = re.sub(r"CR-7K3MQ-2F Page \d+ of \d+ ", "", " ".join(pages_of(kind, size)))
    letter = LETTERS[kind](HEAD, in_english)
    assert letter.title in said
    assert "Your reference: CR-7K3MQ-2F" in said
    assert "Date: 3 March 2026" in said
    for part, blocks in letter.parts().items():
        for block in blocks:
            for text in getattr(block, "items", ()) or (getattr(block, "text", ""),):
                assert " ".join(text.split()) in said, part


@every_letter
def test_pages_are_numbered(kind: LetterKind, size: str) -> None:
    pages = pages_of(kind, size)
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_the_few_words_round_the_letter_are_translated() -> None:
    head = replace(HEAD, on_behalf_of="Jo")
    said = text_of(
        letter_pdf(LETTERS[LetterKind.REOPENED](head, in_english), lambda text: f"⟦{text}⟧", resolve)
    )
    for expected in (
        "⟦Your reference: CR-7K3MQ-2F⟧",
        "⟦For: Jo⟧",
        "⟦Date: ⟦3 ⟦March⟧ 2026⟧⟧",
        "⟦Page 1 of 2⟧",
    ):
        assert expected in said


def fonts_used(data: bytes, last: int | None = None) -> list[tuple[float, float, float, str]]:
    """For every piece of text: size, distance from the left and from the top of the sheet in points, the words."""
    found: list[tuple[float, float, float, str]] = []

    def note(text: str, matrix: list[float], text_matrix: list[float], _font: Any, size: float) -> None:
        if text.strip():
            left = text_matrix[4] * matrix[0] + matrix[4]
            up = text_matrix[5] * matrix[3] + matrix[5]
            found.append((size, left, 841.89 - up, text.strip()))

    for page in PdfReader(BytesIO(data)).pages[:last]:
        page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("kind", LetterKind)
def test_large_print_is_18_point_but_for_the_address_in_the_window(kind: LetterKind) -> None:
    small = [words for size, _left, _top, words in fonts_used(sample(kind, "large")) if size < 18]
    address = {HEAD.addressee, *HEAD.addressee_address}
    assert set(" ".join(small).split()) <= set(" ".join(address).split())
    normal = min(size for size, *_rest in fonts_used(sample(kind, "normal")))
    assert normal >= 9


def in_window(head: Head) -> list[tuple[float, float, str]]:
    """The pieces of text between the sender and the reference that stand within the window's region."""
    data = pdf(letters.reopened(head, samples.REOPENED, in_english))
    return [
        (left, top, words)
        for _size, left, top, words in fonts_used(data, 1)
        if left < 100 * MM and 57 * MM <= top <= 81 * MM
    ]


@pytest.mark.parametrize("size", SIZES)
def test_the_address_stands_in_the_window_and_nothing_else_does(size: Any) -> None:
    seen = " ".join(words for _left, _top, words in in_window(replace(HEAD, size=size)))
    assert seen.split() == " ".join((HEAD.addressee, *HEAD.addressee_address)).split()
    assert all(left >= 20 * MM for left, _top, _words in in_window(replace(HEAD, size=size)))


def test_a_long_address_shrinks_into_the_window() -> None:
    head = replace(HEAD, addressee_address=("The Old Corn Exchange Apartments, Entrance B",) * 7)
    assert " ".join(words for *_place, words in in_window(head)).count("Entrance B") == 7


def test_a_placeholder_that_somebody_typed_is_not_a_link() -> None:
    letter = letters.reopened(HEAD, replace(samples.REOPENED, reasons="See [[link:appeal01]]."), in_english)
    assert "See [[link:appeal01]]." in text_of(pdf(letter))


def test_on_paper_a_link_may_say_how_it_is_followed_by_hand() -> None:
    letter = LETTERS[LetterKind.REOPENED](HEAD, in_english)
    data = letter_pdf(letter, in_english, resolve, lambda public_id: f"Or use the code {public_id}.")
    assert "Or use the code status01." in text_of(data)


HOSTILE = {
    "bold": "<b>" * 2000,
    "end of paragraph": "</para>" * 2000,
    "entities": "&amp;&lt;&#0;&nothing;" * 300,
    "picture": '<img src="file:///etc/passwd"/>' * 50,
    "code": "<font color=\"[ [ getattr(pow,'__globals__') for x in [0] ] ]\">x</font>",
    "one word": "x" * 20000,
    "many words": "lorem ipsum " * 4000,
    "lines": "a\n" * 600,
    "controls": "a\x00b\x1bc\ud800d",
    "reordering": "safe \u202etxt.exe",
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_whatever_somebody_typed_there_is_still_a_letter(typed: str, size: Any) -> None:
    head = replace(HEAD, size=size, addressee=typed[:300], partnership=typed[:300])
    advice = (Recommendation(typed[:3000], typed), Recommendation("To", typed[:50]))
    facts = replace(samples.OUTCOME, decision=typed, reasons="Because.", recommendations=advice)
    answers = (AnswerPage(typed[:500], (Answer(typed[:3000], typed), Answer("Q", "A"))),)
    for letter in (
        letters.outcome(head, facts, in_english),
        letters.acknowledgement(head, replace(samples.RECEIPT, answers=answers), in_english),
    ):
        shown = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf(letter))).pages[:4])
        assert "".join(clean(typed[:200]).split()) in "".join(shown.split())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<b>bold</b> & </para>", "<b>bold</b> & </para>"),
        ("&lt;b&gt; &amp;", "&lt;b&gt; &amp;"),
        ("Zażółć ŵŷ ėų șț ãç", "Zażółć ŵŷ ėų șț ãç"),
        ("abc\u202edef", "abcdef"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("মনিরা", "[words in a script that cannot be printed here]"),
    ],
)
def test_typed_words_show_as_they_were_typed(typed: str, shown: str) -> None:
    letter = letters.reopened(HEAD, replace(samples.REOPENED, reasons=typed), in_english)
    assert shown in text_of(pdf(letter))


def test_a_long_answer_is_whole_in_both_sizes() -> None:
    answer = " ".join(f"w{number}" for number in range(3000))
    for head in (HEAD, LARGE):
        receipt = replace(samples.RECEIPT, answers=(AnswerPage("Page", (Answer("Question", answer),)),))
        said = text_of(pdf(letters.acknowledgement(head, receipt, in_english)))
        assert [word for word in said.split() if re.fullmatch(r"w\d+", word)] == answer.split()


def test_reportlab_waits_until_a_letter_is_made() -> None:
    script = (
        "import sys, portal.documents.letters, portal.documents.html, portal.documents.pdf;"
        "import portal.documents.messages;"
        "sys.exit('reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("size", SIZES)
def test_other_programs_find_no_fault(tmp_path: Path, size: str) -> None:
    qpdf, pdfinfo, pdftotext = tool("qpdf"), tool("pdfinfo"), tool("pdftotext")
    for kind in LetterKind:
        path = tmp_path / f"{kind}.pdf"
        path.write_bytes(sample(kind, size))
        subprocess.run([qpdf, "--check", str(path)], check=True, capture_output=True)
        told = subprocess.run([pdfinfo, str(path)], check=True, capture_output=True, text=True).stdout
        assert re.search(r"Tagged:\s+yes", told)
        said = subprocess.run([pdftotext, str(path), "-"], check=True, capture_output=True, text=True).stdout
        assert "CR-7K3MQ-2F" in said


def test_the_vendored_fonts_are_what_their_note_says() -> None:
    folder = ROOT / "portal" / "documents" / "fonts"
    note = (folder / "VENDORED").read_text(encoding="utf-8")
    fonts = sorted(folder.glob("*.ttf"))
    assert [font.name for font in fonts] == ["DejaVuSans-Bold.ttf", "DejaVuSans.ttf"]
    for font in fonts:
        assert f"{hashlib.sha256(font.read_bytes()).hexdigest()}  {font.name}" in note
    assert "Bitstream Vera" in (folder / "LICENSE").read_text(encoding="utf-8")
