"""Fills an empty demonstration with fictional people, once, so that every role can be tried."""

import secrets

from config import DEMONSTRATION_MARK
from portal.policy import Grant, Role
from portal.services import bodies, staff
from portal.services.work import Office, Work
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.staff import anybody

# Short words without any meaning for the portal; a password of four is long enough to be safe and easy to type.
WORDS = (
    "amber", "anchor", "apple", "arrow", "autumn", "badge", "bamboo", "banjo", "barley", "basket", "beacon", "birch",
    "biscuit", "blanket", "bottle", "bramble", "breeze", "bridge", "bucket", "butter", "button", "cabin", "candle",
    "canvas", "carpet", "castle", "cedar", "chalk", "cherry", "clover", "copper", "coral", "cotton", "cradle",
    "crayon", "cricket", "daisy", "dancer", "dolphin", "donkey", "drum", "elbow", "ember", "engine", "feather",
    "fiddle", "flannel", "forest", "galley", "garden", "ginger", "glacier", "goblet", "gravel", "hammer", "harbour",
    "hazel", "heron", "honey", "island", "jacket", "jigsaw", "jungle", "kettle", "ladder", "lantern", "lemon",
    "linen", "magnet", "maple", "marble", "meadow", "melon", "mitten", "mosaic", "nectar", "nutmeg", "oyster",
    "paddle", "parcel", "pebble", "pencil", "pepper", "pigeon", "pillow", "plum", "pocket", "poplar", "puzzle",
    "quartz", "quill", "rabbit", "radish", "ribbon", "river", "rocket", "saddle", "saffron", "sailor", "scarf",
    "shovel", "silver", "sparrow", "spoon", "squirrel", "stable", "summit", "tablet", "teapot", "thimble", "thistle",
    "timber", "tomato", "trumpet", "tulip", "tunnel", "turnip", "umbrella", "velvet", "violin", "wagon", "walnut",
    "willow", "window", "winter", "yellow", "zipper",
)  # fmt: skip

# Who signs in how, who they are, and what they may do. Districts and bodies are those of Brackenshire.
PEOPLE: tuple[tuple[str, str, tuple[Grant, ...], str], ...] = (
    ("intake", "Imogen Tarn", (Grant(Role.INTAKE, "alderfen"),), "intake officer, Alderfen"),
    ("intake2", "Idris Vane", (Grant(Role.INTAKE, "marlowick"),), "intake officer, Marlowick"),
    (
        "desk",
        "Delia Moor",
        (Grant(Role.INTAKE, UNKNOWN_DISTRICT),),
        "front desk, hands over to the districts",
    ),
    ("decider", "Dara Quill", (Grant(Role.DECIDER, "alderfen"),), "decision-maker, Alderfen"),
    ("decider2", "Devon Marsh", (Grant(Role.DECIDER, "marlowick"),), "decision-maker, Marlowick"),
    (
        "decider3",
        "Delphine Roe",
        (Grant(Role.DECIDER, body="brackenshire-police"),),
        "decision-maker, Brackenshire Police, second person",
    ),
    ("chair", "Chandra Holt", (Grant(Role.CHAIR),), "panel chair"),
    ("police", "Petra Lowe", (Grant(Role.BODY_USER, body="brackenshire-police"),), "for Brackenshire Police"),
    ("housing", "Hamid Stone", (Grant(Role.BODY_USER, body="sedge-homes"),), "for Sedge Homes"),
    ("appeals", "Aled Finch", (Grant(Role.APPEAL_OFFICER),), "appeal officer"),
    ("figures", "Farah Wells", (Grant(Role.PERFORMANCE),), "performance officer"),
    ("admin", "Ada Brook", (Grant(Role.ADMINISTRATOR),), "administrator, reads the mailbox"),
    ("dpo", "Dorothea Penn", (Grant(Role.DATA_PROTECTION),), "data protection officer"),
)


def seed(office: Office) -> list[str]:
    """Add the bodies and the people of the demonstration; returns one line for each on how to sign in.

    The passwords are random and told only now. A demonstration that has people already is left as it is: nothing is
    added and no line returned.
    """
    office.settings.data_dir.mkdir(parents=True, exist_ok=True)
    # Production refuses a folder with this mark, so that fictional people never get into a real one.
    (office.settings.data_dir / DEMONSTRATION_MARK).touch()
    with office.work() as work:
        bodies.seed(work)
        if anybody(work.session):
            return []
        lines = [_add(work, *person) for person in PEOPLE]
    return ["Names and passwords, shown only now:", *lines]


def _add(work: Work, username: str, name: str, grants: tuple[Grant, ...], role: str) -> str:
    password = "-".join(secrets.choice(WORDS) for _ in range(4))
    staff.add_person(
        work,
        staff.NewPerson(
            username=username,
            name=name,
            grants=grants,
            password=password,
            email=f"{username}@portal.example",
            phone="01632 960140",
            office=role,
        ),
    )
    return f"  {username:<9} {password:<36} {name}, {role}"
