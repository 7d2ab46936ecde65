"""Times pieces of work beside each other, in rounds that alternate: what else the machine does hits all alike."""

import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Work = Callable[[], object]


@dataclass
class Timed:
    """What one piece of work took in each round: milliseconds for one time, of the processor and by the clock."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    each: list[float] = field(default_factory=list)  # every single time by the clock

    def share(self, whole: Sequence[float], part: float) -> float:
        """The value under which `part` of the measurements lie."""
        return sorted(whole)[min(len(whole) - 1, int(part * len(whole)))]


def alternate(works: Mapping[str, Work], rounds: int, times: int) -> dict[str, Timed]:
    """Do each work `times` in every round, another one first each round; one round before goes uncounted."""
    names, timed = list(works), {name: Timed() for name in works}
    for number in range(rounds + 1):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            measured = _round(works[name], times)
            if number:
                timed[name].cpu.append(measured[0])
                timed[name].wall.append(statistics.median(measured[1]))
                timed[name].each.extend(measured[1])
    return timed


def _round(work: Work, times: int) -> tuple[float, list[float]]:
    walls = []
    cpu = time.process_time()
    for _ in range(times):
        began = time.perf_counter()
        work()
        walls.append((time.perf_counter() - began) * 1000)
    return (time.process_time() - cpu) * 1000 / times, walls


def table(title: str, timed: Mapping[str, Timed], limit: str) -> None:
    """Print what was measured, each beside `limit`; the ratio is taken round by round."""
    say(f"\n{title}\n\n| what | CPU ms, median (range) | ms p50 / p95 | CPU to {limit} | throughput to it |")
    say("| --- | --- | --- | --- | --- |")
    for name, one in timed.items():
        times = [ours / plain for ours, plain in zip(one.cpu, timed[limit].cpu, strict=True)]
        ratio = statistics.median(times)
        say(
            f"| {name} | {statistics.median(one.cpu):.2f} ({min(one.cpu):.2f}-{max(one.cpu):.2f}) "
            f"| {statistics.median(one.each):.2f} / {one.share(one.each, 0.95):.2f} "
            f"| {ratio:.2f} | {1 / ratio:.2f} |"
        )


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
