"""Who looked at a case: curiosity about a neighbour's case must show (requirement S1, abuse case 23)."""

from dataclasses import dataclass
from datetime import datetime

from portal.policy import Action
from portal.services import casework
from portal.services.work import Work
from portal.store import ledger
from portal.store.tables import Case

MOST = 500
ALL_OF_IT = (
    Action.SEE_CASE.name.lower(),
    Action.SEE_CASE_AS_BODY.name.lower(),
    Action.SEE_APPEAL.name.lower(),
)


@dataclass(frozen=True)
class Look:
    """Somebody of the staff looked at a case; `whole` when at all of it that they may see, else at a step of it."""

    at: datetime
    name: str
    office: str | None
    whole: bool


def of_case(work: Work, reference: str) -> tuple[Case, list[Look]]:
    """Return a case and who looked at it, the newest first, at most `MOST`. Raises UnknownCase.

    It shows nothing of what the case holds, so reading it is not itself a look at the case.
    """
    case = casework.find(work, reference, Action.SEE_VIEWS)
    rows = ledger.views_of(work.session, case.id, MOST)
    return case, [Look(view.at, name, office, view.action in ALL_OF_IT) for view, name, office in rows]
