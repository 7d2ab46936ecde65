"""What the date ruler needs beside its data: names of months in the reader's language."""

from datetime import date

from flask import Flask
from flask_babel import format_date


def short_month(day: date) -> str:
    """The month of `day` in a few letters: Mar."""
    return str(format_date(day, "MMM"))


def register(app: Flask) -> None:
    """Give templates the filter `short_month`."""
    app.add_template_filter(short_month)
