"""Other help that a "not met" letter named."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import Referral


def of_case(session: Session, case_id: int) -> list[Referral]:
    """Return the referrals of a case in the order in which they were made."""
    return list(session.scalars(select(Referral).where(Referral.case_id == case_id).order_by(Referral.id)))


def by_id(session: Session, case_id: int, referral_id: int) -> Referral | None:
    """Return one referral of a case."""
    query = select(Referral).where(Referral.case_id == case_id, Referral.id == referral_id)
    return session.scalars(query).one_or_none()


def waiting(session: Session, case_id: int) -> list[Referral]:
    """Return the referrals of which nobody has recorded yet what became of them."""
    return [one for one in of_case(session, case_id) if one.followed_up_on is None]
