"""Who may open which page, written down by hand: read beside portal/policy.py, never made from it.

Every page has a row: an address in the busy office where it can be used, and whom it is for. Every person has what
they are, to a case of Alderfen and to one whose district nobody knows yet. From the two follows each cell. A new page
needs a new row here, and somebody who thinks about whom it is for. Sources: "Who may do what" in the design of the
process, docs/permissions.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PUBLIC = "public"
INTAKE, DECIDER = "intake officer of its district", "decision-maker of its district"
CHAIR, APPEAL_OFFICER = "chair of its newest meeting", "officer of its appeal"
POLICE, COUNCIL, HEALTH = "user of the police", "user of the council", "user of the health board"
POLICE_DECIDER = "decision-maker of a body that has it"

ANYONE = frozenset({"anyone"})
HOLDER = frozenset({"holder of the link"})
OFFICE = frozenset({INTAKE, DECIDER})
TEAM = OFFICE | {CHAIR}
BODY = frozenset({POLICE, COUNCIL, HEALTH})
# The first decision-maker proposed it, so they are not among them.
SECOND = frozenset({"another decision-maker of its district", POLICE_DECIDER})

# What one is without regard to a case.
HAS_INTAKE, HAS_LIST = frozenset({"intake"}), frozenset({"intake", "decider", "chair", "body", "appeals"})
HAS_PRINTER = frozenset({"intake", "decider"})
PROTECTION, HAS_PROTECTION = "data protection officer", frozenset({"protection"})
HAS_FIGURES, HAS_MAILBOX = frozenset({"figures everywhere"}), frozenset({"admin everywhere"})
HAS_ROLE = HAS_LIST | {"figures", "admin", "protection"}
KEYED_IT = frozenset({"keyed it in"})
GONE = 410  # without a draft in the browser


@dataclass(frozen=True)
class Row:
    """A page: an address, whom it is for, and the answer to their GET where it is not a page to read."""

    address: str
    who: frozenset[str]
    get: int = 200


def only(*who: str) -> frozenset[str]:
    return frozenset(who)


ROWS: Mapping[str, Row] = {
    "actions.of_case": Row("/cases/{concluded}/news", TEAM),
    "actions.key_in": Row("/cases/{concluded}/news/{action}", TEAM),
    "actions.own": Row("/applications/{concluded}/actions", BODY),
    "actions.say": Row("/applications/{concluded}/actions/{action}", only(POLICE)),
    "actions.reply": Row("/applications/{concluded}/actions/recommendations/{recommendation}", only(COUNCIL)),
    "actions.seen": Row("/your-plan/{plan_link}", HOLDER),
    "actions.thanks": Row("/your-plan/{plan_link}/thanks", HOLDER),
    "after_not_met.other_help": Row("/cases/{not_met}/other-help", OFFICE),
    "after_not_met.follow_up": Row("/cases/{not_met}/other-help/{referral}", OFFICE),
    "after_not_met.close": Row("/cases/{helped}/not-met/close", OFFICE),
    "appeal.start": Row("/appeal/{appeal_link}", HOLDER),
    "appeal.question": Row("/appeal/{appeal_link}/reasons", HOLDER, GONE),
    "appeal.sent": Row("/appeal/{lodged_link}/sent", HOLDER, 303),
    "appeals.accept": Row("/cases/{assigned}/appeals", only(INTAKE)),
    "appeals.assign": Row("/cases/{appealed}/appeals/1/assign", only(INTAKE)),
    "appeals.own": Row("/appeals/{assigned}", only(APPEAL_OFFICER), 303),
    "appeals.papers": Row("/appeals/{assigned}/1", only(APPEAL_OFFICER)),
    "appeals.decide": Row("/appeals/{assigned}/1/decide", only(APPEAL_OFFICER), 303),
    "appeals.step_off": Row("/appeals/{assigned}/1/step-off", only(APPEAL_OFFICER)),
    "appeals.letter": Row("/appeals/{assigned}/1/letters/{letter_assigned}", only(APPEAL_OFFICER)),
    "static_files.static_file": Row("/static/{version}/favicon.svg", ANYONE),
    "apply.start": Row("/apply", ANYONE),
    "apply.tasks": Row("/apply/tasks", ANYONE, GONE),
    "apply.question": Row("/apply/name", ANYONE, GONE),
    "apply.entry": Row("/apply/report/1", ANYONE, GONE),
    "apply.remove": Row("/apply/reports/1/remove", ANYONE, GONE),
    "apply.keep": Row("/apply/keep", ANYONE, GONE),
    "apply.come_back": Row("/return", ANYONE),
    "apply.delete": Row("/apply/delete", ANYONE, GONE),
    "apply.sent": Row("/apply/sent", ANYONE, GONE),
    "being_heard.choose": Row("/being-heard/{voice_link}", HOLDER),
    "being_heard.thanks": Row("/being-heard/{voice_link}/thanks", HOLDER),
    "being_heard.voice": Row("/cases/{accepted}/voice", TEAM),
    "body.application": Row("/applications/{received}", BODY),
    "body.confirm": Row("/applications/{received}/brackenshire-police/confirm", only(POLICE)),
    "body.view": Row("/applications/{received}/brackenshire-police/view", only(POLICE)),
    "calls.ask": Row("/call", ANYONE),
    "calls.asked": Row("/call/sent", ANYONE, 303),
    "calls.key_in": Row("/cases/new-call", HAS_INTAKE),
    "calls.keyed_in": Row("/cases/new-call/{call_key}", KEYED_IT),
    "calls.no_answer": Row("/cases/{call}/no-answer", TEAM),
    "case.case": Row("/cases/{closed}", TEAM),
    "case.note": Row("/cases/{received}/note", TEAM),
    "case.contact": Row("/cases/{received}/contact", OFFICE),
    "case.first_contact": Row("/cases/{received}/first-contact", OFFICE),
    "case.risk": Row("/cases/{received}/risk", OFFICE),
    "case.place": Row("/cases/{unplaced}/district", only(INTAKE)),
    "case.document": Row("/cases/{received}/documents/{document_received}", TEAM),
    "checking.dates": Row("/check", ANYONE),
    "checking.for_call_takers": Row("/check/for-call-takers", ANYONE),
    "checking.apply": Row("/check/apply", ANYONE, 303),
    "clocks.pause": Row("/cases/{panel_set}/clocks/pause", TEAM),
    "clocks.resume": Row("/cases/{paused}/clocks/resume", TEAM),
    "clocks.extend": Row("/cases/{received}/clocks/more-time", TEAM),
    "consent.record": Row("/cases/{awaiting_consent}/consent", OFFICE),
    "consent.withdraw": Row("/cases/{consented}/consent/withdraw", OFFICE),
    "consent.propose": Row("/cases/{awaiting_consent}/consent/without", OFFICE),
    "consent.second_look": Row("/cases/{override_proposed}/consent/second-look", only(DECIDER)),
    "contact_details.change": Row("/cases/{received}/contact-details", OFFICE),
    "contact_details.change_acting": Row("/cases/{consented}/contact-details/acting", OFFICE),
    "deciding.met": Row("/cases/{received}/decide", only(DECIDER)),
    "deferring.defer": Row("/cases/{few}/defer", only(DECIDER)),
    "deferring.look_again": Row("/cases/{deferred}/look-again", OFFICE),
    "ending.propose": Row("/cases/{received}/end", OFFICE),
    "ending.settle": Row("/cases/{end_proposed}/end/second-look", OFFICE),
    "ending.reopen": Row("/cases/{concluded}/reopen", OFFICE),
    "figures.figures": Row("/figures", HAS_FIGURES),
    "figures.file": Row("/figures/file?first=2026-04-01&last=2027-03-31", HAS_FIGURES),
    "guide.guide": Row("/guide", HAS_ROLE),
    "guide.chair": Row("/guide/chair", HAS_ROLE),
    "health.healthz": Row("/healthz", ANYONE),
    "involvement.recorded": Row("/cases/{received}/involvement", TEAM),
    "joining.link": Row("/cases/{received}/link", OFFICE),
    "joining.merge": Row("/cases/{received}/merge", only(INTAKE)),
    "keyed_appeal.key_in": Row("/cases/{accepted}/appeals/new", only(INTAKE)),
    "late_appeals.late": Row("/cases/{came_late}/appeals/late", OFFICE),
    "late_appeals.withdraw": Row("/cases/{appealed}/appeals/withdraw", only(INTAKE)),
    "letters.kept": Row("/cases/{received}/letters/{letter}", TEAM),
    "letters.kept_file": Row("/cases/{received}/letters/{letter}/file", TEAM),
    "letters.told": Row("/cases/{received}/letters/{letter}/told", TEAM),
    "letters.waiting": Row("/letter/{letter_link}", HOLDER),
    "letters.read": Row("/letter/{letter_link}/read", HOLDER, 303),
    "letters.before_saving": Row("/letter/{letter_link}/before-saving", HOLDER, 303),
    "letters.file": Row("/letter/{letter_link}/file", HOLDER, 303),
    "mailbox.mailbox": Row("/mailbox", HAS_MAILBOX),
    "looked.find": Row("/views", HAS_PROTECTION),
    "looked.of_case": Row("/cases/{received}/views", OFFICE | {PROTECTION}),
    "marks.reports": Row("/cases/{received}/reports", only(DECIDER)),
    "marks.mark": Row("/cases/{received}/reports/1", only(DECIDER)),
    "moving.district": Row("/cases/{received}/other-district", only(INTAKE)),
    "moving.out": Row("/cases/{received}/other-area", only(INTAKE)),
    "not_met.decide": Row("/cases/{few}/not-met", only(DECIDER)),
    "not_met.second": Row("/cases/{proposed}/not-met/second", SECOND),
    "not_met.document": Row("/cases/{shown}/not-met/second/documents/{document_shown}", SECOND),
    "own_case.status": Row("/w/{status_link}", HOLDER),
    "own_case.withdraw": Row("/w/{status_link}/withdraw", HOLDER),
    "own_case.withdrawn": Row("/w/{status_link}/withdrawn", HOLDER, 303),
    "own_case.key_in": Row("/cases/{received}/withdraw", OFFICE),
    "panel.convene": Row("/cases/{accepted}/meeting", OFFICE),
    "panel.postpone": Row("/cases/{panel_set}/meeting/postpone", OFFICE),
    "panel.hold": Row("/cases/{panel_set}/meeting/record", only(CHAIR)),
    "plan_comment.comment": Row("/plan/{comment_link}", HOLDER),
    "plan_comment.thanks": Row("/plan/{comment_link}/thanks", HOLDER),
    "plan_comment.record": Row("/cases/{draft_plan}/plan-comment", TEAM),
    "posting.queue": Row("/letters-to-print", HAS_PRINTER),
    "posting.letter": Row("/cases/{by_post}/letters/{letter_by_post}/post", OFFICE),
    "posting.came_back": Row("/cases/{posted}/letters/{letter_posted}/came-back", OFFICE),
    "questions.ask": Row("/cases/{received}/questions/new", OFFICE),
    "questions.key_in": Row("/cases/{asked}/questions/{question}", OFFICE),
    "questions.reply": Row("/reply/{answer_link}", HOLDER),
    "questions.thanks": Row("/reply/{answer_link}/thanks", HOLDER),
    "review.finish": Row("/cases/{commented}/finish", only(CHAIR)),
    "review.actions": Row("/cases/{concluded}/actions", only(CHAIR)),
    "review.end_action": Row("/cases/{concluded}/actions/{action}", only(CHAIR)),
    "review.close": Row("/cases/{ended}/close", only(CHAIR)),
    "signing_in.sign_in": Row("/sign-in", ANYONE),
    "signing_in.desk": Row("/desk", HAS_ROLE, 303),
    "signing_in.sign_out": Row("/sign-out", HAS_ROLE, 405),
    "signing_in.sessions": Row("/your-sessions", HAS_ROLE),
    "signing_in.signed_out": Row("/signed-out", ANYONE),
    "staff_entry.new": Row("/cases/new", HAS_INTAKE),
    "staff_entry.check": Row("/cases/new/{entry}/check", KEYED_IT),
    "staff_entry.section": Row("/cases/new/{entry}/who", KEYED_IT),
    "staff_entry.sent": Row("/cases/new/{entry_sent}/sent", KEYED_IT),
    "staff_entry.delete": Row("/cases/new/{entry}/delete", KEYED_IT),
    "staff_entry.for_call": Row("/cases/{call}/key-in", only(INTAKE)),
    "start.home": Row("/", ANYONE),
    "start.staying_safe_online": Row("/staying-safe-online", ANYONE),
    "start.privacy": Row("/privacy", ANYONE),
    "start.accessibility": Row("/accessibility", ANYONE),
    "start.how_we_decide": Row("/how-we-decide", ANYONE),
    "start.leave": Row("/exit", ANYONE, 405),
    "stepping_off.step_off": Row("/cases/{received}/step-off", TEAM),
    "stepping_off.stepped_off": Row("/cases/stepped-off", HAS_LIST),
    "stepping_off.replace_chair": Row("/cases/{panel_set}/chair", OFFICE),
    "tasks.do": Row("/cases/{tasked}/tasks/{task}", TEAM),
    "withdrawing_appeal.withdraw": Row("/appeal/{lodged_link}/withdraw", HOLDER),
    "withdrawing_appeal.withdrawn": Row("/appeal/{lodged_link}/withdrawn", HOLDER, 303),
    "worklist.cases": Row("/cases", HAS_LIST),
    "worklist.search": Row("/cases/search", HAS_LIST),
    "worklist.found": Row("/cases/found", HAS_LIST),
}


@dataclass(frozen=True)
class Stands:
    """What somebody is: anywhere, to a case of Alderfen, and to one whose district nobody knows yet."""

    anywhere: frozenset[str]
    alderfen: frozenset[str] = frozenset()
    unplaced: frozenset[str] = frozenset()


ANOTHER = "another decision-maker of its district"
PEOPLE: Mapping[str, Stands] = {
    "intake": Stands(only("intake", "keyed it in"), only(INTAKE), only(INTAKE)),
    "intake_elsewhere": Stands(only("intake"), only(), only(INTAKE)),
    "intake_everywhere": Stands(only("intake"), only(INTAKE), only(INTAKE)),
    "desk": Stands(only("intake"), only(), only(INTAKE)),  # the county's front desk
    "decider": Stands(only("decider"), only(DECIDER)),  # who proposed what waits for a second person
    "second": Stands(only("decider"), only(DECIDER, ANOTHER)),
    "decider_elsewhere": Stands(only("decider")),
    "decider_everywhere": Stands(only("decider"), only(DECIDER, ANOTHER), only(DECIDER)),
    "police_decider": Stands(only("decider"), only(POLICE_DECIDER)),
    "elsewhere": Stands(only("decider")),  # decides for a body that has not the case
    "stranger": Stands(only("intake", "decider"), only(), only(INTAKE)),  # both roles, in another district
    "chair": Stands(only("chair"), only(CHAIR)),
    "chair2": Stands(only("chair")),  # chairs nothing
    "chair_of_another": Stands(only("chair")),
    "chair_elsewhere": Stands(only("chair")),
    "police": Stands(only("body"), only(POLICE)),
    "council": Stands(only("body"), only(COUNCIL)),
    "health": Stands(only("body"), only(HEALTH)),
    "marlowick_council": Stands(only("body")),
    "bodiless": Stands(only("body")),
    "officer": Stands(only("appeals"), only(APPEAL_OFFICER)),
    "officer_of_another": Stands(only("appeals")),
    "officer_of_none": Stands(only("appeals")),
    "figures": Stands(only("figures", "figures everywhere")),
    "figures_alderfen": Stands(only("figures")),
    "admin": Stands(only("admin", "admin everywhere")),
    "admin_alderfen": Stands(only("admin")),
    "protection": Stands(only("protection"), only(PROTECTION), only(PROTECTION)),
    "stepped_off": Stands(only("intake", "decider", "chair", "appeals")),
    "nobody": Stands(only()),
}
# Not signed in: the public, and somebody whose session was open when they left.
SIGNED_OUT = (PUBLIC, "left")
# Where a meeting was set, so that there is a chair; and where an appeal has an officer.
WITH_A_CHAIR = only(
    "panel_set", "draft_plan", "commented", "concluded", "ended", "closed", "appealed", "assigned"
)
WITH_AN_OFFICER = only("assigned")
# What no body has: the victim has not agreed, or there is no application yet.
WITH_NO_BODY = only("awaiting_consent", "override_proposed", "call")


def stands(person: str, case: str) -> frozenset[str]:
    """What a person is to the case of this name ("" for a page about no case)."""
    found = PEOPLE[person]
    if not case:
        return found.anywhere
    if case == "unplaced":
        return found.unplaced
    missing: frozenset[str] = frozenset()
    if case not in WITH_A_CHAIR:
        missing |= {CHAIR}
    if case not in WITH_AN_OFFICER:
        missing |= {APPEAL_OFFICER}
    if case in WITH_NO_BODY:
        missing |= BODY | {POLICE_DECIDER}
    return found.alderfen - missing
