"""The behaviour of playing a plan, with time passed in."""

from stretchplayer.session.account import Snapshot
from stretchplayer.session.commands import (
    Advance,
    Back,
    Command,
    Confirm,
    Extend,
    Pause,
    Resume,
    Skip,
    State,
    Stop,
    TakeBack,
    TooMuch,
)
from stretchplayer.session.session import Session
from stretchplayer.session.view import ScheduledSegment, View

__all__ = [
    "Advance",
    "Back",
    "Command",
    "Confirm",
    "Extend",
    "Pause",
    "Resume",
    "ScheduledSegment",
    "Session",
    "Skip",
    "Snapshot",
    "State",
    "Stop",
    "TakeBack",
    "TooMuch",
    "View",
]
