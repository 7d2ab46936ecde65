"""Small cases with canaries: refused, waiting for a second person, waiting for consent, a call, and one keyed in."""

from datetime import timedelta
from typing import Any

from portal.services import (
    after_not_met,
    appeals,
    calls,
    consent,
    deferring,
    ending,
    joining,
    overriding,
    panels,
    reopening,
    second_look,
    staff_entry,
    telling,
    withdrawing,
)
from portal.services.decisions import View
from portal.services.not_met import Help
from portal.services.plans import NewRecommendation
from portal.store import bodies as body_rows
from portal.store import letters as letter_rows
from portal.store import referrals
from tests.services import refusing, test_asking, test_deferring, test_on_behalf
from tests.services.conftest import Team, answers
from tests.web import canaries
from tests.web.canaries import Sown, filled, words

# Short applications: the beginning of their words tells the case.
APPLIED = {
    "name": "{}name",
    "email": "{}mail@mail.example",
    "story": "{}story",
    "home_address": "1 {}home Road",
}
REFUSED, PROPOSED, WAITS, CALL, KEYED = "zqno", "zqtwo", "zqwait", "zqcall", "zqkeyed"
DRAFT = "zqdraft"
BEGINNINGS = (canaries.OURS, canaries.OTHER, REFUSED, PROPOSED, WAITS, CALL, DRAFT)
BRIEF = "name mail story home"
POINTS = "persistence harm possible_harm adequacy vulnerability hate"
WEIGHED = "reasons point viewed helper helps adjusted done dateasked"
IN_REFUSED = words(
    f"{BRIEF} report {WEIGHED} defer look result late appeal hoped verdict part advice closing early never link",
    REFUSED,
)
IN_PROPOSED = words(f"{BRIEF} report {WEIGHED} mark shownby answer question", PROPOSED)
IN_WAITING = words(
    f"{BRIEF} rep repmail tried override overanswer again end tries endanswer withdraw reopen", WAITS
)
IN_DRAFT = words(
    f"{BRIEF} rep repmail voice place chair member heard finding recommendation owner action measure", DRAFT
)
IN_CALL = words("name said tried", CALL)
IN_KEYED = words("name story", KEYED)
IN_SMALL = IN_REFUSED | IN_PROPOSED | IN_WAITING | IN_DRAFT | IN_CALL | IN_KEYED
WORDS = canaries.MAIN | IN_SMALL


def sow(team: Team) -> dict[str, Sown]:
    """Make every case with canaries, and one that somebody is keying in ("entry" in the parts of the long one)."""
    sown = canaries.sow(team)
    sown["refused"] = Sown(_refused(team, sown["main"].reference), "assigned")
    sown["proposed"] = Sown(_proposed(team), "proposed")
    sown["waits"] = Sown(_waits(team), "awaiting_consent")
    sown["draft"] = Sown(_draft_plan(team), "draft_plan")
    sown["call"] = Sown(_call(team), "call")
    for one in sown.values():
        canaries.step_off(team, one.reference)
        one.parts = canaries.parts_of(team, one.reference)
    sown["main"].parts["entry"] = [_keyed(team)]
    return sown


def _two_reports(team: Team, beginning: str) -> str:
    with team.office.work(write=False) as work:
        reports = [{**one, "what": f"{beginning}report"} for one in answers(work.today)["reports"][:2]]
    return team.apply(**filled(APPLIED, beginning), reports=reports)


def _weighing(team: Team, reference: str, beginning: str) -> dict[str, Any]:
    """The form of "not met" with words in every field."""
    with team.office.work(write=False) as work:
        bodies = body_rows.of_case(work.session, team.case(work, reference).id)
        ask_again = work.today + timedelta(14)
    return {
        "reasons": f"{beginning}reasons",
        "points": dict.fromkeys(POINTS.split(), f"{beginning}point"),
        "views": {one.body.key: View("not_met", f"{beginning}viewed") for one in bodies},
        "help": (Help(f"{beginning}helper", f"{beginning}helps", ask_again),),
        "adjustments": {
            "asked": f"{beginning}adjusted",
            "decided": f"{beginning}adjusted",
            "done": f"{beginning}done",
        },
        "asked": f"{beginning}dateasked",
    }


def _refused(team: Team, main: str) -> str:
    """Put off, looked at again, refused, appealed late, told in part to be right, and closed."""
    reference, began = _two_reports(team, REFUSED), team.clock()
    test_deferring.defer(team, reference, reasons="zqnodefer")
    with team.work("intake") as work:
        deferring.look_again(work, reference, "zqnolook")
        joining.link(work, reference, main, "zqnolink")
    refusing.settle(team, reference, **_weighing(team, reference, REFUSED))
    with team.work("intake") as work:
        case_id = team.case(work, reference).id
        newest = letter_rows.of_case(work.session, case_id)[0].letter.public_id
        telling.record_told(work, reference, newest, "handed_over")
        helped = referrals.of_case(work.session, case_id)[0].id
        after_not_met.follow_up(work, reference, helped, work.today, "zqnoresult")
    team.clock.pass_time(days=29)
    _late_appeal(team, reference)
    with team.work("intake") as work:
        after_not_met.close(work, reference, "zqnoclosing", "zqnoearly", "zqnonever")
    team.clock.set(began)
    return reference


