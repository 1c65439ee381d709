"""`plan`: what would be played now, segment by segment; and opening what a command is to play."""

import argparse
from math import floor
from typing import Final

from stretchplayer.app import active_session
from stretchplayer.app.answers import Person, person
from stretchplayer.app.checking import verdict_lines
from stretchplayer.app.context import AppContext
from stretchplayer.app.instructions import informed, lengths
from stretchplayer.app.library import load_named
from stretchplayer.app.session_flow import Play, Unplayable, check_short_forms
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.catalog import translated
from stretchplayer.cli.printing import FINE, Failure, fields, note, out, out_json, print_warning_signs, table
from stretchplayer.cli.start import Environment, environment
from stretchplayer.config import Folders
from stretchplayer.fitting.adjustments import Fitting, applied
from stretchplayer.fitting.fit import (
    Fitted,
    Fitter,
    announced_briefly,
    changed_numbers,
    fit,
    fit_summary,
    in_short,
    left_out_names,
)
from stretchplayer.model.duration import spoken
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.routine import Routine, step_name, switched_off, walk
from stretchplayer.model.short_form import short_form
from stretchplayer.model.steps import Group
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.screen_words import cue_text
from stretchplayer.phrases.segment_texts import segment_name
from stretchplayer.phrases.warning_signs import why_help
from stretchplayer.session.view import clock
from stretchplayer.settings import Instructions, load_settings
from stretchplayer.store import Store
from stretchplayer.text import count_of
from stretchplayer.translation import gettext, pgettext, to_translate_in


def playable(name: str, folders: Folders) -> tuple[Routine, bytes]:
    """The routine that `name` means and the bytes of its file; Unplayable where it has errors, which are printed."""
    reading = load_named(name, folders)
    if reading.routine is None:
        for problem in reading.problems:
            note(str(problem))
        raise Unplayable(reading.problems)
    return reading.routine, reading.data


def usable_store(folders: Folders, now: float) -> Store:
    """The store, or one that remembers nothing new where none can be had; says so."""
    store = active_session.usable_store(folders, now)
    if store.notice:
        note(f"stretchplayer: {store.notice}")
    return store


def fitted(
    routine: Routine, answers: Profile, ledger: Ledger, now: float, arguments: argparse.Namespace
) -> Fitted | None:
    """The routine as `--minutes` and `--short` want it; None where neither was given. NoShortForm where it has none."""
    asked = None if arguments.minutes is None else 60 * arguments.minutes
    if arguments.short:
        check_short_forms(routine)
        return in_short(Fitter(short_form(routine), answers, ledger, now), asked)
    return None if asked is None else fit(routine, answers, ledger, now, asked)


def print_verdicts(plan: Plan, *, but: Plan | None = None, first: str = "") -> None:
    """Print the verdicts that the plan `but` does not have, as narration; every line begins with `first`."""
    known = () if but is None else but.verdicts
    for line in verdict_lines(verdict for verdict in plan.verdicts if verdict not in known):
        note(f"{first}{line}")


def check_playable(plan: Plan) -> None:
    """Failure where the limits leave nothing of a routine; for when the verdicts are printed."""
    if not plan.playable:
        message = gettext("nothing of this routine may be played; the reasons stand above")
        raise Failure(message)


def plan(arguments: argparse.Namespace) -> int:
    """Admit the routine against today's ledger and the profile, and show the plan."""
    how = Play(arguments.name, minutes=arguments.minutes, short=arguments.short, by_plan=True)
    return show_play(how, arguments, environment(arguments))


def show_play(how: Play, arguments: argparse.Namespace, around: Environment) -> int:
    """Print what would be played now of what is asked for, as the plan of the week has it for today."""
    routine, text = playable(how.name, around.folders)
    context = AppContext(around.folders, around.clock)
    try:
        how = context.as_planned(how)
    finally:
        context.close()
    for line in how.reasons:
        note(line)
    arguments.minutes, arguments.short = how.minutes, how.short
    return show_plan(routine, text, arguments, around.folders, around.clock.wall(), how.planned)


def show_plan(
    routine: Routine,
    text: bytes,
    arguments: argparse.Namespace,
    where: Folders,
    now: float,
    planned: Fitting | None = None,
) -> int:
    """Print what would be played of a routine at the wall-clock second `now`; `text` is that of its file.

    Of the arguments, `minutes` and `short` say how long it is, and `json` how it is printed; `planned` are the numbers
    of a plan.
    """
    who, store = person(where, now), usable_store(where, now)
    ledger = store.ledger(now)
    instructions = load_settings(where).settings.instructions
    routine, _ = with_substitutes(informed(routine, instructions, store, now), text, who.profile)
    routine = applied(routine, planned)
    length = fitted(routine, who.profile, ledger, now, arguments)
    made = admit(routine if length is None else length.routine, who.profile, ledger, now)
    if arguments.json:
        out_json({**shape(made, length), "still": _still(who)})
    else:
        _show(made, length, instructions)
        if why_help(made):
            print_warning_signs()
        if who.still:
            out(who.still)
    return FINE


