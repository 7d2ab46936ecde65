"""Appeals: lodged, heard by somebody who took no part, decided with effect (Schedule 4 paragraph 3)."""

from portal.services.appeals.deciding import RESULTS, Result, can_reverse, can_send_back, decide
from portal.services.appeals.hearing import (
    Papers,
    appeal_of,
    assign,
    fit_to_hear,
    open_papers,
    own_appeal,
    read_papers,
    step_off,
    who_can_hear,
)
from portal.services.appeals.late import admit_late, may_refuse_late, refuse_late
from portal.services.appeals.lodging import (
    Came,
    Lodged,
    NewAppeal,
    Opening,
    lodge,
    open_form,
    standing_of,
    take_in,
)
from portal.services.appeals.withdrawing import withdraw, withdraw_by_link

__all__ = [
    "RESULTS",
    "Came",
    "Lodged",
    "NewAppeal",
    "Opening",
    "Papers",
    "Result",
    "admit_late",
    "appeal_of",
    "assign",
    "can_reverse",
    "can_send_back",
    "decide",
    "fit_to_hear",
    "lodge",
    "may_refuse_late",
    "open_form",
    "open_papers",
    "own_appeal",
    "read_papers",
    "refuse_late",
    "standing_of",
    "step_off",
    "take_in",
    "who_can_hear",
    "withdraw",
    "withdraw_by_link",
]
