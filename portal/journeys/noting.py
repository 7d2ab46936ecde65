"""What officers are asked when they write something into a case."""

from typing import Any

from portal.journeys.choices import Choice, Option
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Paragraphs, Tick
from portal.journeys.forms import PageForm
from portal.journeys.question import Question
from portal.wording import msg


class File(Question):
    """One file to send. `data` is the upload with `filename` and `read()`; a file is never stored with answers."""

    kind = "file"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the upload; a browser sends an empty one when no file was chosen."""
        self.data = next((one for one in valuelist if getattr(one, "filename", "")), None)

    def process_data(self, value: Any) -> None:
        """Nothing is shown again: a browser cannot be given a file."""
        self.data = None


class Noting(PageForm):
    """A note, a call or another contact: what happened, when, and who may see it (requirement C3)."""

    kind_of_note = Choice(
        msg("What is it?"),
        Option("note", msg("A note")),
        Option("call", msg("A phone call")),
        Option("visit", msg("A visit")),
        Option("email", msg("An email")),
        Option("letter", msg("A letter")),
        Option("meeting", msg("A meeting")),
        missing=msg("Choose what it is"),
    )
    happened_on = ExactDate(
        msg("When did it happen?"),
        hint=msg("The day it happened, not the day you write it down. For example 27 3 2026"),
        missing=msg("Enter the day it happened"),
        short=msg("The day"),
        past=True,
    )
    words = Paragraphs(
        msg("What happened?"),
        hint=msg("Write it so that the person it is about could read it."),
        missing=msg("Write what happened"),
        short=msg("What happened"),
        max_length=10_000,
        rows=8,
    )
    audience = Choice(
        msg("Who may see it?"),
        Option("officers", msg("Officers of the case only")),
        Option("bodies", msg("Officers and the organisations")),
        Option("applicant", msg("Officers, the organisations and the applicant")),
        missing=msg("Choose who may see it"),
    )
    file = File(
        msg("Add a file (optional)"),
        hint=msg(
            "A JPEG, PNG or PDF file of at most 10 MB. Open it first and check that it is about this case."
        ),
    )


class NamingContact(PageForm):
    """Who is the single point of contact (requirement C5)."""

    contact = Choice(
        msg("Who is the contact for this applicant?"),
        options_from="people",
        hint=msg("The applicant is told this name. Choose nobody they are worried about."),
        missing=msg("Choose who is the contact"),
    )


class Placing(PageForm):
    """Where the behaviour happens."""

    district = Choice(
        msg("In which district does it happen?"),
        options_from="districts",
        hint=msg("The place where it happens counts, not where the applicant lives."),
        missing=msg("Choose the district"),
    )


class DoingTask(PageForm):
    """What was done about a task."""

    words = Paragraphs(
        msg("What did you do?"),
        hint=msg(
            "Whom you reached, how and when, and what was agreed. If you reached nobody, say how you tried."
        ),
        missing=msg("Write what you did"),
        short=msg("What you did"),
        max_length=4000,
        rows=5,
    )


class Telling(PageForm):
    """How somebody was told what a letter says (requirement C10)."""

    how = Choice(
        msg("How were they told?"),
        Option("read_out", msg("The letter was read out to them")),
        Option("handed_over", msg("The letter was handed to them")),
        Option("interpreted", msg("An interpreter told them what it says")),
        missing=msg("Choose how they were told"),
    )
    understood = Choice(
        msg("Do they understand what the letter says?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No, or I do not know")),
        hint=msg("For example, they said in their own words what it means for them."),
    )


class PostingLetter(PageForm):
    """What somebody says who has put a letter into the post (abuse case 8, requirements A8, C10)."""

    compared = Tick(
        msg("I compared the address on the envelope with the address on file. They are the same."),
        missing=msg("Compare the addresses and say that you did"),
    )
    confirmed = Tick(msg("I read the warning, and I am sure that it is safe to post this letter."))
    understood = Choice(
        msg("Is the letter in a form that they can read?"),
        Option("yes", msg("Yes, for example in Braille, in easy read or translated")),
        Option("no", msg("No. Somebody will make sure that they understand it")),
    )
    posted_on = ExactDate(
        msg("On which day was it posted?"),
        hint=msg("For example 27 3 2026"),
        missing=msg("Enter the day it was posted"),
        short=msg("The day"),
        past=True,
    )


class LetterCameBack(PageForm):
    """When a posted letter came back."""

    came_back_on = ExactDate(
        msg("On which day did it come back?"),
        hint=msg("For example 27 3 2026"),
        missing=msg("Enter the day it came back"),
        short=msg("The day"),
        past=True,
    )
