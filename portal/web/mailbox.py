"""The demonstration's mailbox: what would have been sent, for the administrator of the demonstration to read."""

import re
from dataclasses import dataclass

from flask import abort
from flask.typing import ResponseReturnValue

from portal import mailbox as folder
from portal.mailbox import Mail
from portal.policy import Action
from portal.services import health
from portal.web.forms import answer
from portal.web.routing import office, page, work
from portal.web.security import own_page


@dataclass(frozen=True)
class Piece:
    """A piece of a mail's text; `leads_to` when it is the address of a page of ours."""

    text: str
    leads_to: str | None = None


@page("/mailbox", does=Action.SEE_MAILBOX)
def mailbox() -> ResponseReturnValue:
    """The mails, newest first. In production there is no such page."""
    settings = office().settings
    if not settings.demonstration:
        abort(404)
    mails = [
        (mail, _pieces(mail, settings.base_url)) for mail in folder.newest_first(folder.folder_of(settings))
    ]
    with work(write=False) as reading:
        stuck = health.stuck_mail(reading)
    return answer("staff/mailbox.html", mails=mails, stuck=stuck)


def _pieces(mail: Mail, base_url: str) -> list[Piece]:
    """Cut a mail's text at the addresses of our own pages, which can then be followed."""
    cut = re.split(rf"({re.escape(base_url)}/[^\s]*)", mail.body)
    return [
        Piece(part, own_page(part.removeprefix(base_url)) if place % 2 else None)
        for place, part in enumerate(cut)
    ]
