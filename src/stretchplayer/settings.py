"""The settings a person chooses: theme, keys, sound; kept in `config.toml` in the configuration folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, reason, system_words, write_whole
from stretchplayer.model.duration import builtins
from stretchplayer.problems import Problem, Severity, Unreadable
from stretchplayer.routine import quoting
from stretchplayer.routine.toml_source import NotToml, Places, parse
from stretchplayer.translation import gettext, languages, to_translate

MOST: Final = 256 * 1024
"""Bytes; no settings are larger."""

# One key: modifiers, then the name of a key or one character that is seen; `$` would let a line break through.
_KEY: Final = r"(?:\w+\+)*(?:\w+|[!-+\--~])"
Theme = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=60,
        pattern=r"^[\w-]+(?![\s\S])",
        description=to_translate('the name of a theme, such as "stretch-light"'),
    ),
]
Keys = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=100,
        pattern=rf"^{_KEY}(?:,{_KEY})*(?![\s\S])",
        description=to_translate('a key, or several parted by commas, such as "p" or "ctrl+p,f2"'),
    ),
]
AUTO: Final = "auto"
if TYPE_CHECKING:
    AppLanguage = str
else:
    # Which there are is said by files.
    AppLanguage = Literal[(AUTO, *languages())]
FigureLook = Literal["solid", "dots", "off"]
Cues = Literal["soft", "wood", "bright"]
Talk = Literal["full", "names", "off"]
Instructions = Literal["first", "always", "names"]
Output = Literal["auto", "device", "command", "bell"]
Engine = Literal["auto", "pico", "espeak", "piper", "system", "command"]
Word = Annotated[str, Meta(min_length=1, max_length=1000)]
Percent = Annotated[int, Meta(ge=0, le=100, description=to_translate("a whole number from 0 to 100"))]
Latency = Annotated[int, Meta(ge=0, le=2000, description=to_translate("a whole number of milliseconds from 0 to 2000"))]
Speed = Annotated[int, Meta(ge=50, le=200, description=to_translate("a whole number from 50 to 200"))]
Model = Annotated[Word | None, Meta(description=to_translate("the path of a voice model"))]
Command = Annotated[
    tuple[Word, ...],
    Meta(max_length=50, description=to_translate('a command and its arguments, such as ["say-it", "{text}"]')),
]
CommandKeys = Annotated[dict[str, Keys], Meta(description=to_translate("a table of commands and their keys"))]


class Sound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it sounds.

    `volume` in percent; `latency` is what a device adds between playing and hearing, in milliseconds (Bluetooth);
    `awake` keeps a device awake with a tone too faint to hear.
    """

    volume: Percent = 80
    mute: bool = False
    cues: Cues = "soft"
    voice: Talk = "full"
    output: Output = "auto"
    latency: Latency = 0
    awake: bool = False


class Voice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who speaks: an engine, the file of its model (Piper), or a command that writes WAV; `speed` in percent."""

    engine: Engine = "auto"
    model: Model = None
    command: Command = ()
    speed: Speed = 100


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings; whatever the file leaves out is as it stands here. A type's description is what a fault says.

    `language` is that of the app, by its two letters, or that of the machine. `theme` is the name of a theme; `motion`
    is whether anything on the screen moves by itself; `figure` is how figures are drawn, or that the player has none
    (true and false are read too); `keys` gives other keys to commands, by the command's name: several are parted by
    commas. `self_tests` is whether two self-tests are offered every two weeks.

    `instructions` is when a step is explained before it begins: the first times, always, or never, when only
    its name is said.
    """

    language: AppLanguage = AUTO
    theme: Theme = "stretch-dark"
    motion: bool = True
    figure: FigureLook = "solid"
    stiffness: bool = True
    self_tests: bool = False
    instructions: Instructions = "first"
    sound: Sound = Sound()
    voice: Voice = Voice()
    keys: CommandKeys = {}


CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "language": get_args(AppLanguage),
    "figure": get_args(FigureLook),
    "instructions": get_args(Instructions),
    "sound.cues": get_args(Cues),
    "sound.voice": get_args(Talk),
    "sound.output": get_args(Output),
    "voice.engine": get_args(Engine),
}
"""What can be chosen, for the settings that are a choice of words."""


class Loaded(Struct, frozen=True, kw_only=True):
    """What came of reading the file: the settings to go by, and everything that is wrong with the file.

    An error means the defaults, all of them: half of the file's settings would be what nobody chose. With warnings
    alone the rest applies.
    """

    settings: Settings = Settings()
    problems: tuple[Problem, ...] = ()

    @property
    def problem(self) -> Problem | None:
        """The first error, if there is one."""
        return next((each for each in self.problems if each.severity == "error"), None)


KeyCheck = Callable[[Mapping[str, str]], Iterable[tuple[str, str]]]
"""Says of the keys given to commands which cannot work: the command's name, and what is wrong with it."""


_MOST_PROBLEMS: Final = 100


def file_of(folders: Folders) -> Path:
    """Where the settings stand."""
    return folders.settings


def load_settings(folders: Folders, check: KeyCheck | None = None) -> Loaded:
    """The settings as they were kept. Raises nothing: a bad file is a problem, and the defaults hold.

    `check` knows the commands that have keys.
    """
    path = file_of(folders)
    try:
        data = read_file(path, MOST, cut=True)
    except (FileNotFoundError, NotADirectoryError):
        if not path.is_symlink():
            return Loaded()
        return _bad(path, 1, 1, gettext("no such file"))
    except OSError as error:
        return _bad(path, 1, 1, reason(error))
    return read(data, path, check)


