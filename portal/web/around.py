"""What stands around a case: questions that wait, other cases it belongs with, a proposal to end it."""

from dataclasses import dataclass

from portal.services import asking, joining
from portal.services.joining import Together
from portal.services.work import Work
from portal.store.tables import Case, Question


@dataclass(frozen=True)
class Around:
    """What the case page shows beside the case itself."""

    questions: list[Question]
    together: Together


def around(work: Work, case: Case) -> Around:
    """Gather it, within what the person who reads may see."""
    return Around(questions=asking.of_case(work, case), together=joining.together(work, case))
