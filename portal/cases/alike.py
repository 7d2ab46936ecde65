"""Which reports of a case look like one and the same, given twice. A person checks it; nothing is counted otherwise.

Two applications of one person may tell of one report, and each would count until somebody marked it (requirement B6).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol


class Given(Protocol):
    """A report as it was given."""

    @property
    def number(self) -> int: ...
    @property
    def reporter(self) -> str: ...
    @property
    def body_kind(self) -> str | None: ...
    @property
    def told_from(self) -> date | None: ...
    @property
    def told_to(self) -> date | None: ...
    @property
    def incident_from(self) -> date | None: ...
    @property
    def incident_to(self) -> date | None: ...
    @property
    def reference(self) -> str | None: ...


def given_twice(reports: Sequence[Given], incidents: Mapping[int, str | None]) -> dict[int, int]:
    """Return the numbers of reports that look like an earlier one, each with the number of that one.

    The same person told the same kind of body on the same day, under the same reference or, where one of the two has
    none, of the same incident day. `incidents` names the incident of each as it is counted: one that was said or
    marked to be of the same incident counts once already.
    """
    found: dict[int, int] = {}
    for place, later in enumerate(reports):
        for earlier in reports[:place]:
            counted_once = incidents.get(later.number) is not None and (
                incidents.get(later.number) == incidents.get(earlier.number)
            )
            if not counted_once and _alike(earlier, later):
                found.setdefault(later.number, earlier.number)
    return found


def _alike(one: Given, other: Given) -> bool:
    if one.told_from is None or one.body_kind is None:
        return False
    told = [(each.reporter, each.body_kind, each.told_from, each.told_to) for each in (one, other)]
    if told[0] != told[1]:
        return False
    if one.reference and other.reference:
        return _plain(one.reference) == _plain(other.reference)
    return (one.incident_from, one.incident_to) == (other.incident_from, other.incident_to)


def _plain(reference: str) -> str:
    return "".join(sign for sign in reference.casefold() if sign.isalnum())
