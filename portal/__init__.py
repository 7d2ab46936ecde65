"""The ASB Case Review portal: apply, decide, review, appeal, publish."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from portal.services.work import Office
    from portal.web.routing import Page


def create_app(office: "Office", pages: "Iterable[Page]" = ()) -> "Flask":
    """Return the web application of one installation.

    Takes the wired office and, for tests, pages besides those declared in portal/web.
    Raises UnguardedRoute when a route names no Action and PageMistake when two pages share a name.
    """
    # Imported here so that commands which never serve a page (./run assess) start without loading Flask.
    from portal.web.application import assemble

    return assemble(office, pages)
