"""Questions about each time the person told somebody. Three matter; the rest may be left out (requirement
A4).
"""

from portal.journeys.application.about_you import ON_BEHALF
from portal.journeys.application.behaviour import READ_LATER
from portal.journeys.choices import Choice, Option
from portal.journeys.dates import PartialDate
from portal.journeys.fields import Line, Paragraphs
from portal.journeys.forms import PageForm
from portal.journeys.pages import Group
from portal.journeys.rewording import Reworded
from portal.journeys.when import When, day_in_words
from portal.wording import msg


class Report(PageForm):
    """One report: when it happened, when the person told someone, and whom."""

    incident = PartialDate(
        msg("When did it happen?"),
        lasting=True,
        hint=msg("For example, 27 3 2026. If you only know the month, leave the day empty."),
        missing=msg("Enter the date it happened, or tick “I do not know the date”"),
        short=msg("Date it happened"),
    )
    told_on = PartialDate(
        msg("When did you tell someone about it?"),
        hint=msg("For example, 28 3 2026. If you only know the month, leave the day empty."),
        missing=msg("Enter the date you told someone, or tick “I do not know the date”"),
        short=msg("Date you told someone"),
        reworded=Reworded(
            ON_BEHALF,
            msg("When was someone told about it?"),
            missing=msg("Enter the date someone was told, or tick “I do not know the date”"),
            short=msg("Date someone was told"),
        ),
    )
    told = Choice(
        msg("Who did you tell?"),
        Option("police", msg("The police")),
        Option("council", msg("The council")),
        Option("housing", msg("A landlord or housing association")),
        Option("health", msg("A doctor, nurse or other health service")),
        Option("councillor", msg("A councillor or MP")),
        Option("other", msg("Someone else")),
        missing=msg("Choose who you told"),
        reworded=Reworded(
            ON_BEHALF,
            msg("Who was told?"),
            hint=msg("By the person you act for, by you, or by somebody else for them."),
            missing=msg("Choose who was told"),
        ),
    )
    what = Line(msg("What happened, in a few words"), aside=True, room=2)
    how = Choice(
        msg("How did you tell them?"),
        Option("phone", msg("By phone")),
        Option("online", msg("Online or by email")),
        Option("letter", msg("By letter")),
        Option("in_person", msg("In person")),
        Option("other", msg("Another way")),
        aside=True,
        reworded=Reworded(ON_BEHALF, msg("How were they told?")),
    )
    reference = Line(
        msg("Reference number they gave you"),
        reworded=Reworded(ON_BEHALF, msg("Reference number they gave")),
        hint=msg("It may be called an incident, crime or case number."),
        aside=True,
        spellcheck=False,
        width="20",
    )
    person = Line(
        msg("Name of the person or team you spoke to"),
        aside=True,
        spellcheck=False,
        reworded=Reworded(ON_BEHALF, msg("Name of the person or team who was told")),
    )
    what_they_did = Paragraphs(
        msg("What did they do about it?"),
        note=READ_LATER,
        short=msg("What they did"),
        aside=True,
        rows=3,
        max_length=2000,
        room=3,
    )
    same_as = Choice(
        msg("Is it the same event as in another report?"),
        Option("none", msg("No, it is something else")),
        options_from="reports",
        needs_list=True,
        hint=msg("For example, if you told both the police and the council about one night."),
        aside=True,
    )

    def check_together(self) -> None:
        """Nobody can tell of a thing before it happens: with two exact dates it is a slip of the pen."""
        incident, told_on = self["incident"].data, self["told_on"].data
        both = isinstance(incident, When) and isinstance(told_on, When) and incident.exact and told_on.exact
        if both and told_on.on.first < incident.on.first:
            say = self["told_on"].gettext
            sentence = msg(
                "You entered that it happened on %(day)s, after you told someone. Check both dates,"
                " or tick that you are not sure"
            )
            if ON_BEHALF.holds(self.meta.asking.answers):
                sentence = msg(
                    "You entered that it happened on %(day)s, after someone was told. Check both dates,"
                    " or tick that you are not sure"
                )
            self.refuse("told_on", say(sentence) % {"day": day_in_words(incident.on.first, say)})


class Another(PageForm):
    """After each report: is there one more?"""

    another = Choice(
        msg("Do you want to add another report?"),
        Option("yes", msg("Yes, add another report")),
        Option("no", msg("No, carry on")),
        missing=msg("Choose whether you want to add another report"),
    )


REPORTS = Group(
    name="reports",
    page="report",
    summary="reports",
    another="another",
    refers="same_as",
    entry=msg("Report %(number)s"),
    known_by=("told", "told_on"),
    none=msg("I have not told anyone yet"),
    none_of_theirs=msg("Nobody was told yet, or I do not know"),
    no_more=msg("I have no more reports"),
)
