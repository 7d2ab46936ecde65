"""One sample of every letter, with the full range of its parts; names, places and cases are made up."""

from collections.abc import Callable
from datetime import date, time

from portal.cases.timetable import Term
from portal.documents import letters
from portal.documents.letter import Head, Letter
from portal.documents.letters.facts import (
    Answer,
    AnswerPage,
    AppealAccepted,
    AppealDecided,
    AppealReceived,
    AppealRefused,
    AppealWithdrawn,
    Asked,
    BodyView,
    Chair,
    ChairReplaced,
    Challenge,
    Closed,
    Closing,
    ConsentAsked,
    ConsentOutcome,
    CountedReport,
    Deferred,
    DraftPlan,
    Ended,
    EndedAction,
    Finding,
    Invitation,
    Meeting,
    Member,
    Merged,
    Met,
    Milestone,
    MoreTime,
    Moved,
    MovedOut,
    NotMet,
    OtherHelp,
    Outcome,
    Paused,
    PlannedAction,
    Postponed,
    Promise,
    Receipt,
    Recommendation,
    Reopened,
    Resumed,
    SupportLine,
    Waiting,
    Weighed,
    Withdrawn,
)
from portal.documents.required import LetterKind
from portal.documents.signposts import routes_for
from portal.wording import Translator, in_english
from triage.ruler import Row, Ruler

COUNCIL, POLICE, HOMES, HEALTH = (
    "Exampleshire Council",
    "Example Police",
    "Example Homes",
    "Example Care Board",
)

HEAD = Head(
    partnership="Exampleshire Community Safety Partnership",
    partnership_address=("Community Safety", "Town Hall, 1 Market Place", "Exampletown", "EX1 1AA"),
    phone="01632 960 000",
    email="community.safety@example.org",
    reference="CR-7K3MQ-2F",
    day=date(2026, 3, 3),
    addressee="Ms Angharad Ŵyn-Wójcik",
    addressee_address=("Flat 2", "14 Mill Lane", "Exampletown", "EX1 2BB"),
    contact_name="Sam Okafor",
    contact_phone="01632 960 123",
    contact_email="sam.okafor@example.org",
    status_link="status01",
)
CLOSING = Closing(
    support=(
        SupportLine(
            "Example Victim Care",
            "01632 960 200",
            "Free help for victims of crime and anti-social behaviour.",
        ),
    ),
    routes=routes_for(
        [(COUNCIL, "council"), (POLICE, "police"), (HOMES, "landlord"), (HEALTH, "nhs")],
        tenure="housing_association",
        landlord=HOMES,
    ),
)
PROMISES = (Promise("contact", date(2026, 3, 9)), Promise("decision"), Promise("update", date(2026, 3, 17)))
CHALLENGE = Challenge(link="appeal01", by=date(2026, 4, 1), heard_by="Exampleshire Legal Services")
VIEWS = (
    BodyView(COUNCIL, "met", "We have had 11 calls about this address since Christmas."),
    BodyView(POLICE, "met"),
    BodyView(HOMES, "no view", "Our file is still with the area office."),
)
ACTION = PlannedAction(
    what="Put up a camera that covers the shared stairs and the bin store.",
    owner=HOMES,
    due=date(2026, 5, 29),
    measure="The camera records, and the tenant has seen the sign.",
    finds_out="yes",
    told_first_on=date(2026, 5, 22),
)
SECOND_ACTION = PlannedAction(
    what="A named officer rings every two weeks.",
    owner=POLICE,
    due=date(2026, 4, 17),
    measure="A note of each call is in the record.",
    finds_out="no",
)
RECOMMENDATIONS = (
    Recommendation(COUNCIL, "Look again at the noise recordings of January and February."),
    Recommendation(HOMES, "Tell tenants in writing how a report is followed up, and within how many days."),
)
CHAIR = Chair(
    "Dr Rhian Pugh",
    "Neighbouring Council",
    "Dr Pugh works for another council and had no part in your reports.",
)
MEMBERS = (Member(COUNCIL, "J Patel"), Member(POLICE), Member(HOMES, "T Nowak"))
MEETING = Meeting(
    date(2026, 4, 14), time(10, 30), "Room 4, Town Hall, 1 Market Place. There is a lift.", CHAIR, MEMBERS
)
ANSWERS = (
    AnswerPage(
        "What is happening",
        (
            Answer("What kind of behaviour is it?", "Noise, Threats"),
            Answer(
                "What has been happening?",
                "Loud music most nights until 3am.\nShouting on the stairs.\n\nMy son does not sleep any more.",
            ),
        ),
    ),
    AnswerPage(
        "Your first report",
        (Answer("When did it happen?", "3 January 2026"), Answer("Who did you tell?", "Police")),
    ),
)


