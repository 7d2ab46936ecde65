"""What a member of staff is asked when they sign in."""

from portal.journeys.fields import Line
from portal.journeys.forms import PageForm
from portal.journeys.text import clean_line
from portal.wording import msg


class Secret(Line):
    """A password: taken exactly as typed and never shown again."""

    kind = "secret"
    input_type = "password"

    def read(self, typed: str) -> str:
        """Keep every character, spaces at the ends too, and nothing to show again."""
        self.typed = ""
        return typed


class Code(Line):
    """The six digits that a code app shows."""

    inputmode = "numeric"

    def read(self, typed: str) -> str:
        """Keep them as typed but never show them again: the next one differs."""
        self.typed = ""
        return clean_line(typed)


class SigningIn(PageForm):
    """Name, password and code on one page, so that nothing says which of them was wrong."""

    username = Line(
        msg("Name you sign in with"),
        missing=msg("Enter the name you sign in with"),
        max_length=200,
        spellcheck=False,
        autocomplete="username",
    )
    password = Secret(
        msg("Password"),
        missing=msg("Enter your password"),
        max_length=1000,
        spellcheck=False,
        autocomplete="current-password",
    )
    code = Code(
        msg("Code"),
        hint=msg("The 6 digits that your code app shows now"),
        missing=msg("Enter the code from your app"),
        max_length=20,
        width="10",
        spellcheck=False,
        autocomplete="one-time-code",
    )


class Confirming(PageForm):
    """A button and nothing to fill in; it is a form so that a stale token is told like everywhere else."""
