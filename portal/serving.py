"""What ./run starts: gunicorn and the worker under the supervisor, and the words that greet whoever started it."""

import os
import socket
import sys
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from config import ROOT, Settings
from portal.supervisor import Child, Supervisor

WEB_PROCESSES = 2
THREADS = 4  # in each


def serve(settings: Settings, accounts: list[str], say: Callable[[str], None]) -> int:
    """Run the web server and the worker until told to stop; returns the exit code.

    `accounts` are lines on how to sign in, from a first seeding; empty afterwards.
    """
    python = [sys.executable, "-P", "-m"]
    children = [
        Child("web server", [*python, *gunicorn(settings)]),
        Child("worker", [*python, "portal", "work"]),
    ]
    supervisor = Supervisor(children, {**os.environ, "PYTHONPATH": str(ROOT)}, say)
    return supervisor.run(lambda: _answers(settings), "\n".join(_welcome(settings, accounts)))


def gunicorn(settings: Settings) -> list[str]:
    """The words after `python -m` that start the web server."""
    return [
        "gunicorn",
        "portal.wiring:web_application()",
        f"--bind={_address(settings)}",
        f"--workers={WEB_PROCESSES}",
        f"--threads={THREADS}",
        "--worker-class=gthread",
        "--preload",  # loaded once, before the processes part, and shared by them
        "--no-control-socket",  # by default it would open one in the home folder
        "--graceful-timeout=15",
        "--log-level=warning",
    ]


def port_is_free(settings: Settings) -> bool:
    """Whether the web server could listen; asked before anything long is done."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
        try:
            listener.bind((settings.host, settings.port))
        except OSError:
            return False
    return True


def _answers(settings: Settings) -> bool:
    """Whether a page comes back: the port alone is open before the application has been loaded."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared, not bound
    connection = HTTPConnection(host, settings.port, timeout=1)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(settings.base_url).netloc})
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"


def _welcome(settings: Settings, accounts: list[str]) -> list[str]:
    lines = ["", f"The portal is open at {settings.base_url}/"]
    if settings.demonstration:
        lines += ["This is a demonstration: the partnership and its people are made up.", *accounts]
        if not accounts:
            lines.append(
                "Names and passwords were shown at the first start; "
                f"to begin again, stop the portal and delete the folder {settings.data_dir}."
            )
        lines.append("Staff sign in at /sign-in; './run code NAME' prints the code that goes with a name.")
    return [*lines, "Stop it with Ctrl-C.", ""]
