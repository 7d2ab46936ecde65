"""Words for the codes of letters and messages: what each is, how far it is, what keeps it from leaving."""

from collections.abc import Mapping

from portal.cases.safe_contact import Held
from portal.delivery import Trouble
from portal.documents.required import LetterKind
from portal.store.outbox import CAME_BACK, CASE_OVER, OVERTAKEN, TOLD_ANEW
from portal.wording import msg

LETTERS: Mapping[str, Mapping[str, str]] = {
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
    "channel": {
        "email": msg("Email"),
        "post": msg("Letter by post"),
        "call": msg("Phone call"),
        "text": msg("Text message"),
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
    "trouble": {
        Held.NO_SAFE_CHANNEL: msg("The person gave no safe way to reach them. Find one with them."),
        Held.POST_NOT_ALLOWED: msg(
            "They did not allow letters by post. Tell them by a way that they allowed."
        ),
        Held.SHARED_POST: msg("Others can open their post. Find another way with them."),
        Held.WORDS_TO_AVOID: msg("It holds words they asked us never to use. Tell them another way."),
        Held.CONTACT_CHANGED: msg("How to reach them safely has changed since. Tell them the new way."),
        Held.NO_CONSENT: msg("They do not agree to being told."),
        Held.DIED: msg("They died. Nothing that was written to them before goes to their address."),
        Held.POST_CAME_BACK: msg("A letter to this address came back. Ask them for a safe address."),
        Held.NO_ADDRESS: msg("There is no address for this way. Tell them another way."),
        CAME_BACK: msg("The mail came back later. Ask for another address on a safe way."),
        CASE_OVER: msg("The case ended before it left. It does not leave any more."),
        OVERTAKEN: msg("Newer news took its place. Nobody has to tell them this any more."),
        TOLD_ANEW: msg("A new message went out by the safe way they gave since."),
        Trouble.SERVER: msg("The mail server could not be reached. It is tried again."),
        Trouble.SIGN_IN: msg(
            "The mail server did not let the portal in. It is tried again. Tell your administrator."
        ),
        Trouble.OURS: msg("A fault in the portal kept it here. It is tried again. Tell your administrator."),
        Trouble.REFUSED: msg("The mail server refused the address. Ask for another on a safe way."),
    },
}
