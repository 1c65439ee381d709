"""A session of a plan: commands and time go in, events come out, without side effects."""

from collections.abc import Callable
from copy import copy
from functools import partial
from math import inf
from typing import Final, Self

from msgspec import structs

from stretchplayer.caps.plan import Plan
from stretchplayer.caps.profile import TooMuchWord
from stretchplayer.cue_points import CuePoint
from stretchplayer.phrases import screen_words
from stretchplayer.session import commands as say
from stretchplayer.session import events as happened
from stretchplayer.session.account import Snapshot
from stretchplayer.session.at_rest import at_rest, skipped_to
from stretchplayer.session.commands import TABLE, State, refusal
from stretchplayer.session.cursor import Position
from stretchplayer.session.playback import Playback
from stretchplayer.session.too_much import STOPPING, WARNING, BeforeHurt, Watch, muscles_meant, name_strains, strike
from stretchplayer.session.view import ScheduledSegment, View, hurting, look, scheduled
from stretchplayer.timeline import Load
from stretchplayer.translation import gettext

_UNANSWERED: Final = ("checking", "alarming")
_RUNNING: Final = ("playing", "waiting", *_UNANSWERED)

Events = tuple[happened.Event, ...]


class Session:
    """One session of one plan. `now` is always a float of monotonic seconds and never runs backwards."""

    def __init__(self, plan: Plan, snapshot: Snapshot | None, now: float) -> None:
        self.plan = plan
        self._playback = Playback(plan, snapshot, now)
        self._now = now
        self._state: State = snapshot.state if snapshot else "paused"
        self._watch, self._done_cued, self._stopped = Watch(), False, now
        self._hurt: View | None = None
        self._before_hurt: BeforeHurt | None = None

    @classmethod
    def start(cls, plan: Plan, now: float) -> Self:
        """Begin `plan`; the events of its first instant are returned by the first `apply`."""
        session = cls(plan, None, now)
        session._go(now)
        return session

    @classmethod
    def restore(cls, snapshot: Snapshot, plan: Plan, now: float) -> Self:
        """Resume a session at `snapshot`: always paused, unless it was over."""
        return cls(plan, snapshot, now)

    def apply(self, command: say.Command, now: float) -> Events:
        """Let time pass up to `now`, then carry out `command`; a refused command changes nothing else."""
        now = self._now = max(now, self._now)
        self._advance(now)
        reason = refusal(self._state, command)
        if reason is None and not isinstance(command, say.Advance):
            before = self._state
            reason = self._handlers[type(command)](self, command, now)
            if reason is None and self._state not in TABLE[before, type(command)]:
                message = f"{type(command).__name__} led from {before} to {self._state}"
                raise AssertionError(message)
            if reason is None and before != "asking" and not isinstance(command, say.TooMuch):
                self._before_hurt = None
            self._advance(now)
        if reason is not None:
            self._playback.tell(happened.Refused(at=now, command=type(command).__name__, reason=reason))
        events, self._playback.events = tuple(self._playback.events), []
        return events

    def next_deadline(self, now: float) -> float | None:
        """The monotonic second at which `Advance` next has an event, or None."""
        due = self._due()[0]
        return None if due == inf else max(due, now)

    def view(self, now: float) -> View:
        """What a screen needs to show this instant."""
        now = max(now, self._now)
        left = 0.0 if self._before_hurt is None else self._before_hurt.left(now)
        if self._state == "asking" and self._hurt is not None:
            return structs.replace(self._hurt, stopped_for=now - self._stopped, take_back=left)
        return structs.replace(look(self._playback, self._state, now, self._stopped), take_back=left)

    def ahead(self, count: int) -> tuple[ScheduledSegment, ...]:
        """What runs now and up to `count` - 1 more, to what needs an answer; nothing while the session rests."""
        other = copy(self)
        other._playback, other._watch = self._playback.copy(), copy(self._watch)  # noqa: SLF001 - of the same class
        found: list[ScheduledSegment] = []
        while len(found) < count and (running := other.running) is not None and running not in found:
            found.append(running)
            events = other.apply(say.Advance(), running.ends) if running.ends < inf else ()
            # The rest is left out after all: the end has a cue that belongs to no segment.
            late = [each for each in events if isinstance(each, happened.Cued) and each.cue == "done"]
            if late and all(cue.cue != "done" for cue in running.cues):
                done = CuePoint(at=late[0].at, cue="done")
                found[-1] = structs.replace(running, cues=(*running.cues, done))
        return tuple(found)

    def snapshot(self, now: float) -> Snapshot:
        """The session at rest, as it could be restored."""
        return at_rest(self._playback, self._state, max(now, self._now))

    @property
    def running(self) -> ScheduledSegment | None:
        """The running segment with its times; None while the session rests."""
        running = self._playback.running
        return None if running is None or self._state not in _RUNNING else scheduled(running)

    @property
    def state(self) -> State:
        """The state the session is in."""
        return self._state

    @property
    def exposure(self) -> dict[tuple[str, str, Load], float]:
        """Seconds per (muscle, side, kind) done so far."""
        return self._playback.account.exposure(self._playback.going_on(self._now))

    # Time: everything that falls due by itself.

    def _advance(self, now: float) -> None:
        while True:
            due, happen = self._due()
            if due > now:
                return
            happen(due)

    def _due(self) -> tuple[float, Callable[[float], None]]:
        running = self._playback.running
        times: list[tuple[float, Callable[[float], None]]] = []
        if running is not None:
            if (cue := running.next_cue) is not None:
                times.append((running.instant(cue.at), self._cue))
            times.append((running.ends, self._end_segment))
        if self._state == "alarming":
            times.append((self._watch.at, partial(self._overrun, early=True)))
        elif self._state in ("checking", "exposed", "overdue"):
            times.append((self._watch.at, self._alarm))
        return min(times, key=lambda each: each[0], default=(inf, self._end_segment))

    def _cue(self, at: float) -> None:
        running = self._playback.running
        if running is None:
            return
        cue = running.pop_cue()
        if cue.cue == "check-skin" and self._state == "exposed":
            # It is to be taken off anyway; the question is asked again if it stays on.
            self._watch.question = True
            return
        self._done_cued = cue.cue == "done"
        self._playback.tell(
            happened.Cued(at=at, cue=cue.cue, text=screen_words.cue_text(cue, running.segment, running.seconds))
        )
        if cue.cue == "check-skin" and self._state == "playing":
            self._state = "checking"
            self._watch.ask(at)

    def _end_segment(self, at: float) -> None:
        playback, running = self._playback, self._playback.running
        if self._state in (*_UNANSWERED, "exposed"):
            self._overrun(at)
            return
        playback.leave(at)
        if running is not None and not running.interlude:
            playback.place = Position(playback.place.position + 1)
        self._go(at)

    def _overrun(self, at: float, *, early: bool = False) -> None:
        """Heat or cold is over, but not confirmed as taken off."""
        asked = self._state == "checking"
        self._playback.overrun(at, early=early)
        self._watch.question = False
        ended, self._state, self._stopped = self._state == "alarming", "overdue", at
        if asked:
            # The question was just asked: there is the rest of the minute to answer it.
            self._playback.charge_worn(at, self._watch.at)
        else:
            self._alarm(at, ended=ended)

    def _alarm(self, at: float, *, ended: bool = False) -> None:
        look = self._state == "checking"
        if look:
            text, self._state = gettext(screen_words.LOOK_NOW), "alarming"
            self._watch.give_up_after(at)
        else:
            text = gettext(screen_words.TAKE_OFF_NOW)
            self._watch.sound_again_after(at)
            self._playback.charge_worn(at, self._watch.at)
        self._playback.tell(happened.Alarmed(at=at, look=look, ended=ended))
        self._playback.tell(happened.Cued(at=at, cue="alarm", text=text))

    def _go(self, at: float) -> None:
        """Start the next segment; with nothing left, the session is finished."""
        if not self._playback.start(at):
            self._finish(at)
            return
        running, self._done_cued = self._playback.running, False
        self._state = "waiting" if running is not None and running.segment.waits else "playing"

    def _finish(self, at: float) -> None:
        if not self._done_cued:
            self._playback.tell(happened.Cued(at=at, cue="done", text=gettext(screen_words.DONE)))
        self._state = "finished"
        self._playback.tell(happened.Finished(at=at))

    def _rest(self, at: float, *, exposed: bool = False, gap: bool = False) -> None:
        """Stop the clock at `at`; with nothing left to do, that is the end."""
        self._stopped = at
        if self._playback.segment is None:
            self._finish(at)
            return
        if not exposed:
            self._playback.forget()
        self._state = "exposed" if exposed else "paused"
        self._playback.tell(happened.Paused(at=at, exposed=exposed, gap=gap))

    # Commands: each returns why it was refused, or None.

    def _pause(self, command: say.Pause, now: float) -> None:
        running = self._playback.running
        if running is not None and running.segment.thermal:
            self._watch.question = self._state in _UNANSWERED
            if not self._watch.question:
                self._watch.ask(now)
            self._rest(now, exposed=True, gap=command.gap)
            return
        # With closed eyes, the end of work must be heard; after a gap it is long over.
        self._playback.leave(now, early=not command.gap and running is not None and running.segment.load is not None)
        self._rest(now, gap=command.gap)

    def _resume(self, _command: say.Resume, now: float) -> str | None:
        if self._state == "asking":
            self._named("other", now)
            return None
        self._playback.tell(happened.Resumed(at=now))
        if self._state == "exposed":
            self._worn_on(now)
            return None
        playback, segment = self._playback, self._playback.segment
        if segment is not None and segment.thermal:
            playback.ask_again(now)
            self._state = "waiting"
        elif segment is not None and segment.load is not None:
            playback.ready(now)
            self._state = "playing"
        else:
            if segment is not None and segment.phase in ("prepare", "switch"):
                playback.ready_again()
            self._go(now)
        return None

    def _worn_on(self, now: float) -> None:
        """Go on with what is still on; a pending look at the skin is asked for again."""
        segment, self._state = self._playback.segment, "playing"
        if self._watch.question and segment is not None:
            self._watch.question, self._state = False, "checking"
            self._playback.tell(happened.Cued(at=now, cue="check-skin", text=screen_words.skin_question(segment)))

    def _skip(self, command: say.Skip, now: float) -> str | None:
        playback = self._playback
        stopped = self._state == "paused"
        position = playback.place.position
        segment = playback.segment
        if segment is None:
            return gettext(screen_words.NOTHING_AFTER)
        target, place = skipped_to(playback, segment, step=command.step), playback.place
        playback.leave(now, early=True)
        playback.place = place if target == position else Position(target)
        self._moved(now, stopped=stopped)
        return None

    def _back(self, _command: say.Back, now: float) -> str | None:
        playback = self._playback
        if not len(playback.cursor):
            return gettext(screen_words.NOTHING_BEFORE)
        stopped = self._state == "paused"
        target = playback.behind(now)
        granted = playback.would_allow(target, now)
        if not granted.seconds and granted.limit:
            return granted.reason
        playback.leave(now, early=True)
        playback.place = Position(target)
        segment = playback.segment
        if stopped or segment is None or segment.load is None:
            self._moved(now, stopped=stopped)
            return None
        playback.ready(now)
        self._state = "playing"
        return None

    def _moved(self, now: float, *, stopped: bool) -> None:
        if stopped:
            self._rest(now)
        else:
            self._go(now)

    def _extend(self, command: say.Extend, now: float) -> str | None:
        return self._playback.resize(command.seconds, now)

    def _confirm(self, _command: say.Confirm, now: float) -> str | None:
        playback, running = self._playback, self._playback.running
        if self._state == "asking":
            self._named("other", now)
            return None
        if self._state == "playing" and not (running is not None and running.segment.own_pace):
            return gettext(screen_words.NOTHING_TO_CONFIRM)
        self._playback.tell(happened.Confirmed(at=now))
        if self._state == "exposed":
            playback.leave(now)
            self._state = "paused"
        elif self._state == "overdue":
            playback.taken_off(now)
            self._rest(now)
        elif self._state == "waiting" and running is not None:
            playback.leave(now)
            if not running.interlude:
                playback.place = Position(playback.place.position + 1)
            self._go(now)
        elif self._state == "playing":
            playback.end_own_pace(now)
        else:
            self._state = "playing"
        return None

    def _too_much(self, command: say.TooMuch, now: float) -> str | None:
        playback = self._playback
        if self._state == "asking":
            self._named(command.word or "other", now)
            return None
        self._before_hurt = BeforeHurt(playback.copy(), self._state == "paused", now)
        where, path = muscles_meant(playback, now)
        self._hurt = hurting(playback, self.view(now), where)
        self._take_off(now)
        playback.leave(now, early=True)
        self._playback.tell(happened.Strained(at=now, strains=strike(playback, where, command.word or "other", now)))
        if playback.segment is not None and playback.segment.path == path:
            playback.place = Position(playback.cursor.past_step(playback.place.position))
        self._stopped = now
        if command.word is not None:
            self._named(command.word, now)
        else:
            self._state = "asking"
            self._playback.tell(happened.WordAsked(at=now))
        return None

    def _named(self, word: TooMuchWord, now: float) -> None:
        self._playback.tell(name_strains(self._playback, word, self._stopped, now, self._hurt))
        if word in WARNING:
            self._before_hurt = None
            self._playback.tell(happened.RedFlagged(at=now, word=word))
        if word in STOPPING:
            self._stop(say.Stop(), now)
        else:
            # What hurts is not shown as what comes next.
            self._playback.pass_withheld(now)
            self._rest(now)

    def _take_back(self, _command: say.TakeBack, now: float) -> str | None:
        before, over = self._before_hurt, self._state == "finished"
        if before is None or not before.left(now):
            return gettext(screen_words.NOTHING_TO_TAKE_BACK if before is None else screen_words.TOO_LATE)
        strains, self._playback = before.taken_back(self._playback), before.go_back(self._playback, over=over)
        self._before_hurt, self._hurt, self._stopped = None, None, now
        self._state = self._state if over else "paused"
        self._playback.tell(happened.TookBack(at=now, strains=strains))
        if not over and self._playback.segment is None:
            self._finish(now)
        elif not over and not before.rested:
            return self._resume(say.Resume(), now)
        return None

    def _take_off(self, now: float) -> None:
        """Give the cue to take off what may still be on the skin."""
        if self._playback.worn is not None:
            self._playback.release(self._playback.worn.segment, now)
            self._playback.taken_off(now)

    def _stop(self, _command: say.Stop, now: float) -> None:
        self._take_off(now)
        self._playback.leave(now, early=True)
        self._state = "ended"
        self._playback.tell(happened.Ended(at=now))

    _handlers: Final[dict[type[say.Command], Callable[..., str | None]]] = {
        say.Pause: _pause,
        say.Resume: _resume,
        say.Skip: _skip,
        say.Back: _back,
        say.Extend: _extend,
        say.Confirm: _confirm,
        say.TooMuch: _too_much,
        say.TakeBack: _take_back,
        say.Stop: _stop,
    }
