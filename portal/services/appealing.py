"""An appeal before it is lodged: begun by the link in a letter, kept page by page, sent once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.cases.refusals import Refused
from portal.cases.timetable import Clock, Term
from portal.journeys.appeal import APPEAL, options_of
from portal.journeys.forms import Asking
from portal.journeys.pages import Step
from portal.policy import Action
from portal.services import appeals, casework, drafts
from portal.services.appeals import Lodged, NewAppeal
from portal.services.drafts import DraftGone
from portal.services.work import Work
from portal.store import drafts as draft_rows
from portal.store import panels
from portal.store.tables import Case, Draft, Link
from portal.wording import Translator, msg


@dataclass(frozen=True)
class Receipt:
    """What somebody keeps who has sent an appeal.

    `decide_within` runs from the day on which somebody is named to hear it; None where that time is not agreed.
    """

    reference: str
    number: int
    sent_on: date
    late: bool
    decide_within: Term | None


def begin(work: Work, token: str, draft_id: str | None) -> Draft:
    """Return the draft of this browser if it is for this link, else a new one. Raises UnknownCase."""
    _, link = _behind(work, token)
    draft = draft_rows.get(work.session, draft_id, work.now) if draft_id else None
    if draft is not None and draft.link_id == link.id and draft.case_id is None:
        return draft
    return drafts.begin(work, APPEAL, link_id=link.id)


def read(work: Work, token: str, draft_id: str | None) -> Draft:
    """Return the draft of an appeal by this link; raises DraftGone for one that has run out or is another's."""
    _, link = _behind(work, token)
    draft = drafts.read(work, draft_id)
    if draft.link_id != link.id:
        raise DraftGone
    return draft


def save_page(
    work: Work, token: str, draft_id: str, step: Step, values: Mapping[str, Any], version: int | None
) -> Draft:
    """Keep the answers of one page; see `drafts.save_page` for `version`."""
    read(work, token, draft_id)
    return drafts.save_page(work, draft_id, APPEAL, step, values, version)


def send(work: Work, token: str, draft_id: str) -> Lodged:
    """Lodge the appeal of a draft, once however often it is sent.

    Raises Refused while an answer is missing.
    """
    case, link = _behind(work, token)
    draft = draft_rows.get(work.session, draft_id, work.now, lock=True)
    if draft is None or draft.link_id != link.id:
        raise DraftGone
    if draft.case_id is None and APPEAL.first_gap(draft.answers) is not None:
        raise Refused(msg("Some questions still need an answer. Your answers are safe."))
    lodged = appeals.lodge(work, token, _new(draft))
    # The appeal holds the words now; the draft keeps only the way to its receipt, for a while.
    draft.case_id, draft.answers = case.id, {}
    draft.expires_at = work.now + work.settings.draft_idle
    return lodged


def receipt(work: Work, token: str, draft_id: str | None) -> Receipt:
    """Return what is shown after sending. Raises DraftGone when this browser has sent nothing by this link."""
    case, _ = _behind(work, token)
    appeal = panels.appeal_by_key(work.session, read(work, token, draft_id).submission_key)
    if appeal is None:
        raise DraftGone
    agreed = work.partnership.timescale(Clock.APPEAL_DECISION)
    return Receipt(
        case.reference, appeal.number, appeal.lodged_on, appeal.late, agreed.term if agreed else None
    )


def asking(work: Work, say: Translator) -> Asking:
    """Return what the questions of an appeal need to be asked here and now."""
    return Asking(say, work.today, options_of(work.partnership))


def _behind(work: Work, token: str) -> tuple[Case, Link]:
    return casework.find_by_link(work, token, "appeal", Action.APPEAL)


def _new(draft: Draft) -> NewAppeal:
    given = draft.answers
    return NewAppeal(
        grounds=tuple(given.get("grounds") or ()),
        words=given.get("words") or "",
        wanted=given.get("wanted") or "",
        submission_key=draft.submission_key,
    )
