"""The page furniture against the library that ports GOV.UK's own templates: the same elements, classes and words."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from jinja2 import Environment, PackageLoader, PrefixLoader
from tinyhtml5.parser import HTMLParser

LIBRARY = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True
)


def library(component: str, **parameters: Any) -> str:
    """What the library makes of a component: "Button" from components/button."""
    folder = "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in component).lstrip("-")
    source = (
        f'{{% from "govuk_frontend_jinja/components/{folder}/macro.html" import govuk{component} %}}'
        f"{{{{ govuk{component}(given) }}}}"
    )
    return LIBRARY.from_string(source).render(given=parameters)


def shape(markup: str) -> list[tuple[str, dict[str, str], str]]:
    """The elements of `markup` in order: tag, attributes, own words."""
    root = HTMLParser(namespace_html_elements=False).parse_fragment(markup)
    return list(_shape(root))[1:]


def _shape(element: Element) -> Iterator[tuple[str, dict[str, str], str]]:
    attributes = {name: " ".join(value.split()) for name, value in element.items()}
    words = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
    yield element.tag.rpartition("}")[2], attributes, words
    for child in element:
        yield from _shape(child)


@pytest.mark.parametrize(
    ("file", "ours", "theirs"),
    [
        (
            "button",
            'button("Save", kind="secondary", name="do", value="save")',
            ("Button", {"text": "Save", "classes": "govuk-button--secondary", "name": "do", "value": "save",
                        "preventDoubleClick": True}),
        ),
        ("button", 'button("Go on")', ("Button", {"text": "Go on", "preventDoubleClick": True})),
        (
            "button",
            'link_button("Go", "/a", start=True)',
            ("Button", {"text": "Go", "href": "/a", "isStartButton": True}),
        ),
        (
            "error_summary",
            'error_summary([("name", "Enter your name"), (none, "Not <now>")])',
            ("ErrorSummary", {"titleText": "There is a problem",
                              "errorList": [{"text": "Enter your name", "href": "#name"}, {"text": "Not <now>"}]}),
        ),
        ("notices", 'warning("Call 999")', ("WarningText", {"text": "Call 999", "iconFallbackText": "Warning"})),
        ("notices", 'tag("Late", "red")', ("Tag", {"text": "Late", "classes": "govuk-tag--red"})),
        (
            "pagination",
            'pagination(earlier="/a", later="/b")',
            ("Pagination", {"previous": {"href": "/a", "text": "Previous page"},
                            "next": {"href": "/b", "text": "Next page"}}),
        ),
    ],
)  # fmt: skip
def test_furniture_is_the_librarys(
    app: Flask, file: str, ours: str, theirs: tuple[str, dict[str, Any]]
) -> None:
    name = ours.partition("(")[0]
    source = f'{{% from "components/furniture/{file}.html" import {name} %}}{{{{ {ours} }}}}'
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        made = app.jinja_env.from_string(source).render()
    assert shape(made) == shape(library(theirs[0], **theirs[1]))


@pytest.mark.parametrize(
    ("file", "name", "call", "inner", "theirs"),
    [
        ("notices", "inset", "inset()", "Some words", ("InsetText", {"text": "Some words"})),
        (
            "notices",
            "details",
            'details("More")',
            "Some words",
            ("Details", {"summaryText": "More", "text": "Some words"}),
        ),
        (
            "notices",
            "notice",
            'notice("Important")',
            '<p class="govuk-notification-banner__heading">Saved</p>',
            ("NotificationBanner", {"text": "Saved", "titleText": "Important", "titleId": "notice-title"}),
        ),
        (
            "notices",
            "notice",
            'notice("Success", kind="success")',
            '<p class="govuk-notification-banner__heading">Saved</p>',
            ("NotificationBanner", {"text": "Saved", "titleText": "Success", "titleId": "noticesuccess-title",
                                    "type": "success"}),
        ),
    ],
)  # fmt: skip
def test_furniture_round_other_markup_is_the_librarys(
    app: Flask, file: str, name: str, call: str, inner: str, theirs: tuple[str, dict[str, Any]]
) -> None:
    source = f'{{% from "components/furniture/{file}.html" import {name} %}}{{% call {call} %}}{inner}{{% endcall %}}'
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        made = app.jinja_env.from_string(source).render()
    assert shape(made) == shape(library(theirs[0], **theirs[1]))


def test_a_summary_list_is_the_librarys_but_for_typed_words(app: Flask) -> None:
    source = (
        '{% from "components/furniture/summary_list.html" import summary_list, row %}'
        '{% call summary_list() %}{{ row("Name", "Ann", "/name", "your name") }}{{ row("Age", "9") }}{% endcall %}'
    )
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        made = app.jinja_env.from_string(source).render()
    rows = [
        {
            "key": {"text": "Name"},
            "value": {"html": '<bdi class="lines" translate="no">Ann</bdi>'},
            "actions": {"items": [{"href": "/name", "text": "Change", "visuallyHiddenText": "your name"}]},
        },
        {"key": {"text": "Age"}, "value": {"html": '<bdi class="lines" translate="no">9</bdi>'}},
    ]
    assert shape(made) == shape(library("SummaryList", rows=rows))


def test_a_task_list_is_the_librarys(app: Flask) -> None:
    source = (
        '{% from "components/furniture/task_list.html" import task_list, task %}{% call task_list() %}'
        '{{ task("a-1", "Name", "Done", href="/name", done=True) }}'
        '{{ task("a-2", "Dates", "To do", href="/dates", hint="As you know them") }}'
        '{{ task("a-3", "Send", "Cannot start yet") }}{% endcall %}'
    )
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        made = app.jinja_env.from_string(source).render()
    items = [
        {"title": {"text": "Name"}, "href": "/name", "status": {"text": "Done"}},
        {
            "title": {"text": "Dates"},
            "href": "/dates",
            "hint": {"text": "As you know them"},
            "status": {"tag": {"text": "To do", "classes": "govuk-tag--blue"}},
        },
        {
            "title": {"text": "Send"},
            "status": {"text": "Cannot start yet", "classes": "govuk-task-list__status--cannot-start-yet"},
        },
    ]
    theirs = shape(library("TaskList", idPrefix="a", items=items))
    assert [part[0] for part in shape(made)] == [part[0] for part in theirs]
    assert [(tag, {**had, "aria-describedby": ""}, words) for tag, had, words in shape(made)] == [
        (tag, {**had, "aria-describedby": ""}, words) for tag, had, words in theirs
    ]


def test_a_panel_is_the_librarys_but_for_the_reference(app: Flask) -> None:
    source = (
        '{% from "components/furniture/notices.html" import panel %}'
        '{{ panel("Sent", "Your reference", "CR-7K3MQ-2F") }}'
    )
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        made = app.jinja_env.from_string(source).render()
    theirs = library(
        "Panel", titleText="Sent", html='Your reference<br><strong translate="no">CR-7K3MQ-2F</strong>'
    )
    assert shape(made) == shape(theirs)


@pytest.mark.parametrize(("given", "words"), [("", "Back"), (', "First page"', "First page")])
def test_a_back_link_is_the_librarys_within_a_landmark(app: Flask, given: str, words: str) -> None:
    source = (
        f'{{% from "components/furniture/links.html" import back_link %}}{{{{ back_link("/a"{given}) }}}}'
    )
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        made = shape(app.jinja_env.from_string(source).render())
    assert made[0] == ("nav", {"aria-label": "Back"}, "")
    assert made[1:] == shape(library("BackLink", text=words, href="/a"))


def test_words_given_to_furniture_are_escaped(app: Flask) -> None:
    source = (
        '{% from "components/furniture/summary_list.html" import row %}'
        '{% from "components/furniture/links.html" import typed %}'
        "{{ row(bad, bad, bad, bad) }}{{ typed(bad) }}"
    )
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        made = app.jinja_env.from_string(source).render(bad='"><script>x</script>')
    assert "<script>" not in made
