"""Asks the rules about a case and keeps what they said, with the criteria and facts they said it about."""

from portal.services.work import Work
from portal.store import assessments
from portal.store.tables import Assessment, Case, Criteria
from triage import Assessment as Answer
from triage import Facts, assess


def assess_case(work: Work, case: Case, facts: Facts) -> Assessment:
    """Assess `facts` under the criteria in force on the application date. The program advises; people decide."""
    criteria = work.partnership.criteria.in_force(case.applied_on)
    answer = assess(criteria, facts)
    if work.session.get(Criteria, criteria.sha256) is None:
        work.session.add(Criteria(sha256=criteria.sha256, canonical=criteria.canonical_json(), first_used_at=work.now))
        work.session.flush()
    row = Assessment(
        case_id=case.id,
        number=assessments.count(work.session, case.id) + 1,
        made_at=work.now,
        criteria_sha256=criteria.sha256,
        facts=facts.as_json(),
        result=answer.as_json(),
        local_result=answer.local.result,
        statutory_result=answer.statutory.result,
    )
    work.session.add(row)
    work.session.flush()
    return row


def answer_of(row: Assessment) -> Answer:
    """Return what the rules said, as data that can be explained."""
    return Answer.from_json(row.result)
