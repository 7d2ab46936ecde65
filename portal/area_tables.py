"""The tables of an area file, as types that say what may stand in each.

Every table may name its source, a note, and under "check" what has still to be confirmed before the portal
opens. Only [criteria] is not here: `triage` reads it.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator

from portal.cases.timetable import Clock, Term, Unit

MINIMUM_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: white words on the partnership's colour


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value):
        raise ValueError("use small letters, digits and single hyphens, such as great-yarmouth")
    return value


def _words(value: str) -> str:
    if not value.strip() or value != value.strip():
        raise ValueError("write the words without spaces around them, or leave the key out")
    return value


def _phone(value: str) -> str:
    # Shape only: lists of real numbers refuse the drama ranges and some that people do have.
    digits = sum(character.isdigit() for character in value)
    if not re.fullmatch(r"[+(]?[0-9 ()]+", value) or not 3 <= digits <= 15:
        raise ValueError("write a telephone number in digits and spaces, such as 01632 960100")
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", value):
        raise ValueError("write one e-mail address, such as name@council.example")
    return value


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\.[^\s]+", value):
        raise ValueError("write a whole address that starts with https://")
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError("write a colour as # and six digits or letters a to f, such as #1d70b8")
    if _contrast_with_white(value) < MINIMUM_CONTRAST:
        raise ValueError("choose a darker colour: white words on this one cannot be read by everybody")
    return value


def _contrast_with_white(colour: str) -> float:
    """WCAG 2.2 contrast ratio, from 1 to 21, of white and `colour` (#rrggbb)."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _where(value: object) -> Literal["all"] | tuple[str, ...]:
    if value == "all":
        return "all"
    if isinstance(value, list) and value and all(isinstance(key, str) for key in value):
        return tuple(value)
    raise ValueError('write "all" or a list of district keys, such as ["alderfen"]')


Key = Annotated[str, AfterValidator(_key)]
Words = Annotated[str, AfterValidator(_words)]
Phone = Annotated[str, AfterValidator(_phone)]
Email = Annotated[str, AfterValidator(_email)]
Https = Annotated[str, AfterValidator(_https)]
Colour = Annotated[str, AfterValidator(_colour)]
Where = Annotated[Literal["all"] | tuple[str, ...], PlainValidator(_where)]


class Part(BaseModel):
    """A table of the file. Each may name its source, and what has still to be confirmed before opening."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    source: Words | None = None
    check: Words | None = None
    note: Words | None = None


class Identity(Part):
    """[partnership]: who runs this installation."""

    key: Key
    name: Words
    short_name: Words = Field(max_length=40)  # stands in page titles, so it gives nothing away
    county: Words | None = None
    colour: Colour = "#1d70b8"
    fictional: bool
    exit_url: Https | None = None
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2}(_[A-Z]{2})?$")], ...] = ("en",)


class Contact(Part):
    """How to reach somebody; each part may be not yet agreed."""

    name: Words | None = None
    phone: Phone | None = None
    email: Email | None = None
    address: tuple[Words, ...] = ()
    hours: Words | None = None
    website: Https | None = None


class District(Part):
    """A local government area with its council (2014 Act s105)."""

    key: Key
    name: Words
    council: Words
    point_of_contact: Contact = Contact()


class Body(Part):
    """Somebody an application is passed on to: must (a relevant body, s104(3)(b)) or may."""

    key: Key
    name: Words
    kind: Literal["police", "council", "icb", "housing", "county", "other"]
    duty: Literal["must", "may"]
    districts: Where
    email: Email | None = None

    def covers(self, district: str) -> bool:
        """Whether this body works in the district with this key."""
        return self.districts == "all" or district in self.districts


class Timescale(Part):
    """One agreed period; `proposal` marks a starter value that nobody has agreed yet."""

    n: int = Field(ge=1, le=400)
    unit: Unit
    source: Words
    proposal: bool = False

    @property
    def term(self) -> Term:
        """The length, as the timetable counts it."""
        return Term(self.n, self.unit)


class Appeal(Part):
    """What somebody who is dissatisfied can do (Schedule 4 paragraph 3)."""

    grounds: tuple[Words, ...] = ()
    window: Timescale | None = None
    to: Words | None = None
    # What happens at each level, a sentence each. The portal carries the first; the letter about it names the rest.
    levels: tuple[Words, ...] = ()


class Closure(Part):
    """Days on which the offices are closed beyond weekends and bank holidays; both days included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    why: Words
    districts: Where = "all"


class Version(Part):
    """One version of the procedure, for the public page on how decisions are made."""

    first: date | None = Field(default=None, alias="from")
    note: Words


class Procedure(Part):
    """The published procedure (s104(2))."""

    title: Words
    url: Https | None = None
    effective_from: date | None = None
    versions: tuple[Version, ...] = ()


class Support(Part):
    """A local service that helps victims."""

    name: Words
    what: Words
    phone: Phone | None = None
    url: Https | None = None


class AreaFile(Part):
    """Every table of the file but [criteria]."""

    partnership: Identity
    contact: Contact = Contact()
    districts: tuple[District, ...]
    bodies: tuple[Body, ...]
    timescales: dict[Clock, Timescale] = {}
    appeal: Appeal = Appeal()
    closures: tuple[Closure, ...] = ()
    procedure: Procedure
    support: tuple[Support, ...] = ()
