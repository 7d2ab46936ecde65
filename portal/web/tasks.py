"""The page on which somebody says what they did about a task of a case."""

from flask.typing import ResponseReturnValue

from portal.journeys.noting import DoingTask
from portal.policy import Action
from portal.services import casefile, letters, tasks
from portal.services.addresses import CASE
from portal.web.case_steps import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.routing import page, work


@page(CASE + "<reference:reference>/tasks/<int:task>", does=Action.DO_TASK, methods=("GET", "POST"))
def do(reference: str, task: int) -> ResponseReturnValue:
    """Say what was done. How to reach them safely stands first, because most tasks are calls."""
    form = bind(DoingTask)
    if form_submitted(form) and attempt(
        form, lambda writing: tasks.do(writing, reference, task, form.words.data)
    ):
        return done(reference, "task")
    with work(write=False) as reading:
        case, found = tasks.find(reading, reference, task)
        letter = letters.of_task(reading, found)
        people = casefile.people_of(reading, case)
    return answer("tasks/do.html", form=form, case=case, task=found, letter=letter, people=people)
