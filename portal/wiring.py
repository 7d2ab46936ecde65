"""Puts one installation together: settings, database, clock and partnership, for the web server and the worker."""

import os

from flask import Flask

from config import Settings
from portal import clock, create_app
from portal.area import load_partnership
from portal.services.work import Office
from portal.store.engine import make_engine


def open_office(settings: Settings) -> Office:
    """Return the wired office. Raises AreaFileError or OSError when the area file cannot be used."""
    partnership = load_partnership(settings.area_file)
    return Office(settings, make_engine(settings.database_url), clock.now, partnership)


def web_application() -> Flask:
    """What gunicorn serves. The settings were checked by whoever started it, and are checked again here.

    Raises RuntimeError naming every reason when they are unsafe.
    """
    settings = Settings.from_environ(os.environ)
    reasons = settings.unsafe()
    if reasons:
        raise RuntimeError(" ".join(reasons))
    return create_app(open_office(settings))
