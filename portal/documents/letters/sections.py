"""The parts that several letters share, each said once."""

from __future__ import annotations

from datetime import date
from typing import Final

from portal.documents.dateline import date_line
from portal.documents.days import day_in_words
from portal.documents.letter import (
    Block,
    Bullets,
    Column,
    Fact,
    Facts,
    Head,
    Heading,
    Letter,
    Paragraph,
    Signature,
    Table,
    link_to,
)
from portal.documents.letters.facts import BodyView, Challenge, Closing, CountedReport, Promise
from portal.documents.required import LetterKind, Part
from portal.wording import Translator, msg
from triage.ruler import Ruler

Blocks = tuple[Block, ...]

_PROMISES: Final[dict[str, tuple[str, str]]] = {
    "contact": (
        msg("Your contact will get in touch with you by %(day)s."),
        msg("Your contact will get in touch with you. No time limit for this has been agreed yet."),
    ),
    "bodies": (
        msg("The organisations will tell us by %(day)s what they know about your reports."),
        msg(
            "The organisations will tell us what they know about your reports. No time limit has been agreed "
            "yet."
        ),
    ),
    "decision": (
        msg("We will tell you by %(day)s whether there will be a case review."),
        msg(
            "We will tell you whether there will be a case review. No time limit for this has been agreed "
            "yet."
        ),
    ),
    "meeting": (
        msg("The review meeting should take place by %(day)s."),
        msg("There will be a review meeting. No time limit for this has been agreed yet."),
    ),
    "outcome": (
        msg("We will write to you with the outcome by %(day)s."),
        msg("We will write to you with the outcome. No time limit for this has been agreed yet."),
    ),
    "update": (
        msg("We will tell you how things stand by %(day)s, even if nothing has changed."),
        msg("We will keep you up to date. No time limit for this has been agreed yet."),
    ),
    "appeal": (
        msg("We will tell you the result of your appeal by %(day)s."),
        msg("We will tell you the result of your appeal. No time limit for this has been agreed yet."),
    ),
    "look_again": (
        msg("We will look at your application again on %(day)s."),
        msg("We will look at your application again. No day for this has been agreed yet."),
    ),
}

# A day that has passed was not kept: who reads of it must not think that it is still to come.
_PASSED: Final[dict[str, str]] = {
    "decision": msg("We wanted to tell you by %(day)s whether there will be a case review."),
    "meeting": msg("The review meeting should have taken place by %(day)s."),
    "outcome": msg("We wanted to write to you with the outcome by %(day)s."),
    "update": msg("We wanted to tell you by %(day)s how things stand."),
    "appeal": msg("We wanted to tell you the result of your appeal by %(day)s."),
}
_SORRY: Final = msg("We are late, and we are sorry. You can ask us about it at any time.")

_VIEWS: Final = {
    "met": msg("There should be a review"),
    "not met": msg("There should be no review"),
    "no view": msg("Gave no view"),
    "not asked": msg("Was not asked"),
}


def compose(
    kind: LetterKind, title: str, head: Head, blocks: Blocks, _: Translator, *, greeting: str | None = None
) -> Letter:
    """The finished letter with its greeting, by name where no other is given.

    Raises IncompleteLetter when a part its kind must have is missing.
    """
    hello = greeting or _("Dear %(name)s,") % {"name": head.addressee}
    return Letter(kind, title, head, (Paragraph(hello), *blocks))


def next_steps(
    promises: tuple[Promise, ...], _: Translator, *, before: tuple[str, ...] = (), on: date | None = None
) -> Blocks:
    """What happens next: our own sentences first, then each promise with its day or "not agreed yet".

    `on` is the day of the letter, where a promise may be older than it.
    """
    said = tuple(promised(promise, _, on) for promise in promises)
    return (Heading(_("What happens next"), Part.NEXT), Bullets((*before, *said)))


