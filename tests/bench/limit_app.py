"""The limit: the least that a plain Flask and SQLAlchemy application could honestly do for the same pages.

No layout of ours, no language, no permissions, no ledger chain, no safe-contact gate, no headers: ten fields with a
form token, an insert, a table of fifty rows, a letter drawn by platypus. Nobody could run a case review on it. It
says what the machine, Flask and the database cost before the portal does anything.

`SEND` stores three rows in one commit (case, event, message), as in the yardstick of the design notes; `SEND_ALL`
stores as many rows, in as many tables, as the portal does for one application.
"""

import datetime
import io
import os
import secrets
from typing import Any

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import DictLoader
from sqlalchemy import Engine, ForeignKey, create_engine, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from wtforms import BooleanField, DateField, EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from portal.store.engine import sqlite_driver

FORM, SEND, SEND_ALL, DONE, CASES, LETTER = "/form", "/send", "/send-all", "/done/", "/cases", "/letter"
KINDS = [("noise", "Noise"), ("threat", "Threats"), ("damage", "Damage"), ("other", "Other")]
LETTER_PARAGRAPHS = 55  # five pages of paper, as our letter that the threshold is met
ANSWERS, REPORTS, OTHERS = 45, 3, 25  # rows of a whole application: answers, reports, and the many small ones
A_PAGE = 50
PARAGRAPH = "What was decided, who decided it, on which day, and what happens next. " * 5


class Base(DeclarativeBase):
    """The root of the tables."""


class Case(Base):
    """A case."""

    __tablename__ = "limit_case"
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    state: Mapped[str]
    due_on: Mapped[datetime.date] = mapped_column(index=True)
    body: Mapped[str]


class Row(Base):
    """Whatever belongs to a case: an event, a message, an answer."""

    __tablename__ = "limit_row"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("limit_case.id"), index=True)
    what: Mapped[str]
    words: Mapped[str]


class Form(FlaskForm):  # type: ignore[misc]
    """Ten questions."""

    name = StringField("Full name", validators=[InputRequired(), Length(max=200)])
    email = EmailField("Email", validators=[InputRequired(), Length(max=200)])
    phone = StringField("Phone", validators=[Optional(), Regexp(r"^[0-9 +]{8,20}$")])
    address = StringField("Address", validators=[InputRequired(), Length(max=200)])
    postcode = StringField("Postcode", validators=[InputRequired(), Regexp(r"^[A-Za-z0-9 ]{5,8}$")])
    kind = RadioField("What happened", choices=KINDS, validators=[InputRequired()])
    told = SelectField("Who did you tell", choices=[("council", "Council"), ("police", "Police")])
    first = DateField("When it began", validators=[InputRequired()])
    details = TextAreaField("Details", validators=[InputRequired(), Length(max=4000)])
    consent = BooleanField("I agree", validators=[InputRequired()])


class Sending(FlaskForm):  # type: ignore[misc]
    """The last page: one box."""

    true_best = BooleanField("This is true as far as I know", validators=[InputRequired()])


TEMPLATES = {
    "layout.html": """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Case review</title>
<link rel="stylesheet" href="/static/app.css"></head><body><header>Service</header>
<main>{% block content %}{% endblock %}</main>
<footer>{% for x in range(8) %}<a href="/f/{{ x }}">Link {{ x }}</a>{% endfor %}</footer></body></html>""",
    "form.html": """{% extends "layout.html" %}{% block content %}<form method="post" novalidate>{{ form.csrf_token }}
{% for f in form if f.type != "CSRFTokenField" %}<div class="govuk-form-group">
<label for="{{ f.id }}">{{ f.label.text }}</label>
{% for e in f.errors %}<p class="govuk-error-message">{{ e }}</p>{% endfor %}{{ f(class="govuk-input") }}</div>
{% endfor %}
<button>Continue</button></form>{% endblock %}""",
    "done.html": """{% extends "layout.html" %}{% block content %}<h1>Application received</h1>
<p>{{ reference }}</p>{% endblock %}""",
    "cases.html": """{% extends "layout.html" %}{% block content %}<table>{% for c in cases %}<tr>
<td><a href="/cases/{{ c.reference }}">{{ c.reference }}</a></td><td>{{ c.name }}</td><td>{{ c.state }}</td>
<td>{{ c.due_on }}</td></tr>{% endfor %}</table>{% endblock %}""",
    "letter.html": """{% extends "layout.html" %}{% block content %}<h1>Our decision</h1>
{% for p in paragraphs %}<p>{{ p }}</p>{% endfor %}
<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>
{% endblock %}""",
}