def reports(_: Translator) -> tuple[CountedReport, ...]:
    source = "ASB Case Review procedure, version 3, section 2"
    why = _(
        "You told someone within one month of when it happened, and you applied within six months of that."
    )
    late = _("You told someone more than one month after it happened.")
    return (
        CountedReport("3 January 2026", "4 January 2026", POLICE, True, why, source),
        CountedReport("between 10 and 14 January 2026", "20 January 2026", COUNCIL, True, why, source),
        CountedReport("1 February 2026", "1 February 2026", HOMES, True, why, source),
        CountedReport("20 December 2025", "2 February 2026", HOMES, False, late, source),
    )


REASONS = (
    "You told three organisations about the noise and the threats.\n\n"
    "Three of your four reports count. The harm to you and your son is serious, "
    "and nobody looked at all the reports together."
)
DECIDED_BY = "Alex Morgan, for the council, the police and the housing association"

# One report that counts, one that does not, one with rough dates, one without any.
DATES = Ruler(
    date(2025, 9, 20),
    date(2026, 9, 10),
    date(2026, 2, 16),
    (
        Row("r1", "yes", "counts", date(2026, 1, 3), date(2026, 1, 3), date(2026, 1, 5), date(2026, 1, 5), None,
            date(2026, 7, 4)),
        Row("r2", "no", "told_late", date(2025, 10, 1), date(2025, 10, 1), date(2025, 12, 1), date(2025, 12, 1), None,
            date(2026, 5, 31)),
        Row("r3", "unclear", "unclear", date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 10),
            None, date(2026, 7, 31)),
        Row("r4", "unclear", "unclear", None, None, None, None, None, None),
    ),
)  # fmt: skip
MET = Met(
    decided_on=date(2026, 3, 2),
    decided_by=DECIDED_BY,
    reasons=REASONS,
    reports=reports(in_english),
    needed=3,
    views=VIEWS,
    promises=(Promise("meeting", date(2026, 4, 17)),),
    challenge=CHALLENGE,
    closing=CLOSING,
    hear_link="heard001",
    hear_by=date(2026, 3, 20),
    dates=DATES,
)
NOT_MET = NotMet(
    decided_on=date(2026, 3, 2),
    decided_by=DECIDED_BY,
    reasons=REASONS,
    reports=reports(in_english),
    needed=5,
    weighed=(
        Weighed("persistence", "Four reports in three months."),
        Weighed("harm", "You told us that you sleep badly."),
        Weighed("adequacy", "Each report was answered within two days."),
        Weighed("vulnerability", "You told us about your son's asthma."),
        Weighed("hate", "Nothing points to this."),
    ),
    views=VIEWS,
    help=(
        OtherHelp(
            HOMES, "Visit you and agree what to do about the noise.", "01632 960 300", date(2026, 3, 30)
        ),
    ),
    challenge=CHALLENGE,
    closing=CLOSING,
    second_person="Kim Ellis, Example Police",
)
DEFERRED = Deferred(
    decided_on=date(2026, 3, 2),
    decided_by=DECIDED_BY,
    reasons="Your last report is five days old. The council is visiting this week.",
    reports=reports(in_english),
    needed=5,
    rule="A decision may wait for up to 28 days while work on the newest report is going on.",
    source="ASB Case Review procedure, version 3, section 4",
    look_again_on=date(2026, 3, 27),
    challenge=CHALLENGE,
    closing=CLOSING,
)
RECEIPT = Receipt(date(2026, 3, 3), (COUNCIL, POLICE, HEALTH, HOMES), PROMISES, ANSWERS, CLOSING)
INVITATION = Invitation(
    MEETING,
    CLOSING,
    None,
    "heard001",
    date(2026, 4, 2),
    None,
    ("A Polish interpreter", "A seat near the door"),
)
POSTPONED = Postponed(
    date(2026, 4, 7), MEETING, "The police officer who knows your case is ill.", CLOSING, "heard001"
)
DRAFT = DraftPlan(
    date(2026, 4, 14), (ACTION, SECOND_ACTION), RECOMMENDATIONS, CLOSING, date(2026, 4, 28), "comment1"
)
OUTCOME = Outcome(
    concluded_on=date(2026, 5, 1),
    meeting_day=date(2026, 4, 14),
    decision="The organisations did not do enough together. From now on one person leads, and there is a plan.",
    reasons="Each organisation answered its own reports. Nobody saw that it was the same problem.",
    chair=CHAIR,
    members=MEMBERS,
    heard="come",
    findings=(
        Finding(COUNCIL, "The council answered quickly but closed the noise case without telling you."),
        Finding(POLICE, "The police took statements and kept you informed."),
    ),
    recommendations=RECOMMENDATIONS,
    actions=(ACTION, SECOND_ACTION),
    comments="answered",
    challenge=CHALLENGE,
    closing=CLOSING,
    heard_words="You spoke for 15 minutes about the nights and about your son.",
    answer="You asked for an earlier date for the camera. It is now one month earlier.",
)
MILESTONE = Milestone(
    ACTION,
    "late",
    date(2026, 6, 1),
    CLOSING,
    "The camera has been ordered and comes next week.",
    "view0001",
    2,
)
CLOSED = Closed(
    date(2026, 8, 3),
    "All actions are done and you told us that the nights have been quiet since June.",
    (
        EndedAction(ACTION.what, HOMES, "done", date(2026, 6, 10), "The camera records."),
        EndedAction(SECOND_ACTION.what, POLICE, "no longer needed", date(2026, 7, 31)),
    ),
    CHALLENGE,
    CLOSING,
)
APPEAL_RECEIVED = AppealReceived(
    date(2026, 3, 25),
    "threshold",
    "You did not look at my report to the landlord.",
    Term(15, "working_day"),
    CLOSING,
    True,
    ("You have new information that could not have been given before.",),
    True,
)
APPEAL_ACCEPTED = AppealAccepted(
    date(2026, 3, 27),
    "review",
    "Morgan Price",
    "Exampleshire Legal Services",
    "Legal Services took no part in your case and report to another director.",
    date(2026, 4, 20),
    CLOSING,
    "addmore1",
)
APPEAL_DECIDED = AppealDecided(
    decided_on=date(2026, 4, 17),
    about="review",
    result="sent back",
    reasons="The panel did not have your diary before it. It should look at it.",
    officer="Morgan Price",
    office="Exampleshire Legal Services",
    independence="Legal Services took no part in your case and report to another director.",
    promises=(Promise("meeting", date(2026, 5, 15)),),
    closing=CLOSING,
    recommendations=RECOMMENDATIONS,
)
REOPENED = Reopened(
    date(2026, 4, 17),
    "The appeal officer found that your diary was not read.",
    "panel",
    True,
    (Promise("meeting"),),
    CLOSING,
)

