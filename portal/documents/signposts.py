"""Where to complain about a body, by what it is and in which role it acted.

Sending somebody to the wrong ombudsman was found as fault (Local Government Ombudsman 24 008 175: an owner-
occupier was sent to the Housing Ombudsman), so the table goes by role and, for landlords, by whether the
reader is their tenant. An appeal in the case review is another thing and stands in its own part of the
letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from portal.wording import msg

BodyRole = Literal["council", "landlord", "police", "nhs", "other"]
Nation = Literal["England", "Wales"]


@dataclass(frozen=True, slots=True)
class Route:
    """A body, by name, and the sentence about it: a message id with the values it needs."""

    body: str
    sentence: str


LGSCO_MONTHS = 12
"""Complaints reach the Local Government and Social Care Ombudsman within 12 months of knowing."""

_COUNCIL = msg(
    "About what %(body)s did as a council: complain to the council first. If you are still unhappy, you can "
    "go to the Local Government and Social Care Ombudsman. Do this within 12 months of when you first knew "
    "about the problem. Phone 0300 061 0614 or go to www.lgo.org.uk."
)
_LANDLORD = msg(
    "About what %(body)s did as your landlord: complain to your landlord first. If you are still unhappy, "
    "you can go to the Housing Ombudsman. Phone 0300 111 3000 or go to www.housing-ombudsman.org.uk."
)
_LANDLORD_OF_OTHERS = msg(
    "About what %(body)s did as a landlord: you can complain to them. The Housing Ombudsman helps only "
    "people who rent from a landlord or lease from them, so it may not be able to look at your complaint."
)
_POLICE = msg(
    "About what %(body)s did: complain to the police force first. If you are unhappy with how they dealt "
    "with your complaint, you can ask for a review. Their answer will say who does the review: the local "
    "policing body or the Independent Office for Police Conduct (IOPC). IOPC: phone 0300 020 0096 or go to "
    "www.policeconduct.gov.uk."
)
_NHS = msg(
    "About what %(body)s did: complain to them first. If you are still unhappy, you can go to the "
    "Parliamentary and Health Service Ombudsman. Phone 0345 015 4033 or go to www.ombudsman.org.uk."
)
_WALES = msg(
    "About what %(body)s did: complain to them first. If you are still unhappy, you can go to the Public "
    "Services Ombudsman for Wales. Phone 0300 790 0203 or go to www.ombudsman.wales."
)
_OTHER = msg("About what %(body)s did: complain to them first. They must tell you who to go to next.")

TENANT_TENURES = frozenset({"council", "housing association"})
"""Answers to the question of tenure that make the reader a tenant of a social landlord."""


def route_for(body: str, role: BodyRole, *, tenant: bool = False, nation: Nation = "England") -> Route:
    """Where to complain about this body.

    Takes the body's name, the role in which it acted (a council acting as landlord is "landlord"), whether
    the reader is that landlord's tenant, and the nation. Returns the route. Police complaints are the same in
    both nations. Source: Local Government Ombudsman, Housing Ombudsman, IOPC, PHSO and PSOW remits.
    """
    if role == "police":
        return Route(body, _POLICE)
    if nation == "Wales":
        return Route(body, _OTHER if role == "other" else _WALES)
    if role == "landlord":
        return Route(body, _LANDLORD if tenant else _LANDLORD_OF_OTHERS)
    return Route(body, {"council": _COUNCIL, "nhs": _NHS}.get(role, _OTHER))


def routes_for(
    bodies: Iterable[tuple[str, BodyRole]], *, tenure: str | None = None, landlord: str | None = None,
    nation: Nation = "England",
) -> tuple[Route, ...]:  # fmt: skip
    """Routes for all bodies of a case, in order.

    `tenure` is the answer to "Your home", `landlord` the landlord's name as the case knows it: the reader
    counts as the tenant of a landlord body only when both say so, or when no landlord is named and only one
    landlord body is there.
    """
    bodies = tuple(bodies)
    landlords = [name for name, role in bodies if role == "landlord"]
    renting = tenure in TENANT_TENURES

    def is_landlord(name: str) -> bool:
        if landlord:
            return landlord.strip().casefold() == name.strip().casefold()
        return len(landlords) == 1

    return tuple(
        route_for(name, role, tenant=role == "landlord" and renting and is_landlord(name), nation=nation)
        for name, role in bodies
    )