def open_database(url: str) -> Engine:
    """Open a database of the limit's own, as durably as the portal's, with its tables made."""
    if url.startswith("sqlite"):
        engine = create_engine(url, module=sqlite_driver())

        @event.listens_for(engine, "connect")
        def _durable(connection: Any, _record: Any) -> None:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")
    else:
        engine = create_engine(url)
    Base.metadata.create_all(engine)
    return engine


def served() -> Flask:
    """What gunicorn serves: the limit on the database that LIMIT_DB names."""
    return make_app(open_database(os.environ["LIMIT_DB"]))


def make_app(engine: Engine) -> Flask:
    """Return the limit application."""
    app = Flask("limit")
    app.secret_key = "only for measuring"
    CSRFProtect(app)
    app.jinja_loader = DictLoader(TEMPLATES)
    for name in TEMPLATES:
        app.jinja_env.get_template(name)

    @app.route(FORM, methods=["GET", "POST"])
    def form() -> ResponseReturnValue:
        shown = Form()
        if shown.validate_on_submit():
            return redirect(DONE, 303)
        return render_template("form.html", form=shown)

    @app.route(SEND, methods=["GET", "POST"])
    def send() -> ResponseReturnValue:
        return _send(engine, every_row=False)

    @app.route(SEND_ALL, methods=["GET", "POST"])
    def send_all() -> ResponseReturnValue:
        return _send(engine, every_row=True)

    @app.get(f"{DONE}<reference>")
    def done(reference: str) -> str:
        return render_template("done.html", reference=reference)

    @app.get(CASES)
    def cases() -> str:
        with Session(engine) as session:
            query = select(Case).where(Case.state == "received").order_by(Case.due_on, Case.id).limit(A_PAGE)
            return render_template("cases.html", cases=list(session.scalars(query)))

    @app.get(LETTER)
    def letter() -> str:
        return letter_page()

    return app


def _send(engine: Engine, *, every_row: bool) -> ResponseReturnValue:
    shown = Sending()
    if not shown.validate_on_submit():
        return render_template("form.html", form=shown)
    reference = secrets.token_hex(8)
    with Session(engine) as session:
        today = datetime.datetime.now(datetime.UTC).date()
        case = Case(reference=reference, name="Jo Sample", state="received", due_on=today, body="x" * 400)
        session.add(case)
        session.flush()
        session.add(Row(case_id=case.id, what="received", words=request.remote_addr or ""))
        session.add(Row(case_id=case.id, what="message", words="We have received your application"))
        if every_row:
            many = [("answer", ANSWERS), ("report", REPORTS), *((f"other {n}", 1) for n in range(OTHERS))]
            for what, count in many:
                session.execute(insert(Row), [{"case_id": case.id, "what": what, "words": "x" * 80}] * count)
        session.commit()
    return redirect(DONE + reference, 303)


def letter_page() -> str:
    """A letter of five pages of paper as a page."""
    return render_template("letter.html", paragraphs=[PARAGRAPH] * LETTER_PARAGRAPHS, rows=[["cell"] * 4] * 6)


def letter_file() -> bytes:
    """The same as a PDF, by platypus alone."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style, written = getSampleStyleSheet()["BodyText"], io.BytesIO()
    story: list[Any] = [Paragraph(PARAGRAPH, style) for _ in range(LETTER_PARAGRAPHS)]
    story.append(Table([[Paragraph("cell", style)] * 4] * 6))
    SimpleDocTemplate(written).build(story)
    return written.getvalue()
