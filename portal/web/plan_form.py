"""Between the plan as a panel records it and the parts of the forms in which it is written."""

from datetime import date
from typing import Any

from portal.journeys.panel import Holding
from portal.journeys.review import Finishing
from portal.services.plans import NewAction, NewFinding, NewRecommendation, Plan
from portal.store.panels import Sitting

Typed = dict[str, Any]


def plan_of(form: Holding | Finishing) -> Plan:
    """Return the plan that stands in a form whose answers hold."""
    typed = form.stored()
    return Plan(
        tuple(NewFinding(body, one["words"]) for body, one in typed["findings"].items()),
        tuple(NewRecommendation(**one) for one in typed["recommendations"]),
        tuple(_action(one) for one in typed["actions"]),
    )


def as_typed(sitting: Sitting) -> Typed:
    """Return the plan of a sitting as the form stores it. Several findings on one body become one."""
    found: dict[str, list[str]] = {}
    for finding, body in sitting.findings:
        found.setdefault(body.key, []).append(finding.words)
    return {
        "findings": {key: {"words": "\n\n".join(words)} for key, words in found.items()},
        "recommendations": [{"body": body.key, "words": row.words} for row, body in sitting.recommendations],
        "actions": [
            {
                "body": body.key,
                "owner": row.owner,
                "what": row.what,
                "measure": row.measure,
                "due_on": row.due_on.isoformat(),
                "finds_out": row.finds_out,
                "told_first_on": row.told_first_on.isoformat() if row.told_first_on else None,
            }
            for row, body in sitting.actions
        ],
    }


def _action(one: Typed) -> NewAction:
    told = one["told_first_on"]
    return NewAction(
        body=one["body"],
        owner=one["owner"],
        what=one["what"],
        measure=one["measure"],
        due_on=date.fromisoformat(one["due_on"]),
        finds_out=one["finds_out"],
        told_first_on=date.fromisoformat(told) if told else None,
    )
