"""`figure` and `render`: a move as a picture, a whole session as one file of sound."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import dropwhile
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, NamedTuple

from msgspec import structs
from rich.color import Color
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style

from stretchplayer.app.active_session import usable_store
from stretchplayer.app.answers import load_profile, person
from stretchplayer.app.instructions import everything
from stretchplayer.app.move_names import named
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.caps import Ledger, Plan, admit
from stretchplayer.catalog import figure_of, figures, moves, translated
from stretchplayer.cli.planning import check_playable, fitted, playable, print_verdicts
from stretchplayer.cli.printing import (
    FINE,
    Failure,
    Progress,
    has_all_letters,
    note,
    out,
    paragraph,
    there_already,
    width,
)
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.figures.blocks import Cells, rows_for, still_lines
from stretchplayer.figures.colours import DARK, NOTHING, SIXTEEN, Palette
from stretchplayer.figures.dots import EMPTY
from stretchplayer.figures.export import FORMS, picture
from stretchplayer.figures.scene import Scene, at_work
from stretchplayer.figures.ways_to_draw import way_to_draw
from stretchplayer.file_access import system_words
from stretchplayer.fitting.fit import fit_summary
from stretchplayer.model.duration import spoken
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import expand
from stretchplayer.model.routine import Routine, flat, spoken_in
from stretchplayer.model.steps import Step, Targeted
from stretchplayer.phrases import screen_words
from stretchplayer.routine.faults import Spelling
from stretchplayer.routine.moves import several
from stretchplayer.settings import Talk, load_settings
from stretchplayer.translation import gettext, in_language, ngettext, to_translate

if TYPE_CHECKING:
    from stretchplayer.sound.cues.cue_set import CueSet
    from stretchplayer.sound.render import Rendering
    from stretchplayer.sound.voice.speaker import Speaker

_WIDEST: Final = 48
_NARROWEST: Final = 20
_BETWEEN: Final = "  "
LEAST_COLUMNS: Final = 2 * _NARROWEST + len(_BETWEEN)
"""Columns that two figures beside each other need."""
_BLANK: Final = f"{EMPTY} "


class Drawn(NamedTuple):
    """A figure with its name, its targets, whether it has a side, and how it is done."""

    figure: Figure
    name: str
    targets: tuple[str, ...]
    sided: bool
    how: str
    kind: str

    def scene(self, side: Literal["left", "right"] | None = None) -> Scene:
        """The figure with what it works on marked, by default with the left side at work."""
        return at_work(self.figure, expand(self.targets), side or ("left" if self.sided else None), self.kind)


def figure(arguments: argparse.Namespace) -> int:
    """Draw the start and the end of a move beside each other."""
    if arguments.move is None:
        for key in figures():
            out(key)
        return FINE
    if arguments.routine is None:
        drawn = of_catalogue(arguments.move)
    else:
        drawn = of_routine(playable(arguments.routine, folders())[0], arguments.move)
    if arguments.side is not None and not drawn.sided:
        message = gettext("{name} is done on both sides at once: it has no {side} side").format(
            name=drawn.name, side=arguments.side
        )
        raise Failure(message)
    scene = drawn.scene(arguments.side)
    if arguments.output is None:
        _show(drawn, scene)
    else:
        _write(scene, Path(arguments.output), force=arguments.force)
    return FINE


def of_catalogue(key: str) -> Drawn:
    """A move of the catalogue; Failure suggests the nearest where there is none."""
    if key not in figures():
        key = named(key)
    if (found := figures().get(key)) is None:
        message = gettext("{step} has no figure").format(step=translated.name(moves()[key].step["name"]))
        raise Failure(message)
    step = moves()[key].step
    return Drawn(
        figure=found,
        name=translated.name(step["name"]),
        targets=several(step.get("target")),
        sided=step.get("sides", "both") != "both",
        how=" ".join(f"{translated.passage(step['how'])} {_care(step)}".split()),
        kind=step["kind"],
    )


def _care(step: Mapping[str, Any]) -> str:
    return screen_words.take_care(translated.passage(step["caution"])) if "caution" in step else ""


def of_routine(routine: Routine, wanted: str) -> Drawn:
    """The step of a routine with this move or name; Failure where there is none, or it has no figure."""
    step = _step(routine, wanted)
    found = figure_of(step)
    if found is None:
        message = gettext("{name} has no figure").format(name=translated.step_name(step))
        raise Failure(message)
    targets, sided = (step.target, step.sides != "both") if isinstance(step, Targeted) else ((), False)
    how = " ".join(translated.passage(step.how or "").split())
    return Drawn(found, translated.step_name(step), targets, sided, how, step.kind)


def _step(routine: Routine, wanted: str) -> Step:
    steps = flat(routine.step)
    for step in steps:
        if wanted in (step.move, step.name):
            return step
    near = Spelling().nearest(wanted, {each for step in steps for each in (step.move, step.name) if each})
    said = (
        gettext('no step of {routine} is called "{name}": did you mean {near}?')
        if near
        else gettext('no step of {routine} is called "{name}"')
    )
    raise Failure(said.format(routine=routine.title, name=wanted, near=near))


def draw(scene: Scene) -> None:
    """Print the figure of a move, as large as the terminal is wide: solid where there are colours, else in dots."""
    console = Console()
    chosen = load_settings(folders()).settings.figure
    way = way_to_draw(os.environ, dots=chosen == "dots", colours=console.color_system is not None)
    if way == "dots" or not sys.stdout.isatty():
        _in_dots(scene)
        return
    columns = min(_WIDEST, width())
    rows = rows_for(scene, columns)
    shades = SIXTEEN if console.color_system in ("standard", "windows") else DARK
    for line in still_lines(scene, columns, rows, halves=way == "halves"):
        console.print(Segments([*(Segment(each.text, _style(each, shades)) for each in line), Segment.line()]))


def _style(cells: Cells, shades: Palette) -> Style:
    """The colours of cells; what is empty keeps the terminal's own ground."""
    front, back = (None if mix is NOTHING else Color.from_rgb(*shades.of(mix)) for mix in (cells.front, cells.back))
    return Style.from_color(front, back)


