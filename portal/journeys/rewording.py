"""Other words for the same question or page: one declaration serves the person themselves and who acts for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.journeys.conditions import Condition

if TYPE_CHECKING:
    from portal.journeys.choices import Option


@dataclass(frozen=True)
class Reworded:
    """How a question is put instead when `when` holds. What is None stays as it is; "" takes a hint away.

    `options` stand in the place of those with the same value. `short` names the answer in errors and lists.
    """

    when: Condition
    label: str | None = None
    hint: str | None = None
    missing: str | None = None
    short: str | None = None
    options: Sequence[Option] = ()


@dataclass(frozen=True)
class Retitled:
    """How a page is headed instead when `when` holds, and under which line of the task list it stands."""

    when: Condition
    heading: str | None = None
    section: str | None = None
