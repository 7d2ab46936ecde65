"""Who may do what: the one table of permissions.

`RULES` maps each Action to the roles that hold it and to the relation a person must have to the case.
What is not in the table is denied. `docs/permissions.md` is printed from it, and every route names its Action.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What a person is to the portal. Roles of staff are held for a district or for a body."""

    PUBLIC = "public"
    LINK_HOLDER = "link holder"
    INTAKE = "intake officer"
    DECIDER = "decision-maker"
    CHAIR = "panel chair"
    BODY_USER = "body's user"
    APPEAL_OFFICER = "appeal officer"
    PERFORMANCE = "performance officer"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION = "data protection officer"


STAFF_ROLES = tuple(role for role in Role if role not in (Role.PUBLIC, Role.LINK_HOLDER))


class Relation(StrEnum):
    """What must hold between the person and the thing they open."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    OWN_LINK = "the link was made for it"
    DISTRICT = "the case is in a district of the role"
    DESK = "the case is in a district of the role, or nobody knows its district yet"
    SECOND = "a proposal of somebody else waits, in a district of the role or with its body"
    CHAIRS = "chairs the panel of the case"
    BODY = "the case was made available to their body"
    ASSIGNED = "the appeal is assigned to them"
    PARTNERSHIP = "the role is held for the whole partnership"


class Action(StrEnum):
    """Everything a route can be for."""

    READ_PUBLIC_PAGE = "read public pages"
    APPLY = "apply for a case review"
    ASK_FOR_CALL = "ask for a call"
    EXIT = "leave at once"
    SIGN_IN = "sign in"
    READ_HEALTH = "read the health page"
    READ_LETTER = "read a letter by its link"
    APPEAL = "appeal by the link in a letter"
    COMMENT_ON_PLAN = "comment on the draft plan by link"
    CHOOSE_VOICE = "choose by link how to be heard"
    ANSWER_QUESTION = "answer a question by its link"
    SEE_STATUS = "see by link where the case stands"
    WITHDRAW = "withdraw the application by link"
    SIGN_OUT = "sign out and see own sessions"
    READ_GUIDE = "read the guide"
    SEE_WORKLIST = "see the worklist"
    SEE_CASE = "see a case"
    SEE_VIEWS = "see who looked at a case"
    FIND_VIEWS = "find by its reference who looked at a case"
    SEE_CASE_AS_BODY = "see an application made available to one's body"
    KEY_APPLICATION = "key in an application"
    ADD_NOTE = "add notes and documents"
    PLACE_CASE = "put an application into its district"
    NAME_CONTACT = "name the single point of contact"
    CHANGE_CONTACT = "change how somebody can be reached safely"
    ASSESS_RISK = "record that the risk was assessed"
    RECORD_TOLD = "record that somebody was told"
    DO_TASK = "do a task of a case"
    POST_LETTERS = "print and post letters"
    RECORD_CONSENT = "record whether a victim agrees with who applied for them"
    PROPOSE_OVERRIDE = "propose to go on without the victim's consent"
    AGREE_OVERRIDE = "agree, as the second person, to go on without consent"
    DECIDE_THRESHOLD = "decide the threshold"
    SECOND_NOT_MET = "agree to “not met” as the second person"
    LOOK_AGAIN = "look again at a case that was put off"
    FOLLOW_UP = "record what became of other help"
    CLOSE_AFTER_NOT_MET = "close a case after “not met”"
    RECORD_VOICE = "record how the victim wants to be heard"
    RECORD_COMMENT = "record what the victim said about the draft plan"
    RECORD_INVOLVEMENT = "record who dealt with the reports before"
    STEP_OFF = "step off a case"
    CONVENE = "set a panel meeting"
    REPLACE_CHAIR = "name another chair"
    HOLD_PANEL = "record the panel"
    FINISH_REVIEW = "finish the review"
    SAY_ABOUT_ACTION = "say by link whether an action has happened"
    UPDATE_ACTION = "record how an action goes"
    UPDATE_OWN_ACTION = "say how an action of one's body goes"
    REPLY_TO_RECOMMENDATION = "reply to a recommendation"
    END_ACTION = "end an action"
    CLOSE_CASE = "close a case"
    SET_CLOCKS = "pause, resume and extend clocks"
    ASK_APPLICANT = "ask the applicant a question"
    MOVE_CASE = "move a case to another place or join it to another case"
    LINK_CASES = "link two cases"
    KEY_WITHDRAWAL = "key that somebody withdraws"
    PROPOSE_END = "propose to end a case early"
    END_CASE = "agree to end a case early"
    REOPEN_CASE = "open a case again"
    ANSWER_FOR_BODY = "acknowledge and give the body's view"
    KEY_APPEAL = "key in an appeal that came without a link"
    JUDGE_LATE_APPEAL = "admit or refuse a late appeal"
    ACCEPT_APPEAL = "accept and assign an appeal"
    DECIDE_APPEAL = "decide an appeal"
    STEP_OFF_APPEAL = "give an appeal back"
    SEE_APPEAL = "see the papers of an appeal"
    SEE_FIGURES = "see the yearly figures"
    SEE_MAILBOX = "see the demonstration mailbox"


@dataclass(frozen=True)
class Rule:
    """Which roles hold an action, and the relation each needs."""

    roles: dict[Role, Relation]


def _anyone() -> Rule:
    return Rule({Role.PUBLIC: Relation.ANYONE})


def _by_link() -> Rule:
    return Rule({Role.LINK_HOLDER: Relation.OWN_LINK})


def _in_district(*roles: Role, chair: bool = False) -> Rule:
    """Intake officers also reach an application whose district nobody knows yet: somebody has to find it."""
    relations = {role: Relation.DESK if role is Role.INTAKE else Relation.DISTRICT for role in roles}
    if chair:
        relations[Role.CHAIR] = Relation.CHAIRS
    return Rule(relations)


RULES: dict[Action, Rule] = {
    Action.READ_PUBLIC_PAGE: _anyone(),
    Action.APPLY: _anyone(),
    Action.ASK_FOR_CALL: _anyone(),
    Action.EXIT: _anyone(),
    Action.SIGN_IN: _anyone(),
    Action.READ_HEALTH: _anyone(),
    Action.READ_LETTER: _by_link(),
    Action.APPEAL: _by_link(),
    Action.COMMENT_ON_PLAN: _by_link(),
    Action.CHOOSE_VOICE: _by_link(),
    Action.ANSWER_QUESTION: _by_link(),
    Action.SEE_STATUS: _by_link(),
    Action.WITHDRAW: _by_link(),
    Action.SIGN_OUT: Rule(dict.fromkeys(STAFF_ROLES, Relation.SIGNED_IN)),
    Action.READ_GUIDE: Rule(dict.fromkeys(STAFF_ROLES, Relation.SIGNED_IN)),
    Action.SEE_WORKLIST: Rule(
        {
            Role.INTAKE: Relation.DESK,
            Role.DECIDER: Relation.DISTRICT,
            Role.CHAIR: Relation.CHAIRS,
            Role.BODY_USER: Relation.BODY,
            Role.APPEAL_OFFICER: Relation.ASSIGNED,
        }
    ),
    Action.SEE_CASE: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.SEE_VIEWS: _in_district(Role.INTAKE, Role.DECIDER, Role.DATA_PROTECTION),
    Action.FIND_VIEWS: Rule({Role.DATA_PROTECTION: Relation.SIGNED_IN}),
    Action.KEY_APPLICATION: _in_district(Role.INTAKE),
    Action.ADD_NOTE: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.PLACE_CASE: _in_district(Role.INTAKE),
    Action.NAME_CONTACT: _in_district(Role.INTAKE, Role.DECIDER),
    Action.CHANGE_CONTACT: _in_district(Role.INTAKE, Role.DECIDER),
    Action.ASSESS_RISK: _in_district(Role.INTAKE, Role.DECIDER),
    Action.RECORD_TOLD: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.DO_TASK: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.POST_LETTERS: _in_district(Role.INTAKE, Role.DECIDER),
    Action.RECORD_CONSENT: _in_district(Role.INTAKE, Role.DECIDER),
    Action.PROPOSE_OVERRIDE: _in_district(Role.INTAKE, Role.DECIDER),
    Action.AGREE_OVERRIDE: _in_district(Role.DECIDER),
    Action.DECIDE_THRESHOLD: _in_district(Role.DECIDER),
    Action.SECOND_NOT_MET: Rule({Role.DECIDER: Relation.SECOND}),
    Action.LOOK_AGAIN: _in_district(Role.INTAKE, Role.DECIDER),
    Action.FOLLOW_UP: _in_district(Role.INTAKE, Role.DECIDER),
    Action.CLOSE_AFTER_NOT_MET: _in_district(Role.INTAKE, Role.DECIDER),
    Action.RECORD_VOICE: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.RECORD_COMMENT: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.RECORD_INVOLVEMENT: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.STEP_OFF: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.CONVENE: _in_district(Role.INTAKE, Role.DECIDER),
    Action.REPLACE_CHAIR: _in_district(Role.INTAKE, Role.DECIDER),
    Action.HOLD_PANEL: Rule({Role.CHAIR: Relation.CHAIRS}),
    Action.FINISH_REVIEW: Rule({Role.CHAIR: Relation.CHAIRS}),
    Action.SAY_ABOUT_ACTION: _by_link(),
    Action.UPDATE_ACTION: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.UPDATE_OWN_ACTION: Rule({Role.BODY_USER: Relation.BODY}),
    Action.REPLY_TO_RECOMMENDATION: Rule({Role.BODY_USER: Relation.BODY}),
    Action.END_ACTION: Rule({Role.CHAIR: Relation.CHAIRS}),
    Action.CLOSE_CASE: Rule({Role.CHAIR: Relation.CHAIRS}),
    Action.SET_CLOCKS: _in_district(Role.INTAKE, Role.DECIDER, chair=True),
    Action.ASK_APPLICANT: _in_district(Role.INTAKE, Role.DECIDER),
    Action.MOVE_CASE: _in_district(Role.INTAKE),
    Action.LINK_CASES: _in_district(Role.INTAKE, Role.DECIDER),
    Action.KEY_WITHDRAWAL: _in_district(Role.INTAKE, Role.DECIDER),
    Action.PROPOSE_END: _in_district(Role.INTAKE, Role.DECIDER),
    Action.END_CASE: _in_district(Role.INTAKE, Role.DECIDER),
    Action.REOPEN_CASE: _in_district(Role.INTAKE, Role.DECIDER),
    Action.SEE_CASE_AS_BODY: Rule({Role.BODY_USER: Relation.BODY}),
    Action.ANSWER_FOR_BODY: Rule({Role.BODY_USER: Relation.BODY}),
    Action.KEY_APPEAL: _in_district(Role.INTAKE),
    Action.JUDGE_LATE_APPEAL: _in_district(Role.INTAKE, Role.DECIDER),
    Action.ACCEPT_APPEAL: _in_district(Role.INTAKE),
    Action.SEE_APPEAL: Rule({Role.APPEAL_OFFICER: Relation.ASSIGNED}),
    Action.STEP_OFF_APPEAL: Rule({Role.APPEAL_OFFICER: Relation.ASSIGNED}),
    Action.DECIDE_APPEAL: Rule({Role.APPEAL_OFFICER: Relation.ASSIGNED}),
    Action.SEE_FIGURES: Rule({Role.PERFORMANCE: Relation.PARTNERSHIP}),
    Action.SEE_MAILBOX: Rule({Role.ADMINISTRATOR: Relation.PARTNERSHIP}),
}


@dataclass(frozen=True)
class Grant:
    """A role held for a district, for a body, or (both None) for the whole partnership."""

    role: Role
    district: str | None = None
    body: str | None = None


@dataclass(frozen=True)
class Actor:
    """Whoever is acting: a member of staff, the holder of a link, a member of the public, or the system."""

    kind: Literal["staff", "link", "public", "system"]
    id: int | None = None
    grants: tuple[Grant, ...] = ()

    def roles(self) -> frozenset[Role]:
        """The roles this person holds anywhere."""
        if self.kind == "public":
            return frozenset({Role.PUBLIC})
        if self.kind == "link":
            return frozenset({Role.PUBLIC, Role.LINK_HOLDER})
        return frozenset({Role.PUBLIC, *(grant.role for grant in self.grants)})

    def districts(self, role: Role) -> frozenset[str] | None:
        """Districts for which `role` is held; None stands for every district of the partnership."""
        held = [grant for grant in self.grants if grant.role is role and grant.body is None]
        if any(grant.district is None for grant in held):
            return None
        return frozenset(grant.district for grant in held if grant.district is not None)

    def bodies(self, role: Role = Role.BODY_USER) -> frozenset[str]:
        """Bodies for which this person holds `role`: at first those for which they may answer."""
        return frozenset(grant.body for grant in self.grants if grant.role is role and grant.body)


PUBLIC = Actor("public")
SYSTEM = Actor("system")


def may_ever(actor: Actor, action: Action) -> bool:
    """Say whether any role of `actor` holds `action` at all, before a case is looked at. Unlisted: no."""
    return bool(roles_for(actor, action))


def roles_for(actor: Actor, action: Action) -> dict[Role, Relation]:
    """The roles of `actor` that hold `action`, each with the relation it needs. Empty: denied.

    What is about no case shows here alone: a role held for one district opens nothing of the whole partnership.
    """
    rule = RULES.get(action)
    if rule is None:
        return {}
    return {
        role: relation
        for role, relation in rule.roles.items()
        if role in actor.roles() and (relation is not Relation.PARTNERSHIP or actor.districts(role) is None)
    }
