"""What stands in the database afterwards: nobody lost, nobody twice, no case torn, each message told of once."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select, update

from portal import delivery, sending
from portal.services.work import Office, Work
from portal.store import ledger
from portal.store.tables import Base, Case, CasePerson, Draft, FrozenAnswer, Message, Person
from tests.conftest import assert_replayed
from tests.durability.applicants import Applicant
from tests.durability.post_office import PostOffice

# Rows of a case that come later, by nobody's application.
NOT_OF_AN_APPLICATION = {"view"}


def faults(office: Office, applicants: Sequence[Applicant], whole: Applicant) -> list[str]:
    """Say everything that is wrong with what is kept of `applicants`.

    `whole` is somebody who applied in peace: their case is the measure of a whole one.
    """
    with office.work(write=False) as work:
        rows = _rows_by_case(work)
        (measure,) = _cases(work, whole)
        found = [
            fault
            for one in applicants
            for fault in (*one.faults, *_missing_or_twice(work, one), *_torn(work, one, rows, measure))
        ]
        verified = ledger.verify(work.session)
    assert_replayed(office.engine)
    return found + [f"the ledger is broken at {verified.first_bad}"] * bool(verified.first_bad)


def without_applicant(office: Office, applicants: Sequence[Applicant]) -> int:
    """How many cases belong to nobody of `applicants`."""
    with office.work(write=False) as work:
        everybody = work.session.execute(select(func.count()).select_from(Case)).scalar_one()
        return everybody - sum(len(_cases(work, one)) for one in applicants)


def received(office: Office, one: Applicant) -> list[str]:
    """The references of the cases that somebody has."""
    with office.work(write=False) as work:
        return [case.reference for case in _cases(work, one)]


def let_leases_run_out(office: Office) -> None:
    """Put the end of every lease into the past, as if the time of a lease had gone by."""
    with office.work() as work:
        work.session.execute(
            update(Message).where(Message.state == "leased").values(lease_until=Message.queued_at)
        )


def all_sent(office: Office) -> bool:
    """Whether no mail waits any more."""
    with office.work(write=False) as work:
        waiting = select(func.count()).where(Message.channel == "email", Message.state != "sent")
        return work.session.execute(waiting).scalar_one() == 0


def deliver_the_rest(office: Office) -> None:
    """Send what still waits, as the worker does."""
    let_leases_run_out(office)
    send = sending.sender(office)
    while delivery.deliver_next(office, send):
        pass


def mail_faults(office: Office, post: PostOffice) -> list[str]:
    """Say which mail was not sent, or came under more than one Message-ID, or under none of ours."""
    with office.work(write=False) as work:
        mails = list(work.session.scalars(select(Message).where(Message.channel == "email")))
    taken = {one.message_id.strip("<>").partition("@")[0] for one in post.taken}
    ours = {mail.message_id for mail in mails}
    never = [
        f"mail {mail.id} is {mail.state} and was never taken"
        for mail in mails
        if mail.message_id not in taken
    ]
    unsettled = [f"mail {mail.id} was taken and is {mail.state}" for mail in mails if mail.state != "sent"]
    under = {(one.message_id, one.to, one.body) for one in post.taken}
    again = [one for one, times in Counter(message_id for message_id, *_ in under).items() if times > 1]
    return [
        *never,
        *unsettled,
        *(f"a mail came under the unknown Message-ID {one}" for one in sorted(taken - ours)),
        *(f"two different mails came as {one}" for one in again),
    ]


def _cases(work: Work, one: Applicant) -> list[Case]:
    query = (
        select(Case)
        .join(CasePerson, CasePerson.case_id == Case.id)
        .join(Person, Person.id == CasePerson.person_id)
        .where(Person.name == one.name, CasePerson.role == "victim")
    )
    return list(work.session.scalars(query))


def _missing_or_twice(work: Work, one: Applicant) -> Iterable[str]:
    cases = _cases(work, one)
    references = {case.reference for case in cases}
    if not cases:
        yield f"{one.name} was lost" if one.acknowledged else f"{one.name} was never received"
    if len(cases) > 1:
        yield f"{one.name} was doubled"
    if not one.references <= references or len(one.references) > 1:
        yield f"{one.name} was given another reference"


def _torn(work: Work, one: Applicant, rows: dict[int, Counter[str]], measure: Case) -> Iterable[str]:
    for case in _cases(work, one):
        if rows[case.id] != rows[measure.id]:
            yield f"{one.name} has {dict(rows[case.id])} where a whole case has {dict(rows[measure.id])}"
        if (case.state, case.version) != (measure.state, measure.version):
            yield f"{one.name} stands at {case.state} {case.version}"
        told = select(FrozenAnswer.words).where(
            FrozenAnswer.case_id == case.id, FrozenAnswer.question_id == "story"
        )
        if work.session.scalars(told).all() != [f"What happened to {one.name}."]:
            yield f"{one.name} has somebody else's answers"
        draft = work.session.get(Draft, one.draft_id)
        if draft is not None and (draft.case_id, draft.answers) != (case.id, {}):
            yield f"the draft of {one.name} does not lead to the case"


def _rows_by_case(work: Work) -> dict[int, Counter[str]]:
    """How many rows each case has in each table, those about its people among them."""
    found: dict[int, Counter[str]] = {case_id: Counter() for case_id in work.session.scalars(select(Case.id))}
    for table in Base.metadata.sorted_tables:
        if table.name in NOT_OF_AN_APPLICATION:
            continue
        if "case_id" in table.c:
            query = select(table.c.case_id, func.count()).group_by(table.c.case_id)
        elif "person_id" in table.c:
            query = (
                select(CasePerson.case_id, func.count())
                .join(table, table.c.person_id == CasePerson.person_id)
                .group_by(CasePerson.case_id)
            )
        else:
            continue
        for case_id, count in work.session.execute(query):
            if case_id is not None:
                found.setdefault(case_id, Counter())[table.name] = count
    return found
