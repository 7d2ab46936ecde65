"""A running portal and people at real browsers."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.people import Person
from tests.browser.site import Site, demonstration


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, started as a newcomer starts it, for all walks of a process: a start takes many seconds.

    So each walk looks at its own case, writes to its own people, and counts what it adds to what was there.
    """
    with demonstration(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[..., Person]]:
    """Makes people; each leaves the browser at the end."""
    made: list[Person] = []

    def make(address: str, **wishes: object) -> Person:
        made.append(Person(browser, address, **wishes))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()
