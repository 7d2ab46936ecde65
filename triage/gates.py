"""Published bars: coded gates that stand outside s104(4) and s104(11) and so never enter the statutory answer."""

from typing import Final

from triage.criteria import Criteria, Exclusion
from triage.facts import Facts
from triage.limbs import accepted
from triage.results import DEFERRED, MET, NEEDS_INFORMATION, NOT_MET

EXCLUSION_FLAG: Final = "exclusion"


def named_exclusions(facts: Facts) -> tuple[str, ...]:
    """Return the exclusion codes that the facts name."""
    named = facts.flags.get(EXCLUSION_FLAG)
    if named is None:
        return ()
    return tuple(str(code) for code in named) if isinstance(named, list | tuple) else (str(named),)


def closed_gates(criteria: Criteria, facts: Facts) -> tuple[Exclusion, ...]:
    """Return the published bars that the facts close."""
    named = named_exclusions(facts)
    return tuple(
        gate
        for gate in criteria.exclusions
        if gate.code in named or any(accepted(facts.flags.get(flag), gate.accepts) for flag in gate.asks)
    )


def after_gates(result: str, statutory: str, gates: tuple[Exclusion, ...]) -> str:
    """Return the local result once the closed bars have spoken.

    A bar that only defers gives way where the statutory answer is met, and waits for information where that answer
    does. A bar that refuses gives the published words' answer; the statutory answer beside it is untouched.
    """
    effects = {gate.effect for gate in gates}
    if "refuse" in effects:
        return NOT_MET
    if "defer" in effects and statutory != MET:
        return DEFERRED if statutory == NOT_MET else NEEDS_INFORMATION
    return result
