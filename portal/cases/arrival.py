"""Which day counts as the day of an application (requirement B1). Pure."""

from datetime import date

# How an application can come; the codes of `Case.channel`.
POST, EMAIL = "post", "email"


def application_date(channel: str, received_on: date, posted_on: date | None = None) -> date:
    """Return the day from which the threshold counts; days are civil days in Europe/London.

    What came by post counts from the day it was posted, where that is proven and earlier, because nobody loses a
    report to the time the post takes. A call, a visit or an email counts from its own day; it reaches us that day.
    """
    return min(posted_on, received_on) if channel == POST and posted_on else received_on
