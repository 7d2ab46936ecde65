"""Words of danger or despair in what somebody wrote are answered at once with who to call (requirement A2).

A plain list of words, no judgement: it shows a notice and never blocks. Shown once too often does no harm.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from portal.journeys.conditions import Answered, Answers
from portal.journeys.journey import Journey


class Help(StrEnum):
    """Whom the notice names."""

    LIFE = "life"  # Samaritans 116 123, NHS 111, 999
    DANGER = "danger"  # 999, 101
    HOME = "home"  # the National Domestic Abuse Helpline


# Beginnings of words count: "suicid" finds "suicide" and "suicidal".
LIFE_WORDS = (
    "suicid", "kill myself", "killing myself", "end my life", "ending my life", "end it all", "take my life",
    "take my own life", "taking my own life", "self harm", "self-harm", "hurt myself", "hurting myself",
    "harm myself", "harming myself", "cut myself", "cutting myself", "want to die", "wish i was dead",
    "wish i were dead", "better off dead", "better off without me", "rather be dead", "no reason to live",
    "nothing to live for", "not want to live", "dont want to live", "not want to be here any", "overdose",
    "dont want to be here any", "cannot go on", "cant go on", "cant take any more", "cant take it any more",
    "cannot take any more",
)  # fmt: skip
DANGER_WORDS = (
    "kill me", "kill us", "kill you", "kill him", "kill her", "kill my", "kill our", "going to kill", "knife",
    "knives", "machete", "gun", "guns", "shotgun", "weapon", "stab", "acid attack", "petrol bomb", "firebomb",
    "set fire", "arson", "burn my", "burn the", "burn our", "burn down", "attacked me", "attacking me",
    "beat me up", "beaten up", "punched me", "strangl", "choked me", "rape", "in danger", "fear for my life",
    "fear for our lives", "scared for my life", "afraid for my life", "outside my door now", "outside now",
    "breaking in now", "trying to break in", "right now he", "right now she", "right now they",
)  # fmt: skip
# Whole words only: "gunnels" and "drapes" are harmless.
_WHOLE = {"gun", "guns"}

SHARES_HOME = Answered("share_home", "yes")


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    ends = (re.escape(word) + (r"\b" if word in _WHOLE else "") for word in words)
    return re.compile(rf"\b(?:{'|'.join(ends)})")


_PATTERNS = {Help.LIFE: _pattern(LIFE_WORDS), Help.DANGER: _pattern(DANGER_WORDS)}


def helps(texts: Iterable[str]) -> list[Help]:
    """Whom to name after somebody wrote `texts`; empty when nothing in them calls for it."""
    plain = " | ".join(re.sub("[’‘']", "", text).casefold() for text in texts)
    plain = re.sub(r"\s+", " ", plain)
    return [help_ for help_, pattern in _PATTERNS.items() if pattern.search(plain)]


def help_after_last(journey: Journey, answers: Answers) -> list[Help]:
    """Whom to name on the page after the one that was passed last."""
    last = journey.last_passed(answers)
    if last is None or journey.page(last.page) is None:
        return []
    found = helps(journey.texts(answers, [last]))
    asked_there = any(
        question.short_name == SHARES_HOME.question for question in journey.at(last).questions()
    )
    return [*found, Help.HOME] if asked_there and SHARES_HOME.holds(answers) else found
