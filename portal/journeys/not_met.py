"""What is asked for a decision that the threshold is not met, of the second person, and afterwards."""

from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.deciding import ViewOfBody, safe_contact_was_read
from portal.journeys.fields import Line, Paragraphs
from portal.journeys.first_days import why_never_done
from portal.journeys.forms import PageForm
from portal.journeys.parts import Each, FormOfParts, Rows
from portal.journeys.reasons import own_reasons, reasons_for_the_applicant
from portal.wording import msg


def _weighed(label: str, hint: str, missing: str) -> Paragraphs:
    """One point of the weighing form. Nothing is taken for granted: "none" is an answer that has to be given."""
    return Paragraphs(
        label,
        hint=hint,
        missing=missing,
        short=label,
        max_length=4000,
        rows=4,
    )


def _needed(label: str, missing: str, short: str) -> Paragraphs:
    """A word about what they need to take part, asked where they need something."""
    return Paragraphs(
        label, missing=missing, short=short, max_length=2000, rows=2, under=Answered("needs", "yes")
    )


class Helping(PageForm):
    """Other help that the letter names."""

    to = Line(msg("Who will help?"), missing=msg("Enter who will help"), short=msg("Who will help"))
    what = Paragraphs(
        msg("What will they do?"),
        missing=msg("Say what they will do"),
        short=msg("What they will do"),
        max_length=2000,
        rows=2,
    )
    follow_up_on = ExactDate(
        msg("On which day will you ask how it went?"),
        missing=msg("Enter the day on which you will ask"),
        short=msg("The day to ask"),
    )

    def check_together(self) -> None:
        """The day lies ahead: it is a promise in the letter."""
        day = self.follow_up_on.data
        if day is not None and day < self.meta.asking.today:
            self.refuse(
                "follow_up_on", str(self.meta.asking.translate(msg("The day must be today or later")))
            )


class NotMet(FormOfParts):
    """The decision that the threshold is not met, or its proposal (requirements C8 and C11)."""

    persistence = _weighed(
        msg("How often does it happen, and for how long has it gone on?"),
        msg("Section 104(5): how persistent it is. Look at the pattern, not only at the reports that count."),
        msg("Say how often it happens and for how long it has gone on"),
    )
    harm = _weighed(
        msg("What harm has it done?"),
        msg("Section 104(5): harm to health, sleep, work, home and family counts, not only damage."),
        msg("Say what harm it has done"),
    )
    possible_harm = _weighed(
        msg("What harm could it still do?"),
        msg("Section 104(5): the harm that it may cause. What happens if it goes on, or gets worse?"),
        msg("Say what harm it could still do"),
    )
    adequacy = _weighed(
        msg("Was enough done when it was reported?"),
        msg(
            "Section 104(5): the adequacy of the response. Was each report answered? Did it stop? That a case is open"
            " is not yet an answer."
        ),
        msg("Say whether enough was done when it was reported"),
    )
    vulnerability = _weighed(
        msg("Is the applicant, or somebody else, more at risk than others?"),
        msg(
            "The statutory guidance asks for it: illness, disability, age, being alone, sharing a home with them."
        ),
        msg("Say whether somebody is more at risk than others"),
    )
    hate = _weighed(
        msg("Does it happen because of who they are?"),
        msg(
            "The statutory guidance asks for it: race, religion, disability, being gay or trans, or another reason."
        ),
        msg("Say whether it happens because of who they are"),
    )
    date_asked = Paragraphs(
        msg("Which date did you ask for, whom did you ask, how and when?"),
        hint=msg(
            "A date is not known on which the answer depends. Not being able to give a date is no reason to refuse."
        ),
        missing=msg("Say which date you asked for, whom, how and when"),
        short=msg("What you asked"),
        max_length=4000,
        rows=4,
        when=Answered("unknown", "yes"),
    )
    needs = Choice(
        msg("Do they need something changed so that they can take part?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No, and they were asked")),
        hint=msg(
            "Equality Act 2010: for example large print, an interpreter, more time, or somebody with them."
        ),
        missing=msg("Choose whether they need something changed"),
    )
    needs_asked = _needed(
        msg("What did they ask for?"), msg("Enter what they asked for"), msg("What they asked for")
    )
    needs_decided = _needed(
        msg("What did you decide?"), msg("Enter what you decided"), msg("What you decided")
    )
    needs_done = _needed(msg("What was done?"), msg("Enter what was done"), msg("What was done"))
    views = Each(msg("What each organisation thinks"), ViewOfBody, options_from="bodies", every=True)
    reasons = reasons_for_the_applicant()
    help = Rows(
        msg("What can be done instead?"),
        Helping,
        row_name=msg("Help %(number)s"),
        another=msg("Add another who can help"),
        hint=msg(
            "At least one. Speak with them before you name them. The letter tells the applicant who will help and"
            " when you will ask how it went."
        ),
        missing=msg("Name at least one who can help, and what they will do"),
        at_first=1,
    )
    safe_contact = safe_contact_was_read()


class SecondLook(PageForm):
    """The second person's own answer."""

    agrees = Choice(
        msg("Do you agree that the threshold is not met?"),
        Option("yes", msg("Yes, I agree"), hint=msg("The letter is written at once and names both of you.")),
        Option("no", msg("No, I send it back"), hint=msg("The case is decided anew.")),
        missing=msg("Choose whether you agree"),
    )
    reasons = own_reasons(
        msg(
            "Say what you looked at. They stay in the case for the proposer, and for whoever hears an appeal."
        )
    )


class FollowingUp(PageForm):
    """What became of other help."""

    asked_on = ExactDate(
        msg("On which day did you ask?"), past=True, missing=msg("Enter the day"), short=msg("The day")
    )
    result = Paragraphs(
        msg("What became of it?"),
        hint=msg("What was done, and is it better now? Ask the applicant too, by a safe way."),
        missing=msg("Say what became of it"),
        short=msg("What became of it"),
        max_length=4000,
        rows=5,
    )


class ClosingNotMet(PageForm):
    """The end of a case in which the threshold was not met."""

    reasons = Paragraphs(
        msg("Why is the case closed?"),
        hint=msg("The applicant will read these words. Write to them as “you”, in short sentences."),
        missing=msg("Enter your reasons"),
        short=msg("Your reasons"),
        max_length=10_000,
        rows=6,
    )
    early = Paragraphs(
        msg("Why not wait until the time to appeal is over?"),
        hint=msg("The applicant will read these words too. They can still appeal."),
        missing=msg("Say why you do not wait"),
        short=msg("Why you do not wait"),
        max_length=4000,
        rows=3,
        when=Answered("window", "open"),
    )
    never_done = why_never_done()
