"""A case in which each kind of words is one of a kind, so that a page that shows it is found by a word.

Every canary begins with "zq". `sow` makes the case and takes it from the application to an appeal; a second one, in
another district, has the same words with another beginning.
"""

from typing import Any

from portal.policy import Actor, Grant, Role
from portal.services import appeals, bodies, decisions, notes, panels, plans, reviews
from portal.store import bodies as body_rows
from portal.store import casefile, letters
from portal.store import panels as panel_rows
from portal.store.actions import recommendations
from portal.store.tables import Letter
from tests.services.conftest import Team, answers
from tests.services.test_on_behalf import ACTING

ANSWERS = {
    "name": "{}name Sample", "known_as": "{}known", "home_address": "1 {}home Road", "channels": ["email", "phone"],
    "email": "{}mail@mail.example", "phone": "01632 960771", "must_not_know": "{}secret", "words_to_avoid": "{}avoid",
    "story": "{}story", "impact": "{}impact", "vulnerable": "{}vulnerable", "hate": "yes", "who": "{}accused",
    "where_they_live": "{}theirplace", "tenure": "housing_association", "landlord": "{}landlord", "known": "know",
    "worried_about": "{}worried", "wanted": "{}wanted", "needs": ["other"], "needs_other": "{}need",
    "trusted_person": "{}trusted",
}  # fmt: skip
ACTED = {
    "rep_name": "{}rep Ward", "rep_organisation": "{}reporg", "rep_email": "{}repmail@mail.example",
    "consent_words": "{}consent",
}  # fmt: skip
OURS, OTHER = "zq", "zqother"
WORDS = frozenset(
    [
        "zqname",
        "zqknown",
        "zqhome",
        "zqmail",
        "zqsecret",
        "zqavoid",
        "zqstory",
        "zqimpact",
        "zqvulnerable",
        "zqaccused",
        "zqtheirplace",
        "zqlandlord",
        "zqworried",
        "zqwanted",
        "zqneed",
        "zqtrusted",
        "zqrep",
        "zqreporg",
        "zqrepmail",
        "zqconsent",
        "zqreport",
        "zqnoteofficers",
        "zqnotebodies",
        "zqnoteapplicant",
        "zqtitle",
        "zqviewpolice",
        "zqviewcouncil",
        "zqreasons",
        "zqvoice",
        "zqheard",
        "zqfinding",
        "zqrecommendation",
        "zqowner",
        "zqaction",
        "zqmeasure",
        "zqcomment",
        "zqoutcome",
        "zqwhy",
        "zqanswer",
        "zqappeal",
        "zqhoped",
    ]
)
# The words of the other case; nobody of this one's district reads them.
OTHERS = frozenset(f"zqother{name}" for name in (
    "name", "known", "home", "mail", "secret", "avoid", "story", "impact", "vulnerable", "accused", "theirplace",
    "landlord", "worried", "wanted", "need", "trusted",
))  # fmt: skip


def _filled(values: dict[str, Any], beginning: str) -> dict[str, Any]:
    return {
        name: value.format(beginning) if isinstance(value, str) else value for name, value in values.items()
    }


def sow(team: Team) -> dict[str, Any]:
    """Make both cases; return the parts of addresses of the first, and "other" for the second."""
    with team.office.work(write=False) as work:
        reports = [{**one, "what": f"{OURS}report"} for one in answers(work.today)["reports"]]
    given = _filled({**ANSWERS, **ACTED}, OURS)
    reference = team.apply(**{**ACTING, **given, "reports": reports})
    other = team.apply(**_filled(ANSWERS, OTHER), district="marlowick")
    _notes(team, reference)
    _review(team, reference)
    _appeal(team, reference)
    return {**_parts(team, reference), "other": other}


def _notes(team: Team, reference: str) -> None:
    for audience in ("officers", "bodies", "applicant"):
        with team.work("intake") as work:
            upload = notes.Upload("zqtitle.png", b"\x89PNG\r\n\x1a\n") if audience == "officers" else None
            new = notes.NewNote("call", audience, work.today, f"zqnote{audience}")
            notes.add(work, reference, new, upload)
    for user, key in (("police", "brackenshire-police"), ("council", "alderfen-council")):
        actor = Actor("staff", team.ids[user], (Grant(Role.BODY_USER, body=key),))
        with team.office.work(actor) as work:
            bodies.give_view(work, reference, key, "met", f"zqview{user}")


def _review(team: Team, reference: str) -> None:
    with team.work("decider") as work:
        case = team.case(work, reference)
        views = {one.body.key: decisions.View("met") for one in body_rows.of_case(work.session, case.id)}
        decisions.decide_met(work, reference, "zqreasons", views)
    with team.work("intake") as work:
        panels.record_voice(work, reference, "statement", "zqvoice")
    team.convene(reference)
    with team.work("chair") as work:
        plan = _plan(team, work.today)
        panels.hold(work, reference, panels.Holding(frozenset(), "statement", "zqheard", plan))
    team.comment(reference, words="zqcomment")
    with team.work("chair") as work:
        end = reviews.Finish("zqoutcome", "zqwhy", _plan(team, work.today), "zqanswer")
        reviews.finish(work, reference, end)


def _plan(team: Team, today: Any) -> Any:
    return plans.Plan(
        (plans.NewFinding("alderfen-council", "zqfinding"),),
        (plans.NewRecommendation("alderfen-council", "zqrecommendation"),),
        (plans.NewAction("brackenshire-police", "zqowner", "zqaction", "zqmeasure", today),),
    )


def _appeal(team: Team, reference: str) -> None:
    with team.office.work() as work:
        new = appeals.NewAppeal((), "zqappeal", "zqhoped", "canary")
        appeals.lodge(work, team.token(reference, "appeal"), new)
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "She took no part.")


def _parts(team: Team, reference: str) -> dict[str, Any]:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        rows = work.session.query(Letter).filter_by(case_id=case.id)
        return {
            "reference": reference,
            "letters": [one.public_id for one in rows],
            "document": casefile.documents(work.session, case.id)[0].public_id,
            "action": panel_rows.actions(work.session, case.id)[0][0].id,
            "recommendation": recommendations(work.session, case.id)[0][0].id,
            "newest": letters.of_case(work.session, case.id)[0].letter.public_id,
        }
