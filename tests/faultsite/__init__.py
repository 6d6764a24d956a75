"""A press-office site on loopback that can misbehave in every way that was seen, and some that were not yet.

``FaultSite`` serves lists and transcripts like a real site; ``faults`` and ``wire`` hold what a path can be made to do.
"""

from tests.faultsite import faults, wire
from tests.faultsite.clock import FakeClock
from tests.faultsite.site import FaultSite, fault_site

__all__ = ["FakeClock", "FaultSite", "fault_site", "faults", "wire"]
