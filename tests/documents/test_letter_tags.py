"""What a screen reader hears of a letter on paper: its structure, read back from the file."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader

from portal.documents import letters
from portal.documents.required import LetterKind
from portal.wording import in_english
from tests.documents import samples
from tests.documents.papers import LARGE, elements, every_letter, pdf, resolve, sample, text_of
from tests.documents.samples import HEAD


def marks(content: list[Any]) -> tuple[list[int], list[str]]:
    """The numbers of the marked pieces of a page, and the texts that stand in no piece."""
    numbers: list[int] = []
    loose: list[str] = []
    depth = 0
    for operands, operator in content:
        if str(operator) == "BDC":
            depth += 1
            if "/MCID" in operands[1]:
                numbers.append(int(operands[1]["/MCID"]))
        elif str(operator) == "EMC":
            depth -= 1
        elif str(operator) in ("Tj", "TJ", "'", '"', "S", "f", "B", "Do") and depth != 1:
            loose.append(f"{operands} {operator}")
    assert depth == 0
    return numbers, loose


@every_letter
def test_every_piece_is_content_or_artifact_and_in_the_tree(kind: LetterKind, size: str) -> None:
    with pikepdf.open(BytesIO(sample(kind, size))) as file:
        numbers = file.Root.StructTreeRoot.ParentTree.Nums
        tree = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
        for page in file.pages:
            found, loose = marks(list(pikepdf.parse_content_stream(page)))
            assert loose == []
            owners = tree[int(page.StructParents)]
            assert found == list(range(len(owners)))
            for number, owner in enumerate(owners):
                kids = [kid for kid in owner.K if kid.get("/Type") == "/MCR"]
                assert any(kid.Pg.objgen == page.objgen and int(kid.MCID) == number for kid in kids)
        assert list(tree) == sorted(tree)


@every_letter
def test_headings_lists_and_tables_are_tagged(kind: LetterKind, size: str) -> None:
    allowed = {
        "/Document": {"/H1", "/H2", "/H3", "/P", "/L", "/Table"},
        "/L": {"/LI"},
        "/LI": {"/Lbl", "/LBody"},
        "/Table": {"/Caption", "/TR"},
        "/TR": {"/TH", "/TD"},
        "/P": {"/Link"},
    }
    tags = []
    for element in elements(sample(kind, size)):
        tags.append(str(element.S))
        parent = str(element.P.get("/S", "/Root"))
        assert parent == "/Root" or str(element.S) in allowed[parent]
        if element.S == "/TH":
            assert element.A.Scope in ("/Row", "/Column")
    assert tags[0] == "/Document"
    assert tags.count("/H1") == 1
    assert next(tag for tag in tags if tag in ("/H1", "/H2", "/H3")) == "/H1"
    assert {"/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= set(tags)


def test_a_paragraph_that_goes_over_the_page_stays_one_element() -> None:
    reasons = "A sentence that says something. " * 40
    data = pdf(letters.threshold_met(LARGE, replace(samples.MET, reasons=reasons), in_english))
    over = [
        element
        for element in elements(data)
        if element.S == "/P" and len({kid.Pg.objgen for kid in element.get("/K", []) if "/MCID" in kid}) > 1
    ]
    assert over


def test_a_table_head_is_heard_once_though_it_is_seen_on_every_page() -> None:
    many = replace(samples.MET, reports=samples.reports(in_english) * 12)
    data = pdf(letters.threshold_met(HEAD, many, in_english))
    columns = [element for element in elements(data) if element.S == "/TH" and element.A.Scope == "/Column"]
    assert len(columns) == 4 + 2
    assert (
        sum(
            "When it happened" in " ".join(page.extract_text().split())
            for page in PdfReader(BytesIO(data)).pages
        )
        > 2
    )


def test_links_can_be_followed_and_belong_to_their_words() -> None:
    data = sample(LetterKind.THRESHOLD_MET, "normal")
    with pikepdf.open(BytesIO(data)) as file:
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        addresses = [str(link.A.URI) for link in links]
        assert addresses == [resolve("heard001"), resolve("appeal01"), resolve("status01")]
        assert all(str(link.Contents) for link in links)
        numbers = file.Root.StructTreeRoot.ParentTree.Nums
        tree = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
        assert all(tree[int(link.StructParent)].S == "/Link" for link in links)
    assert b"[[link:" not in data
    assert "[[link:" not in text_of(data)
