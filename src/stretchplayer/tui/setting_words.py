"""The settings in words: what is asked for, which answers there are, and how the file stands."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from stretchplayer.settings import CHOICES, Kept, Settings
from stretchplayer.tui.themes import OURS

_YES_OR_NO: Final = ((False, "no"), (True, "yes"))


class Choosable(NamedTuple):
    """One setting that is picked from a few: its dotted name, what it is called, its answers."""

    name: str
    label: str
    answers: tuple[tuple[object, str], ...]

    def of(self, chosen: Settings) -> object:
        """How it stands."""
        value: object = chosen
        for part in self.name.split("."):
            value = getattr(value, part)
        return value


def _words(name: str, **called: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, called.get(word, word)) for word in CHOICES[name])


PICKS: Final = (
    Choosable("motion", "Let things move on the screen?", _YES_OR_NO),
    Choosable("figure", "Show how a step is done?", _YES_OR_NO),
    Choosable("stiffness", "Ask how stiff you are, before and after?", _YES_OR_NO),
    Choosable("sound.mute", "Mute", _YES_OR_NO),
    Choosable("sound.cues", "Cues", _words("sound.cues")),
    Choosable("sound.voice", "Voice", _words("sound.voice", full="in full", names="names only")),
    Choosable("sound.output", "Sound goes to", _words("sound.output", auto="what works", command="a player")),
    Choosable(
        "voice.engine",
        "Who speaks (piper needs its model, a program its command, in the file)",
        _words("voice.engine", auto="what works", command="a program"),
    ),
)
KEYS_HELP: Final = (
    "A command gets other keys in the settings file, by its name in the first column:\n"
    "  [keys]\n"
    '  pause = "p"\n'
    '  next = "n,right"\n'
    "Then r reads the file again."
)


def theme_names(available: Iterable[str]) -> list[str]:
    """Our own themes first, then all others by name."""
    ours = [theme.name for theme in OURS]
    return [*ours, *sorted(set(available) - set(ours))]


def theme_row(name: str, kept: str) -> str:
    """A theme in the list; the one that is kept has a full circle."""
    return f"{'●' if name == kept else '○'} {name}"


def state_of(kept: Kept, file: str) -> str:
    """Where the settings are kept, or why they cannot be."""
    if kept.problem is None:
        return f"Kept in {file}"
    return (
        "\n".join(map(str, kept.problems)) + "\n"
        "The defaults hold, and the file is left as it is. Nothing can be kept until it is mended; "
        "what is chosen here holds until you leave."
    )


def warnings_of(kept: Kept) -> str:
    """What does not keep the rest of the file from holding, a line each; "" where there is nothing of the kind."""
    if kept.problem is not None:
        return ""
    return "\n".join(f"! Line {each.line}, column {each.column}: {each.message}" for each in kept.problems)
