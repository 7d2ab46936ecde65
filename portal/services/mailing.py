"""Mail that tells an organisation or an office that something waits behind its sign-in: the reference, no more."""

from collections.abc import Callable

from config import Settings
from portal.cases.safe_contact import Held
from portal.documents import messages
from portal.services import tasks
from portal.services.work import Work
from portal.store import outbox
from portal.store.outbox import NewMessage
from portal.store.tables import Case
from portal.wording import Translator, in_english

Words = Callable[[str, str, messages.Sender, Translator], messages.Message]


def sender(work: Work) -> messages.Sender:
    """Return the neutral name and number that messages give."""
    return messages.Sender(work.partnership.short_name, work.partnership.contact.phone or "")


def about(
    work: Work,
    case: Case,
    words: Words,
    page: Callable[[Settings, str], str],
    to: str | None,
    body_id: int | None = None,
) -> NewMessage:
    """Return the mail in `words` that leads to the `page` of a case. `to` is None where no address is agreed."""
    text = words(case.reference, page(work.settings, case.reference), sender(work), in_english)
    return NewMessage(
        kind=text.kind,
        channel="email" if to else "call",
        address=to,
        subject=text.subject,
        body=text.body,
        case_id=case.id,
        body_id=body_id,
    )


def send(work: Work, *told: NewMessage) -> None:
    """Queue mails; one without an address is held, and telling becomes a person's task."""
    outbox.queue_all(work.session, [one for one in told if one.address], work.now)
    for one in told:
        if not one.address:
            queued = outbox.queue(work.session, one, work.now)
            outbox.hold(queued, work.now, Held.NO_ADDRESS)
            tasks.about_message(work, queued)
