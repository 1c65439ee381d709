"""What stands in capitals over a session, beside its buttons and its rhythm: phases, sides, breaths, answers."""

from typing import Final

from stretchplayer.translation import gettext, pgettext, to_translate, to_translate_in

_WORK: Final = {
    "stretch": to_translate_in("heading", "HOLD"),
    "contract-relax": to_translate_in("heading", "HOLD"),
    "dynamic": to_translate_in("heading", "MOVE"),
    "exercise": to_translate_in("heading", "MOVE"),
    "massage": to_translate_in("heading", "ROLL AND PRESS"),
    "heat": to_translate_in("heading", "HEAT IS ON"),
    "cold": to_translate_in("heading", "COLD IS ON"),
    "breathe": to_translate_in("heading", "BREATHE"),
    "rest": to_translate_in("heading", "REST"),
}
_PHASES: Final = {
    "prepare": to_translate_in("heading", "GET READY"),
    "contract": to_translate_in("heading", "PUSH GENTLY"),
    "rest": to_translate_in("heading", "REST"),
    "switch": to_translate_in("heading", "CHANGE SIDES"),
    "confirm": to_translate_in("heading", "READY?"),
    "advice": to_translate_in("heading", "READ"),
}
_STATES: Final = {
    "paused": to_translate_in("heading", "PAUSED"),
    "exposed": to_translate_in("heading", "TAKE IT OFF"),
    "overdue": to_translate_in("heading", "TAKE IT OFF NOW"),
    "asking": to_translate_in("heading", "STOPPED"),
    "checking": to_translate_in("heading", "LOOK AT THE SKIN"),
    "alarming": to_translate_in("heading", "LOOK AT THE SKIN NOW"),
    "finished": to_translate_in("heading", "DONE"),
    "ended": to_translate_in("heading", "ENDED"),
}
LARGE_SIDES: Final = {"left": to_translate_in("large", "LEFT"), "right": to_translate_in("large", "RIGHT")}
"""In letters as large as the countdown."""
SIDES: Final = {
    "left": to_translate_in("heading", "◀◀ LEFT SIDE"),
    "right": to_translate_in("heading", "RIGHT SIDE ▶▶"),
    "both": to_translate_in("heading", "◀ BOTH SIDES ▶"),
}
BREATHS: Final = {
    "in": to_translate_in("breath", "breathe in"),
    "hold": to_translate_in("breath", "hold"),
    "out": to_translate_in("breath", "breathe out"),
    "wait": to_translate_in("breath", "hold, empty"),
}
OWN_PACE: Final = to_translate("Your own time: space when done")
PHASES_OF_A_REPETITION: Final = {
    "out": to_translate_in("breath", "move"),
    "hold": to_translate_in("breath", "hold"),
    "back": to_translate_in("breath", "move back"),
    "wait": to_translate_in("breath", "hold"),
}
_WELL: Final = ((to_translate_in("key", "All is well"), "yes"), (to_translate_in("key", "Too much"), "too-much"))
ANSWERS: Final = {
    "leaving": (
        (to_translate_in("key", "Leave"), "yes"),
        (to_translate_in("key", "End it"), "end"),
        (to_translate_in("key", "Stay"), "leave"),
    ),
    "paused": (
        (to_translate_in("key", "Go on"), "pause"),
        (to_translate_in("key", "Another move"), "other"),
        (to_translate_in("key", "Leave"), "leave"),
    ),
    "exposed": ((to_translate_in("key", "It is off"), "yes"),),
    "overdue": ((to_translate_in("key", "It is off"), "yes"),),
    "reading": ((to_translate_in("key", "Go on"), "yes"), (to_translate_in("key", "Read on"), "read-advice")),
    "telling": ((to_translate_in("key", "Read on"), "read-advice"),),
    "waiting": ((to_translate_in("key", "Yes"), "yes"), (to_translate_in("key", "Leave it out"), "next")),
    "checking": _WELL,
    "alarming": _WELL,
    "asking": (
        (to_translate_in("key", "Sharp"), "sharp"),
        (to_translate_in("key", "Tingling"), "tingling"),
        (to_translate_in("key", "Cramp"), "cramp"),
        (to_translate_in("key", "Dizzy"), "dizzy"),
        (to_translate_in("key", "Skin"), "skin"),
        (to_translate_in("key", "Other"), "other"),
    ),
}
"""What can be answered in a state, and the command that says it."""


def large_side(side: str) -> str:
    """A side in letters as large as the countdown; "" for no side, or both."""
    return pgettext("large", LARGE_SIDES[side]) if side in LARGE_SIDES else ""


def heading(state: str, phase: str | None, kind: str, name: str, topic: str = "") -> str:
    """What goes on, in capitals; `topic` is the title of the advice that is shown."""
    if state in _STATES:
        return pgettext("heading", _STATES[state])
    if topic:
        return gettext("READ") if topic.casefold() in name.casefold() else gettext("READ: {topic}").format(topic=topic)
    text = _WORK.get(kind, to_translate_in("heading", "GO")) if phase == "work" else _PHASES.get(phase or "", "")
    return pgettext("heading", text) if text else ""
