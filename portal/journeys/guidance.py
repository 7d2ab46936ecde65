"""What officers and chairs weigh at each step, and what the law says: said once, for the pages and for the guide.

The step's page shows its own part in a few lines; the printable guide puts all parts in order. The advice follows
what the partnerships' training taught and what ombudsmen found missing (Local Government Ombudsman decisions named
beside the line). Sections of the Act are those of the Anti-social Behaviour, Crime and Policing Act 2014.
"""

from dataclasses import dataclass
from typing import Literal

from portal.wording import msg

Reader = Literal["officer", "decision-maker", "chair", "appeal officer"]


@dataclass(frozen=True)
class Law:
    """What the law or an ombudsman says, in a plain sentence, and where it stands."""

    says: str
    source: str


@dataclass(frozen=True)
class Guidance:
    """One step: who takes it, what to weigh (each line a sentence), and the law behind it."""

    title: str
    reader: Reader
    weigh: tuple[str, ...]
    law: tuple[Law, ...] = ()


GUIDE: dict[str, Guidance] = {
    "first_days": Guidance(
        msg("When an application comes"),
        "officer",
        (
            msg("Read how the person can be reached safely before you call, write or visit."),
            msg("Ask whether they are in danger now. Assess the risk early: who may harm them, where and when?"),
            msg("Name one person as their contact. Tell them what happens next and by when."),
            msg("Never send them away because a date or a reference is missing. Help them to find it."),
        ),
        (
            Law(
                msg("Every relevant body of the area must have the application."),
                msg("section 104(3)(b)"),
            ),
            Law(
                msg("The council was at fault for not saying that the review exists."),
                msg("Ombudsman, Charnwood 20 008 873"),
            ),
        ),
    ),
    "consent": Guidance(
        msg("When somebody applies for another person"),
        "officer",
        (
            msg("Speak with the victim themselves, alone and in a safe way. Ask what they want."),
            msg("Tell them what was written, who will see it, and that they can change it or say no."),
            msg("Silence is not a no. Try again by a safe way. Nothing ends by itself."),
            msg("Go on without their word only to keep somebody safe, with reasons that a second person agrees to."),
        ),
        (
            Law(
                msg("The Act lets somebody apply on behalf of a victim. It names no form of consent."),
                msg("section 104(1)"),
            ),
        ),
    ),
    "decide": Guidance(
        msg("Deciding the threshold"),
        "decision-maker",
        (
            msg("Count the reports, not what was done about them."),
            msg("How long has it gone on, and how often does it happen?"),
            msg("What harm does it do or could it do, above all to somebody vulnerable or hated for who they are?"),
            msg("Was what was done about it so far good enough?"),
            msg("Ask each organisation what it thinks. Silence is not agreement."),
            msg("Write reasons that the applicant can follow without knowing the Act."),
        ),
        (
            Law(
                msg(
                    "With as many reports in time as the procedure asks for, three at most by the Act’s notes, the"
                    " organisations must decide that the threshold is met. It makes no difference whether a case is"
                    " open or somebody has already answered."
                ),
                msg("section 104(4) and (11)"),
            ),
            Law(
                msg("In any other case they may accept it: by persistence, harm and the answer so far."),
                msg("section 104(5)"),
            ),
            Law(msg("The applicant must be told the decision."), msg("section 104(6)")),
        ),
    ),
    "not_met": Guidance(
        msg("When you think the threshold is not met"),
        "decision-maker",
        (
            msg("Say for each report you leave out why, and what shows it."),
            msg("Weigh persistence, harm, the answer so far, vulnerability and hate, each in words of its own."),
            msg("Offer other help, name who gives it, and look later whether it was given."),
            msg("Where the Act’s test is met you cannot refuse. You can only mark reports with evidence, and a second"
                " person has to agree."),
        ),
        (
            Law(
                msg("A council refused against its own threshold and was at fault."),
                msg("Ombudsman, Richmond upon Thames 21 009 778"),
            ),
            Law(
                msg("The procedure must say what an applicant can do who is not content with how it was dealt with."),
                msg("Schedule 4 paragraph 3"),
            ),
        ),
    ),
    "convene": Guidance(
        msg("Before the meeting"),
        "chair",
        (
            msg("Choose a chair who took no part in the case and does not lead those who did."),
            msg("Invite every organisation that knows something: police, council, health, landlord."),
            msg("Ask the victim how they want to be heard, and which day, time and place are safe."),
            msg("If they are not invited, write the reasons to them."),
            msg("Send the papers in good time. Everybody says whom they dealt with before."),
        ),
        (
            Law(msg("The relevant bodies carry out the review together."), msg("section 104(1)(a)")),
            Law(
                msg("The victim was not invited, and a meeting that was promised never took place: fault."),
                msg("Ombudsman, Lewisham 23 008 061"),
            ),
        ),
    ),
    "hold": Guidance(
        msg("In the meeting"),
        "chair",
        (
            msg("Begin with the victim: their words come first, and the minutes say how they were heard."),
            msg("Look at the harm and the pattern, not at each event alone."),
            msg("Was each report taken seriously? Did the organisations work together? Which powers were considered,"
                " and why were they not used?"),
            msg("Keep recommendations apart from actions. A recommendation asks; an action is agreed."),
            msg("Give each action one owner, a day, and a way to know that it was done. Will the person complained of"
                " find out? Then the victim is told first."),
            msg("Do not name the person complained of in anything that the victim is sent."),
        ),
        (
            Law(
                msg("Whoever carries out public functions must have regard to a recommendation."),
                msg("section 104(7)"),
            ),
            Law(
                msg("The reasons of the panel were not written down: fault."),
                msg("Ombudsman, Barking and Dagenham 23 009 253"),
            ),
        ),
    ),
    "finish": Guidance(
        msg("After the meeting"),
        "chair",
        (
            msg("Send the draft plan to the victim. Change it where they are right, and answer them."),
            msg("If they keep silent, try once more by a safe way. Silence is not agreement."),
            msg("Write the outcome so that they can see what you looked at and why you decided so."),
            msg("Tell them how to appeal and by when."),
        ),
        (
            Law(msg("The applicant must be told the outcome and the recommendations."), msg("section 104(8)")),
            Law(
                msg("The outcome was not explained clearly: fault."),
                msg("Ombudsman, Lewisham 23 008 061"),
            ),
        ),
    ),
    "actions": Guidance(
        msg("Until the plan is done"),
        "chair",
        (
            msg("Ask each owner before the day, not after it. Ask the victim whether they noticed it."),
            msg("An action ends as done, no longer needed, replaced or passed on: each time with a reason, and the"
                " victim is told."),
            msg("Close the case only when every action has ended. Say when and why."),
        ),
        (
            Law(
                msg("Agreed actions were not done, and the records were wrong: fault."),
                msg("Ombudsman, Lambeth 24 000 401"),
            ),
        ),
    ),
    "appeal": Guidance(
        msg("When somebody appeals"),
        "appeal officer",
        (
            msg("Hear it only if you took no part, and your office did not decide."),
            msg("Ask how it was dealt with: the procedure, the facts, what was left out."),
            msg("A late appeal: would it be unfair not to hear it? Write the reason either way."),
            msg("An appeal, a complaint about a service, a new report and a data complaint are four different things."
                " Send each to its own place."),
        ),
        (
            Law(
                msg("The procedure must say what happens when somebody is not content with how the application was"
                    " dealt with, or how the review was carried out."),
                msg("Schedule 4 paragraph 3"),
            ),
            Law(
                msg("There was no proper right of appeal: fault."),
                msg("Ombudsman, Barking and Dagenham 23 009 253"),
            ),
        ),
    ),
}  # fmt: skip
# What the printable guide for chairs holds, in the order of the work.
FOR_CHAIRS = ("convene", "hold", "finish", "actions", "appeal")
