"""The page on which somebody says what they did about a task of a case."""

from flask.typing import ResponseReturnValue

from portal.journeys.noting import DoingTask
from portal.policy import Action
from portal.services import casefile, tasks
from portal.services.addresses import CASE
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import opened
from portal.web.routing import page


@page(
    CASE + "<reference:reference>/tasks/<int:task>",
    does=Action.DO_TASK,
    methods=("GET", "POST"),
    records_view=True,
)
def do(reference: str, task: int) -> ResponseReturnValue:
    """Say what was done. How to reach them safely stands first, because most tasks are calls."""
    form = bind(DoingTask)
    if form_submitted(form) and attempt(
        form, lambda writing: tasks.do(writing, reference, task, form.words.data)
    ):
        return done(reference, "task")
    with opened() as opening:
        case, found = tasks.find(opening, reference, task)
        letter = tasks.letter_of(opening, found)
        people = casefile.people_of(opening, case)
        if opening.writes:
            casefile.look(opening, case, Action.DO_TASK)
    return answer("tasks/do.html", form=form, case=case, task=found, letter=letter, people=people)