def promised(promise: Promise, _: Translator, on: date | None = None) -> str:
    """Say what happens next by when, or that no time for it has been agreed; `on` that day, whether we are late."""
    with_day, without = _PROMISES[promise.step]
    if promise.by is not None and on is not None and promise.by < on and promise.step in _PASSED:
        return f"{_(_PASSED[promise.step]) % {'day': day_in_words(promise.by, _)}} {_(_SORRY)}"
    return _(without) if promise.by is None else _(with_day) % {"day": day_in_words(promise.by, _)}


def reports_considered(
    reports: tuple[CountedReport, ...], needed: int, dates: Ruler | None, _: Translator
) -> Blocks:
    """Which reports count and why, each with the source of the rule, and their dates on a line.

    Says so when no report was given.
    """
    heading = Heading(_("The reports we looked at"), Part.COUNTED)
    if not reports:
        return (heading, Paragraph(_("Your application did not give any reports that we could count.")))
    counted, unclear = (
        sum(found) for found in zip(*((one.counted, one.unclear) for one in reports), strict=True)
    )
    not_clear = (Fact(_("Reports with a date that is not clear"), str(unclear)),) if unclear else ()
    rows = tuple(
        (
            _("Report %(number)s: %(day)s") % {"number": number, "day": report.happened},
            _("%(whom)s, %(day)s") % {"whom": report.told_whom, "day": report.told},
            _("Yes") if report.counted else _("Not clear") if report.unclear else _("No"),
            _("%(why)s The rule is in: %(source)s.") % {"why": report.why, "source": report.source},
        )
        for number, report in enumerate(reports, 1)
    )
    columns = (
        Column(_("When it happened"), verbatim=True),
        Column(_("Who was told, and when"), verbatim=True),
        Column(_("Counts")),
        Column(_("Why")),
    )
    return (
        heading,
        Paragraph(
            _(
                "A report counts when it meets the rules on dates. A “no” does not mean that we do not "
                "believe you."
            )
        ),
        Facts(
            (
                Fact(_("Reports that count"), str(counted)),
                *not_clear,
                Fact(_("Reports needed"), str(needed)),
            )
        ),
        Table(_("Your reports, and whether each one counts"), columns, rows),
        *_on_a_line(dates, _),
    )


def _on_a_line(dates: Ruler | None, _: Translator) -> Blocks:
    """The dates of the reports as a drawing, where the letter has them."""
    if dates is None or not dates.rows:
        return ()
    names = {
        row.report: _("Report %(number)s") % {"number": number} for number, row in enumerate(dates.rows, 1)
    }
    return (
        Paragraph(_("The same dates on a line. A bar shows how long a report counts for an application.")),
        date_line(dates, names, _("You applied")),
    )


def views_of_bodies(views: tuple[BodyView, ...], _: Translator) -> Blocks:
    """What each relevant body thought (s104(1)(b): the decision is theirs)."""
    heading = Heading(_("What each organisation thought"), Part.VIEWS)
    rows = tuple((view.body, _(_VIEWS[view.view])) for view in views)
    columns = (Column(_("Organisation"), verbatim=True), Column(_("Its view")))
    said: list[Block] = []
    for view in views:
        if view.words.strip():
            said += [Heading(view.body, level=3, verbatim=True), Paragraph(view.words, verbatim=True)]
    return (heading, Table(_("Organisations and their views"), columns, rows), *said)