def _in_dots(scene: Scene) -> None:
    """Print the start and the end beside each other in braille."""
    columns = min(_WIDEST, (width() - len(_BETWEEN)) // 2)
    rows = columns // 2
    start, end = (scene.dots(frame, columns, rows).lines() for frame in (0, scene.last))
    pairs = (["".join(run.text for run in runs) for runs in pair] for pair in zip(start, end, strict=True))
    lines = (_BETWEEN.join(pair).rstrip(_BLANK) for pair in pairs)
    # A lying figure leaves most of the height empty.
    for line in dropwhile(lambda line: not line, lines):
        out(line)


def _show(drawn: Drawn, scene: Scene) -> None:
    if width() < LEAST_COLUMNS:
        message = gettext("a figure needs a terminal of {least_columns} columns").format(
            least_columns=LEAST_COLUMNS + 1
        )
        raise Failure(message)
    out(drawn.name)
    out("")
    if has_all_letters():
        draw(scene)
        out("")
    if scene.figure.alt:
        paragraph(scene.figure.alt)
    if drawn.how:
        paragraph(drawn.how)


def _write(scene: Scene, path: Path, *, force: bool) -> None:
    form = next((each for each in FORMS if path.suffix.lower() == f".{each}"), None)
    if form is None:
        message = gettext("{path}: not a picture that can be written (use .png, .svg or .gif)").format(path=path)
        raise Failure(message)
    data = picture(scene, form)
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(data)
    except FileExistsError:
        raise there_already(path) from None
    except OSError as error:
        message = f"{path}: {system_words(error)}"
        raise Failure(message) from error
    note(gettext("{path}: {count:.0f} kB.").format(path=path, count=len(data) / 1000))


_NOT_A_FILE = "-"
_ENDING = {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
_MB = 1_000_000
_LARGE = 100
"""Megabytes of a file from which on another kind of file is proposed."""
_BYTES = (192_000, 16_000, 22_000)
"""Bytes of a second as .wav, .mp3 and .flac; the last one differs with what is to be heard."""
_UNCOUNTED = to_translate(
    "A recording counts nothing: nothing of it is in the ledger, and it can be repeated without limit."
)


def render(arguments: argparse.Namespace) -> int:
    """Lay out the session, mix it and write it, with an empty ledger: a recording can be played on any day.

    What today's ledger would take away is printed, because the recording cannot contain it.
    """
    from stretchplayer.sound.audio_system import speaker
    from stretchplayer.sound.cues.cue_set import CueSet
    from stretchplayer.sound.cues.own_cues import with_own_cues
    from stretchplayer.sound.session_audio import quieter
    from stretchplayer.sound.sound_file import ending_of, write_sound

    target = _file_or_pipe(arguments.output)
    where, clock = folders(), RealClock()
    settings = load_settings(where).settings
    routine, text = playable(arguments.name, where)
    now = clock.wall()
    today = usable_store(where, now).ledger(now)
    newcomer = Ledger(first_use=today.first_use)
    if settings.instructions == "names":
        routine = structs.replace(routine, known=everything(routine))
    routine, _ = with_substitutes(routine, text, load_profile(where))
    fit = fitted(routine, load_profile(where), newcomer, now, arguments)
    if fit is not None:
        routine = fit.routine
        note(fit_summary(fit))
    made = admit(routine, load_profile(where), newcomer, now)
    # A recording outlasts today's answers, so what they would take away is only printed.
    _tell(made, admit(routine, person(where, now).profile, today, now))
    check_playable(made)
    talk = arguments.voice or quieter(routine, settings)
    if talk == "off" and any(segment.thermal for segment in made.segments):
        message = gettext(
            "heat and cold need their spoken checks: a recording of this routine cannot be without a voice"
        )
        raise Failure(message)
    ending = ending_of(arguments.output if isinstance(target, Path) else f"session.{arguments.format}")
    covered = with_own_cues(CueSet(routine.sound.cues or settings.sound.cues), routine, text, where.sounds)
    for problem in covered.problems:
        note(str(problem))
    speaking, language = speaker(settings.voice, where), spoken_in(routine)
    try:
        with _leaving_nothing_behind():
            laid = _laid_out(made, covered.cues, speaking, language, talk)
            metadata = laid.metadata
            if ending == ".wav":
                _propose_smaller(metadata.seconds)
            with Progress(sys.stderr, clock) as progress:
                blocks = _shown(laid.blocks(), 4 * metadata.frames, progress)
                write_sound(target, ending, metadata, blocks, overwrite=arguments.force)
    finally:
        speaking.close()
    if speaking.trouble:
        note(f"stretchplayer: {speaking.trouble}")
    if isinstance(target, Path):
        count = len(metadata.chapters)
        note(
            ngettext("{file}: {length}, {count} chapter.", "{file}: {length}, {count} chapters.", count).format(
                file=arguments.output, length=spoken(metadata.seconds), count=count
            )
        )
    return FINE


def _laid_out(plan: Plan, cues: "CueSet", speaking: "Speaker", language: str, talk: Talk) -> "Rendering":
    """The session as it is spoken in `language`."""
    from stretchplayer.phrases import load
    from stretchplayer.sound.render import Rendering

    with in_language(language):
        return Rendering(plan, cues, load(language), lambda text, speed: speaking.now(text, language, speed), talk=talk)


def _file_or_pipe(output: str) -> Path | BinaryIO:
    """What to write to. Failure for a terminal."""
    if output != _NOT_A_FILE:
        return Path(output)
    if sys.stdout.isatty():
        raise Failure(
            gettext("sound is not for a terminal: name a file, such as -o session.mp3, or send it on with > or |")
        )
    return sys.stdout.buffer


@contextmanager
def _leaving_nothing_behind() -> Iterator[None]:
    """Let a signal to end be heard as an interrupt is: what is not whole goes."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    # One that is ignored on purpose, as with nohup, stays so.
    before = {each: signal.getsignal(each) for each in _ENDING if signal.getsignal(each) is not signal.SIG_IGN}
    for each in before:
        signal.signal(each, leave)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _propose_smaller(seconds: float) -> None:
    """Say how large a .wav will be, and what others would be, where it is large."""
    wav, mp3, flac = (round(seconds * each / _MB) for each in _BYTES)
    if wav > _LARGE:
        note(
            gettext("A .wav of {length} has {wav} MB; an .mp3 would have {mp3} MB, a .flac about {flac} MB.").format(
                length=spoken(seconds), wav=wav, mp3=mp3, flac=flac
            )
        )


def _shown(blocks: Iterator[bytes], total: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        progress.show(done, total)


def _tell(made: Plan, today: Plan) -> None:
    """Print what is taken away, and what today's ledger would take away as well."""
    print_verdicts(made)
    note(gettext(_UNCOUNTED))
    print_verdicts(today, but=made, first=gettext("after what you have done, today: "))
