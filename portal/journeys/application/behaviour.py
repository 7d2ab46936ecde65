"""Questions about the behaviour: where, what, who else, who is causing it, what it does to the person."""

from portal.journeys.application.about_you import ON_BEHALF
from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import Answered
from portal.journeys.fields import Line, Number, Paragraphs, Postcode
from portal.journeys.forms import PageForm
from portal.journeys.rewording import Reworded
from portal.wording import msg

# Every box for a story says when somebody reads it (requirement A2).
READ_LATER = msg("Nobody reads this until you send your application. If you are in danger now, call 999.")


class Place(PageForm):
    """Where it happens; that decides which area deals with it, not the person's address (requirement A7)."""

    same_as_home = Choice(
        msg("Is it happening at or near your home?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No, somewhere else")),
        reworded=Reworded(ON_BEHALF, msg("Is it happening at or near their home?")),
    )
    place = Line(
        msg("Where is it happening?"),
        short=msg("Where it is happening"),
        hint=msg("A street, a building or a place. For example, the park behind Mill Lane."),
        under=Answered("same_as_home", "no"),
        room=2,
    )
    place_postcode = Postcode(
        msg("Postcode of that place, if you know it"),
        under=Answered("same_as_home", "no"),
        autocomplete="off",
    )
    district = Choice(
        msg("Which district is it in?"),
        Option("unsure", msg("I am not sure"), hint=msg("We will find out for you.")),
        options_from="districts",
        missing=msg("Choose a district, or choose that you are not sure"),
    )


class Story(PageForm):
    """What is happening, in the person's own words."""

    kinds = Many(
        msg("What kind of behaviour is it?"),
        Option("noise", msg("Noise")),
        Option("threats", msg("Threats, abuse or being frightened on purpose")),
        Option("harassment", msg("Being followed, watched or bothered again and again")),
        Option("damage", msg("Damage to property")),
        Option("rubbish", msg("Rubbish, smells or things thrown")),
        Option("animals", msg("Animals")),
        Option("vehicles", msg("Cars, motorbikes, e-bikes or scooters")),
        Option("drugs", msg("Drugs or drinking")),
        Option("groups", msg("Groups of people")),
        Option("other", msg("Something else")),
        hint=msg("Tick all that apply."),
    )
    story = Paragraphs(
        msg("Tell us what has been happening"),
        hint=msg("Use your own words. You could say what happens, how often, and when it started."),
        reworded=Reworded(
            ON_BEHALF,
            hint=msg(
                "Say what happens, how often, and when it started. Say what they told you and what you saw yourself."
            ),
        ),
        missing=msg("Tell us what has been happening. A few words are enough"),
        short=msg("What has been happening"),
        max_length=10_000,
        note=READ_LATER,
        rows=10,
        room=20,
    )


