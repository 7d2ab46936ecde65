"""What a command needs before it can work: settings that are safe, an area, a database that is new enough.

Each function imports what it needs when it runs, so that the quick commands stay quick.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from config import BadSettings, Settings

if TYPE_CHECKING:
    from portal.services.work import Office

UNSAFE = "These settings are not safe to serve with:"


class Stop(Exception):
    """The command cannot go on; the words say what to do about it."""


def settings_now() -> Settings:
    """Return the settings of the environment. Raises BadSettings."""
    os.umask(0o077)  # what is made from here on holds people's data: this user only
    return Settings.from_environ(os.environ)


def safe_settings() -> Settings:
    """Return the settings, if they are safe to serve with. Raises BadSettings."""
    settings = settings_now()
    reasons = settings.unsafe()
    if reasons:
        raise BadSettings([UNSAFE, *reasons])
    return settings


def refuse_a_forgetful_database(office: "Office") -> None:
    """Raise BadSettings where the database could lose what it said it kept."""
    from portal.wiring import unsafe_database

    reasons = unsafe_database(office)
    if reasons:
        raise BadSettings([UNSAFE, *reasons])


def refuse_an_older_schema(office: "Office") -> None:
    """Raise Stop before a worker that was started by itself reads tables which another machine has not migrated."""
    from portal.store.migrate import is_current

    if not is_current(office.engine):
        raise Stop("The database does not have the newest schema: run './run migrate' first.")


@contextmanager
def opened_office(settings: Settings) -> "Iterator[Office]":
    """Open the office that the settings describe. Raises Stop where its area file cannot be used."""
    from portal.area_file import AreaFileError
    from portal.wiring import open_office

    try:
        office = open_office(settings)
    except AreaFileError as wrong:
        mistakes = "\n".join(f"  - {mistake.key}: {mistake.remedy}" for mistake in wrong.mistakes)
        raise Stop(f"The area file {settings.area_file} cannot be used:\n{mistakes}") from wrong
    except OSError as wrong:
        raise Stop(f"The area file {settings.area_file} cannot be opened: {wrong.strerror}.") from wrong
    try:
        yield office
    finally:
        office.engine.dispose()


def bring_up_to_date(settings: Settings) -> None:
    """Give the database the newest schema. Raises Stop where another version of the portal made it."""
    from portal.store import migrate as migrations

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        migrations.upgrade(settings.database_url)
    except migrations.OtherVersion as other:
        begin_again = f", or delete the folder {settings.data_dir} to begin again" * settings.demonstration
        raise Stop(
            f"The database was made by another version of the portal ({other}): start that version{begin_again}."
        ) from other
