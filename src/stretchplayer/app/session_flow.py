"""The way of one session through any face: what is asked before it, playing it, and what comes after it."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from stretchplayer.app.active_session import (
    ActiveSession,
    answers_for,
    apart,
    begun_with,
    has_swap,
    is_there,
    rescued,
    swapped,
    was_edited,
)
from stretchplayer.app.answers import Person
from stretchplayer.app.context import AppContext
from stretchplayer.app.library import find, load_in_turn
from stretchplayer.app.remote_control import Requests
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.app.unfinished import OFFERED_FOR, by_id, left_of, where_left
from stretchplayer.caps import Plan, Profile
from stretchplayer.fitting.adjustments import Fitting, applied, joined
from stretchplayer.model.routine import Routine, walk
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.model.steps import Group, Targeted
from stretchplayer.phrases import screen_words
from stretchplayer.player import Player
from stretchplayer.problems import Problem, UserError
from stretchplayer.routine.reader import Reading, load, read
from stretchplayer.routine.swaps import Swaps
from stretchplayer.store import AlreadyPlaying, Unfinished
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from stretchplayer.fitting.fit import Fitted
    from stretchplayer.sound.session_audio import SessionAudio

Outcome = Literal["finished", "ended", "left"]
Version = Literal["old", "restart"]
Beginning = Literal["go-on", "anew"]


class Play(NamedTuple):
    """Play the routine of this name or path, fitted to `minutes`; with `yes`, nothing is new: it starts at once.

    Those that follow it, by name, are played in the same session; `swaps` are moves in the place of others.
    With `swapping`, it is asked first which. With `short`, their short forms are played. A `warning` has to be read
    before anything else. `planned` are a plan's numbers, and `reasons` say why; `by_plan` asks for those of today.
    """

    name: str
    yes: bool = False
    minutes: float | None = None
    then: tuple[str, ...] = ()
    swaps: Swaps = MappingProxyType({})
    swapping: bool = False
    short: bool = False
    warning: str = ""
    planned: Fitting | None = None
    reasons: tuple[str, ...] = ()
    by_plan: bool = False


class Resume(NamedTuple):
    """Resume the session that was left last; `edited` says what to do if its file was edited meanwhile.

    With `name`, the last one of the routine of this name or path; with `session`, that one.
    """

    yes: bool = False
    edited: Literal["ask"] | Version = "ask"
    name: str = ""
    session: str = ""


class PlayText(NamedTuple):
    """Play this text from its beginning, whatever was left of its file; `yes` and `warning` as for `Play`."""

    reading: Reading
    yes: bool = False
    warning: str = ""


class Unplayable(UserError):
    """The file of a routine has errors, which are its `problems`."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(gettext("fix the errors above first"))
        self.problems = problems


class NotNow(UserError):
    """There is nothing to resume, or it cannot be resumed; the text is a sentence."""


class NothingAllowed(UserError):
    """The limits leave nothing of a routine; the verdicts of its `plan` say why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(gettext("Nothing of this routine may be played now."))
        self.plan = plan


class NoShortForm(UserError):
    """The author of a routine marked no steps as its short form."""

    def __init__(self, title: str) -> None:
        super().__init__(
            gettext(
                "{title} has no short form; --minutes fits it to a length, and `short = true` marks the steps of one"
            ).format(title=title)
        )


class Prepared(NamedTuple):
    """The answers given before a session: the profile with today's answers in it, and the stiffness, 0 to 10.

    `asked` is the length in seconds to fit the routine to, or None where it stays as written; `swaps` are the moves
    that take the place of others. With `short`, the short form is played.
    """

    profile: Profile
    before: int | None = None
    asked: float | None = None
    swaps: Swaps = MappingProxyType({})
    short: bool = False


class Ready(NamedTuple):
    """A session about to be played; `active` knows what the limits leave of it.

    `answers` are those so far. With `ask`, today's questions are to be asked. `text` is that of the routine's file.
    With `swapping`, it is asked at once which move takes the place of which. `included` are the other routines that are
    part of it; `left` are sessions of it that were left, which end where this one is `anew`. What is `planned`
    is in the routine already, and is put in again where other moves take the place of some; `reasons` say why. The
    `first` is that of somebody who never played.
    """

    active: ActiveSession
    routine: Routine
    person: Person
    answers: Prepared
    ask: bool
    text: bytes = b""
    swapping: bool = False
    included: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - a field of a named tuple, never changed
    left: tuple[Unfinished, ...] = ()
    anew: bool = False
    planned: Fitting | None = None
    reasons: tuple[str, ...] = ()
    first: bool = False


class Playing(NamedTuple):
    """A session that is played; `fit` says how it was fitted. With `yes`, a resumed one goes on at once.

    `requests` come from other terminals; the face answers them at each of its turns.
    """

    active: ActiveSession
    player: Player
    plan: Plan
    fit: "Fitted | None"
    answers: Prepared
    sound: "SessionAudio | None"
    yes: bool
    requests: Requests


class Face(Protocol):
    """Asks and shows: the Textual app, plain lines, or a test. What it cannot do, it raises."""

    async def warn(self, warning: str) -> bool:
        """Show what has to be read before; False where the user does not begin after that."""

    async def choose_version(self, left: Unfinished) -> Version | None:
        """Ask whether to resume the old version of an edited routine, or to start the new one; None for neither."""

    async def choose_beginning(self, left: Unfinished, where: str) -> Beginning | None:
        """Ask whether to go on with a session of the routine at `where`, or to begin anew; None for neither."""

    async def prepare(self, ready: Ready) -> Prepared | None:
        """Ask today's questions if they are to be asked; None where the user does not begin after all."""

    async def allowed(self, whom_not: str) -> bool:
        """Show whom a routine is not for, and ask whether this person may do it all the same."""

    def announce(self, plan: Plan) -> None:
        """Say what the limits change, before anything is played."""

    async def listen(self, routine: Routine, text: bytes) -> "SessionAudio | None":
        """Get the sound of a routine ready; None without sound."""

    async def play(self, playing: Playing) -> Outcome:
        """Play until the session is over or left."""

    async def result(self, playing: Playing, outcome: Outcome) -> None:
        """Show what was done, and ask for the stiffness now; or, where the session was left, how to resume it."""


