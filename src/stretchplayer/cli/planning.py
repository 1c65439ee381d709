"""`plan`: what would be played now, segment by segment."""

import argparse
from math import floor

from stretchplayer.app.answers import Person, person
from stretchplayer.app.checking import words
from stretchplayer.caps import Plan
from stretchplayer.caps.refusals import needs_help
from stretchplayer.cli.output import FINE, out, out_json, table
from stretchplayer.cli.playable import fitted, judged, playable, remembering, tell_red_flags
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.fitting.fit import Fitted, changed_numbers, fit_summary, left_out_names
from stretchplayer.model.duration import spoken
from stretchplayer.phrases.screen_words import cue_text
from stretchplayer.session.view import clock


def plan(arguments: argparse.Namespace) -> int:
    """Admit the routine against today's ledger and the profile, and show the plan."""
    where = folders()
    routine, now = playable(arguments.name, where).routine, RealClock().wall()
    who, store = person(where, now), remembering(where, now)
    answers = who.profile
    fit = fitted(routine, answers, store.ledger(now), now, arguments.minutes)
    made = judged(routine if fit is None else fit.routine, answers, store, now)
    if arguments.json:
        out_json({**shape(made, fit), "still": _still(who)})
    else:
        _show(made, fit)
        if needs_help(answers.today):
            tell_red_flags()
        if who.still:
            out(who.still)
    return FINE


def shape(made: Plan, fit: Fitted | None = None) -> dict[str, object]:
    """The plan in its stable format: seconds from the start, steps from 1; `fitted` if minutes were asked for."""
    return {
        "format": 1,
        "routine": {"title": made.routine.title, "file": made.routine.file, "digest": made.routine.digest},
        "seconds": round(made.seconds, 3),
        "fitted": None if fit is None else _fitting(fit),
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
        "cues": [
            {"at": round(each.at, 3), "cue": each.cue, "text": cue_text(each, segment, segment.seconds)}
            for segment, each in made.cues
        ],
        "verdicts": [
            {
                "step": each.step,
                "path": each.path,
                "action": each.action,
                "limit": each.limit,
                "asked": each.asked,
                "allowed": each.allowed,
                "reason": each.reason,
                "until": each.until,
            }
            for each in made.verdicts
        ],
    }


def _still(who: Person) -> list[dict[str, object]]:
    """Today's answers that still hold; instants are wall-clock seconds, `until` is None where one does not expire."""
    return [{"answer": each.answer, "value": each.value, "said": each.at, "until": each.until} for each in who.said]


def _fitting(fit: Fitted) -> dict[str, object]:
    """The result of fitting; numbers are in the unit of their key, seconds or a count."""
    return {
        "asked": fit.fitting.asked,
        "seconds": round(fit.seconds, 3),
        "reached": fit.reached,
        "least": round(fit.least, 3),
        "most": round(fit.most, 3),
        "changes": [
            {"step": _step(each.path), "path": each.path, "name": each.name, "key": each.key}
            | {"from": each.before, "to": each.after}
            for each in changed_numbers(fit.written, fit.fitting)
        ],
        "left_out": [
            {"step": _step(path), "path": path, "name": name}
            for path, name in zip(fit.fitting.left_out, left_out_names(fit.written, fit.fitting), strict=True)
        ],
        "told": fit_summary(fit),
    }


def _step(path: str) -> int:
    return int(path.partition(".")[0])


def _show(made: Plan, fit: Fitted | None) -> None:
    out(f"{made.routine.title}: {spoken(made.seconds)}")
    if fit is not None:
        out(fit_summary(fit))
    rows = [("start", "for", "phase", "step", "side", "what")]
    for each in made.segments:
        length = "key" if each.waits else f"{each.seconds:g} s"
        rep = f" {each.rep}/{each.reps}" if each.rep and each.reps and each.reps > 1 else ""
        rows.append((clock(floor(each.start)), length, each.phase, each.path, each.side or "", f"{each.name}{rep}"))
    table(rows)
    for verdict in made.verdicts:
        out(f"{f'step {verdict.path}: ' if verdict.path else ''}{words(verdict)} [{verdict.limit}]")
