"""The copy of a letter for somebody who acts beside the victim: the notice, and nothing that is the victim's.

No address, no story, no evidence, no safe contact, no plan, no link to the victim's own choices (requirement A13).
What is shown stands in `portal.documents.required.shown_beside`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.documents.letter import Block, Heading, Letter, Link, Paragraph
from portal.documents.required import NOTICES, THEIR_OWN, Part, shown_beside
from portal.wording import Translator


def for_representative(letter: Letter, victim: str, _: Translator) -> Letter | None:
    """Return the copy of `letter` for the representative of `victim` (a name); None when they get none of it."""
    if letter.kind in THEIR_OWN:
        return replace(letter, head=replace(letter.head, on_behalf_of=None))
    shown = shown_beside(letter.kind)
    if shown is None:
        return None
    greeting, *rest = letter.blocks
    name = {"name": victim}
    about = (
        Paragraph(_("We write to you because you act for %(name)s.") % name),
        Paragraph(_("Where this letter says “you” or “your”, it means them.")),
        Paragraph(_("It leaves out what is for them alone. If you need to know more, ask %(name)s.") % name),
    )
    head = replace(letter.head, shortened=True, status_link=None)
    with_words = letter.kind in NOTICES
    return replace(letter, head=head, blocks=(greeting, *about, *_kept(rest, shown, with_words)))


def _kept(blocks: Sequence[Block], shown: frozenset[Part], with_words: bool) -> Iterator[Block]:
    part: Part | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            part = block.part
        if part not in shown or (isinstance(block, Link) and block.purpose != "appeal"):
            continue
        # What somebody typed is the victim's; of a notice the reasons are told, not what an organisation holds.
        if (part is Part.VIEWS or not with_words) and _in_their_words(block):
            continue
        yield block


def _in_their_words(block: Block) -> bool:
    return (isinstance(block, Heading) and block.level == 3) or (
        isinstance(block, Paragraph) and block.verbatim
    )
