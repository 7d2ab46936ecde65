"""What is asked when a panel's meeting is set, put off and recorded."""

from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate
from portal.journeys.fields import Line, Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.parts import Each, FormOfParts, Rows, Select
from portal.journeys.times import ClockTime
from portal.wording import msg

LONG = 10_000


def _yes_no() -> tuple[Option, Option]:
    return Option("yes", msg("Yes")), Option("no", msg("No"))


def _day() -> ExactDate:
    return ExactDate(
        msg("Which day?"),
        hint=msg("For example, 27 3 2026"),
        missing=msg("Enter the day"),
        short=msg("The day"),
    )


def _time() -> ClockTime:
    return ClockTime(
        msg("At what time?"),
        hint=msg("For example, 10:30am or 2pm"),
        missing=msg("Enter the time"),
        short=msg("Time"),
    )


def _place() -> Line:
    return Line(
        msg("Where, or by which link?"),
        hint=msg("An address with the room, or the link of the video meeting. The victim will read it."),
        missing=msg("Enter the place or the link"),
        short=msg("The place"),
        max_length=300,
    )


def chair_is_independent() -> Choice:
    """Whether the chair is, asked when a meeting is set and when another one chairs."""
    return Choice(
        msg("Is the chair independent of the case?"),
        *_yes_no(),
        hint=msg(
            "Independent: took no part in dealing with the reports or in the decision, and has no stake in it."
        ),
        missing=msg("Choose whether the chair is independent"),
        inline=True,
    )


def why_this_chair() -> Paragraphs:
    """The reason that goes with it."""
    return Paragraphs(
        msg("Why the chair is independent, or why no independent chair could be found"),
        hint=msg("The victim will read this in a letter."),
        missing=msg("Say why the chair is independent, or why no independent chair could be found"),
        short=msg("The reason"),
        max_length=2000,
        rows=3,
    )


class Seat(PageForm):
    """Somebody who sits for a body."""

    body = Select(msg("Organisation"), options_from="bodies", missing=msg("Choose the organisation"))
    name = Line(msg("Name and post"), missing=msg("Enter who comes"), short=msg("Name and post"))


class Convening(FormOfParts):
    """A meeting to set: when, where, who, and whether the victim is invited."""

    meets_on = _day()
    meets_at = _time()
    place = _place()
    chair = Choice(
        msg("Who chairs?"),
        options_from="chairs",
        missing=msg("Choose who chairs"),
        gone=msg("This person cannot chair any more. Choose somebody from the list"),
    )
    chair_independent = chair_is_independent()
    chair_reason = why_this_chair()
    seats = Rows(
        msg("Who sits on the panel?"),
        Seat,
        row_name=msg("Member %(number)s"),
        another=msg("Add another member"),
        hint=msg("Leave rows that you do not need empty. Names are in the letter to the victim."),
        at_first=4,
    )
    victim_invited = Choice(
        msg("Is the victim invited?"), *_yes_no(), missing=msg("Choose whether the victim is invited")
    )
    not_invited_reason = Paragraphs(
        msg("Why not?"),
        hint=msg(
            "The victim will read these words. They can still send a statement or have their words read out."
        ),
        missing=msg("Say why the victim is not invited"),
        under=Answered("victim_invited", "no"),
        short=msg("The reason"),
        max_length=4000,
        rows=4,
    )


class Postponing(PageForm):
    """A meeting to put off: why, and the new day."""

    reason = Paragraphs(
        msg("Why is the meeting put off?"),
        hint=msg("The victim will read these words."),
        missing=msg("Say why the meeting is put off"),
        short=msg("The reason"),
        max_length=4000,
        rows=4,
    )
    meets_on = _day()
    meets_at = _time()
    place = _place()


class Found(PageForm):
    """What the panel found about one body."""

    words = Paragraphs(
        msg("What the panel found"), short=msg("What the panel found"), max_length=LONG, rows=4
    )


class Recommended(PageForm):
    """A recommendation to one body."""

    body = Select(
        msg("To which organisation?"), options_from="bodies", missing=msg("Choose the organisation")
    )
    words = Paragraphs(
        msg("What should it do?"),
        missing=msg("Say what it should do"),
        short=msg("What it should do"),
        max_length=LONG,
        rows=4,
    )


