"""Guidance inside: the parts of the guide as the pages of a step show them, and the guide to print."""

from flask import Flask
from flask.typing import ResponseReturnValue

from portal.journeys.guidance import FOR_CHAIRS, GUIDE, Guidance
from portal.policy import Action
from portal.web.forms import answer
from portal.web.routing import page


@page("/guide", does=Action.READ_GUIDE)
def guide() -> ResponseReturnValue:
    """Every step of the work in order: what to weigh, and what the law says."""
    return answer("guide/guide.html", parts=list(GUIDE.values()), chairs=False)


@page("/guide/chair", does=Action.READ_GUIDE)
def chair() -> ResponseReturnValue:
    """The guide for chairs, made for printing on two sheets."""
    return answer("guide/guide.html", parts=[GUIDE[step] for step in FOR_CHAIRS], chairs=True)


def guidance_for(step: str) -> Guidance:
    """Return the part of the guide for a step; raises KeyError for a step that the guide does not know."""
    return GUIDE[step]


def register(app: Flask) -> None:
    """Give templates `guidance_for(step)`."""
    app.jinja_env.globals.update(guidance_for=guidance_for)
