"""The five answers a threshold test can give."""

from typing import Final

MET: Final = "met"  # the threshold must be decided as met
DISCRETIONARY: Final = "discretionary"  # a person weighs persistence, harm and adequacy (s104(5))
NOT_MET: Final = "not_met"  # not on the dates given; it still goes to a person
NEEDS_INFORMATION: Final = "needs_information"  # the answer hangs on something not known
DEFERRED: Final = "deferred"  # a local rule says later; never where the statutory answer is met
