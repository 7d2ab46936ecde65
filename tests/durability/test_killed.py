"""Killed again and again while people send: what was acknowledged is kept, once and whole (decision: never bend).

PORTAL_DURABILITY_SUBMISSIONS sets how many send, PORTAL_DURABILITY_SEED repeats the moments drawn. What the machine
was doing at these moments is not repeated, so the same seed is the same plan and not the same run.
"""

import os
import secrets
import time
from collections import Counter
from collections.abc import Sequence

import pytest

from tests.durability import breaking, census, killing
from tests.durability.applicants import Applicant, prepare
from tests.durability.serving import Portal

SUBMISSIONS = int(os.environ.get("PORTAL_DURABILITY_SUBMISSIONS", "30"))
SEED = int(os.environ.get("PORTAL_DURABILITY_SEED") or secrets.randbelow(2**32))
PATIENCE = 300  # seconds in which a kill must come between a request and its answer


@pytest.mark.slow
def test_no_acknowledged_case_is_lost_doubled_or_torn(portal: Portal) -> None:
    whole = killing.in_peace(portal)
    applicants = prepare(portal, SUBMISSIONS, "Applicant")
    print(f"seed {SEED}")
    began = time.monotonic()
    killer = killing.Killer(portal, SEED)
    killing.send_all(portal, applicants, killer)
    while not hit(portal, applicants) and time.monotonic() < began + PATIENCE:
        # By chance no kill came where it proves something, so more people send.
        more = prepare(portal, SUBMISSIONS, "Further")
        killing.send_all(portal, more, killer)
        applicants += more
    seconds = time.monotonic() - began
    killed = Counter(portal.kills)
    broken, kept = sum(one.broken for one in applicants), sum(one.kept_unseen for one in applicants)
    print(
        f"{len(applicants)} sent in {seconds:.0f} s; killed: web {killed['web']}, mail {killed['mail']}; "
        f"answers lost {broken}, of these kept already {kept}"
    )
    assert hit(portal, applicants)
    assert all(one.acknowledged for one in applicants)
    portal.stop()
    assert census.faults(portal.office, applicants, whole) == []
    assert census.without_applicant(portal.office, [*applicants, whole]) == 0
    census.deliver_the_rest(portal.office)
    assert census.mail_faults(portal.office, portal.post) == []
    print(f"mails taken {len(portal.post.taken)}, mails taken more than once {portal.post.more_than_once()}")
    assert portal.verify_ledgers().startswith("Both ledgers are whole")


def hit(portal: Portal, applicants: Sequence[Applicant]) -> bool:
    """Whether both kinds of process were killed, and one between a request and its answer."""
    killed = Counter(portal.kills)
    return killed["web"] >= 2 and killed["mail"] >= 1 and any(one.broken for one in applicants)


SCENARIOS = [
    (killing.acknowledged_means_committed, breaking.RECEIPT_TOO_EARLY, "was lost"),
    (killing.sent_again_is_the_same, breaking.KEY_IGNORED, "was doubled"),
    (killing.one_mail_one_id, breaking.MESSAGE_ID_ANEW, "unknown Message-ID"),
]


@pytest.mark.slow
def test_one_moment_after_the_other(breakable: Portal) -> None:
    """Each check passes on the whole portal and fails on a copy with the very fault it is there to find."""
    for scenario, _, _ in SCENARIOS:
        assert scenario(breakable) == []
    for scenario, fault, said in SCENARIOS:
        with breaking.broken(breakable, fault):
            found = scenario(breakable)
        assert any(said in one for one in found), (fault, found)
