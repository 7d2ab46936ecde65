"""The checks of every page, each seen to fail on a page that is broken in one way."""

import pytest

from tests.web.markup import Parsed, faults, untranslated

SOUND = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Error: Your answers – Brackenshire</title>
<link rel="stylesheet" href="/static/1/site.css"><script type="module" src="/static/1/site.mjs"></script></head>
<body><a class="govuk-skip-link" href="#main-content">Skip</a>
<div class="exit"><form action="/exit" method="post"><button type="submit">Exit this page</button></form></div>
<main id="main-content">
<div class="govuk-error-summary"><h2>There is a problem</h2>
<ul><li><a href="#name">Enter your name</a></li></ul></div>
<h1>Your name</h1><h2>More</h2>
<form action="/apply" method="post"><input type="hidden" name="csrf_token" value="t">
<label for="name">Name</label><p id="name-hint">As you like</p>
<input id="name" name="name" aria-describedby="name-hint">
<fieldset><legend>Told</legend>
<input type="radio" id="told" name="told" value="y"><label for="told">Yes</label></fieldset>
<textarea id="story" name="story" aria-label="Story"></textarea>
<button type="submit">Go on</button></form>
<img src="/static/1/a.png" alt=""><svg aria-hidden="true"></svg>
<a href="/">Home</a></main></body></html>"""

STAFF = (
    SOUND.replace("Error: Your answers – Brackenshire", "Error: Your name – ASB Case Review")
    .replace('class="exit"', 'class="bar"')
    .replace('action="/exit" method="post"', 'action="/find" method="get"')
)


def test_a_sound_page_has_no_faults() -> None:
    assert faults(Parsed(SOUND)) == []
    assert faults(Parsed(STAFF)) == []


@pytest.mark.parametrize(
    ("replace", "by", "fault"),
    [
        ("<!DOCTYPE html>\n", "", "no doctype"),
        ("<h2>More</h2>", "<p><h2>More</h2></p>", "HTML: "),
        ("<h2>More</h2>", "<b><i></b></i>", "HTML: "),
        ("<h1>Your name</h1>", "<h2>Your name</h2>", "0 h1"),
        ("<h2>More</h2>", "<h1>More</h1>", "2 h1"),
        ("<h1>Your name</h1>", "<h1> </h1>", "the h1 is empty"),
        ('<html lang="en">', "<html>", "html has no lang"),
        ('<main id="main-content">', '<div id="main-content">', "not exactly one main"),
        ('class="govuk-skip-link"', 'class="x"', "no skip link"),
        ('href="#main-content"', 'href="#nowhere"', "the skip link leads nowhere"),
        ("Error: Your answers", "Your answers", "does not say Error"),
        ('class="govuk-error-summary"', 'class="x"', "says Error"),
        (" – Brackenshire", "", "is not “neutral words – partnership”"),
        ("Your answers", "Threats and abuse", "would tell somebody"),
        ('<textarea id="story"', '<textarea id="name"', "id “name” stands 2 times"),
        ('<textarea id="story"', '<textarea id="a b"', "empty or has spaces"),
        ('aria-describedby="name-hint"', 'aria-describedby="gone"', "names “gone”"),
        ('action="/apply"', "", "a form without action"),
        ('action="/apply" method="post"', 'action="/apply"', "a form without action or method"),
        ('name="csrf_token" value="t"', 'name="x" value="t"', "has no token"),
        ('name="csrf_token" value="t"', 'name="csrf_token" value=""', "has no token"),
        ('action="/apply" method="post"', 'action="/apply" method="get"', "shows its token in the address"),
        ('<label for="name">', '<label for="nome">', "is for nothing"),
        ('<label for="name">', '<label for="main-content">', "is for nothing"),
        ('<label for="name">Name</label>', '<label for="name"></label>', "is empty"),
        ('<label for="name">Name</label>', "", "control “name” has no label"),
        ('aria-label="Story"', "", "control “story” has no label"),
        ("<legend>Told</legend>", "", "a fieldset without legend"),
        (
            '<button type="submit">Go on</button>',
            '<button type="submit"></button>',
            "a button without a name",
        ),
        ('<a href="/">Home</a>', '<a href="/"> </a>', "a a without a name"),
        (' alt=""', "", "without alt"),
        ('<svg aria-hidden="true">', "<svg>", "neither hidden nor named"),
        ('href="#name"', 'href="#name-hint"', "leads to nothing that takes the focus"),
        ('href="#name"', 'href="#gone"', "leads to nothing that takes the focus"),
        ('href="#name"', 'href="/apply#name"', "leads to nothing that takes the focus"),
        ('<li><a href="#name">Enter your name</a></li>', "", "an error summary without errors"),
        ("<h2>More</h2>", '<h2 style="color:red">More</h2>', "h2 has style="),
        ("<h2>More</h2>", '<h2 onclick="x()">More</h2>', "h2 has onclick="),
        ('<a href="/">', '<a href="javascript:x()">', "a runs a href"),
        ('<script type="module" src="/static/1/site.mjs">', "<script>go()", "a script stands in the page"),
        (
            "<h2>More</h2>",
            "<h2>More</h2><script src='/static/1/a.mjs'>x</script>",
            "a script stands in the page",
        ),
        (
            '<link rel="stylesheet" href="/static/1/site.css">',
            "<style>p{}</style>",
            "a style stands in the page",
        ),
        ('href="/static/1/site.css"', 'href="https://cdn.example/a.css"', "link loads https://cdn.example"),
        ('src="/static/1/a.png"', 'src="//cdn.example/a.png"', "img loads //cdn.example"),
        ("<h2>More</h2>", "<h3>More</h3>", "h3 “More” comes after h1"),
    ],
)
def test_each_fault_of_a_page_is_found(replace: str, by: str, fault: str) -> None:
    assert replace in SOUND
    found = faults(Parsed(SOUND.replace(replace, by)))
    assert any(fault in said for said in found), found


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("Error: Worklist – ASB Case Review", "does not start with the h1"),
        ("Your name – ASB Case Review", "does not say Error"),
    ],
)
def test_the_title_of_a_staff_page_starts_with_its_h1(title: str, fault: str) -> None:
    page = STAFF.replace("Error: Your name – ASB Case Review", title)
    assert any(fault in said for said in faults(Parsed(page)))


def body(inner: str) -> str:
    head = '<!DOCTYPE html><html lang="en"><head><title>⟦Home⟧ – Brackenshire</title></head>'
    return f"{head}<body>{inner}</body></html>"


@pytest.mark.parametrize(
    "inner",
    [
        "<p>⟦Your name⟧</p>",
        "<p>⟦Read <a href='/'>this page</a> first⟧</p>",
        "<p>⟦Call %(phone)s⟧ 999 – 101.</p>",
        '<p translate="no">Ann Example</p>',
        '<p>⟦Dear⟧ <bdi translate="no">Ann <b>Example</b></bdi></p>',
        '<img alt="⟦A ruler⟧"><input placeholder="⟦Name⟧" value="Ann">',
        '<div translate="no" title="Ann"></div>',
    ],
)
def test_translated_words_and_other_peoples_words_are_left_alone(inner: str) -> None:
    assert untranslated(body(inner), ["Brackenshire"]) == []


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<p>Your name</p>", "Your name"),
        ("<p>⟦Your⟧ name</p>", "name"),
        ('<p><span translate="no">Ann</span> said</p>', "said"),
        ('<p translate="no">Ann <b translate="yes">said</b></p>', "said"),
        ('<img alt="A ruler">', "A ruler"),
        ('<a title="More">⟦x⟧</a>', "More"),
        ('<nav aria-label="Menu"></nav>', "Menu"),
        ('<input placeholder="Name">', "Name"),
        ('<input type="submit" value="Send">', "Send"),
        ('<div data-i18n.activated="Loading"></div>', "Loading"),
        ('<div data-one-more="Press again"></div>', "Press again"),
        ("<select><option>Other</option></select>", "Other"),
    ],
)
def test_words_that_nobody_offered_for_translation_are_found(inner: str, words: str) -> None:
    assert untranslated(body(inner), ["Brackenshire"]) == [words]


def test_the_title_is_looked_at_too() -> None:
    assert untranslated(body("").replace("⟦Home⟧", "Home"), ["Brackenshire"]) == ["Home –"]
