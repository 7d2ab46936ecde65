"""Where a page may not end: after a heading, and between a heading and the table that it opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from reportlab.platypus.flowables import CondPageBreak

from portal.documents.paper.flow import Words
from portal.documents.paper.grid import Grid

_ANY: Final = 1e6
_HEADINGS: Final = ("H2", "H3")
_LINES_OF_A_LEAD: Final = 4
"""A paragraph of up to so many lines between a heading and its table goes over with both."""


class Opening(CondPageBreak):  # type: ignore[misc]  # ReportLab carries no types
    """Stands before a heading; goes to the next page unless `height` points are left."""


def keep_headings(story: list[Any], width: float, room: float) -> None:
    """Give each opening the height that its heading and the beginning of its table need at this width.

    Takes the pieces of a letter in order and the room of a whole page, in points; an opening without a table
    keeps the height it has.
    """
    for place, piece in enumerate(story):
        if isinstance(piece, Opening):
            # No more than a page, or the next page would not be enough either.
            piece.height = min(max(piece.height, _needed(story[place + 1 :], width)), room - 1)


def _needed(pieces: Iterable[Any], width: float) -> float:
    """The height of headings, at most one short paragraph and what a table needs to begin; 0 without a table."""
    high, leads = 0.0, 0
    for piece in pieces:
        if isinstance(piece, Opening):
            continue
        if isinstance(piece, Grid):
            return high + piece.least(width)
        if not isinstance(piece, Words):
            return 0
        tall = piece.wrap(width, _ANY)[1]
        if piece.element is None or piece.element.tag not in _HEADINGS:
            leads += 1
            if leads > 1 or tall > piece.style.leading * _LINES_OF_A_LEAD:
                return 0
        high += piece.getSpaceBefore() + tall + piece.getSpaceAfter()
    return 0