async def run(face: Face, context: AppContext, how: Play | Resume | Reading | PlayText) -> Outcome | None:
    """Run a session from its first question to its last word; None where it was not begun after all."""
    if isinstance(how, Play | PlayText) and how.warning and not await face.warn(how.warning):
        return None
    match how:
        case Play():
            how = context.as_planned(how)
            asked = None if how.minutes is None else 60 * how.minutes
            named = load_in_turn((how.name, *how.then), context.folders)
            return await play(face, context, named, yes=how.yes, asked=asked, short=how.short, how=how)
        case Resume():
            return await resume(face, context, how)
        case Reading():
            return await play(face, context, how)
        case PlayText():
            return await play(face, context, apart(how.reading), yes=how.yes, anew=True)


async def play(
    face: Face,
    context: AppContext,
    reading: Reading,
    *,
    yes: bool = False,
    asked: float | None = None,
    short: bool = False,
    how: Play | None = None,
    anew: bool = False,
    former: tuple[Unfinished, ...] = (),
) -> Outcome | None:
    """Play a routine, fitted to `asked` seconds; None where it was not begun after all.

    Where a session of it was left it is asked whether to go on with that, unless with `yes`, or `anew`: then it ends
    the `former` ones.
    """
    routine = reading.routine
    if routine is None:
        raise Unplayable(reading.problems)
    if short:
        check_short_forms(routine, each=how is not None and bool(how.then))
    left = former
    # While another copy plays nothing can be begun, and that is said first.
    if not anew and context.store.playing() is None:
        left = left_of(context.store, routine.file, context.clock.wall() - OFFERED_FOR)
    if left and not yes and not anew:
        goes_on = Resume(session=left[0].id)
        if was_edited(left[0]):
            # Whether to go on is part of the question which version.
            return await resume(face, context, goes_on)
        where = where_left(context, left[0])
        chosen = await face.choose_beginning(left[0], where) if where else "anew"
        if chosen != "anew":
            return None if chosen is None else await resume(face, context, goes_on)
        anew = bool(where)
    # The lock is taken before anything is asked, so that no answer is in vain.
    with ActiveSession(context.store, context.clock) as active:
        person = context.person()
        answers = Prepared(person.profile, None, asked, {} if how is None else how.swaps, short)
        # A user with a cramp who has just read a warning is not asked more.
        ask = not yes and not (how and how.warning and routine.during == "cramp")
        ready = Ready(active, context.informed(routine), person, answers, ask=ask, text=reading.data)
        ready = ready._replace(included=reading.included, left=left, anew=anew, first=not context.store.played())
        if how is not None:
            _check_swaps(how.swaps, routine, reading.data)
            ready = ready._replace(routine=applied(ready.routine, how.planned), planned=how.planned)
            ready = ready._replace(swapping=how.swapping, reasons=how.reasons)
        return await _play(face, context, ready, reading.data, yes=yes)


def check_short_forms(routine: Routine, *, each: bool = False) -> None:
    """Raise NoShortForm where a routine has none, or where `each` of those that it is made of should have one."""
    if not has_short_form(routine):
        raise NoShortForm(routine.title)
    for step in routine.step if each else ():
        if isinstance(step, Group) and not any(inner.short for _, inner in walk(step.step)):
            raise NoShortForm(step.name or routine.title)


