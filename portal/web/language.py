"""The reader's language: which one, and how a source string becomes words in it.

English source strings are the message ids. The pseudo-locale en_XA wraps every translated string in ⟦ ⟧; a test opens
every public page in it, and whatever stands outside the brackets was never offered for translation.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast

from babel import Locale
from babel.dates import format_date, format_time
from babel.support import NullTranslations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale, get_translations
from markupsafe import Markup, escape

from portal.cases.civil import civil_time
from portal.wording import Translator

COOKIE = "language"
PSEUDO = "en_XA"
BRITISH = Locale("en", "GB")
ONE_YEAR = 31_536_000  # seconds


class PseudoTranslations(NullTranslations):
    """Translates nothing and shows that it was asked."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"

    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext


IN_BRACKETS = PseudoTranslations()


class _Words(Domain):  # type: ignore[misc]
    """The catalogues, or the pseudo-locale where a test asked for it."""

    def get_translations(self) -> Any:
        if has_request_context() and g.get("pseudo", False):
            return IN_BRACKETS
        return super().get_translations()


def _catalogue() -> Any:
    """The catalogue of this request. A page asks for a hundred sentences, so it is looked up once."""
    try:
        return g.catalogue
    except (AttributeError, RuntimeError):  # not asked for yet, or nothing is being answered
        found = get_translations()
    if has_request_context():
        g.catalogue = found
    return found


class FormWords:
    """What WTForms asks for its messages (its `translations` protocol)."""

    def gettext(self, string: str) -> str:
        return str(_catalogue().ugettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(_catalogue().ungettext(singular, plural, n))


def translator() -> Translator:
    """The translator of this request, for the floors below. It fills no gaps: callers format afterwards."""
    translations = _catalogue()
    return lambda text: str(translations.ugettext(text))


def say(sentence: str, values: Mapping[str, object] | None = None) -> str:
    """Translate a message id and fill its named gaps. The result is plain text: templates escape it."""
    translated = str(_catalogue().ugettext(sentence))
    return translated % dict(values) if values else translated


def day(value: date) -> str:
    """A date in words: 12 March 2026."""
    return _day(value, _formats())


@lru_cache(maxsize=2_000)  # a list shows the same few days again and again
def _day(value: date, locale: Locale) -> str:
    return str(format_date(value, "d MMMM y", locale=locale))


def moment(value: datetime) -> str:
    """An aware time as a date and clock time in London: 12 March 2026, 3:05pm."""
    local = civil_time(value)
    clock = format_time(local.time(), "h:mm a", locale=_formats())
    return f"{day(local.date())}, {str(clock).replace(' ', '').replace(chr(0x202F), '').lower()}"


def install(app: Flask, languages: tuple[str, ...]) -> None:
    """Give `app` its languages (codes such as "en", "cy"; the first is the default)."""

    def chosen() -> str:
        for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
            if wanted in languages:
                return str(wanted)
        return languages[0]

    babel = Babel()
    babel.init_app(app, default_locale=languages[0], default_timezone="Europe/London", locale_selector=chosen)
    babel.domain_instance = _Words(domain="messages")

    @app.before_request
    def notice_pseudo_locale() -> None:
        g.pseudo = app.testing and PSEUDO in (request.args.get("lang"), request.cookies.get(COOKIE))

    @app.after_request
    def remember(response: Any) -> Any:
        wanted = request.args.get("lang")
        if wanted in languages and len(languages) > 1:
            secure = bool(app.config["SESSION_COOKIE_SECURE"])
            response.set_cookie(
                COOKIE, wanted, max_age=ONE_YEAR, secure=secure, httponly=True, samesite="Lax"
            )
        return response

    app.jinja_env.globals["_"] = _shown
    app.add_template_filter(day)
    app.add_template_filter(moment)
    app.add_template_global(say)
    app.add_template_global(_language_code, "language_code")
    app.jinja_env.globals["languages"] = languages


def _shown(sentence: str, **values: object) -> Markup:
    """What templates call as _(…): translate, escape, fill. `_("By %(name)s") % {…}` works as well.

    Source strings are plain text here; markup belongs in {% trans %}.
    """
    translated = _escaped(_catalogue(), sentence)
    return translated % {name: escape(value) for name, value in values.items()} if values else translated


@lru_cache(maxsize=20_000)  # all sentences of the portal in two languages; nothing that somebody typed is one
def _escaped(catalogue: Any, sentence: str) -> Markup:
    return escape(catalogue.ugettext(sentence))


def _formats() -> Locale:
    """The locale for dates: British English where the reader's language is English."""
    try:
        return cast(Locale, g.formats)
    except (AttributeError, RuntimeError):  # not asked for yet, or nothing is being answered
        locale = get_locale()
        found = BRITISH if locale is None or locale.language == "en" else locale
    if has_request_context():
        g.formats = found
    return found


def _language_code() -> str:
    locale = get_locale()
    return "en" if locale is None else str(locale).replace("_", "-")
