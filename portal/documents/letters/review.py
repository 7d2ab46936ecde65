"""The parts about a review: who sat, what was recommended, what was planned."""

from __future__ import annotations

from portal.documents.days import day_in_words
from portal.documents.letter import Block, Column, Fact, Facts, Heading, Paragraph, Table
from portal.documents.letters.facts import Chair, Member, PlannedAction, Recommendation
from portal.documents.letters.sections import Blocks
from portal.documents.required import Part
from portal.wording import Translator


def chair_and_independence(chair: Chair, heading: str, _: Translator, *there: Block) -> Blocks:
    """Who chairs (and `there`, who else is at the table), and why they can be trusted, or why not."""
    return (
        Heading(heading),
        Facts((Fact(_("Chair"), chair.name), Fact(_("Works for"), chair.body))),
        *there,
        Heading(_("Is the chair independent?"), Part.INDEPENDENCE),
        *_is_independent(chair, _),
        Paragraph(chair.independence, verbatim=True),
    )


def _is_independent(chair: Chair, _: Translator) -> Blocks:
    if chair.independent is None:
        return ()
    if chair.independent:
        return (Paragraph(_("Yes. The chair took no part in your case before.")),)
    return (Paragraph(_("No. This is why they lead the review all the same:")),)


def members_named(members: tuple[Member, ...]) -> tuple[str, ...]:
    """Each member as the body they come from and, where given, their name."""
    return tuple(f"{member.body} – {member.name}" if member.name else member.body for member in members)


def recommendations(made: tuple[Recommendation, ...], none: str, _: Translator) -> Blocks:
    """Recommendations and to whom, with what "have regard" means (s104(7); check). `none` when there are
    none.
    """
    heading = Heading(_("Recommendations"), Part.RECOMMENDATIONS)
    if not made:
        return (heading, Paragraph(none))
    rows = tuple((recommendation.to, recommendation.words) for recommendation in made)
    columns = (Column(_("To"), verbatim=True), Column(_("What it should do"), verbatim=True))
    return (
        heading,
        Paragraph(
            _(
                "By law, an organisation that gets a recommendation must “have regard” to it. This means "
                "that it must think about it seriously and have a good reason if it does not follow it."
            )
        ),
        Table(_("Recommendations, and who each one is for"), columns, rows),
    )


def plan(actions: tuple[PlannedAction, ...], heading: str, none: str, _: Translator) -> Blocks:
    """Every action with who does it, by when, how we will know, and whether the other person finds out."""
    blocks: list[Block] = [Heading(heading, Part.PLAN)]
    if not actions:
        return (*blocks, Paragraph(none))
    blocks += [
        planned_action(action, _("Action %(number)s") % {"number": number}, _)
        for number, action in enumerate(actions, start=1)
    ]
    return tuple(blocks)


def planned_action(action: PlannedAction, caption: str, _: Translator) -> Facts:
    """One action as label and value rows."""
    return Facts(
        (
            Fact(_("What will be done"), action.what),
            Fact(_("Who does it"), action.owner),
            Fact(_("By when"), day_in_words(action.due, _), verbatim=False),
            Fact(_("How we will know it is done"), action.measure),
            Fact(_("Will the person causing the problem find out?"), _finds_out(action, _), verbatim=False),
        ),
        caption,
    )


def _finds_out(action: PlannedAction, _: Translator) -> str:
    match action.finds_out, action.told_first_on:
        case "yes", None:
            return _("Yes. We will tell you before it happens.")
        case "yes", day if day is not None:
            return _("Yes. We will tell you first, on %(day)s.") % {"day": day_in_words(day, _)}
        case "no", _told:
            return _("No.")
    return _("This is not decided yet. If they will find out, we will tell you first.")
