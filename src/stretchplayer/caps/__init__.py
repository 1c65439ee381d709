"""The limits, the profile, and the one door through which a routine becomes a plan."""

from stretchplayer.caps.admission import admit
from stretchplayer.caps.bounds import Allowance
from stretchplayer.caps.judgement import Verdict
from stretchplayer.caps.ledger import SEASONED, Exposure, Ledger, Strain
from stretchplayer.caps.limits import LIMITS, Limit
from stretchplayer.caps.meter import Meter, Run
from stretchplayer.caps.plan import Plan, Progress
from stretchplayer.caps.profile import Profile, Today

__all__ = [
    "LIMITS",
    "SEASONED",
    "Allowance",
    "Exposure",
    "Ledger",
    "Limit",
    "Meter",
    "Plan",
    "Profile",
    "Progress",
    "Run",
    "Strain",
    "Today",
    "Verdict",
    "admit",
]
