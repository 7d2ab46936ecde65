"""Addresses of pages that letters and messages lead to. Always built on the configured base, never on a request."""

from collections.abc import Callable

from config import Settings
from portal.policy import Actor
from portal.services.work import Work
from portal.store import links

# The web routes are declared with these, so that a page and the links to it cannot part.
BY_LINK = {
    "letter": "/letter/",
    "appeal": "/appeal/",
    "plan_comment": "/plan/",
    "voice": "/being-heard/",
    "answer": "/reply/",
    "action": "/your-plan/",
    "status": "/w/",
}
CASE = "/cases/"
FOR_BODY = "/applications/"
APPEALS = "/appeals/"


def case_for_body(settings: Settings, reference: str) -> str:
    """Return where a body reads an application, behind the sign-in."""
    return f"{settings.base_url}{FOR_BODY}{reference}"


def case_for_officer(settings: Settings, reference: str) -> str:
    """Return where an officer reads a case, behind the sign-in."""
    return f"{settings.base_url}{CASE}{reference}"


def actions_for_body(settings: Settings, reference: str) -> str:
    """Return where a body sees its actions of a case and says how they go, behind the sign-in."""
    return f"{case_for_body(settings, reference)}/actions"


def resolver(work: Work, public_ids: set[str]) -> Callable[[str], str]:
    """Return a function that turns the public id of a link into its full address."""
    purposes = links.purposes(work.session, public_ids)

    def resolve(public_id: str) -> str:
        token = links.token(work.settings.link_key, public_id)
        return f"{work.settings.base_url}{BY_LINK[purposes[public_id]]}{token}"

    return resolve


def holder(work: Work, token: str, path: str) -> Actor | None:
    """Return whoever holds the link `token`, when it was made for pages at `path`; None for any other token.

    Nothing tells a wrong token from one that was revoked, has run out, or leads elsewhere.
    """
    link = links.find(work.session, work.settings.link_key, token, work.now)
    if link is None or link.purpose not in BY_LINK or not path.startswith(BY_LINK[link.purpose]):
        return None
    return Actor("link", link.id)
