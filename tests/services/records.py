"""What is kept of a case now, as tests look at it."""

from portal.cases.moves import State
from portal.store import letters as letter_rows
from portal.store import panels
from portal.store.tables import Appeal, Case, Letter, Message
from tests.services.conftest import Team


def case(team: Team, reference: str) -> Case:
    with team.office.work(write=False) as work:
        return team.case(work, reference)


def state(team: Team, reference: str) -> State:
    return State(case(team, reference).state)


def version(team: Team, reference: str) -> int:
    return case(team, reference).version


def letters(team: Team, reference: str) -> list[Letter]:
    """The letters of a case, the newest first."""
    with team.office.work(write=False) as work:
        return [one.letter for one in letter_rows.of_case(work.session, team.case(work, reference).id)]


def newest(team: Team, reference: str) -> Letter:
    return letters(team, reference)[0]


def mailed(team: Team, reference: str) -> Message:
    """The first message to the applicant."""
    return next(one for one in team.messages(reference) if one.person_id)


def appeals_of(team: Team, reference: str) -> list[Appeal]:
    with team.office.work(write=False) as work:
        return panels.appeals(work.session, team.case(work, reference).id)


def the_appeal(team: Team, reference: str, number: int = 1) -> Appeal:
    with team.office.work(write=False) as work:
        found = panels.appeal(work.session, team.case(work, reference).id, number)
        assert found is not None
        return found


def the_action(team: Team, reference: str) -> int:
    """The number of the first agreed action."""
    with team.office.work(write=False) as work:
        return panels.actions(work.session, team.case(work, reference).id)[0][0].id
