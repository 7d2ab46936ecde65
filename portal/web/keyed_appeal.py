"""An appeal that came by phone, post or email, or in person, keyed in by an intake officer."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.appeal import options_of
from portal.journeys.choices import Option
from portal.journeys.keying import AppealKeyed
from portal.policy import Action
from portal.services import keyed_appeals
from portal.services.addresses import CASE
from portal.services.appeals import NewAppeal
from portal.services.work import Work
from portal.store.tables import Letter
from portal.web.case_words import named
from portal.web.doing import attempt, done
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.language import day, say
from portal.web.once import submission_key
from portal.web.routing import office, page
from portal.wording import msg


@page(
    f"{CASE}<reference:reference>/appeals/new",
    does=Action.KEY_APPEAL,
    methods=("GET", "POST"),
    records_view=True,
)
def key_in(reference: str) -> ResponseReturnValue:
    """Key an appeal in; it is lodged by the same rules as one that came by a link."""
    with in_front_of(reference, Action.KEY_APPEAL, Move.LODGE_APPEAL) as (opened, shown):
        names: dict[int | None, str] = {one.reach.person.id: one.reach.person.name for one in shown.people}
        letters = keyed_appeals.letters_to_appeal(opened, shown.case)
        about = [_option(letter, names.get(letter.person_id)) for letter in letters]
    form = bind(AppealKeyed, options={**options_of(office().partnership), "letters": about})
    if form_submitted(form) and attempt(form, lambda writing: _key_in(writing, reference, form)):
        return done(reference, "appealed")
    return answer_about(shown, "appeals/key_in.html", form=form, submission_key=submission_key())


def _key_in(writing: Work, reference: str, form: AppealKeyed) -> None:
    new = NewAppeal(
        grounds=tuple(form.stored()["grounds"] or ()),
        words=form.words.data,
        wanted=form.wanted.data or "",
        submission_key=submission_key(),
    )
    came = (form.heard.data, form.received_on.data)
    keyed_appeals.key_in(writing, reference, form.letter.data, came, new)


def _option(letter: Letter, name: str | None) -> Option:
    """A letter with its day and reader: each reader has time from the day on which they were told themselves."""
    said = {"letter": named("letter", letter.kind), "day": day(letter.dated)}
    if name is None:
        return Option(letter.public_id, say(msg("%(letter)s, %(day)s"), said), translate=False)
    to = say(msg("%(letter)s, %(day)s, to %(name)s"), {**said, "name": name})
    return Option(letter.public_id, to, translate=False)
