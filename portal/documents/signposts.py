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


_COUNCIL = msg(
    "About what %(body)s did as a council: complain to the council first. If you are still unhappy, you can "
    "go to the Local Government and Social Care Ombudsman. Do this within 12 months of when you first knew "
    "about the problem. Phone 0300 061 0614 or go to www.lgo.org.uk."
)
_LANDLORD = msg(
    "About what %(body)s did as your landlord: complain to your landlord first. If you are still unhappy, "
    "you can go to the Housing Ombudsman. Phone 0300 111 3000 or go to www.housing-ombudsman.org.uk."
)
_PERHAPS_LANDLORD = msg(
    "About what %(body)s did as a landlord: complain to them first. If you rent or lease your home from them "
    "and are still unhappy, you can go to the Housing Ombudsman. Phone 0300 111 3000 or go to "
    "www.housing-ombudsman.org.uk."
)
_LANDLORD_OF_OTHERS = msg(
    "About what %(body)s did as a landlord: complain to them first. They must tell you who to go to next. "
    "Some ombudsmen help only people who rent or lease their home from that landlord."
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

SOCIAL_TENANCIES = frozenset({"council", "housing_association"})
OTHER_HOMES = frozenset({"own", "private"})
"""Codes of the answer about the home: a tenant of a social landlord, or surely not one."""


def route_for(body: str, role: BodyRole, *, tenant: bool | None = None, nation: Nation = "England") -> Route:
    """Where to complain about this body.

    Takes the body's name, the role in which it acted (a council acting as landlord is "landlord"), whether the
    reader is that landlord's tenant (None: not known), and the nation. Returns the route. Police complaints are
    the same in both nations.

    Source: remits of the Local Government, Housing and Health Service Ombudsmen, the IOPC and the PSOW.
    """
    if role == "police":
        return Route(body, _POLICE)
    if nation == "Wales":
        return Route(body, _OTHER if role == "other" else _WALES)
    if role == "landlord":
        return Route(body, {True: _LANDLORD, False: _LANDLORD_OF_OTHERS, None: _PERHAPS_LANDLORD}[tenant])
    return Route(body, {"council": _COUNCIL, "nhs": _NHS}.get(role, _OTHER))


def routes_for(
    bodies: Iterable[tuple[str, BodyRole]], *, tenure: str | None = None, landlord: str | None = None,
    nation: Nation = "England",
) -> tuple[Route, ...]:  # fmt: skip
    """Routes for all bodies of a case, in order.

    `tenure` is the answer to "Your home", `landlord` the landlord's name as the reader typed it. A council tenant's
    council appears in both its roles: as a council, and as a landlord.
    """
    acting = list(bodies)
    landlords = [name for name, role in acting if role == "landlord"]
    if tenure == "council" and not any(_same(name, landlord) for name in landlords):
        acting += [(name, "landlord") for name, role in acting if role == "council" and name not in landlords]
        landlords = [name for name, role in acting if role == "landlord"]
    return tuple(
        route_for(name, role, tenant=_is_tenant(name, landlords, tenure, landlord), nation=nation)
        for name, role in acting
    )


def _is_tenant(name: str, landlords: list[str], tenure: str | None, landlord: str | None) -> bool | None:
    """Whether the reader rents from the landlord body `name`; None where what they typed does not settle it."""
    if tenure in OTHER_HOMES:
        return False
    if tenure not in SOCIAL_TENANCIES:
        return None
    named = [other for other in landlords if _same(other, landlord)]
    if named:
        return name in named
    return True if len(landlords) == 1 and not landlord else None


def _same(name: str, typed: str | None) -> bool:
    return typed is not None and " ".join(name.split()).casefold() == " ".join(typed.split()).casefold()
