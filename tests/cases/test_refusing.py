"""When “not met” may be decided by one person, needs a second one, or cannot be decided; and what may be put off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.refusals import Refused
from portal.cases.refusing import Results, may_defer, may_refuse
from triage import DEFERRED, DISCRETIONARY, MET, NEEDS_INFORMATION, NOT_MET

STATUTORY = (MET, NOT_MET, NEEDS_INFORMATION)
LOCAL = (MET, DISCRETIONARY, NOT_MET, NEEDS_INFORMATION, DEFERRED)
results = st.builds(Results, st.sampled_from(STATUTORY), st.sampled_from(LOCAL))


@given(results, results)
def test_nobody_is_refused_whose_reports_meet_a_test_now(as_given: Results, now: Results) -> None:
    if MET in (now.statutory, now.local):
        with pytest.raises(Refused) as refused:
            may_refuse(as_given, now)
        assert "ection 104(4)" in refused.value.sentence
    else:
        assert may_refuse(as_given, now) in ("decide", "propose")


@given(results, results)
def test_one_person_alone_decides_only_where_the_reports_as_given_did_not_bind(
    as_given: Results, now: Results
) -> None:
    try:
        way = may_refuse(as_given, now)
    except Refused:
        return
    assert (way == "decide") == (MET not in (as_given.statutory, as_given.local))


@pytest.mark.parametrize(
    ("as_given", "now", "way"),
    [
        (Results(MET, MET), Results(NOT_MET, NOT_MET), "propose"),
        (Results(MET, NOT_MET), Results(NOT_MET, NOT_MET), "propose"),
        (Results(MET, MET), Results(NEEDS_INFORMATION, NEEDS_INFORMATION), "propose"),
        (Results(NOT_MET, MET), Results(NOT_MET, DISCRETIONARY), "propose"),
        (Results(NOT_MET, NOT_MET), Results(NOT_MET, NOT_MET), "decide"),
        (Results(NOT_MET, DISCRETIONARY), Results(NOT_MET, DISCRETIONARY), "decide"),
        (Results(NEEDS_INFORMATION, NOT_MET), Results(NEEDS_INFORMATION, NOT_MET), "decide"),
    ],
)
def test_ways(as_given: Results, now: Results, way: str) -> None:
    assert may_refuse(as_given, now) == way


@given(results, results)
def test_only_what_a_local_rule_puts_off_where_the_act_leaves_room_is_put_off(
    as_given: Results, with_rule: Results
) -> None:
    try:
        may_defer(as_given, with_rule)
    except Refused:
        assert MET in (as_given.statutory, with_rule.statutory) or (
            with_rule.statutory == NEEDS_INFORMATION or with_rule.local != DEFERRED
        )
    else:
        assert as_given.statutory != MET
        assert with_rule == Results(NOT_MET, DEFERRED)


def test_what_is_not_known_shows_in_either_test() -> None:
    assert Results(NEEDS_INFORMATION, NOT_MET).unknown
    assert Results(NOT_MET, NEEDS_INFORMATION).unknown
    assert not Results(NOT_MET, DISCRETIONARY).unknown