def read(data: bytes, path: Path, check: KeyCheck | None = None) -> Loaded:
    """The settings in `data`, which stands at `path`. Raises nothing."""
    if len(data) > MOST:
        return _bad(path, 1, 1, gettext("larger than {most} KiB: no settings are that long").format(most=MOST // 1024))
    try:
        text, document = parse(data, "settings")
    except NotToml as error:
        # At the end of a file the reader can point one character too far.
        its = data.decode(errors="replace").split("\n")[error.line - 1]
        return _bad(path, error.line, min(error.column, len(its) + 1), error.message)
    if isinstance(on := document.get("figure"), bool):
        document["figure"] = "solid" if on else "off"
    places = Places(text)
    found = []
    for keys, known, message in islice(_faults(document), _MOST_PROBLEMS):
        line, column = places.value(keys) if known else places.key(keys)
        found.append(_problem(path, line, column, message))
    bad, chosen = bool(found), Settings()
    if not bad:
        chosen = msgspec.convert(document, Settings)
        if chosen.voice.model and not Path(chosen.voice.model).expanduser().is_file():
            line, column = places.value(("voice", "model"))
            found.append(
                _problem(path, line, column, gettext("`voice.model` is no file that is there"), severity="warning")
            )
        for name, message in () if check is None else check(chosen.keys):
            line, column = places.key(("keys", name))
            found.append(_problem(path, line, column, message, severity="warning"))
    return Loaded(settings=chosen, problems=tuple(sorted(found, key=lambda each: each.sort_key)))


def save_settings(folders: Folders, changes: dict[str, Any]) -> None:
    """Change settings by their dotted names ("sound.volume") in the file; remarks and order there stay.

    Raises Unreadable where the file is bad, which is then left as it is, or cannot be written.
    """
    found, path = load_settings(folders), file_of(folders)
    if found.problem is not None:
        message = gettext("nothing was saved; fix the file first: {problem}").format(problem=found.problem)
        raise Unreadable(message)
    try:
        before = read_file(path, MOST) if path.exists() else b""
        after = _changed(before, changes)
        wanted = changed(found.settings, changes)
        again = None if after is None else read(after, path)
        if after is None or again is None or again.problem or again.settings != wanted:
            message = gettext("nothing was kept, because {path} cannot be changed in place; change it by hand").format(
                path=quoting.plain(str(path))
            )
            raise Unreadable(message)
        write_whole(path, after)
    except OSError as error:
        message = gettext("the settings cannot be kept: {reason}").format(reason=system_words(error))
        raise Unreadable(message) from error


def changed(settings: Settings, changes: dict[str, Any]) -> Settings:
    """The settings with some of them changed, by their dotted names."""
    document = builtins(settings)
    _change(document, changes, dict)
    return msgspec.convert(document, Settings)


def _changed(before: bytes, changes: dict[str, Any]) -> bytes | None:
    """The file's bytes with the changes in their places; None where its TOML is newer than what can change it."""
    # Imported here: it is slow, and needed only when something is changed.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before.decode())
        _change(document, changes, tomlkit.table)
        return tomlkit.dumps(document).encode()
    except (TOMLKitError, TypeError, UnicodeDecodeError):
        return None


def _change(document: Any, changes: dict[str, Any], table: Any) -> None:  # noqa: ANN401 - two kinds of tables
    for name, value in changes.items():
        first, _, second = name.partition(".")
        if second:
            if first not in document:
                document[first] = table()
            document[first][second] = value
        else:
            document[first] = value


def _faults(
    table: dict[str, Any], shape: type[Struct] = Settings, above: Sequence[str] = ()
) -> Iterator[tuple[tuple[str, ...], bool, str]]:
    """Every wrong path of keys, whether there is such a setting, and what is wrong with it."""
    known = {field.name: field.type for field in msgspec.structs.fields(shape)}
    for key, value in table.items():
        path = (*above, key)
        name = quoting.key(".".join(path))
        if key not in known:
            near = get_close_matches(key, known, 1)
            meant = quoting.key(".".join((*above, near[0]))) if near else ""
            hint = gettext("; did you mean {name}?").format(name=meant) if near else ""
            yield path, False, gettext("no setting is called {name}{hint}").format(name=name, hint=hint)
        elif isinstance(value, dict) and known[key] in (Sound, Voice):
            yield from _faults(value, known[key], path)
        elif isinstance(value, dict) and key == "keys":
            for command, keys in value.items():
                if not _is(keys, Keys):
                    name = quoting.key(f"{key}.{command}")
                    yield (*path, command), True, _has_to_be(name, Keys)
        elif not _is(value, known[key]):
            yield path, True, _has_to_be(name, known[key])
        elif known[key] is Model and (fault := _unreachable(value)):
            yield path, True, gettext("{wanted}, but {fault}").format(wanted=_has_to_be(name, Model), fault=fault)


def _has_to_be(name: str, kind: Any) -> str:  # noqa: ANN401 - any type of a setting
    return gettext("{name} has to be {what}").format(name=name, what=_wanted(kind))


def _wanted(kind: Any) -> str:  # noqa: ANN401 - any type of a setting
    """What a setting of this type has to be, in words."""
    if kind is bool:
        return gettext("true or false")
    if get_origin(kind) is Literal:
        return quoting.choices(get_args(kind))
    meta: Meta | None = next(iter(getattr(kind, "__metadata__", ())), None)
    return gettext(meta.description) if meta and meta.description else gettext("a table")


def _is(value: object, kind: Any) -> bool:  # noqa: ANN401 - an annotated type
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _unreachable(path: str) -> str:
    """Why a path can be none on this machine: `~someone/model` where there is no such user; "" if it can."""
    if "\0" in path:
        return gettext("there is a NUL in it")
    try:
        Path(path).expanduser()
    except RuntimeError:
        return gettext("there is no such home folder on this machine")
    return ""


def _bad(path: Path, line: int, column: int, message: str) -> Loaded:
    return Loaded(problems=(_problem(path, line, column, message),))


def _problem(path: Path, line: int, column: int, message: str, *, severity: Severity = "error") -> Problem:
    file = quoting.plain(str(path))
    return Problem(file=file, line=line, column=column, severity=severity, message=quoting.message(message))
