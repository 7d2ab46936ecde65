"""What is about the whole partnership needs a role for the whole partnership."""

import pytest

from portal.policy import PUBLIC, Action, Actor, Grant, Role, may_ever

WHOLE = [(Role.PERFORMANCE, Action.SEE_FIGURES), (Role.ADMINISTRATOR, Action.SEE_MAILBOX)]


@pytest.mark.parametrize(("role", "action"), WHOLE)
def test_a_role_of_one_district_or_body_does_not_open_what_is_everybodys(role: Role, action: Action) -> None:
    def holding(*grants: Grant) -> Actor:
        return Actor("staff", 1, grants)

    assert may_ever(holding(Grant(role)), action)
    assert may_ever(holding(Grant(role, district="alderfen"), Grant(role)), action)
    assert not may_ever(holding(Grant(role, district="alderfen")), action)
    assert not may_ever(holding(Grant(role, body="brackenshire-police")), action)
    assert not may_ever(holding(), action)
    assert not may_ever(PUBLIC, action)