class Agreed(PageForm):
    """An action that a body agreed to."""

    body = Select(
        msg("Which organisation does it?"), options_from="bodies", missing=msg("Choose the organisation")
    )
    owner = Line(
        msg("Which person is responsible?"),
        hint=msg("Name and post. One person, so that somebody can be asked."),
        missing=msg("Enter who is responsible"),
        short=msg("Who is responsible"),
    )
    what = Paragraphs(
        msg("What will be done?"),
        missing=msg("Say what will be done"),
        short=msg("What will be done"),
        max_length=4000,
        rows=3,
    )
    measure = Paragraphs(
        msg("How will you and the victim know that it is done?"),
        missing=msg("Say how one knows that it is done"),
        short=msg("How one knows"),
        max_length=2000,
        rows=2,
    )
    due_on = ExactDate(
        msg("By when?"), missing=msg("Enter the day by which it is done"), short=msg("By when")
    )
    finds_out = Choice(
        msg("Will the person complained of find out about it?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        Option("not_decided", msg("Not decided yet")),
        missing=msg("Choose whether the person complained of will find out"),
    )
    told_first_on = ExactDate(
        msg("On which day is the victim told first?"),
        hint=msg("Before the other person can know."),
        missing=msg("Enter the day on which the victim is told first"),
        under=Answered("finds_out", "yes"),
        short=msg("The day on which the victim is told"),
    )

    def check_together(self) -> None:
        """An action lies ahead, and the victim is told before it can be noticed."""
        due, told = self.due_on.data, self.told_first_on.data
        if due is not None and due < self.meta.asking.today:
            self.refuse("due_on", self._said(msg("The day must be today or later")))
        if self.finds_out.data == "yes" and told is not None and due is not None and told > due:
            self.refuse("told_first_on", self._said(msg("The victim must be told before the action is due")))

    def _said(self, sentence: str) -> str:
        return str(self.meta.asking.translate(sentence))


def findings() -> Each:
    """What the panel found, organisation by organisation."""
    return Each(
        msg("What did the panel find?"),
        Found,
        options_from="bodies",
        hint=msg(
            "For each organisation: was the response adequate, was it joined up, did it follow its own policy? "
            "Leave the box empty where there is nothing to say."
        ),
    )


def recommended(label: str, hint: str, at_first: int) -> Rows:
    """What bodies are asked to do, by a panel or by whoever hears an appeal."""
    return Rows(
        label,
        Recommended,
        row_name=msg("Recommendation %(number)s"),
        another=msg("Add another recommendation"),
        hint=hint,
        at_first=at_first,
    )


def recommendations() -> Rows:
    """What the panel asks bodies to do."""
    return recommended(
        msg("What does the panel recommend?"),
        msg(
            "An organisation must have regard to a recommendation, but it is not bound by it, section 104(7). "
            "Leave rows that you do not need empty."
        ),
        at_first=2,
    )


def actions() -> Rows:
    """What bodies agreed to do."""
    return Rows(
        msg("Which actions were agreed?"),
        Agreed,
        row_name=msg("Action %(number)s"),
        another=msg("Add another action"),
        hint=msg(
            "What an organisation has agreed to do, by a person and a day. Leave rows that you do not need empty."
        ),
        at_first=2,
    )


class Holding(FormOfParts):
    """The record of a meeting that was held."""

    attended = Many(
        msg("Who came?"),
        options_from="members",
        hint=msg("Tick everybody who was there or joined by video or phone."),
    )
    how_heard = Choice(
        msg("How was the victim heard?"),
        Option("come", msg("They came to the meeting")),
        Option("online", msg("They joined by video or phone")),
        Option("send_someone", msg("Somebody came for them")),
        Option("statement", msg("The panel read their statement")),
        Option("read_out", msg("Their words were read out")),
        Option("none", msg("They did not take part")),
        missing=msg("Choose how the victim was heard"),
    )
    heard_words = Paragraphs(
        msg("What did the victim want the panel to know?"),
        hint=msg("The main points in plain words, or why they did not take part. The victim will read this."),
        missing=msg("Enter what the victim wanted the panel to know, or why they did not take part"),
        short=msg("What the victim said"),
        max_length=LONG,
        rows=6,
    )
    findings = findings()
    recommendations = recommendations()
    actions = actions()
