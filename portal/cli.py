"""The commands: ./run serves, ./run COMMAND does one thing, ./run --help lists them.

Each command imports what it needs when it runs, so that the quick ones stay quick.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from config import ROOT, BadSettings, Settings
from portal.preparing import (
    Stop,
    bring_up_to_date,
    opened_office,
    refuse_a_forgetful_database,
    refuse_an_older_schema,
    safe_settings,
    settings_now,
)

if TYPE_CHECKING:
    from portal.services.work import Office

Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str]) -> int:
    """Run one command with the words after ./run; returns the exit code."""
    if arguments and arguments[0] in PASSED_ON:
        # These read their own arguments, so that their own --help and mistakes are theirs.
        return PASSED_ON[arguments[0]][0](arguments[1:])
    chosen = _parser().parse_args(arguments)
    command: Command = chosen.command
    try:
        return command(chosen)
    except BadSettings as wrong:
        return _refuse("The settings cannot be read:", wrong.reasons)
    except Stop as wrong:
        return _refuse(str(wrong), [])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="The ASB Case Review portal. Without a command it sets itself up and serves.",
        epilog="Settings are read from the environment: see docs/operations.md.",
    )
    parser.set_defaults(command=serve)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, (command, about, declare) in COMMANDS.items():
        one = commands.add_parser(name, help=about, description=about)
        one.set_defaults(command=command)
        declare(one)
    for name, (_, about) in PASSED_ON.items():
        commands.add_parser(name, help=about)
    return parser


def serve(_chosen: argparse.Namespace) -> int:
    """Check, migrate, seed a demonstration, and keep the web server and the worker running."""
    from portal import serving

    settings = safe_settings()
    accounts = _prepare(settings)
    return serving.serve(settings, accounts, say=lambda words: print(words, flush=True))


def _prepare(settings: Settings) -> list[str]:
    """Bring the database up to date and fill a new demonstration; returns how to sign in, only at the first seed."""
    from portal.serving import port_is_free

    if not port_is_free(settings):
        raise Stop(
            f"Port {settings.port} is in use: stop the other program, or choose a port with PORT=8001 ./run."
        )
    with opened_office(settings) as office:
        refuse_a_forgetful_database(office)
        _progress("bringing the database up to date")
        bring_up_to_date(settings)
        if not settings.demonstration:
            return []
        _progress("setting up the demonstration's people")
        return _seed(office)


def work(_chosen: argparse.Namespace) -> int:
    """Send what waits in the outbox until told to stop."""
    from portal.wiring import log_to_stderr
    from portal.worker import Worker

    settings = safe_settings()
    log_to_stderr(settings)
    with opened_office(settings) as office:
        refuse_a_forgetful_database(office)
        refuse_an_older_schema(office)
        Worker(office).run()
    return 0


def migrate(_chosen: argparse.Namespace) -> int:
    """Bring the database to the newest schema."""
    bring_up_to_date(settings_now())
    _progress("the database has the newest schema")
    return 0


def seed(_chosen: argparse.Namespace) -> int:
    """Fill an empty demonstration with fictional people."""
    settings = safe_settings()
    if not settings.demonstration:
        raise Stop(
            "Only a demonstration is seeded: production starts empty. Add people with './run add-person'."
        )
    with opened_office(settings) as office:
        bring_up_to_date(settings)
        accounts = _seed(office)
    print("\n".join(accounts) or "The demonstration was seeded before; nothing was changed.")
    return 0


def check(_chosen: argparse.Namespace) -> int:
    """Run the linter and the type checker over the whole tree."""
    codes = []
    for tool in (["ruff", "check"], ["mypy"]):
        _progress(" ".join(tool))
        codes.append(subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, check=False).returncode)
    return max(codes)


def code(chosen: argparse.Namespace) -> int:
    """Print the present sign-in code of a demonstration account."""
    settings = safe_settings()
    if not settings.demonstration:
        raise Stop("Only a demonstration prints codes; use the code app that the account was set up with.")
    from portal.services import staff

    with opened_office(settings) as office, office.work(write=False) as reading:
        found = staff.totp_code(reading, chosen.name)
    if found is None:
        raise Stop(f"Nobody signs in as “{chosen.name}”.")
    print(found)
    return 0


def bounce(_chosen: argparse.Namespace) -> int:
    """Take in a mail that says that one of ours did not arrive, from standard input."""
    from portal.services import returned_mail
    from portal.services.returned_mail import Taken

    raw = sys.stdin.buffer.read(returned_mail.LARGEST + 1)
    with opened_office(safe_settings()) as office, office.work() as work:
        taken = returned_mail.take_in(work, raw)
    _progress(
        {
            Taken.NEW: "a person will be asked to find another way to tell them",
            Taken.KNOWN: "this report was taken in before",
            Taken.ON_ITS_WAY: "the mail is only late, or it arrived: there is nothing to do",
            Taken.NONE: "this is no report about a mail of ours; nothing of it was kept",
        }[taken]
    )
    return os.EX_DATAERR if taken is Taken.NONE else 0


def add_person(chosen: argparse.Namespace) -> int:
    """Add somebody to the staff."""
    from portal.enrolling import enrol

    with opened_office(safe_settings()) as office:
        return enrol(office, chosen, print)


def audit(_chosen: argparse.Namespace) -> int:
    """Read both ledgers whole and name the first bad row."""
    from portal.store import ledger

    with opened_office(settings_now()) as office, office.work(write=False) as reading:
        verified = ledger.verify(reading.session)
    if verified.first_bad:
        print(f"The first bad row is: {verified.first_bad}.")
        return 1
    print(f"Both ledgers are whole: {verified.events} events, {verified.views} views.")
    return 0


def docs(_chosen: argparse.Namespace) -> int:
    """Write the documents that are made from the code."""
    from portal import handbook

    for path, text in handbook.documents().items():
        path.write_text(text, "utf-8")
        _progress(f"wrote {path.relative_to(ROOT)}")
    return 0


def _test(arguments: list[str]) -> int:
    """Replace this process by pytest, over everything when nothing is named, on both cores."""
    own = any(word.startswith("-n") for word in arguments)
    # A core that is done takes over tests that wait for the other.
    spread = [] if own else ["-n", str(min(os.cpu_count() or 1, 4)), "--dist=worksteal"]
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *spread, *arguments])


def _criteria(arguments: list[str]) -> int:
    """Check the criteria and, in files that describe a partnership, the rest of the file too."""
    from triage.commands import main_criteria

    code = main_criteria(arguments)
    if arguments[:1] != ["check"] or code > 1:
        return code
    from portal.area_file import mistakes_beside_criteria

    others = [
        f"mistake: {path.name}: {mistake.key}: {mistake.remedy}"
        for path in map(Path, arguments[1:])
        for mistake in mistakes_beside_criteria(path)
    ]
    print("".join(f"{line}\n" for line in others), end="")
    return 1 if others else code


def _assess(arguments: list[str]) -> int:
    from triage.commands import main_assess

    return main_assess(arguments)


def _seed(office: "Office") -> list[str]:
    from portal.services import demonstration

    return demonstration.seed(office)


def _progress(words: str) -> None:
    print(f"run: {words}", file=sys.stderr, flush=True)


def _refuse(heading: str, reasons: list[str]) -> int:
    print("\n  - ".join([heading, *reasons]), file=sys.stderr)
    return 2


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """For commands without arguments."""


def _a_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the name the account signs in with")


def _a_person(parser: argparse.ArgumentParser) -> None:
    from portal.policy import STAFF_ROLES

    roles = ", ".join(role.name.lower().replace("_", "-") for role in STAFF_ROLES)
    _a_name(parser)
    parser.add_argument("full_name", metavar="FULL-NAME", help='as in letters, such as "Priya Shah"')
    parser.add_argument(
        "--role",
        action="append",
        required=True,
        metavar="ROLE[@PLACE]",
        help=f"may be given several times; PLACE is a district or body of the area file; ROLE is one of {roles}",
    )
    parser.add_argument("--email", help="work e-mail address")
    parser.add_argument("--phone", help="work telephone number")
    # Nobody hears an appeal about their own office's decision, so the portal has to know it (requirement D2).
    parser.add_argument(
        "--office", help="where they work; letters name it, and it decides who is independent"
    )


def _a_ledger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=["verify"], help="verify: read every row and compare the chain of hashes"
    )


COMMANDS: dict[str, tuple[Command, str, Callable[[argparse.ArgumentParser], None]]] = {
    "serve": (serve, "set up what is missing and serve (the same as no command)", _nothing),
    "work": (work, "send what waits in the outbox (serve starts this too)", _nothing),
    "migrate": (migrate, "bring the database to the newest schema", _nothing),
    "seed": (seed, "fill an empty demonstration with fictional people", _nothing),
    "code": (code, "print the sign-in code of a demonstration account", _a_name),
    "add-person": (add_person, "add somebody to the staff; asks for a password", _a_person),
    "bounce": (bounce, "take in a mail that came back, from standard input", _nothing),
    "audit": (audit, "check that nobody has changed the ledgers", _a_ledger),
    "docs": (docs, "write the documents that are made from the code", _nothing),
    "check": (check, "run the linter and the type checker", _nothing),
}

PASSED_ON: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "test": (_test, "run all tests, or those named as for pytest"),
    "criteria": (_criteria, "check area files, or print the schema of their criteria"),
    "assess": (_assess, "assess the facts in a file against an area's criteria"),
}
