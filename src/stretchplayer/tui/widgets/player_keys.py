"""What the keys of the player do while something is asked or stands still: what its footer shows then."""

from typing import Final

from stretchplayer.session import View
from stretchplayer.translation import pgettext, to_translate_in

_Keys = tuple[tuple[str, str], ...]

_PAUSE: Final = ("pause", to_translate_in("key", "Pause"))
_LEAVE: Final = ("leave", to_translate_in("key", "Leave"))
_HELP: Final = ("help", to_translate_in("key", "Help"))
_LEAVING: Final[_Keys] = (
    ("yes", to_translate_in("key", "Leave")),
    ("end", to_translate_in("key", "End for good")),
    ("pause", to_translate_in("key", "Stay")),
    _HELP,
)
_SKIN: Final[_Keys] = (
    ("yes", to_translate_in("key", "It looks normal")),
    ("too-much", to_translate_in("key", "It does not")),
    _PAUSE,
    _LEAVE,
    _HELP,
)
_OFF: Final = ("yes", to_translate_in("key", "It is off"))
_TOO_MUCH: Final = ("too-much", to_translate_in("key", "Too much"))
_TAKE_BACK: Final = ("take-back", to_translate_in("key", "Take it back"))
_AT: Final[dict[str, _Keys]] = {
    "checking": _SKIN,
    "alarming": _SKIN,
    "exposed": (_OFF, ("pause", to_translate_in("key", "Go on")), _TOO_MUCH, _HELP),
    "overdue": (_OFF, _TOO_MUCH, _HELP),
    "asking": (
        ("sharp", to_translate_in("key", "Sharp")),
        ("tingling", to_translate_in("key", "Tingling")),
        ("cramp", to_translate_in("key", "Cramp")),
        ("dizzy", to_translate_in("key", "Dizzy")),
        ("skin", to_translate_in("key", "Skin")),
        ("other", to_translate_in("key", "Other")),
    ),
}


def keys_now(view: View, *, leaving: bool) -> _Keys:
    """Each command with what it does now; nothing where a session plays and the keys do what they usually do."""
    return tuple((name, pgettext("key", label)) for name, label in _keys_now(view, leaving=leaving))


def _keys_now(view: View, *, leaving: bool) -> _Keys:
    found = _in_state(view, leaving=leaving)
    if not view.take_back or leaving:
        return found
    # Beside what goes on: of what has no room, the last is left out.
    return (*found[:1], _TAKE_BACK, *found[1:]) if view.state == "paused" else (*found, _TAKE_BACK)


def _in_state(view: View, *, leaving: bool) -> _Keys:
    if leaving:
        return _LEAVING
    if view.state == "waiting":
        skip = (
            to_translate_in("key", "Leave it out") if view.kind in ("heat", "cold") else to_translate_in("key", "Next")
        )
        return (
            ("yes", to_translate_in("key", "Yes")),
            ("next", skip),
            _PAUSE,
            ("back", to_translate_in("key", "Back")),
            _TOO_MUCH,
            _LEAVE,
            _HELP,
        )
    if view.state == "paused":
        rest = (
            ("next", to_translate_in("key", "Next")),
            ("back", to_translate_in("key", "Back")),
            ("other", to_translate_in("key", "Another move")),
            _TOO_MUCH,
            _LEAVE,
            _HELP,
        )
        return (("pause", to_translate_in("key", "Go on")), *(rest if view.name else rest[3:]))
    if view.state == "playing" and view.own_pace:
        return (
            ("pause", to_translate_in("key", "Done")),
            ("next", to_translate_in("key", "Next")),
            ("back", to_translate_in("key", "Back")),
            _TOO_MUCH,
            _LEAVE,
            _HELP,
        )
    return _AT.get(view.state, ())
