"""Puts one installation together: settings, database, clock and partnership, for the web server and the worker."""

import gc
import logging
import os

from flask import Flask

from config import Settings
from portal import clock, create_app
from portal.area_file import load_partnership
from portal.services.work import Office
from portal.store.engine import make_engine, may_forget
from portal.web.access_log import JsonLines


def open_office(settings: Settings) -> Office:
    """Return the wired office. Raises AreaFileError or OSError when the area file cannot be used."""
    partnership = load_partnership(settings.area_file)
    return Office(settings, make_engine(settings.database_url), clock.now, partnership)


def unsafe_database(office: Office) -> list[str]:
    """Why the database of a production must not serve; empty when it may."""
    return [] if office.settings.demonstration else may_forget(office.engine)


def log_to_stderr(settings: Settings) -> None:
    """Send the portal's log to stderr as JSON lines; a demonstration shows faults only, production requests too."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    log = logging.getLogger("portal")
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.WARNING if settings.demonstration else logging.INFO)


def web_application() -> Flask:
    """What gunicorn serves. The settings were checked by whoever started it, and are checked again here.

    Raises RuntimeError naming every reason when they are unsafe.
    """
    settings = Settings.from_environ(os.environ)
    _refuse(settings.unsafe())
    office = open_office(settings)
    _refuse(unsafe_database(office))
    log_to_stderr(settings)
    application = create_app(office)
    _part_clean(office)
    return application


def _part_clean(office: Office) -> None:
    """Make ready for the server to part into processes, each of which opens connections of its own.

    A connection that two processes hold mixes up their words; SQLite forbids it (sqlite.org/howtocorrupt.html, 2.6).
    What was loaded is set apart from the collector, whose notes would copy the memory that the processes share.
    """
    office.engine.dispose()
    os.register_at_fork(after_in_child=lambda: office.engine.dispose(close=False))
    gc.collect()
    gc.freeze()


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise RuntimeError(" ".join(reasons))
