"""What is taken from GOV.UK Frontend and what is left."""

import hashlib
import json
from pathlib import Path

import pytest

from tools.vendor_govuk import TARGET, CannotVendor, declarations, portal_css, portal_script, slim_css, vendor

CSS = (
    '@charset "UTF-8";:root{--a:1}\n/*! by; somebody */@font-face{font-family:GDS Transport;src:url(/assets/a.woff2)}'
    ".govuk-body{font-family:GDS Transport,arial,sans-serif}.govuk-header,.govuk-body{color:red}"
    ".govuk-header__logo{color:red}.govuk-headerlike{color:blue}@media print{.govuk-tabs{a:b}}"
    "@media print{.govuk-tabs{a:b}.govuk-body{c:d}}@supports (a:b){.govuk-body{e:f}}"
    ".govuk-footer__copyright-logo{background:url(/assets/images/govuk-crest.svg)}"
)
JS = (
    'const version="1";class Accordion extends Base{x(){return{a:1}}}Accordion.moduleName="a",Accordion.b={c:1};'
    "function keep(a){return a}function initAll(){new Accordion}export{Accordion,initAll,keep};"
    "//# sourceMappingURL=x.map\n"
)


def test_font_marks_and_unused_components_go() -> None:
    assert portal_css(CSS) == (
        '@charset "UTF-8";:root{--a:1}.govuk-body{font-family:arial,sans-serif}.govuk-body{color:red}'
        ".govuk-headerlike{color:blue}@media print{.govuk-body{c:d}}@supports (a:b){.govuk-body{e:f}}\n"
    )


def test_a_mark_that_stays_stops_it() -> None:
    with pytest.raises(CannotVendor, match="govuk-crest"):
        portal_css(".other{background:url(govuk-crest.svg)}")


def test_rules_that_are_used_stay_as_they_are() -> None:
    css = ".a,.b:not(.c){d:e}@keyframes x{from{a:b}to{c:d}}"
    assert slim_css(css) == css


def test_unused_script_and_exports_go() -> None:
    assert portal_script(JS) == 'const version="1";function keep(a){return a}\n'
    assert [name for name, _ in declarations(JS)][:3] == ["version", "Accordion", "Accordion"]


def test_a_use_of_what_went_stops_it() -> None:
    with pytest.raises(CannotVendor, match="Accordion"):
        portal_script(JS.replace("return a}function", "return Accordion}function"))


def package(folder: Path, version: str = "6.3.0") -> Path:
    (folder / "dist" / "govuk").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"name": "govuk-frontend", "version": version}))
    (folder / "dist" / "govuk" / "govuk-frontend.min.css").write_text(CSS)
    (folder / "dist" / "govuk" / "govuk-frontend.min.js").write_text(JS)
    return folder


def test_what_was_written_is_noted_with_its_sum(tmp_path: Path) -> None:
    written = vendor(package(tmp_path / "package"), tmp_path / "static")
    note = (tmp_path / "static" / "VENDORED").read_text()
    assert [path.name for path in written] == ["govuk-frontend.css", "govuk-frontend.js", "VENDORED"]
    assert "govuk-frontend 6.3.0" in note
    assert "MIT" in note
    for path in written[:2]:
        assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" in note


def test_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotVendor, match=r"expected govuk-frontend 6\.3\.0, found govuk-frontend 6\.6\.0"):
        vendor(package(tmp_path, "6.6.0"), tmp_path / "static")


def test_the_files_in_the_tree_are_the_ones_noted() -> None:
    note = (TARGET / "VENDORED").read_text("utf-8")
    for name in ("govuk-frontend.css", "govuk-frontend.js"):
        assert f"{hashlib.sha256((TARGET / name).read_bytes()).hexdigest()}  {name}" in note
