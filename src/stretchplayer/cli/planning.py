"""`plan`: what would be played now, segment by segment."""

import argparse
from math import floor

from stretchplayer.answers import kept
from stretchplayer.caps import Plan
from stretchplayer.check import words
from stretchplayer.cli.outcome import FINE
from stretchplayer.cli.output import out, out_json, table
from stretchplayer.cli.reading import judged, playable, remembering
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.model.duration import spoken
from stretchplayer.session.view import clock
from stretchplayer.timeline.cues import side_words


def plan(arguments: argparse.Namespace) -> int:
    """Admit the routine against today's ledger and the profile, and show what comes out."""
    where = folders()
    routine, now = playable(arguments.name, where).routine, RealClock().wall()
    made = judged(routine, kept(where), remembering(where, now), now)
    if arguments.json:
        out_json(shape(made))
    else:
        _show(made)
    return FINE


def shape(made: Plan) -> dict[str, object]:
    """The plan as others may rely on it: seconds from the start, steps from 1."""
    return {
        "format": 1,
        "routine": {"title": made.routine.title, "file": made.routine.file, "digest": made.routine.digest},
        "seconds": round(made.seconds, 3),
        "segments": [
            {
                "index": each.index,
                "start": round(each.start, 3),
                "seconds": round(each.seconds, 3),
                "phase": each.phase,
                "kind": each.kind,
                "step": each.step,
                "path": each.path,
                "rep": each.rep,
                "side": each.side,
                "name": each.name,
                "targets": each.targets,
                "waits": each.waits,
            }
            for each in made.segments
        ],
        "cues": [{"at": round(each.at, 3), "cue": each.cue, "text": each.text} for each in made.cues],
        "verdicts": [
            {
                "step": each.step,
                "path": each.path,
                "action": each.action,
                "limit": each.limit,
                "asked": each.asked,
                "allowed": each.allowed,
                "reason": each.reason,
            }
            for each in made.verdicts
        ],
    }


def _show(made: Plan) -> None:
    out(f"{made.routine.title}: {spoken(made.seconds)}")
    rows = [("start", "for", "phase", "step", "side", "what")]
    for each in made.segments:
        length = "key" if each.waits else f"{each.seconds:g} s"
        rep = f" {each.rep}/{each.reps}" if each.rep and each.reps and each.reps > 1 else ""
        side = side_words(each).removesuffix(" side").removesuffix(" sides")
        rows.append((clock(floor(each.start)), length, each.phase, each.path, side, f"{each.name}{rep}"))
    table(rows)
    for verdict in made.verdicts:
        out(f"{f'step {verdict.path}: ' if verdict.path else ''}{words(verdict)} [{verdict.limit}]")