def _check_swaps(swaps: Swaps, routine: Routine, text: bytes) -> None:
    """Raise NotNow where a move cannot take the place that it is meant for."""
    made, steps = swapped(text, routine, swaps), dict(walk(routine.step))
    for path, move in swaps.items():
        step, new = steps.get(path), dict(walk(made.step)).get(path)
        if step is None or isinstance(step, Group) or not has_swap(made, path, move):
            message = gettext("there is no step {path} of this file that {move} could take the place of").format(
                path=path, move=move
            )
            raise NotNow(message)
        if (
            isinstance(step, Targeted)
            and isinstance(new, Targeted)
            and step.target
            and not {*step.target} & {*new.target}
        ):
            message = gettext("{move} works on other muscles than step {path}").format(move=move, path=path)
            raise NotNow(message)


async def resume(face: Face, context: AppContext, how: Resume) -> Outcome | None:
    """Resume the session that was left, paused where it was; None where it was not after all."""
    store = context.store
    running = store.playing()
    seen = store.unfinished(how.session) if how.session else _left(context, how.name)
    if running is not None:
        raise AlreadyPlaying(running)
    if seen is None:
        of_name = gettext("No session of {name} was left unfinished.").format(name=how.name)
        raise NotNow(of_name if how.name else gettext(screen_words.NO_UNFINISHED))
    with ActiveSession(store, context.clock, seen) as active:
        left = active.left
        if left is None:
            raise NotNow(gettext(screen_words.TAKEN_UP))
        routine = begun_with(left)
        if routine is None:
            message = gettext("The routine of this session cannot be read any more: {file}").format(file=left.file)
            raise NotNow(message)
        version: Version | None = "old"
        if was_edited(left):
            version = await face.choose_version(left) if how.edited == "ask" else how.edited
        if version is None:
            return None
        if version == "old":
            person = context.person()
            profile, stale = answers_for(left, person, context.clock.wall())
            ready = Ready(active, routine, person, Prepared(profile), ask=stale and not how.yes)
            return await _play(face, context, ready, left.text, yes=how.yes)
    seconds = None if left.fitting is None else left.fitting.asked or None
    # Routines that were played one after the other have no file of their own.
    reading = load(left.file) if is_there(left.file) else read(left.text, left.file)
    short = left.fitting is not None and left.fitting.short
    # The new version may have no short form any more; the page before the start says how long it is.
    short = short and reading.routine is not None and has_short_form(reading.routine)
    return await play(face, context, reading, yes=how.yes, asked=seconds, short=short, anew=True, former=(left,))


def _left(context: AppContext, name: str) -> Unfinished | None:
    """The session that was left last; with a `name`, of the routine that it means."""
    if not name:
        last = context.store.unfinished()
        return last and next(iter(left_of(context.store, last.file)), last)
    if (chosen := by_id(context.store, name)) is not None:
        return chosen
    return next(iter(left_of(context.store, str(find(name, context.folders)))), None)


async def _play(face: Face, context: AppContext, ready: Ready, text: bytes, *, yes: bool) -> Outcome | None:
    """From the questions to the result, for a session that is begun or resumed."""
    active = ready.active
    try:
        answers = await face.prepare(ready)
        if answers is None:
            return None
        routine, fit, swaps = ready.routine, None, dict(answers.swaps)
        if active.left is None:
            routine, swaps = with_substitutes(routine, text, answers.profile, swaps)
            routine = applied(routine, ready.planned)
        if answers.short:
            fit = in_short_form(active, routine, answers)
        elif answers.asked is not None:
            fit = active.fitter(routine, answers.profile).to(answers.asked)
        plan = active.admit(routine if fit is None else fit.routine, answers.profile)
        face.announce(plan)
        if not plan.playable:
            raise NothingAllowed(plan)
        if plan.named and active.left is None and not await face.allowed(plan.named):
            return None
        sound = await face.listen(plan.routine, text)
        if active.left is not None:
            player = active.resume(active.left, plan, sound)
        else:
            fitting = joined(ready.planned, None if fit is None else fit.fitting, swaps, ready.included)
            player = active.begin(plan, text, answers.before, sound, fitting)
            if ready.anew:
                active.replace(ready.left)
        playing = Playing(active, player, plan, fit, answers, sound, yes, Requests())
        try:
            with context.listening(playing.requests):
                outcome = await face.play(playing)
        except Exception as error:
            # While the lock is still ours.
            raise rescued(player) from error
        finally:
            player.close()
        active.close()
        await face.result(playing, outcome)
        return outcome
    finally:
        context.close_audio()


def in_short_form(active: ActiveSession, routine: Routine, answers: Prepared) -> "Fitted":
    """The short form of `routine` as it is to be played now."""
    from stretchplayer.fitting.fit import in_short

    return in_short(active.fitter(short_form(routine), answers.profile), answers.asked)
