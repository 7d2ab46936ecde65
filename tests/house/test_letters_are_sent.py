"""Every kind of letter is written by some service: a letter that nobody sends is a promise that nobody keeps."""

import ast
from collections.abc import Iterable

import pytest

from portal.documents import letters
from portal.documents.required import LetterKind
from tests.house.source import Module, modules


def named_in_services(found: Iterable[Module]) -> set[str]:
    """The functions of portal.documents.letters that services use, taken by name or through the module."""
    used: set[str] = set()
    for module in found:
        if not module.name.startswith("portal.services"):
            continue
        nodes = list(ast.walk(module.tree))
        taken = _taken(nodes, "portal.documents.letters")
        used |= {taken[one.id] for one in nodes if isinstance(one, ast.Name) and one.id in taken}
        through = {name for name, what in _taken(nodes, "portal.documents").items() if what == "letters"}
        used |= {
            one.attr
            for one in nodes
            if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in through
        }
    return used


def _taken(nodes: Iterable[ast.AST], place: str) -> dict[str, str]:
    """What is imported from `place`: the name it goes by here, and its own."""
    return {
        alias.asname or alias.name: alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == place
        for alias in node.names
    }


def test_every_kind_of_letter_has_its_function() -> None:
    assert [kind for kind in LetterKind if not hasattr(letters, kind)] == []


def test_every_kind_of_letter_is_sent_from_somewhere() -> None:
    assert {str(kind) for kind in LetterKind} <= named_in_services(modules())


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("from portal.documents.letters import closing, outcome\nprint(closing)", {"closing"}),
        ("from portal.documents.letters import question as asked\nasked()", {"question"}),
        ("from portal.documents import letters as papers\npapers.moved()", {"moved"}),
        ("from portal.services import letters\nletters.write()", set()),
    ],
)
def test_a_planted_letter_that_is_only_taken_is_not_sent(text: str, sent: set[str]) -> None:
    assert named_in_services([Module("portal.services.x", "x.py", text)]) == sent