_FIELDS = (
    *("phase", "kind", "step", "path", "rep", "side", "name", "targets", "waits"),
    *("round", "rounds", "group", "beats", "own_pace"),
)


def shape(made: Plan, fit: Fitted | None = None) -> dict[str, object]:
    """The plan in its stable format: seconds from the start, steps from 1; `fitted` if a length was asked for.

    `known` are the paths of the steps that are not explained any more.
    """
    first, known = lengths(made, brief=fit.fitting.brief if fit else ())
    steps = ((path, step) for path, step in walk(made.routine.step) if not isinstance(step, Group))
    return {
        "format": 1,
        "routine": fields(made.routine, "title", "file", "digest"),
        "seconds": round(made.seconds, 3),
        "first_seconds": round(first, 3),
        "known_seconds": round(known, 3),
        "known": [path for path, step in steps if known_as(step) in made.routine.known],
        "fitted": None if fit is None else _fitting(fit),
        "segments": [
            {
                "index": each.index,
                "start": round(each.start, 3),
                "seconds": round(each.seconds, 3),
                **fields(each, *_FIELDS),
            }
            for each in made.segments
        ],
        "cues": [
            {"at": round(each.at, 3), "cue": each.cue, "text": cue_text(each, segment, segment.seconds)}
            for segment, each in made.cues
        ],
        "verdicts": [
            fields(each, "step", "path", "action", "limit", "asked", "allowed", "reason", "until")
            for each in made.verdicts
        ],
    }


def _still(who: Person) -> list[dict[str, object]]:
    """Today's answers that still hold; instants are wall-clock seconds, `until` is None where one does not expire."""
    return [{"answer": each.answer, "value": each.value, "said": each.at, "until": each.until} for each in who.said]


def _fitting(fit: Fitted) -> dict[str, object]:
    """The result of fitting; numbers are in the unit of their key, seconds or a count."""
    return {
        "asked": fit.length,
        "short": fit.fitting.short,
        "seconds": round(fit.seconds, 3),
        "reached": fit.reached,
        "least": round(fit.least, 3),
        "most": round(fit.most, 3),
        "brief": [
            {"step": _step(path), "path": path, "name": name}
            for path, name in announced_briefly(fit.written, fit.fitting)
        ],
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


def _show(made: Plan, fit: Fitted | None, instructions: Instructions) -> None:
    length = spoken(made.seconds)
    if fit is None:
        length = screen_words.lengths(made.seconds, *lengths(made, instructions))
    out(f"{translated.title(made.routine.title)}: {length}")
    if fit is not None:
        out(fit_summary(fit))
    rows = [
        (
            pgettext("plan", "start"),
            pgettext("plan", "for"),
            pgettext("plan", "phase"),
            pgettext("plan", "step"),
            pgettext("plan", "side"),
            pgettext("plan", "what"),
        )
    ]
    for each in made.segments:
        length = (
            pgettext("plan", "key") if each.waits else gettext("own pace") if each.own_pace else f"{each.seconds:g} s"
        )
        rep = f" {each.rep}/{each.reps}" if each.rep and each.reps and each.reps > 1 else ""
        many = f", {count_of('{count} repetition', '{count} repetitions', each.beats)}" if each.beats else ""
        turn = f" ({each.round}/{each.rounds})" if each.round else ""
        what = f"{segment_name(each)}{rep}{many}{turn}"
        rows.append(
            (
                clock(floor(each.start)),
                length,
                pgettext("phase", each.phase),
                each.path,
                pgettext("side", each.side) if each.side else "",
                what,
            )
        )
    table(rows)
    if off := screen_words.switched_off(
        [translated.step_name(step) or step_name(step) for _, step in switched_off(made.routine.step)]
    ):
        out(off)
    for line in verdict_lines(made.verdicts, limits=True):
        out(line)


_PHASES: Final = (
    to_translate_in("phase", "prepare"),
    to_translate_in("phase", "work"),
    to_translate_in("phase", "contract"),
    to_translate_in("phase", "rest"),
    to_translate_in("phase", "switch"),
    to_translate_in("phase", "confirm"),
    to_translate_in("phase", "advice"),
)
_SIDES: Final = (to_translate_in("side", "left"), to_translate_in("side", "right"), to_translate_in("side", "both"))
