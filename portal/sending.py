"""Hands messages to the mail relay through Flask-Mail; the only place that speaks SMTP.

Flask-Mail 0.10 sets no timeout and does not check the relay's certificate; the connection here does both.
"""

import smtplib
import ssl
from contextlib import suppress
from functools import partial
from types import TracebackType
from urllib.parse import urlsplit

from flask import Flask
from flask_mail import BadHeaderError, Connection, Mail, Message

from config import Settings
from portal import mailbox
from portal.delivery import MailRefused, MailTrouble, Outgoing, Send, SignInRefused
from portal.mail_tokens import NoToken, Tokens
from portal.services.work import Office

TIMEOUT = 20.0  # seconds: a relay that is silent for longer counts as not reached
# RFC 3834: says that no person wrote this, so that out-of-office answers do not come back.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def sender(office: Office) -> Send:
    """Return what the delivery calls for each mail.

    A demonstration without a relay sends nothing: its mails lie in a folder and are read on the mailbox page.
    """
    settings = office.settings
    if settings.demonstration and not settings.mail_host:
        return partial(mailbox.keep, mailbox.folder_of(settings), office.clock)
    app = Flask("portal.mail")
    app.config.from_mapping(_flask_mail(settings))
    mail = Mail(app)
    tokens = Tokens(settings, office.clock) if settings.mail_token_url else None
    # Answers go to people who read them; the sender itself is a neutral name.
    reply_to = settings.mail_reply_to or office.partnership.contact.email
    host = urlsplit(settings.base_url).hostname

    def send(outgoing: Outgoing) -> None:
        with app.app_context():
            message = Message(
                outgoing.subject, [outgoing.to], outgoing.body, reply_to=reply_to, extra_headers=HEADERS
            )
            # The same at every try, so that a message sent twice is seen as one.
            message.msgId = f"<{outgoing.message_id}@{host}>"
            _send(mail, tokens, message)

    return send


def _flask_mail(settings: Settings) -> dict[str, object]:
    return {
        "MAIL_SERVER": settings.mail_host,
        "MAIL_PORT": settings.mail_port,
        "MAIL_USE_TLS": settings.mail_security == "starttls",
        "MAIL_USE_SSL": settings.mail_security == "tls",
        "MAIL_USERNAME": settings.mail_username or None,
        "MAIL_PASSWORD": settings.mail_password or None,
        "MAIL_DEFAULT_SENDER": settings.mail_sender,
        "MAIL_SUPPRESS_SEND": False,
        "MAIL_DEBUG": False,
    }


def _send(mail: Mail, tokens: Tokens | None, message: Message) -> None:
    """Raises MailRefused when the relay will never take it, MailTrouble when it may later."""
    try:
        with _Checked(mail, tokens) as connection:
            connection.send(message)
    except smtplib.SMTPAuthenticationError as refused:
        if tokens is not None:
            tokens.forget()
        raise SignInRefused from refused
    except NoToken as none:
        raise SignInRefused from none
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        raise (MailRefused if all(code >= 500 for code in codes) else MailTrouble) from refused
    except smtplib.SMTPDataError as refused:
        raise (MailRefused if refused.smtp_code >= 500 else MailTrouble) from refused
    except (BadHeaderError, UnicodeError, smtplib.SMTPNotSupportedError) as refused:
        # An address that no mail can carry: a person has to ask for another.
        raise MailRefused from refused
    except (OSError, smtplib.SMTPException) as trouble:
        # Also a certificate that does not fit: a setting to mend, not the reader's address.
        raise MailTrouble from trouble


class _Checked(Connection):
    def __init__(self, mail: Mail, tokens: Tokens | None) -> None:
        super().__init__(mail)
        self.tokens = tokens

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Open the connection with a timeout and, where it is encrypted, a certificate that was checked."""
        host: smtplib.SMTP | smtplib.SMTP_SSL
        trusted = ssl.create_default_context()
        if self.mail.use_ssl:
            host = smtplib.SMTP_SSL(self.mail.server, self.mail.port, timeout=TIMEOUT, context=trusted)
        else:
            host = smtplib.SMTP(self.mail.server, self.mail.port, timeout=TIMEOUT)
        if self.mail.use_tls:
            try:
                host.starttls(context=trusted)
            except smtplib.SMTPNotSupportedError as stripped:
                # Nobody's address is at fault: the relay is set up wrongly, or somebody stands in between.
                raise MailTrouble from stripped
        self._sign_in(host)
        return host

    def _sign_in(self, host: smtplib.SMTP) -> None:
        """By token where tokens are set up, by password where there is one, else not at all."""
        if self.tokens is not None:
            said = f"user={self.mail.username}\x01auth=Bearer {self.tokens.get()}\x01\x01"
            host.ehlo_or_helo_if_needed()
            # After a refusal the server sends its reason as a challenge; an empty answer ends that (XOAUTH2).
            host.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")
        elif self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)

    def __exit__(self, kind: type[BaseException], fault: BaseException, trace: TracebackType) -> None:
        """Say goodbye; a relay that has taken the message and hangs up first has still taken it."""
        with suppress(OSError, smtplib.SMTPException):
            super().__exit__(kind, fault, trace)
