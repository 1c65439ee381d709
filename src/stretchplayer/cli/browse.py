"""`list` and `show`: what routines there are, and what is in one."""

import argparse

from stretchplayer.app.checking import words
from stretchplayer.app.library import shelf
from stretchplayer.app.listing import Listed, listed
from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.catalog import moves, target_name
from stretchplayer.cli.body import show_body
from stretchplayer.cli.outcome import FINE
from stretchplayer.cli.output import note, out, out_json, table
from stretchplayer.cli.reading import playable
from stretchplayer.config import folders
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine, audience, needs, worked
from stretchplayer.model.steps import AnyStep, Group, Targeted
from stretchplayer.timeline import Segment, dose


def start(_arguments: argparse.Namespace) -> int:
    """What the bare command shows: the routines, and what to type next."""
    _tell(listed(folders()))
    note("")
    note("stretchplayer play NAME starts one; stretchplayer --help shows everything else.")
    return FINE


def list_(arguments: argparse.Namespace) -> int:
    """List every routine that a name finds; a bad file is listed with its first problem, and hides nothing."""
    if arguments.names:
        for each in shelf(folders()):
            out(each.name)
        return FINE
    found = listed(folders())
    if arguments.json:
        out_json(found)
    else:
        _tell(found)
    return FINE


def show(arguments: argparse.Namespace) -> int:
    """Show one routine in full, as it is written."""
    routine = playable(arguments.name, folders()).routine
    made = admit(routine, Profile(), SEASONED, 0.0)
    out(routine.title)
    _paragraph(routine.summary)
    for line in audience(routine):
        out(line)
    out(f"{spoken(made.seconds)}. {_needs_line(routine)}")
    if routine.tags:
        out(f"Tags: {', '.join(routine.tags)}")
    show_body(worked(routine.step))
    _steps(routine.step, "", made.segments)
    for verdict in made.verdicts:
        out(f"{f'step {verdict.path}: ' if verdict.path else ''}{words(verdict)}")
    for source in routine.source:
        out(f"Source: {source}")
    out("General information, not medical advice; not reviewed by a clinician.")
    return FINE


def _tell(found: list[Listed]) -> None:
    rows = []
    for each in found:
        mark = "yours" if each.yours else ""
        if each.title:
            needed = f" (needs {', '.join(each.needs)})" if each.needs else ""
            rows.append((each.name, f"{each.minutes} min", mark, f"{each.title}{needed}"))
        else:
            rows.append((each.name, "-", mark, f"cannot be played: {each.problems[0] if each.problems else ''}"))
    table(rows)
    if not rows:
        note("There are no routines here.")


def _steps(steps: tuple[AnyStep, ...], above: str, segments: tuple[Segment, ...]) -> None:
    for number, step in enumerate(steps, 1):
        path = f"{above}{number}"
        if isinstance(step, Group):
            out("")
            out(f"{path}. {step.repeat} times:")
            _steps(step.step, f"{path}.", segments)
            continue
        out("")
        out(f"{path}. {step.name} ({', '.join(part for part in (step.kind, dose(path, segments)) if part)})")
        if isinstance(step, Targeted):
            out(f"   For: {', '.join(target_name(each) for each in step.target)}")
        _paragraph(step.how or "", "   ")
        _paragraph(f"Take care: {step.caution}" if step.caution else "", "   ")
        move = moves().get(step.move or "")
        if move is not None:
            _paragraph(f"You should feel: {move.feel}", "   ")
            _paragraph(f"Common mistake: {move.mistake}", "   ")
            _paragraph(f"Easier: {move.easier}", "   ")
        for source in step.source:
            out(f"   Source: {source}")


def _needs_line(routine: Routine) -> str:
    needed = needs(routine)
    return f"You need: {', '.join(needed)}." if needed else "You need nothing else."


def _paragraph(text: str, indent: str = "") -> None:
    joined = " ".join(text.split())
    if joined:
        out(f"{indent}{joined}")
