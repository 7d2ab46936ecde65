"""What officers key for people who rang, wrote or came: by which way they were told, and on which day."""

from datetime import date

from portal.cases.refusals import Refused
from portal.services.work import Work
from portal.wording import msg

# By which way something can reach an officer, and the kind of note that it becomes.
NOTES = {"phone": "call", "post": "letter", "email": "email", "in_person": "meeting"}


def check_told(work: Work, heard: str, on: date | None, field: str = "told_on") -> None:
    """Raise Refused unless `heard` is a way by which officers are told, and the day `on` is known and has come."""
    if heard not in NOTES:
        raise Refused(msg("Choose how they told us."), "heard")
    check_day(work, on, field)


def check_day(work: Work, day: date | None, field: str) -> None:
    """Raise Refused beside `field` for a day on which nothing can have happened yet."""
    if day is None or day > work.today:
        raise Refused(msg("The day cannot be in the future."), field)
