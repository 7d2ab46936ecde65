"""A case that opens again before the person concerned has agreed: it waits for their word as on the first day.

No organisation sees it, but somebody speaks with them and looks at the risk (docs/decisions/0011), and asks them.
"""

from portal.cases.moves import Move, State
from portal.cases.tasks import TaskKind
from portal.services import casework, first_steps, on_behalf, tasks
from portal.services.work import Work
from portal.store import people
from portal.store.tables import Case


def wait(work: Work, case: Case) -> None:
    """Let `case`, just opened again, wait: they are asked by a letter where that was safe, else by a person."""
    casework.record(work, case, Move.AWAIT_CONSENT)
    first_steps.begin_again(work, case, anew=True)
    _ask(work, case)


def other_bodies(work: Work, case: Case) -> None:
    """Ask them anew: in another district other organisations would see a case that waits for their word.

    Whoever said "stop" is not asked.
    """
    said = people.victim(work.session, case.id).consent
    if case.state == State.AWAITING_CONSENT and said is not None and said.state == "sought":
        _ask(work, case)


def _ask(work: Work, case: Case) -> None:
    if not on_behalf.ask_if_safe(work, case):
        tasks.open_task(work, case.id, TaskKind.ASK_CONSENT_ANEW, due_on=work.today)
