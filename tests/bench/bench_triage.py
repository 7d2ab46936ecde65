"""How fast the threshold is assessed: 1,000,000 applications of six reports, beside a plain version with dateutil.

Run it from the project's folder: `python -m tests.bench.bench_triage [APPLICATIONS]`. The applications are drawn from
a pool of 20,000 different ones, over and over. The plain version is measured on a sample of them, in slices between
ours, so that both see the same machine; the answers of both are compared. Explanations are made for a sample,
because the portal makes them only when somebody reads one. Times are of the processor.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from triage import Criteria, Facts, Report, Span, assess, load_area_criteria
from triage.explain import explain

AREAS = Path(__file__).parents[2] / "triage" / "areas"
POOL = 20_000
REPORTS = 6
SLICES = 10
PLAIN_SHARE = 20  # the plain version assesses one application in so many
EXPLAIN_SHARE = 100
BODIES = ("council", "police", "social_landlord", "health", "mp")
Answers = tuple[str, str]


def applications(number: int, seed: int = 104) -> list[Facts]:
    """Return so many different applications of six reports each, with dates near the limits."""
    draw = random.Random(seed)
    return [application(draw) for _ in range(number)]


def application(draw: random.Random) -> Facts:
    applied = date(2024, 1, 1) + timedelta(days=draw.randrange(1096))
    reports = []
    for number in range(REPORTS):
        told = applied - timedelta(days=draw.randrange(0, 260))
        incident = told - timedelta(days=draw.choice((0, 0, 1, 2, 5, 9, 20, 27, 29, 30, 31, 40)))
        reports.append(
            Report(
                key=f"r{number}",
                told=Span.on(told),
                incident=Span.on(incident),
                body=draw.choice(BODIES),
                reporter="applicant" if draw.random() < 0.8 else "neighbour",
                incident_key=f"i{draw.randrange(8)}",
            )
        )
    return Facts(applied, tuple(reports), {})


def plain_end(start: date, months: int) -> date:
    """Return the last day of a period of months that begins with a date, by relativedelta."""
    end: date = start + relativedelta(months=months)
    return end - relativedelta(days=1) if end.day == start.day else end


def plain_count(facts: Facts, bodies: Sequence[str], *, applicant_only: bool) -> int:
    """Count the qualifying reports of exactly known dates, one for each incident of each person."""
    counted = set()
    for report in facts.reports:
        if report.told is None or report.incident is None or report.body not in bodies:
            continue
        if applicant_only and report.reporter != "applicant":
            continue
        told, incident = report.told.earliest, report.incident.earliest
        in_time = incident <= told <= plain_end(incident, 1)
        if in_time and told <= facts.application_date <= plain_end(told, 6):
            counted.add((report.reporter, report.incident_key))
    return len(counted)


def plainly(facts: Facts) -> Answers:
    """Return the local and the statutory answer of one procedure, without reasons."""
    local = plain_count(facts, ("council", "police", "social_landlord"), applicant_only=True)
    statutory = plain_count(facts, ("council", "police", "social_landlord", "health"), applicant_only=False)
    return "met" if local >= 3 else "not_met", "met" if statutory >= 3 else "not_met"


def assessed(criteria: Criteria) -> Callable[[Facts], Answers]:
    """Return our way to the same two answers, with the reasons ready to be asked for."""

    def answers(facts: Facts) -> Answers:
        found = assess(criteria, facts)
        return found.local.result, found.statutory.result

    return answers


def timed(work: Callable[[Facts], object], pool: Sequence[Facts]) -> float:
    """Return the seconds that a piece of work takes over a pool of applications."""
    before = time.process_time()
    for facts in pool:
        work(facts)
    return time.process_time() - before


def kilobytes() -> int:
    """Return the most memory this process has held so far, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(argv: Sequence[str]) -> int:
    """Measure, print, and return 0 where ours is at least four times as fast and memory stays flat."""
    wanted = int(argv[0]) if argv else 1_000_000
    criteria = load_area_criteria((AREAS / "norfolk.toml").read_bytes()).in_force(date(2026, 1, 1))
    pool = applications(min(POOL, max(1, wanted // SLICES)))
    ours = assessed(criteria)
    differing = sum(ours(facts) != plainly(facts) for facts in pool[:5000])

    spent = plain_spent = explain_spent = 0.0
    done = plain_done = explained = 0
    after_first_slice = kilobytes()
    for slice_number in range(SLICES):
        for _ in range(max(1, wanted // SLICES // len(pool))):
            spent += timed(ours, pool)
            done += len(pool)
        plain = pool[slice_number::PLAIN_SHARE]
        plain_spent += timed(plainly, plain)
        plain_done += len(plain)
        read = pool[slice_number::EXPLAIN_SHARE]
        explain_spent += timed(lambda facts: explain(assess(criteria, facts), "applicant", str), read)
        explained += len(read)
        if slice_number == 0:
            after_first_slice = kilobytes()
    grown = kilobytes() - after_first_slice

    per, plain_per = spent / done * 1e6, plain_spent / plain_done * 1e6
    ratio = plain_per / per
    lines = (
        f"ours:     {done:,} applications x {REPORTS} reports in {spent:.1f} s, {per:.1f} microseconds each",
        f"plain:    a sample of {plain_done:,} with dateutil in {plain_spent:.1f} s, {plain_per:.1f} each",
        f"ratio:    {ratio:.1f} times as fast (wanted: 4, aim: 8)",
        f"explain:  {explain_spent / explained * 1e6:.0f} microseconds each, only when somebody reads it",
        f"memory:   {kilobytes() / 1024:.0f} MB at most, {grown:,} kB more after the first slice",
        f"answers:  {differing} of {min(5000, len(pool)):,} compared differ",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if ratio >= 4 and differing == 0 and grown < 4096 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