class Others(PageForm):
    """Who else is affected."""

    others = Choice(
        msg("Does it affect anyone outside your home?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        Option("unsure", msg("I am not sure")),
        reworded=Reworded(ON_BEHALF, msg("Does it affect anyone outside their home?")),
    )
    households = Number(
        msg("About how many other homes or businesses?"),
        short=msg("Number of other homes or businesses"),
        at_least=1,
        at_most=500,
        under=Answered("others", "yes"),
    )
    others_reported = Choice(
        msg("Have any of them told the police, the council or a landlord?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        Option("unsure", msg("I am not sure")),
        under=Answered("others", "yes"),
    )


class People(PageForm):
    """Who is causing it, as far as the person wants to say. Feeds letters, independence and access."""

    known = Choice(
        msg("Do you know who is causing it?"),
        Option("no", msg("I do not know")),
        Option("know", msg("Yes, I know or think I know")),
        Option("unsaid", msg("I would rather not say")),
    )
    who = Line(
        msg("Who is it?"),
        short=msg("Who it is"),
        hint=msg("A name, or how you would know them."),
        under=Answered("known", "know"),
        spellcheck=False,
        room=2,
    )
    where_they_live = Line(
        msg("Where do they live, if you know?"),
        short=msg("Where they live"),
        under=Answered("known", "know"),
        room=2,
    )
    share_home = Choice(
        msg("Do they live in the same home as you?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        hint=msg("You can still apply if they do. We ask so that we can keep you safe."),
        reworded=Reworded(
            ON_BEHALF,
            msg("Do they live in the same home as the person you act for?"),
            hint=msg("You can still apply if they do. We ask so that we can keep everybody safe."),
        ),
    )
    share_post = Choice(
        msg("Do you share a front door or a letter box with them?"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        hint=msg(
            "We ask so that no letter gets into the wrong hands. If you say yes, we will not post letters to you."
        ),
        reworded=Reworded(
            ON_BEHALF,
            msg("Does the person you act for share a front door or a letter box with them?"),
            hint=msg(
                "We ask so that no letter gets into the wrong hands. If you say yes, we will not post letters there."
            ),
        ),
    )
    worried_about = Line(
        msg("Does anyone who works for the council, the police or another service know them, or worry you?"),
        hint=msg(
            "Tell us their name or where they work. We will take care that they do not handle your case."
        ),
        short=msg("Anyone who worries you"),
        reworded=Reworded(
            ON_BEHALF,
            msg(
                "Does anyone who works for the council, the police or another service know them, or worry you"
                " or the person you act for?"
            ),
            hint=msg(
                "Tell us their name or where they work. We will take care that they do not handle the case."
            ),
            short=msg("Anyone who worries you or them"),
        ),
        max_length=500,
        room=2,
    )


class Effects(PageForm):
    """Impact and harm (requirement A6)."""

    impact = Paragraphs(
        msg("How does it affect you?"),
        hint=msg(
            "For example, your sleep, your health, your children, your work, what you do each day,"
            " or how safe you feel."
        ),
        missing=msg("Tell us how it affects you. A few words are enough"),
        short=msg("How it affects you"),
        note=READ_LATER,
        rows=8,
        room=12,
        reworded=Reworded(
            ON_BEHALF,
            msg("How does it affect the person you act for?"),
            hint=msg(
                "For example, their sleep, their health, their children, their work, what they do each day,"
                " or how safe they feel."
            ),
            missing=msg("Tell us how it affects them. A few words are enough"),
            short=msg("How it affects them"),
        ),
    )
    hate = Choice(
        msg("Do you think you are being picked on because of who you are? (optional)"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        Option("unsure", msg("I am not sure")),
        Option("unsaid", msg("I would rather not say")),
        reworded=Reworded(
            ON_BEHALF, msg("Do you think they are being picked on because of who they are? (optional)")
        ),
    )
    hate_about = Many(
        msg("What is it about?"),
        Option("race", msg("Race, skin colour or where you come from")),
        Option("religion", msg("Religion or belief")),
        Option("disability", msg("Disability")),
        Option("orientation", msg("Sexual orientation")),
        Option("transgender", msg("Being transgender")),
        Option("other", msg("Something else")),
        hint=msg("Tick any that apply, or none."),
        reworded=Reworded(
            ON_BEHALF, options=(Option("race", msg("Race, skin colour or where they come from")),)
        ),
        under=Answered("hate", "yes"),
    )
    vulnerable = Paragraphs(
        msg("Is there anything that makes this harder for you or your family? (optional)"),
        hint=msg(
            "For example, an illness, a disability, a new baby, living alone, or something that happened before."
        ),
        short=msg("What makes this harder"),
        reworded=Reworded(
            ON_BEHALF, msg("Is there anything that makes this harder for them or their family? (optional)")
        ),
        note=READ_LATER,
        rows=4,
        room=6,
    )


class NextSteps(PageForm):
    """What the person wants."""

    wanted = Paragraphs(
        msg("What would you like to happen? (optional)"),
        hint=msg("For example, what would make you feel safe again."),
        short=msg("What you would like to happen"),
        reworded=Reworded(
            ON_BEHALF,
            msg("What would they like to happen? (optional)"),
            hint=msg(
                "For example, what would make them feel safe again. If you do not know, leave it empty."
            ),
            short=msg("What they would like to happen"),
        ),
        note=READ_LATER,
        rows=5,
        room=8,
    )
    still_working = Choice(
        msg("Is anyone dealing with it now? (optional)"),
        Option("yes", msg("Yes")),
        Option("no", msg("No")),
        Option("unsure", msg("I do not know")),
        hint=msg("Your answer never counts against you."),
        reworded=Reworded(ON_BEHALF, hint=msg("Your answer never counts against them.")),
    )
