"""Builds the web application: settings, guards, language, pages, errors, and every template compiled once."""

import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import web
from portal.services.work import Office
from portal.web import access_log, errors, language, packing, routing, security, static_files
from portal.web.compiled import OPTIONS, Compiled, Environment
from portal.web.routing import Page

ROOT = Path(__file__).resolve().parents[2]
# Letters and messages are rendered on the floor of documents, with an environment of their own.
RENDERED_ELSEWHERE = ("letters/", "messages/")


COMPILED = Compiled()


def assemble(office: Office, pages: Iterable[Page] = ()) -> Flask:
    """Return the application of `office` with all declared pages, and `pages` besides.

    Raises UnguardedRoute, PageMistake, or a template's own error: a fault found at start is found by nobody else.
    """
    modules = [
        importlib.import_module(f"portal.web.{found.name}") for found in pkgutil.iter_modules(web.__path__)
    ]
    app = Flask(
        "portal", static_folder=None, template_folder=str(ROOT / "templates"), root_path=str(ROOT / "portal")
    )
    app.config.from_mapping(security.flask_settings(office.settings))
    app.jinja_environment = Environment
    app.jinja_options = {**OPTIONS, "bytecode_cache": COMPILED}
    if office.settings.proxy_hops:
        hops = office.settings.proxy_hops
        # The host is not taken from the proxy: it passes the real one, and links come from the settings.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    access_log.install(app)
    security.install(app, office.settings)
    routing.install(app, office)
    language.install(app, office.partnership.identity.languages)
    static_files.install(app)
    errors.install(app)
    packing.install(app)
    _give_templates(app, office)
    for declared in (*routing.declared_pages(), *pages):
        routing.add_page(app, declared)
    for module in modules:
        if hasattr(module, "register"):
            module.register(app)
    routing.refuse_unguarded(app)
    if not COMPILED.complete:
        _load_templates(app)
        COMPILED.keep()
    return app


def _give_templates(app: Flask, office: Office) -> None:
    app.jinja_env.globals.update(
        partnership=office.partnership,
        demonstration=office.settings.mode == "demonstration",
        leave_to=office.settings.exit_url,
        actor=routing.actor,
        errors=[],
        request_id=access_log.request_id,
    )


def _load_templates(app: Flask) -> None:
    for name in app.jinja_env.list_templates(extensions=["html", "svg"]):
        if not name.startswith(RENDERED_ELSEWHERE):
            app.jinja_env.get_template(name)