MORE_TIME = MoreTime(
    "The housing association has to look for older letters.",
    date(2026, 3, 9),
    Promise("decision", date(2026, 3, 23)),
    CLOSING,
)
MOVED = Moved(
    date(2026, 3, 5), date(2026, 3, 2), "Riverside", "It happens there.", (COUNCIL, POLICE), PROMISES, CLOSING
)
MOVED_OUT = MovedOut(
    date(2026, 3, 5),
    date(2026, 3, 2),
    "Far Away Partnership",
    "01632 960 777",
    "The street is in their area.",
    CHALLENGE,
    CLOSING,
)
MERGED = Merged(date(2026, 3, 5), "CR-AAAAA-AA", date(2026, 2, 2), "Both are about the same flat.", CLOSING)
ENDED = Ended(date(2026, 6, 5), "cannot be reached", "We rang six times and wrote twice.", CHALLENGE, CLOSING)

APPEAL_REFUSED = AppealRefused(
    date(2026, 7, 9), "threshold", date(2026, 7, 6), date(2026, 6, 12), "You knew of it in May.", CLOSING
)
APPEAL_WITHDRAWN = AppealWithdrawn(date(2026, 6, 3), "review", date(2026, 6, 12), CLOSING)
CHAIR_REPLACED = ChairReplaced(date(2026, 4, 2), date(2026, 4, 14), False, MEETING.chair, CLOSING)

