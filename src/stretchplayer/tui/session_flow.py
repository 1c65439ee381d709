"""The story of one session: get ready, play, look at what was done; and how one that was left is taken up."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from stretchplayer.app.active_session import ActiveSession, answers_for, begun_with, fitted_before, was_edited
from stretchplayer.app.checking import words
from stretchplayer.app.library import opened
from stretchplayer.caps import Plan
from stretchplayer.caps.questions import red_flag_lines
from stretchplayer.caps.refusals import needs_help
from stretchplayer.fitting import fit_summary
from stretchplayer.model.routine import Routine
from stretchplayer.problems import Unreadable, UserError
from stretchplayer.routine import Reading, load
from stretchplayer.store import AlreadyPlaying, Unfinished
from stretchplayer.tui.opening import Play, Resume
from stretchplayer.tui.screens.done_screen import DonePage
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.question_screen import EDITED, NoticePage, QuestionPage
from stretchplayer.tui.screens.ready_screen import ReadyPage

if TYPE_CHECKING:
    from stretchplayer.tui.app import StretchApp


FINE: Final = 0
NOT_FINISHED: Final = 1
UNPLAYABLE: Final = 2


async def begun(app: "StretchApp", what: Play) -> int:
    """The routine that a command line names. One that cannot be played is told in the terminal, as `--plain` does."""
    try:
        reading = opened(what.name, app.context.folders)
    except Unreadable as error:
        app.last_words = [f"stretchplayer: {error}"]
        return UNPLAYABLE
    if reading.routine is None:
        app.last_words = [
            *map(str, reading.problems),
            "stretchplayer: this file cannot be played until its errors are mended",
        ]
        return UNPLAYABLE
    asked = None if what.minutes is None else 60 * what.minutes
    return await play(app, reading, yes=what.yes, asked=asked)


async def play(app: "StretchApp", reading: Reading, *, yes: bool = False, asked: float | None = None) -> int:
    """From the ready page to the end, fitted to `asked` seconds if somebody said so.

    Returns the exit code that the command line would give.
    """
    routine = reading.routine
    if routine is None:
        await app.push_screen_wait(NoticePage("This file cannot be played yet", map(str, reading.problems)))
        return UNPLAYABLE
    try:
        return await _begun_anew(app, reading, routine, yes=yes, asked=asked)
    finally:
        # Whatever came of it, nobody keeps a device that is not played on.
        app.context.hush()


async def _begun_anew(app: "StretchApp", reading: Reading, routine: Routine, *, yes: bool, asked: float | None) -> int:
    try:
        profile = app.context.profile()
        plan, before = app.context.plan(routine, profile), None
        if not (yes and plan.playable):
            app.context.tune()
            chosen = await app.push_screen_wait(ReadyPage(routine, profile, asked=asked))
            if chosen is None:
                return NOT_FINISHED
            profile, before, asked = chosen.profile, chosen.before, chosen.asked
        elif still := app.context.person().still:
            app.notify(still, timeout=10, markup=False)
        sitting = ActiveSession(app.context.store, app.context.clock)
    except UserError as error:
        return await _cannot(app, str(error))
    with sitting:
        # Admitted anew, because time went by and another copy could have played meanwhile.
        fit = None if asked is None else sitting.fit(routine, profile, asked)
        plan = sitting.admit(routine if fit is None else fit.routine, profile)
        if not plan.playable:
            return await _refused(app, plan)
        sound = await app.context.listen(plan.routine, reading.data)
        player = sitting.begin(plan, reading.data, before, sound, None if fit is None else fit.fitting)
        if fit is not None and yes:
            app.notify(fit_summary(fit), timeout=10, markup=False)
        return await _played(app, PlayerPage(player, sitting, routine.title, sound), sitting)


async def resume(app: "StretchApp", how: Resume) -> int:
    """Take up the session that was left, paused where it was; returns the exit code."""
    store = app.context.store
    try:
        running, seen = store.playing(), store.unfinished()
        if running is not None:
            raise AlreadyPlaying(running)
        if seen is None:
            return await _cannot(app, "There is no unfinished session.")
        with ActiveSession(store, app.context.clock, seen) as sitting:
            # Only who holds the place may believe what it reads: another copy could have played on meanwhile.
            left = store.unfinished()
            if left is None or left.id != seen.id:
                return await _cannot(app, "Another copy has just taken this session up.")
            old = begun_with(left)
            if old is None:
                return await _cannot(app, f"The routine of this session cannot be read any more: {left.file}")
            choice = how.edited
            if choice == "ask" and was_edited(left):
                asked = f"{Path(left.file).name} was edited since this session began."
                answer = await app.push_screen_wait(QuestionPage(EDITED, [asked]))
                if answer is None:
                    return NOT_FINISHED
                choice = "restart" if answer == "restart" else "old"
            if choice != "restart":
                try:
                    return await _taken_up(app, sitting, left, old, yes=how.yes)
                finally:
                    app.context.hush()
        seconds = None if left.fitting is None else left.fitting.asked
        return await play(app, load(left.file), yes=how.yes, asked=seconds)
    except UserError as error:
        return await _cannot(app, str(error))


async def _taken_up(app: "StretchApp", sitting: ActiveSession, left: Unfinished, routine: Routine, *, yes: bool) -> int:
    person = app.context.person()
    answers, stale = answers_for(left, person, app.context.clock.wall())
    if stale and not yes:
        chosen = await app.push_screen_wait(ReadyPage(routine, answers, left=left, sitting=sitting))
        if chosen is None:
            return NOT_FINISHED
        answers = chosen.profile
    elif person.still:
        app.notify(person.still, timeout=10, markup=False)
    plan = sitting.admit_rest(left, routine, answers)
    if not plan.playable:
        return await _refused(app, plan)
    sound = await app.context.listen(routine, left.text)
    player = sitting.take_up(left, plan, sound)
    for sentence in fitted_before(left):
        app.notify(sentence, timeout=10, markup=False)
    return await _played(app, PlayerPage(player, sitting, routine.title, sound), sitting)


async def _played(app: "StretchApp", page: PlayerPage, sitting: ActiveSession) -> int:
    app.playing = page.player
    try:
        outcome = await app.push_screen_wait(page)
    finally:
        page.player.close()
        app.playing = None
    if outcome == "left":
        app.say_saved(page.player)
        if not page.player.remembered and not app.from_shell:
            app.notify(app.last_words[0], severity="warning", markup=False)
        return NOT_FINISHED
    sitting.close()
    await app.push_screen_wait(DonePage(page.player, sitting, flagged=page.flagged))
    return FINE if outcome == "finished" else NOT_FINISHED


async def _cannot(app: "StretchApp", *lines: str) -> int:
    """Say why not: on a page where there is one to go back to, otherwise in the terminal."""
    if app.from_shell:
        app.last_words = [f"stretchplayer: {' '.join(lines)}"]
    else:
        await app.push_screen_wait(NoticePage("Not now", lines))
    return NOT_FINISHED


async def _refused(app: "StretchApp", plan: Plan) -> int:
    """Say why nothing may be played, with the warning signs where that is what the answers call for."""
    reasons = ["Nothing of this routine may be played now.", *dict.fromkeys(map(words, plan.verdicts))]
    helped = red_flag_lines() if needs_help(plan.profile.today) else []
    if not app.from_shell:
        return await _cannot(app, *reasons, *helped)
    code = await _cannot(app, *reasons)
    app.last_words += helped
    return code
