"""The few ways in which the portal says no, each with a sentence the reader can act on."""

from portal.wording import msg


class Refused(Exception):
    """A step that cannot be taken as asked.

    `sentence` is a message id, `values` fill its named gaps, `field` names the question it belongs to
    (None when it belongs to the whole page).
    """

    def __init__(self, sentence: str, field: str | None = None, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.values = values


class UnknownCase(Refused):
    """There is no such case for this person. A foreign case answers exactly as one that never was."""

    def __init__(self) -> None:
        super().__init__(msg("There is nothing here that you can open."))


class NotNow(Refused):
    """The move does not fit the state the case is in."""


class Stale(Refused):
    """Somebody else changed the case in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            msg("Somebody else has just changed this case. Look at it again before you decide what to do.")
        )


class NotPermitted(Refused):
    """The person may see the case but may not take this step, for a reason they can read."""
