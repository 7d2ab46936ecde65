"""Words for the codes that stand in a case, for pages of the staff: states, turns, clocks, letters, and so on."""

from collections.abc import Mapping

from flask import Flask

from portal.cases.moves import State
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock, Named
from portal.cases.turns import Turn
from portal.store.cases import UNKNOWN_DISTRICT
from portal.web.language import say
from portal.web.letter_words import LETTERS
from portal.web.people_words import PEOPLE
from portal.web.routing import office
from portal.web.threshold_words import THRESHOLD
from portal.wording import msg

WORDS: Mapping[str, Mapping[str, str]] = {
    **THRESHOLD,
    **LETTERS,
    **PEOPLE,
    "state": {
        State.CALL_ASKED: msg("Asked for a call"),
        State.AWAITING_CONSENT: msg("Waiting for consent"),
        State.RECEIVED: msg("Received"),
        State.NOT_MET_PROPOSED: msg("“Not met” proposed"),
        State.NOT_MET: msg("Threshold not met"),
        State.DEFERRED: msg("Decision put off"),
        State.ACCEPTED: msg("Threshold met"),
        State.PANEL_SET: msg("Meeting set"),
        State.DRAFT_PLAN: msg("Draft plan"),
        State.CONCLUDED: msg("Review finished"),
        State.WITHDRAWN: msg("Withdrawn"),
        State.CLOSED: msg("Closed"),
    },
    "turn": {
        Turn.DECIDER: msg("Decision-maker"),
        Turn.OFFICE: msg("Office"),
        Turn.CHAIR: msg("Panel chair"),
        Turn.NOBODY: msg("Nobody"),
    },
    "clock": {
        Clock.PASS_ON: msg("Make the application available to the organisations"),
        Clock.FIRST_CONTACT: msg("First contact with the applicant"),
        Clock.RETURNS: msg("Say what the organisation holds and thinks"),
        Clock.DECISION: msg("Tell the threshold decision"),
        Clock.PANEL: msg("Hold the panel meeting"),
        Clock.PLAN_COMMENT: msg("The victim may comment on the draft plan"),
        Clock.OUTCOME: msg("Tell the outcome"),
        Clock.UPDATE: msg("Tell the applicant how it is going"),
        Clock.APPEAL_WINDOW: msg("The applicant may appeal"),
        Clock.APPEAL_DECISION: msg("Decide the appeal"),
        Clock.RISK: msg("Assess the risk"),
        Clock.RISK_FLAGGED: msg("Assess the risk, urgent"),
        Named.FOLLOW_UP: msg("Ask how the other help went"),
        Clock.ACTION_REMINDER: msg("Remind the owner of an action before its day"),
        Clock.UNOPENED: msg("Call or write when a letter is not opened"),
        Clock.POST: msg("A posted letter counts as received"),
    },
    "flag": {
        "danger_words": msg("Words of danger"),
        "hate": msg("Hate"),
        "vulnerable": msg("Vulnerable"),
        "share_home": msg("Shares a home with them"),
        "worried_about": msg("Worried about someone in a service"),
        "needs_help": msg("Needs help to take part"),
        "unknown_district": msg("District not known"),
        "on_behalf": msg("Somebody applied for them"),
        "check_consent": msg("Ask them whether they agree"),
        "worried_for_them": msg("Whoever applied is worried for them"),
        "needs_chair": msg("Needs a chair"),
        "action_late": msg("An action is late"),
    },
    "note": {
        "note": msg("Note"),
        "call": msg("Phone call"),
        "visit": msg("Visit"),
        "email": msg("Email"),
        "letter": msg("Letter"),
        "meeting": msg("Meeting"),
    },
    "audience": {
        "officers": msg("Officers of the case only"),
        "bodies": msg("Officers and the organisations"),
        "applicant": msg("Officers, the organisations and the applicant"),
    },
    "task": {
        TaskKind.LETTER_UNOPENED: msg("Nobody opened a letter: call or write"),
        TaskKind.CALL_TO_TELL: msg("Tell them by phone, or as they asked, what a letter says"),
        TaskKind.HELD_BACK: msg("A message was held back: find a safe way"),
        TaskKind.MAIL_NOT_TAKEN: msg("A mail could not be delivered: find another way"),
        TaskKind.MAIL_CAME_BACK: msg("A mail came back: find another way"),
        TaskKind.LETTER_CAME_BACK: msg("A letter came back by post: ask for a safe address"),
        TaskKind.UNDERSTOOD: msg("A letter reached them: make sure they understand it"),
        TaskKind.DANGER_WORDS: msg("Words of danger: read the application now and act"),
        TaskKind.ASK_CONSENT_ANEW: msg(
            "The case waits for their word: ask them safely, and say who would see it"
        ),
        TaskKind.VERIFY_CONSENT: msg("Check with the victim that they agreed"),
        TaskKind.INTERPRETER: msg("Arrange an interpreter"),
        TaskKind.TRANSLATION: msg("Arrange a translation"),
        TaskKind.BSL: msg("Arrange British Sign Language (BSL)"),
        TaskKind.TEXT_RELAY: msg("Arrange calls by text relay"),
        TaskKind.EASY_READ: msg("Arrange letters in easy read"),
        TaskKind.AUDIO: msg("Arrange letters as audio"),
        TaskKind.BRAILLE: msg("Arrange letters in Braille"),
        TaskKind.FILLING_IN: msg("Arrange help with forms"),
        TaskKind.COMPANION: msg("Arrange for somebody to be with them at meetings"),
        TaskKind.ACTION_NOT_YET: msg("The victim says that an action has not happened yet: look at it"),
        TaskKind.RETURN_LATE: msg(
            "An organisation has not answered in time: ask it. Under “Deadlines” stands which"
        ),
        TaskKind.NEEDS_CHAIR: msg("Nobody leads the review any more: name another chair"),
        TaskKind.APPEAL_NEEDS_OFFICER: msg("An appeal has no officer any more: give it to another one"),
        TaskKind.NEEDS_DECIDER: msg("Nobody is left to decide: ask the administrator to add somebody"),
        TaskKind.OTHER_NEED: msg("Look at what else they said they need"),
        TaskKind.ANSWER_AWAITED: msg("The applicant was asked a question: wait for the answer, or ring"),
        TaskKind.ANSWER_CAME: msg("The applicant answered a question: read what they wrote"),
        TaskKind.NAME_CONTACT_ANEW: msg(
            "Name a contact: the one before does not deal with the case any more"
        ),
        TaskKind.ASK_TO_SEND_ON: msg("Ask whether to send the application on to the other area"),
        TaskKind.SECOND_LOOK_AT_END: msg(
            "Somebody proposed to end the case: look at it as the second person"
        ),
        TaskKind.MEANT_TO_WITHDRAW: msg(
            "Somebody withdrew by a link: ask the person, in a safe way, whether it was them"
        ),
    },
    "arrival": {  # how an application came
        "online": msg("online"),
        "phone": msg("by phone"),
        "post": msg("by post"),
        "email": msg("by email"),
        "in_person": msg("in person"),
        "call_asked": msg("by asking for a call"),
    },
    "outcome": {
        "met": msg("The threshold is met"),
        "not_met": msg("The threshold is not met"),
        "deferred": msg("The decision was put off"),
        "concluded": msg("The review was finished without recommendations"),
        "concluded_with_recommendations": msg("The review was finished with recommendations"),
        "closed": msg("The case was closed"),
        "ended": msg("The case was ended early"),
    },
    "action": {
        "open": msg("Open"),
        "done": msg("Done"),
        "no_longer_needed": msg("No longer needed"),
        "replaced": msg("Replaced by another"),
        "transferred": msg("Passed to somebody else"),
    },
    "progress": {
        "not_started": msg("Not started yet"),
        "under_way": msg("Under way"),
        "ready": msg("Done, in the organisation’s view"),
        "happened": msg("It has happened"),
        "not_yet": msg("It has not happened yet"),
    },
    "told_whom": {
        "police": msg("the police"),
        "council": msg("the council"),
        "social_landlord": msg("the landlord or housing association"),
        "health": msg("a health service"),
        "councillor": msg("a councillor or MP"),
        "other": msg("someone else"),
    },
    "why_ended": {
        "moved_away": msg("They moved away"),
        "died": msg("The person died"),
        "cannot_be_reached": msg("They cannot be reached"),
    },
    "ended_for": {
        "closed": msg("the case was closed"),
        "withdrawn": msg("the application was withdrawn"),
        "appeal_withdrawn": msg("the appeal was withdrawn"),
        "ended": msg("the case was ended early"),
        "merged": msg("it became one with another case"),
        "moved": msg("it was passed to another area"),
        "consent": msg("the victim has not agreed, or agrees no more"),
        "came_back": msg("the letter that began it came back by post"),
        "time_over": msg("the time was over"),
        "decided": msg("the threshold was decided"),
        "taken_back": msg("the organisation does not have the case any more"),
    },
    "left_out": {
        "weekend": msg("weekend"),
        "bank_holiday": msg("bank holiday"),
        "closure": msg("offices closed"),
        "paused": msg("the clock stood still"),
    },
    "appeal_result": {
        "upheld_sent_back": msg("Upheld and sent back"),
        "reversed": msg("Upheld: the threshold is met"),
        "recommended": msg("Upheld with recommendations"),
        "partly": msg("Upheld in part"),
        "not_upheld": msg("Not upheld"),
        "out_of_scope": msg("Not something an appeal can look at"),
    },
}


def named(kind: str, code: str | None) -> str:
    """Return the words for a code in the reader's language; a code without words is shown as it is."""
    if code is None:
        return ""
    words = WORDS[kind].get(code)
    return say(words) if words else str(code)


def district_name(key: str) -> str:
    """Return the name of a district of the partnership."""
    if key == UNKNOWN_DISTRICT:
        return say(msg("Not known yet"))
    return next((one.name for one in office().partnership.districts if one.key == key), key)


def register(app: Flask) -> None:
    """Give templates `named(kind, code)` and `district_name(key)`."""
    app.jinja_env.globals.update(named=named, district_name=district_name)