def how_to_challenge(challenge: Challenge, what_for: str, _: Translator) -> Blocks:
    """How and by when to appeal. `what_for` says, translated, what an appeal looks at after this letter.

    Source: Schedule 4 para 3. With no window set no appeal is late, and the letter says that no limit is set.
    """
    blocks: list[Block] = [Heading(_("If you disagree"), Part.CHALLENGE), Paragraph(what_for)]
    if challenge.by is None:
        blocks.append(Paragraph(_("No time limit has been set for this. You can appeal when you are ready.")))
    else:
        by = {"day": day_in_words(challenge.by, _)}
        blocks.append(
            Paragraph(
                _(
                    "Send us your appeal by %(day)s. If you get this letter later than its date, you have as "
                    "much longer. If your appeal will be late, send it anyway and tell us why. A person will "
                    "decide whether we can still look at it."
                )
                % by
            )
        )
    if challenge.heard_by is None:
        blocks.append(
            Paragraph(
                _(
                    "It has not been agreed yet which office looks at appeals. It will be somebody who took "
                    "no part in this decision."
                )
            )
        )
    else:
        blocks.append(
            Paragraph(
                _(
                    "%(office)s will look at your appeal. It will be somebody who took no part in this "
                    "decision."
                )
                % {"office": challenge.heard_by}
            )
        )
    if challenge.link is not None:
        blocks.append(
            link_to("appeal", _("Start your appeal on the web. You do not need an account."), challenge.link)
        )
    blocks.append(
        Paragraph(
            _("You can also appeal by phone, by letter or in person. Use the contact details in this letter.")
        )
    )
    return tuple(blocks)


def complaint_routes(closing: Closing, _: Translator) -> Blocks:
    """Complaints about a body are apart from the appeal; each body has its own route (see signposts)."""
    heading = Heading(_("Complaints about an organisation"), Part.ROUTES)
    apart = _(
        "A complaint about how an organisation treated you is not the same as an appeal. You can do both."
    )
    if not closing.routes:
        return (
            heading,
            Paragraph(apart),
            Paragraph(
                _("Every organisation has its own way to complain. Your contact can tell you what it is.")
            ),
        )
    routes = tuple(_(route.sentence) % {"body": route.body} for route in closing.routes)
    return (heading, Paragraph(apart), Bullets(routes))


def contact_and_support(head: Head, closing: Closing, _: Translator) -> Blocks:
    """The name under the letter, who to ask, and who helps: the end of every letter."""
    name = head.contact_name or head.partnership
    return (Signature(_("Yours sincerely"), name), *_contact(head, closing, _), *_support(closing, _))


def _contact(head: Head, closing: Closing, _: Translator) -> Blocks:
    phone, email = head.contact_phone or head.phone, head.contact_email or head.email
    rows = [
        Fact(_("Your contact"), head.contact_name or head.partnership),
        Fact(_("Phone"), phone),
        Fact(_("Email"), email),
        Fact(_("Website"), "" if phone or email else head.website or ""),
        Fact(_("Your reference"), head.reference),
    ]
    blocks: list[Block] = [
        Heading(_("Who to ask"), Part.CONTACT),
        Paragraph(_("If anything in this letter is not clear, or something has changed, please tell us.")),
        Facts(tuple(row for row in rows if row.value.strip())),
    ]
    blocks.append(
        Paragraph(
            _(
                "You can have this letter in large print, read out to you, or in another language. Tell us "
                "what works for you."
            )
        )
    )
    if head.status_link is not None:
        blocks.append(Heading(_("Other things you can do"), level=3))
        blocks.append(
            # Not "or withdraw": the link stands in letters about cases that are over, too.
            link_to("status", _("See where your case stands, and what you can do"), head.status_link)
        )
    return tuple(blocks)


def _support(closing: Closing, _: Translator) -> Blocks:
    lines = (
        _(
            "If you are in danger now, ring 999. If you cannot speak, ring from a mobile phone and press 55 "
            "when asked."
        ),
        _("If it is not an emergency, ring the police on 101."),
        _("If you feel that you cannot go on, ring Samaritans on 116 123. It is free, day and night."),
        _("ASB Help gives free advice to people who suffer from anti-social behaviour: www.asbhelp.co.uk"),
    )
    blocks: list[Block] = [Heading(_("Help and support"), Part.SUPPORT), Bullets(lines)]
    if closing.support:
        local = tuple(
            Fact(line.name, f"{line.reach}\n{line.about}".strip(), asked=True) for line in closing.support
        )
        blocks.append(Facts(local, _("Help near you")))
    return tuple(blocks)


def typed(heading: str, part: Part, words: str, *before: Block) -> Blocks:
    """A part that holds the words of a person."""
    return (Heading(heading, part), *before, Paragraph(words, verbatim=True))
