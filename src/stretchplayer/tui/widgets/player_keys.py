"""What the keys of the player do while something is asked or stands still: what its footer shows then."""

from typing import Final

from stretchplayer.session import View

_Keys = tuple[tuple[str, str], ...]

_PAUSE: Final = ("pause", "Pause")
_LEAVE: Final = ("leave", "Leave")
_HELP: Final = ("help", "Help")
_LEAVING: Final[_Keys] = (("yes", "Leave"), ("end", "End for good"), ("pause", "Stay"), _HELP)
_SKIN: Final[_Keys] = (("yes", "It looks normal"), ("too-much", "It does not"), _PAUSE, _LEAVE, _HELP)
_OFF: Final = ("yes", "It is off")
_TOO_MUCH: Final = ("too-much", "Too much")
_AT: Final[dict[str, _Keys]] = {
    "checking": _SKIN,
    "alarming": _SKIN,
    "exposed": (_OFF, ("pause", "Go on"), _TOO_MUCH, _HELP),
    "overdue": (_OFF, _TOO_MUCH, _HELP),
    "asking": (
        ("sharp", "Sharp"),
        ("tingling", "Tingling"),
        ("cramp", "Cramp"),
        ("dizzy", "Dizzy"),
        ("skin", "Skin"),
        ("other", "Other"),
    ),
}


def keys_now(view: View, *, leaving: bool) -> _Keys:
    """Each command with what it does now; nothing where a session plays and the keys do what they usually do."""
    if leaving:
        return _LEAVING
    if view.state == "waiting":
        skip = "Leave it out" if view.kind in ("heat", "cold") else "Next"
        return (("yes", "Yes"), ("next", skip), _PAUSE, ("back", "Back"), _TOO_MUCH, _LEAVE, _HELP)
    if view.state == "paused":
        rest = (("next", "Next"), ("back", "Back"), ("other", "Another move"), _TOO_MUCH, _LEAVE, _HELP)
        return (("pause", "Go on"), *(rest if view.name else rest[3:]))
    if view.state == "playing" and view.own_pace:
        return (("pause", "Done"), ("next", "Next"), ("back", "Back"), _TOO_MUCH, _LEAVE, _HELP)
    return _AT.get(view.state, ())
