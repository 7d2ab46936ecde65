"""The HTML checker at the end of a run: pages are kept once for each shape, and a fault in one is found."""

from pathlib import Path

import pytest

from tests.house import pages, tools

PAGE = '<!DOCTYPE html>\n<html lang="en"><head><title>{title}</title></head><body><h1>Hello</h1>{body}</body></html>'


def _collected(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(pages.FOLDER, str(tmp_path))
    return tmp_path


def test_a_page_is_kept_once_for_each_shape(folder: Path) -> None:
    for token in ("a1", "b2"):
        body = f'<form><input name="t" value="{token}"></form><p>Case {token[1]}</p>'
        pages.collect(PAGE.format(title="One", body=body), "/case/1")
    assert len(_collected(folder)) == 1
    pages.collect(PAGE.format(title="One", body="<p>Another</p>"), "/case/1")
    assert len(_collected(folder)) == 2


def test_what_is_no_page_is_not_kept(folder: Path) -> None:
    pages.collect("name,number\n", "/figures.csv")
    assert _collected(folder) == []


def test_the_checker_finds_a_planted_fault_and_is_silent_otherwise(tmp_path: Path) -> None:
    java, jar = tools.tool("java"), tools.tool("vnu-jar")
    (tmp_path / "good.html").write_text(PAGE.format(title="Good", body="<p>Fine</p>"), "utf-8")
    assert pages.check(tmp_path, java, jar) == []
    (tmp_path / "bad.html").write_text(
        PAGE.format(title="Bad", body="<p><div></div></p><img src=x>"), "utf-8"
    )
    found = pages.check(tmp_path, java, jar)
    assert found != []
    assert all(line.startswith("bad.html line ") for line in found)


def test_a_missing_tool_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tools.TOOLS, "sextant", (lambda: None, "sudo apt install sextant"))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="missing tool: sextant"):
        tools.tool("sextant")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="sudo apt install sextant"):
        tools.tool("sextant")