CONSENT_ASKED = ConsentAsked(
    date(2026, 3, 3), "Councillor Robin Ward", ("Example Police", "Example Council"), CLOSING
)
LETTERS: dict[LetterKind, Callable[[Head, Translator], Letter]] = {
    LetterKind.ACKNOWLEDGEMENT: lambda head, _: letters.acknowledgement(head, RECEIPT, _),
    LetterKind.THRESHOLD_MET: lambda head, _: letters.threshold_met(head, MET, _),
    LetterKind.THRESHOLD_NOT_MET: lambda head, _: letters.threshold_not_met(head, NOT_MET, _),
    LetterKind.DEFERRED: lambda head, _: letters.deferred(head, DEFERRED, _),
    LetterKind.MEETING_INVITATION: lambda head, _: letters.meeting_invitation(head, INVITATION, _),
    LetterKind.MEETING_POSTPONED: lambda head, _: letters.meeting_postponed(head, POSTPONED, _),
    LetterKind.CHAIR_REPLACED: lambda head, _: letters.chair_replaced(head, CHAIR_REPLACED, _),
    LetterKind.DRAFT_PLAN: lambda head, _: letters.draft_plan(head, DRAFT, _),
    LetterKind.OUTCOME: lambda head, _: letters.outcome(head, OUTCOME, _),
    LetterKind.ACTION_MILESTONE: lambda head, _: letters.action_milestone(head, MILESTONE, _),
    LetterKind.CLOSING: lambda head, _: letters.closing(head, CLOSED, _),
    LetterKind.APPEAL_ACKNOWLEDGEMENT: lambda head, _: letters.appeal_acknowledgement(
        head, APPEAL_RECEIVED, _
    ),
    LetterKind.APPEAL_ACCEPTED: lambda head, _: letters.appeal_accepted(head, APPEAL_ACCEPTED, _),
    LetterKind.APPEAL_REFUSED: lambda head, _: letters.appeal_refused(head, APPEAL_REFUSED, _),
    LetterKind.APPEAL_WITHDRAWN: lambda head, _: letters.appeal_withdrawn(head, APPEAL_WITHDRAWN, _),
    LetterKind.APPEAL_DECIDED: lambda head, _: letters.appeal_decided(head, APPEAL_DECIDED, _),
    LetterKind.REOPENED: lambda head, _: letters.reopened(head, REOPENED, _),
    LetterKind.MORE_TIME: lambda head, _: letters.more_time(head, MORE_TIME, _),
    LetterKind.PAUSED: lambda head, _: letters.paused(
        head, Paused(date(2026, 3, 5), "You are in hospital.", CLOSING), _
    ),
    LetterKind.RESUMED: lambda head, _: letters.resumed(
        head, Resumed(date(2026, 3, 9), (Promise("decision", date(2026, 4, 1)),), CLOSING), _
    ),
    LetterKind.QUESTION: lambda head, _: letters.question(
        head, Asked("On which day did you ring the council?", True, "answer01", CLOSING), _
    ),
    LetterKind.MOVED: lambda head, _: letters.moved(head, MOVED, _),
    LetterKind.MOVED_OUT: lambda head, _: letters.moved_out(head, MOVED_OUT, _),
    LetterKind.MERGED: lambda head, _: letters.merged(head, MERGED, _),
    LetterKind.WITHDRAWN: lambda head, _: letters.withdrawn(
        head, Withdrawn(date(2026, 4, 1), True, CLOSING), _
    ),
    LetterKind.ENDED: lambda head, _: letters.ended(head, ENDED, _),
    LetterKind.CONSENT_ASKED: lambda head, _: letters.consent_asked(head, CONSENT_ASKED, _),
    LetterKind.WAITING_FOR_CONSENT: lambda head, _: letters.waiting_for_consent(
        head, Waiting(date(2026, 3, 3), CLOSING), _
    ),
    LetterKind.CONSENT_OUTCOME: lambda head, _: letters.consent_outcome(
        head, ConsentOutcome("goes on", CLOSING), _
    ),
}