def _late_appeal(team: Team, reference: str) -> None:
    with team.office.work() as work:
        new = appeals.NewAppeal((), "zqnoappeal", "zqnohoped", "canary late")
        appeals.lodge(work, team.token(reference, "appeal"), new)
    with team.work("intake") as work:
        appeals.admit_late(work, reference, 1, "zqnolate")
        appeals.assign(work, reference, 1, team.ids["officer"], "She took no part.")
    with team.work("officer") as work:
        found = appeals.Result(
            "partly", "zqnoverdict", "She took no part.", part="zqnopart", effect="recommended",
            recommendations=(NewRecommendation("alderfen-council", "zqnoadvice"),),
        )  # fmt: skip
        appeals.decide(work, reference, 1, found)


def _proposed(team: Team) -> str:
    """Proposed as not met, sent back, and proposed again: it waits for the second person."""
    reference = team.apply(**filled(APPLIED, PROPOSED), reports=_reports(team, PROPOSED))
    test_asking.ask(team, reference, words="zqtwoquestion")
    refusing.mark(team, reference, reason="zqtwomark", shown_by="zqtwoshownby")
    second = refusing.enlist(team)["second"]
    refusing.settle(team, reference, **_weighing(team, reference, PROPOSED))
    with team.office.work(second) as work:
        second_look.send_back(work, reference, "zqtwoanswer")
    refusing.settle(team, reference, **_weighing(team, reference, PROPOSED))
    return reference


def _reports(team: Team, beginning: str) -> list[dict[str, Any]]:
    with team.office.work(write=False) as work:
        return [{**one, "what": f"{beginning}report"} for one in answers(work.today)["reports"]]


def _waits(team: Team) -> str:
    """Made for somebody who has not agreed: tried, nearly ended, withdrawn, opened again; somebody would go on."""
    acted = {"rep_name": "{}rep", "rep_email": "{}repmail@mail.example"}
    reference = test_on_behalf.waiting(team, **filled({**APPLIED, **acted}, WAITS))
    with team.work("intake") as work:
        tried = consent.Heard("phone", work.today, "not_reached", "zqwaittried")
        consent.record(work, reference, tried)
        ending.propose(work, reference, "cannot_be_reached", "zqwaitend", "zqwaittries")
    with team.work("decider") as work:
        ending.send_back(work, reference, "zqwaitendanswer")
    with team.work("intake") as work:
        withdrawing.key_in(work, reference, ("phone", work.today), "zqwaitwithdraw")
        reopening.reopen(work, reference, "decision", "zqwaitreopen")
        overriding.propose(work, reference, "safeguarding", "zqwaitoverride")
    with team.work("decider") as work:
        overriding.settle(work, reference, False, "zqwaitoveranswer")
    with team.work("intake") as work:
        overriding.propose(work, reference, "safeguarding", "zqwaitagain")
    return reference


def _draft_plan(team: Team) -> str:
    """Made for somebody who agreed, and met about: the plan is out for their comment."""
    acted = {"rep_name": "{}rep", "rep_email": "{}repmail@mail.example"}
    reference = test_on_behalf.apply(team, **filled({**APPLIED, **acted}, DRAFT))
    team.decide(reference)
    with team.work("intake") as work:
        panels.record_voice(work, reference, "statement", "zqdraftvoice")
        seats = (panels.Seat("brackenshire-police", "zqdraftmember"),)
        new = team.convening(work, place="zqdraftplace", chair_reason="zqdraftchair", seats=seats)
        panels.convene(work, reference, new)
    with team.work("chair") as work:
        plan = canaries.plan(work.today, DRAFT)
        panels.hold(work, reference, panels.Holding(frozenset(), "statement", "zqdraftheard", plan))
    return reference


def _call(team: Team) -> str:
    with team.office.work() as work:
        asked = calls.Asked("zqcallname", "01632 960772", ("morning",), "no", "zqcallsaid", "alderfen")
        reference = calls.ask(work, asked, "z" * 22).reference
    with team.work("intake") as work:
        calls.nobody_answered(work, reference, work.today, "zqcalltried")
    return reference


def _keyed(team: Team) -> str:
    """Begun by the intake officer; returns the draft."""
    with team.work("intake") as work:
        said = {"for_whom": "me", "channel": "phone", "received_on": work.today.isoformat()}
        draft = staff_entry.begin(work, said)
        draft.answers = {**draft.answers, "name": "zqkeyedname", "story": "zqkeyedstory"}
        return draft.id
