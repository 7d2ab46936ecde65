"""The date ruler in a letter: kept as data, drawn on the page and on paper beside the table that says the same."""

from datetime import timedelta

from portal.documents import letters
from portal.documents.dateline import date_line, ruler_of
from portal.documents.html import letter_html
from portal.documents.letter import DateLine, Letter
from portal.documents.pdf import letter_pdf
from portal.wording import in_english
from tests.documents import samples

NAMES = {"r1": "Report 1", "r2": "Report 2", "r3": "Report 3", "r4": "Report 4"}


def met() -> Letter:
    return letters.threshold_met(samples.HEAD, samples.MET, in_english)


def test_the_dates_come_back_as_they_were_kept() -> None:
    kept = date_line(samples.DATES, NAMES, "You applied")
    ruler, names = ruler_of(kept)
    assert names == NAMES
    assert (ruler.first, ruler.last, ruler.application) == (
        samples.DATES.first, samples.DATES.last, samples.DATES.application,
    )  # fmt: skip
    for row, was in zip(ruler.rows, samples.DATES.rows, strict=True):
        assert (row.counted, row.incident, row.incident_latest, row.told, row.told_latest, row.apply_by) == (
            was.counted, was.incident, was.incident_latest, was.told, was.told_latest, was.apply_by,
        )  # fmt: skip


def test_a_letter_with_a_ruler_survives_being_kept() -> None:
    letter = met()
    assert any(isinstance(block, DateLine) for block in letter.blocks)
    assert Letter.from_json(letter.to_json()) == letter


def test_the_page_draws_a_mark_for_each_report_that_was_told() -> None:
    page = letter_html(met(), in_english, lambda _: "https://portal.example/")
    drawing = page[page.index('<svg class="ruler"') : page.index("</svg>")]
    assert drawing.count("ruler__mark--counts") == 1
    assert drawing.count("ruler__mark--not") == 1
    assert drawing.count("ruler__mark--unsure") == 1
    for name in NAMES.values():
        assert name in drawing


def test_paper_changes_when_a_date_moves_by_a_day() -> None:
    from dataclasses import replace

    def drawn(days: int) -> bytes:
        first, *others = samples.DATES.rows
        assert first.told is not None
        moved = replace(first, told=first.told + timedelta(days=days), told_latest=None)
        dates = replace(samples.DATES, rows=(moved, *others))
        letter = letters.threshold_met(samples.HEAD, replace(samples.MET, dates=dates), in_english)
        return letter_pdf(letter, in_english, lambda _: "https://portal.example/")

    assert drawn(0) == drawn(0)
    assert drawn(0) != drawn(1)


def test_a_letter_without_dates_has_no_empty_drawing() -> None:
    page = letter_html(
        letters.threshold_not_met(samples.HEAD, samples.NOT_MET, in_english),
        in_english,
        lambda _: "https://x.example/",
    )
    assert "ruler" not in page
