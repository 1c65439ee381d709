"""What stands in capitals over a session, beside its buttons and its rhythm: phases, sides, breaths, answers."""

from typing import Final

_WORK: Final = {
    "stretch": "HOLD",
    "contract-relax": "HOLD",
    "dynamic": "MOVE",
    "exercise": "MOVE",
    "massage": "ROLL AND PRESS",
    "heat": "HEAT IS ON",
    "cold": "COLD IS ON",
    "breathe": "BREATHE",
    "rest": "REST",
}
_PHASES: Final = {
    "prepare": "GET READY",
    "contract": "PUSH GENTLY",
    "rest": "REST",
    "switch": "CHANGE SIDES",
    "confirm": "READY?",
    "advice": "READ",
}
_STATES: Final = {
    "paused": "PAUSED",
    "exposed": "TAKE IT OFF",
    "overdue": "TAKE IT OFF NOW",
    "asking": "STOPPED",
    "checking": "LOOK AT THE SKIN",
    "alarming": "LOOK AT THE SKIN NOW",
    "finished": "DONE",
    "ended": "ENDED",
}
LARGE_SIDES: Final = {"left": "LEFT", "right": "RIGHT"}
"""In letters as large as the countdown."""
SIDES: Final = {"left": "◀◀ LEFT SIDE", "right": "RIGHT SIDE ▶▶", "both": "◀ BOTH SIDES ▶"}
BREATHS: Final = {"in": "breathe in", "hold": "hold", "out": "breathe out", "wait": "hold, empty"}
OWN_PACE: Final = "Your own time: space when done"
PHASES_OF_A_REPETITION: Final = {"out": "move", "hold": "hold", "back": "move back", "wait": "hold"}
_WELL: Final = (("All is well", "yes"), ("Too much", "too-much"))
ANSWERS: Final = {
    "leaving": (("Leave", "yes"), ("End it", "end"), ("Stay", "leave")),
    "paused": (("Go on", "pause"), ("Another move", "other"), ("Leave", "leave")),
    "exposed": (("It is off", "yes"),),
    "overdue": (("It is off", "yes"),),
    "reading": (("Go on", "yes"), ("Read on", "read-advice")),
    "telling": (("Read on", "read-advice"),),
    "waiting": (("Yes", "yes"), ("Leave it out", "next")),
    "checking": _WELL,
    "alarming": _WELL,
    "asking": (
        ("Sharp", "sharp"),
        ("Tingling", "tingling"),
        ("Cramp", "cramp"),
        ("Dizzy", "dizzy"),
        ("Skin", "skin"),
        ("Other", "other"),
    ),
}
"""What can be answered in a state, and the command that says it."""


def heading(state: str, phase: str | None, kind: str, name: str, topic: str = "") -> str:
    """What goes on, in capitals; `topic` is the title of the advice that is shown."""
    if state in _STATES:
        return _STATES[state]
    if topic:
        return "READ" if topic.casefold() in name.casefold() else f"READ: {topic}"
    return _WORK.get(kind, "GO") if phase == "work" else _PHASES.get(phase or "", "")
