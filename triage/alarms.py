"""What a person must know beside the answers: caveats that cannot refuse, flags nobody asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from triage.criteria import Criteria, Exclusion
from triage.facts import Facts
from triage.gates import EXCLUSION_FLAG, named_exclusions
from triage.reasons import Answer, plain, revived
from triage.results import MET
from triage.strictness import CAVEAT, class_of

# Rules that are no local strictness: the Act leaves such a report out too.
_SHARED = frozenset(
    {
        "counted",
        "not_reported",
        "set_aside",
        "other_problem",
        "after_application",
        "told_missing",
        "incident_missing",
        "told_before_incident",
    }
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person must know beside the answer. `level` is "alarm", "warning" or "note"."""

    level: str
    code: str
    values: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the alarm as plain JSON values."""
        return {"level": self.level, "code": self.code, "values": plain(self.values)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Alarm":
        """Return the alarm that `as_json` wrote."""
        return cls(kept["level"], kept["code"], revived(kept["values"]))


def alarms(
    local: Answer, statutory: Answer, criteria: Criteria, facts: Facts, gates: tuple[Exclusion, ...]
) -> tuple[Alarm, ...]:
    """Return the alarms, warnings and notes on one assessment, the gravest first."""
    found: list[Alarm] = []
    if statutory.result == MET and local.result != MET:
        found.append(Alarm("alarm", "statute_says_met", {"local": local.result}))
        found.extend(_what_stood_in_the_way(local, statutory, criteria))
    for gate in gates:
        if gate.effect == "defer" and statutory.result == MET:
            found.append(Alarm("alarm", "deferral_not_allowed", {"code": gate.code, "words": gate.words}))
        if gate.effect == "note":
            found.append(Alarm("note", "noted", {"code": gate.code, "words": gate.words}))
    found.extend(_unasked(criteria, facts))
    return tuple(found)


def _what_stood_in_the_way(local: Answer, statutory: Answer, criteria: Criteria) -> list[Alarm]:
    """Return each local rule that left out what the statute counts, classed as variation or caveat (B8)."""
    route = next(route for route in criteria.routes if route.id == local.measured)
    taken = {reason.report for reason in statutory.reports if reason.counted == "yes"}
    rules = dict.fromkeys(
        reason.rule
        for reason in local.reports
        if reason.counted != "yes" and reason.report in taken and reason.rule not in _SHARED
    )
    found = [_alarm(route.id, rule, class_of(route, rule), {}) for rule in rules]
    for limb in local.limbs:
        if limb.stands == "yes" or (
            limb.rule == "reports" and (rules or route.reports <= criteria.statutory.reports)
        ):
            continue
        words = {name: limb.values[name] for name in ("code", "words") if name in limb.values}
        kind = CAVEAT if limb.rule == "exclusion" else class_of(route, limb.rule)
        found.append(_alarm(None if limb.rule == "exclusion" else route.id, limb.rule, kind, words))
    return found


def _alarm(route: str | None, rule: str, kind: str, values: Mapping[str, Any]) -> Alarm:
    if kind == CAVEAT:
        return Alarm("alarm", "caveat_cannot_refuse", {"route": route, "rule": rule, **values})
    return Alarm("warning", "variation_stricter", {"route": route, "rule": rule, **values})


def _unasked(criteria: Criteria, facts: Facts) -> list[Alarm]:
    known = {gate.code for gate in criteria.exclusions}
    found = [
        Alarm("warning", "unknown_exclusion", {"code": code})
        for code in named_exclusions(facts)
        if code not in known
    ]
    found.extend(
        Alarm("warning", "unknown_flag", {"flag": flag})
        for flag in facts.flags
        if flag != EXCLUSION_FLAG and flag not in criteria.asked_flags
    )
    return found
