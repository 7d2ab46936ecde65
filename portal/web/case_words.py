"""Words for the codes that stand in a case, for pages of the staff: states, turns, clocks, letters, and so on."""

from collections.abc import Mapping

from flask import Flask

from portal.cases.independence import Bar
from portal.cases.moves import State
from portal.cases.safe_contact import Held
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock, Named
from portal.cases.turns import Turn
from portal.delivery import Trouble
from portal.documents.required import LetterKind
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.outbox import CAME_BACK, CASE_OVER, TOLD_ANEW
from portal.web.language import say
from portal.web.routing import office
from portal.web.threshold_words import THRESHOLD
from portal.wording import msg

WORDS: Mapping[str, Mapping[str, str]] = {
    **THRESHOLD,
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
        Clock.RETURNS: msg("Answers of the organisations"),
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
    "way": {  # channels as the applicant chose them
        "email": msg("Email"),
        "phone": msg("Phone call"),
        "text": msg("Text message"),
        "post": msg("Letter by post"),
        "collect": msg("Collects letters in person"),
        "trusted": msg("Through a person they trust"),
        "none": msg("No safe way"),
    },
    "visit": {
        "no": msg("Do not visit"),
        "yes": msg("A visit is safe"),
        "plain": msg("A visit is safe, but not in uniform"),
    },
    "voicemail": {"yes": msg("You may leave a message"), "no": msg("Do not leave a message")},
    "hours": {
        "morning": msg("In the morning"),
        "afternoon": msg("In the afternoon"),
        "evening": msg("In the evening"),
        "weekend": msg("At the weekend"),
        "any": msg("At any time"),
    },
    "role": {
        "victim": msg("Victim"),
        "applicant": msg("Applicant"),
        "representative": msg("Representative"),
        "affected": msg("Also affected"),
        "complained_of": msg("Said to cause it"),
        "witness": msg("Witness"),
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
    "letter": {
        LetterKind.ACKNOWLEDGEMENT: msg("We have your application"),
        LetterKind.THRESHOLD_MET: msg("The threshold is met"),
        LetterKind.THRESHOLD_NOT_MET: msg("The threshold is not met"),
        LetterKind.DEFERRED: msg("The decision is put off"),
        LetterKind.MEETING_INVITATION: msg("Invitation to the meeting"),
        LetterKind.MEETING_POSTPONED: msg("The meeting is put off"),
        LetterKind.CHAIR_REPLACED: msg("Another person leads the review"),
        LetterKind.DRAFT_PLAN: msg("Draft plan"),
        LetterKind.OUTCOME: msg("Outcome of the review"),
        LetterKind.ACTION_MILESTONE: msg("News of an action"),
        LetterKind.CLOSING: msg("The case is closed"),
        LetterKind.APPEAL_ACKNOWLEDGEMENT: msg("We have your appeal"),
        LetterKind.APPEAL_ACCEPTED: msg("Your appeal is accepted"),
        LetterKind.APPEAL_REFUSED: msg("Your appeal came too late"),
        LetterKind.APPEAL_WITHDRAWN: msg("Your appeal is withdrawn"),
        LetterKind.APPEAL_DECIDED: msg("Your appeal is decided"),
        LetterKind.REOPENED: msg("The case is open again"),
        LetterKind.MORE_TIME: msg("We need more time"),
        LetterKind.PAUSED: msg("We have to wait before we can go on"),
        LetterKind.RESUMED: msg("We go on with the case"),
        LetterKind.QUESTION: msg("A question for the applicant"),
        LetterKind.MOVED: msg("Another district deals with it"),
        LetterKind.MOVED_OUT: msg("Another area has to deal with it"),
        LetterKind.MERGED: msg("Two applications are now one"),
        LetterKind.WITHDRAWN: msg("The application is withdrawn"),
        LetterKind.ENDED: msg("The case has ended"),
        LetterKind.CONSENT_ASKED: msg("Do they agree?"),
        LetterKind.WAITING_FOR_CONSENT: msg("We have what you sent us"),
        LetterKind.CONSENT_OUTCOME: msg("About what you sent us"),
    },
    "told": {
        "opened": msg("opened by the link"),
        "posted": msg("sent by post"),
        "read_out": msg("read out"),
        "handed_over": msg("handed over"),
        "interpreted": msg("interpreted"),
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
        TaskKind.ASK_CONSENT_ANEW: msg("The case waits for their word: ask them safely, and say who would see it"),
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
    "channel": {
        "email": msg("Email"),
        "post": msg("Letter by post"),
        "call": msg("Phone call"),
        "text": msg("Text message"),
    },
    "heard": {  # how something reached an officer that others send by their link
        "phone": msg("by phone"),
        "post": msg("by post"),
        "email": msg("by email"),
        "in_person": msg("in person"),
    },
    "message": {
        "waiting": msg("Waiting"),
        "leased": msg("Being sent"),
        "sent": msg("Sent"),
        "held": msg("Held back"),
        "failed": msg("Not delivered"),
        "done": msg("Done by hand"),
    },
    "message_kind": {
        "letter_waiting": msg("There is a letter for you"),
        "application_for_body": msg("An application was made available"),
        "appeal_for_office": msg("An appeal came in"),
        "action_for_owner": msg("An action to carry out"),
        "case_for_district": msg("The case was handed over to its district"),
    },
    "asked": {  # how somebody was asked whether they agree
        "letter": msg("by letter"),
        "together": msg("together with whoever acts for them"),
        "alone": msg("in person, alone"),
        "phone": msg("by phone"),
        "signed_form": msg("by a signed form"),
        "councillor": msg("through their councillor or MP"),
    },
    "claimed": {  # what whoever applied said about it
        "asked": msg("The application says: they asked for it"),
        "together": msg("The application says: they were there and agreed"),
        "signed": msg("The application says: they signed a form"),
        "attorney": msg("The application says: a power of attorney or a deputy"),
        "parent": msg("The application says: a parent or guardian of a child"),
        "cannot_decide": msg("The application says: they cannot decide this themselves"),
        "ask_them": msg("The application says: please ask them"),
        "cannot_ask": msg("The application says: they cannot be asked safely"),
    },
    "consent_answer": {
        "agreed": msg("they agreed"),
        "refused": msg("they did not agree"),
        "not_reached": msg("they could not be reached"),
        "undecided": msg("they do not want to decide yet"),
    },
    "consent": {  # the state of somebody's agreement
        "not_needed": msg("They applied themselves"),
        "given": msg("They agreed"),
        "sought": msg("They have not said yet"),
        "refused": msg("They did not agree"),
        "withdrawn": msg("They agree no more"),
        "lacks_capacity": msg("They cannot decide this themselves; somebody acts in their place"),
        "child": msg("A child; a parent or guardian acts in their place"),
        "override": msg("It goes on without their word, for their safety"),
    },
    "relation": {
        "carer": msg("Carer"),
        "family": msg("Relative"),
        "friend": msg("Friend or neighbour"),
        "councillor": msg("Councillor"),
        "mp": msg("Member of Parliament or their office"),
        "professional": msg("Works with them"),
        "other": msg("Somebody else"),
    },
    "ground": {  # why a case goes on without the victim's word
        "safeguarding": msg("Somebody may come to harm, and nobody can ask them safely"),
        "lacks_capacity": msg("They cannot decide this themselves, and somebody acts in their place"),
        "child": msg("They are a child, and a parent or guardian acts for them"),
    },
    "trouble": {
        Held.NO_SAFE_CHANNEL: msg("The person gave no safe way to reach them. Find one with them."),
        Held.POST_NOT_ALLOWED: msg(
            "They did not allow letters by post. Tell them by a way that they allowed."
        ),
        Held.SHARED_POST: msg("Others can open their post. Find another way with them."),
        Held.WORDS_TO_AVOID: msg("It holds words they asked us never to use. Tell them another way."),
        Held.CONTACT_CHANGED: msg("How to reach them safely has changed since. Tell them the new way."),
        Held.NO_CONSENT: msg("They do not agree to being told."),
        Held.POST_CAME_BACK: msg("A letter to this address came back. Ask them for a safe address."),
        Held.NO_ADDRESS: msg("There is no address for this way. Tell them another way."),
        CAME_BACK: msg("The mail came back later. Ask for another address on a safe way."),
        CASE_OVER: msg("The case ended before it left. It does not leave any more."),
        TOLD_ANEW: msg("A new message went out by the safe way they gave since."),
        Trouble.SERVER: msg("The mail server could not be reached. It is tried again."),
        Trouble.SIGN_IN: msg(
            "The mail server did not let the portal in. It is tried again. Tell your administrator."
        ),
        Trouble.OURS: msg("A fault in the portal kept it here. It is tried again. Tell your administrator."),
        Trouble.REFUSED: msg("The mail server refused the address. Ask for another on a safe way."),
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
    "bar": {  # why somebody is not independent of a case, or is to be checked
        Bar.HANDLED: msg("dealt with the reports"),
        Bar.LINE_MANAGER: msg("manages somebody who dealt with the reports"),
        Bar.DECIDED: msg("decided in this case before"),
        Bar.MEANT: msg("is somebody the victim named"),
        Bar.OTHER: msg("had to do with the matter in another way"),
        Bar.TOOK_PART: msg("has dealt with this case before"),
        Bar.SAME_OFFICE: msg("works in the same office as somebody who decided in this case"),
        Bar.NAMED: msg("may be the same person as one the victim named: check"),
        Bar.RECORDED_NAME: msg("may be the same person as one recorded by name: check"),
        Bar.NO_OFFICE: msg("it is not recorded where they work: check"),
    },
    "progress": {
        "not_started": msg("Not started yet"),
        "under_way": msg("Under way"),
        "ready": msg("Done, in the organisation’s view"),
        "happened": msg("It has happened"),
        "not_yet": msg("It has not happened yet"),
    },
    "said_by": {
        "body": msg("The organisation"),
        "chair": msg("The chair"),
        "victim": msg("The victim"),
    },
    "part_before": {  # what somebody did about the reports before the case
        "handled": msg("Dealt with the reports"),
        "line_manager": msg("Manages somebody who dealt with the reports"),
        "decided": msg("Decided about the matter earlier"),
        "named_by_victim": msg("The victim named them and is worried"),
        "other": msg("Had to do with it in another way"),
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
    },
    "left_out": {
        "weekend": msg("weekend"),
        "bank_holiday": msg("bank holiday"),
        "closure": msg("offices closed"),
        "paused": msg("the clock stood still"),
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
