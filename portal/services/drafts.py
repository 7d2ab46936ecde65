"""Answers not sent yet: begun, saved page by page, kept with a code, come back to, forgotten."""

from collections.abc import Mapping
from typing import Any

from portal.cases.refusals import Refused, Stale
from portal.journeys.journey import Journey
from portal.journeys.pages import Group, Step
from portal.services.work import Work
from portal.store import drafts
from portal.store.tables import Draft
from portal.wording import msg


class DraftGone(Refused):
    """The answers are not kept any more, or never were."""

    def __init__(self) -> None:
        super().__init__(
            msg(
                "Your answers are no longer here. For your safety we keep them only for a time. Please start again."
            )
        )


def begin(work: Work, journey: Journey, *, link_id: int | None = None) -> Draft:
    """Start a draft that lasts the settings' idle time without use."""
    return drafts.new(work.session, journey.name, work.now, work.settings.draft_idle, link_id)


def read(work: Work, draft_id: str | None) -> Draft:
    """Return the draft; raises DraftGone when it has run out."""
    draft = drafts.get(work.session, draft_id, work.now) if draft_id else None
    if draft is None:
        raise DraftGone
    return draft


def save_page(
    work: Work,
    draft_id: str,
    journey: Journey,
    step: Step,
    values: Mapping[str, Any],
    version: int | None = None,
) -> Draft:
    """Keep the answers of one page. `version` is the draft as the person saw it: raises Stale when it moved on
    and this page's answers in it differ, so that two open tabs lose nothing."""
    draft = _locked(work, draft_id)
    if version is not None and version != draft.version and _differs(journey, draft, step, values):
        raise Stale
    drafts.save(draft, journey.with_answers(draft.answers, step, values), work.now, work.settings.draft_idle)
    return draft


def keep_part(work: Work, draft_id: str, journey: Journey, step: Step, values: Mapping[str, Any]) -> Draft:
    """Keep what is sound of a page that somebody leaves in the middle; the page still has to be done."""
    draft = _locked(work, draft_id)
    after = journey.with_answers(draft.answers, step, values, passed=False)
    drafts.save(draft, after, work.now, work.settings.draft_idle)
    return draft


def pass_over(work: Work, draft_id: str, journey: Journey, step: Step) -> Draft:
    """Note that a page was left out; answers it had stay."""
    draft = _locked(work, draft_id)
    drafts.save(draft, journey.passed(draft.answers, step), work.now, work.settings.draft_idle)
    return draft


def remove_entry(work: Work, draft_id: str, journey: Journey, group: Group, index: int) -> Draft:
    """Take one entry of a group, such as a report, out of the answers."""
    draft = _locked(work, draft_id)
    drafts.save(draft, journey.without_entry(draft.answers, group, index), work.now, work.settings.draft_idle)
    return draft


def keep(work: Work, draft_id: str) -> str:
    """Keep the draft for the settings' saved time and return the code that opens it, which is shown once."""
    return drafts.keep(_locked(work, draft_id), work.now, work.settings.draft_saved)


def come_back(work: Work, code: str) -> Draft:
    """Return the draft that `code` opens; raises Refused with one sentence for every wrong code."""
    draft = drafts.find_by_code(work.session, code, work.now)
    if draft is None:
        raise Refused(msg("We cannot find answers for this code. Check the code, or start again."), "code")
    return draft


def forget(work: Work, draft_id: str, *, saved_too: bool = False) -> None:
    """Delete a draft that was not sent. One kept with a code goes only when the person says so."""
    drafts.delete_draft(work.session, draft_id, saved_too=saved_too)


def _locked(work: Work, draft_id: str) -> Draft:
    draft = drafts.get(work.session, draft_id, work.now, lock=True)
    if draft is None or draft.case_id is not None:
        raise DraftGone
    return draft


def _differs(journey: Journey, draft: Draft, step: Step, values: Mapping[str, Any]) -> bool:
    kept = journey.stored(draft.answers, step)
    return any(key in kept and kept[key] != value for key, value in values.items())
