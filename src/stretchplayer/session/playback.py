"""Starts and ends segments: each start is allowed by the meter, each end is settled in the account."""

from copy import copy
from itertools import count
from math import copysign, floor, inf, isfinite
from typing import Final, Self

from msgspec import structs

from stretchplayer.caps.bounds import Allowance
from stretchplayer.caps.meter import Run
from stretchplayer.caps.plan import Plan, Progress, alone, rest_before
from stretchplayer.cue_points import segment_cues, unfinished
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.routine import spoken_in
from stretchplayer.phrases import screen_words
from stretchplayer.session import events as happened
from stretchplayer.session.account import Account, Snapshot
from stretchplayer.session.cursor import Position, RunningSegment, SegmentCursor, Worn, lead_in, max_seconds
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext

READY: Final = 5.0
"""Seconds to get ready after a pause; enough to count as a release."""
JUST_BEGUN: Final = 3.0
"""Going back this soon after the start, in seconds, means the work before."""
OWN_PACE: Final = 20 * 60.0
"""The longest that a set at the person's own pace can take, in seconds."""
LONGEST: Final = 3600.0
"""The longest that a rest or breathing can be extended to, in seconds."""
DONE_FROM: Final = 5.0
"""Seconds of a step after which it counts as done; what is shorter is done when it is over."""
AGAIN: Final = 10.0
"""Seconds of getting ready that are played again after a pause: what was being said then is said from its beginning."""
_BARELY: Final = 0.05
_BEGINNINGS: Final = ("go", "push", "prepare", "next", "switch")
_EPS: Final = 1e-9


class Playback:
    """One plan being played: the place, the running segment, the account. `events` collects what happens."""

    def __init__(self, plan: Plan, snapshot: Snapshot | None, now: float) -> None:
        if snapshot is not None and snapshot.progress == plan.ahead:
            snapshot = snapshot.dated(plan.now)
        progress = snapshot.progress if snapshot else Progress()
        self.plan = plan
        self.cursor = SegmentCursor(plan.segments)
        self.account = Account(plan, progress, snapshot.strains if snapshot else ())
        self.events: list[happened.Event] = []
        self.running: RunningSegment | None = None
        self.worn: Worn | None = None
        self.played = snapshot.seconds if snapshot else 0.0
        self.worked = snapshot.worked if snapshot else 0.0
        self.moves = dict.fromkeys(snapshot.moves if snapshot else ())
        self._began, self._wall_began = now, max(plan.now, progress.wall or 0.0)
        self._before: Segment | None = None
        self._paused_here, self._explained = False, set[str]()
        self._withheld: str | None = None
        self.place = Position(0) if snapshot is None else self._found(progress)
        self.left_on = self._left_on(progress)

    def copy(self) -> Self:
        """The same playback, to let run ahead."""
        other = copy(self)
        other.account, other.running, other.events = self.account.copy(), copy(self.running), list(self.events)
        other.moves, other._explained = dict(self.moves), set(self._explained)  # noqa: SLF001 - of the same class
        return other

    def tell(self, event: happened.Event) -> None:
        """Note what happened."""
        self.events.append(event)

    def wall(self, now: float) -> float:
        """The wall-clock second of a monotonic instant, counted from the plan's."""
        return self._wall_began + (now - self._began)

    @property
    def segment(self) -> Segment | None:
        """The segment at the place, or None after the last."""
        return self.cursor.at(self.place.position)

    def start(self, now: float) -> bool:
        """Start the segment at the place, or the next that may be played; False when nothing is left."""
        while (segment := self.pass_withheld(now)) is not None:
            withheld, self._withheld = self._withheld, None
            if segment.phase == "switch" and segment.path == withheld and self._alone(now):
                return True
            owed = self.account.meter.owed(segment, self.wall(now)) if segment.load else 0.0
            if owed > 0:
                self.interlude(rest_before(segment, owed), owed, now)
                return True
            if self._put_on(segment, now):
                return True
            self.place = Position(self.place.position + 1)
        return False

    def _alone(self, now: float) -> bool:
        """Get ready for a side without the one before it; False where no time is given for that."""
        here = self.place.position
        ahead = next(each for each in count(here) if self.cursor.segments[each].phase not in ("switch", "prepare"))
        leads = list(self.cursor.segments[here:ahead])
        name = known_as(leads[0].what)
        routine = self.plan.routine
        ready = alone(leads, known=name in self.moves or name in routine.known + routine.brief)
        if not ready:
            return False
        self.place = Position(ahead)
        self.interlude(ready[0], ready[0].seconds, now)
        return True

    def pass_withheld(self, now: float) -> Segment | None:
        """Go past what may not be played at all, to the segment that may; None when nothing is left."""
        while (segment := self.segment) is not None:
            blocked = self._blocked(segment, now)
            if blocked is None:
                return segment
            main = self.cursor.segments[self.cursor.main(self.place.position)]
            self.tell(
                happened.Withheld(at=now, segment=main, limit=blocked.limit, reason=blocked.reason, until=blocked.until)
            )
            self.place = Position(self.cursor.main(self.place.position) + 1)
            self._withheld = main.path
        return None

    def interlude(self, segment: Segment, seconds: float, now: float) -> None:
        """Play a segment that is not in the plan before going on at the place."""
        cues = segment_cues(segment, seconds, self._before, self.segment)
        self.running = RunningSegment(segment, seconds, now, unfinished(cues), interlude=True)
        self.tell(happened.Entered(at=now, segment=segment, seconds=seconds))

    def ready(self, now: float) -> None:
        """Get ready for the work at the place."""
        segment = self.segment
        if segment is None:
            return
        routine, name = self.plan.routine, known_as(segment.what)
        new = name not in self.moves and name not in self._explained and name not in routine.known
        lead = lead_in(segment, READY, spoken_in(routine) if new else None)
        self.interlude(lead, lead.seconds, now)

    def ready_again(self) -> None:
        """Go on with getting ready from a little before the pause; from its beginning where that was long ago."""
        # Never quite from the beginning: then all of it would be said again.
        again = max(_BARELY, self.place.done - AGAIN) if self._paused_here and self.place.done > _BARELY else 0.0
        self.place = Position(self.place.position, again)

    def forget(self) -> None:
        """Forget the segment before: after a pause, the next one's cues do not depend on it."""
        self._before, self._paused_here = None, True

    def ask_again(self, now: float) -> None:
        """Ask for confirmation before heat or cold is put back on."""
        segment = self.segment
        if segment is not None:
            question = structs.replace(segment, phase="confirm", seconds=0.0, load=None, loads=(), waits=True)
            self.interlude(question, 0.0, now)

    def leave(self, now: float, *, early: bool = False) -> None:
        """End the running segment: settle its run, and keep the place with what was done of it."""
        running = self.running
        if running is None:
            return
        done = running.elapsed(now)
        self.running = None
        self._before = running.segment
        self.played += done - (0.0 if running.interlude else self.place.done)
        if running.segment.phase == "prepare" and done >= running.seconds:
            self._explained.add(known_as(running.segment.what))
        if running.interlude:
            self.tell(happened.Left(at=now, segment=running.segment, done=done))
            return
        if not running.segment.leads and done >= min(DONE_FROM, running.seconds):
            self.moves[known_as(running.segment.what)] = None
        if running.segment.works:
            self.worked += done - self.place.done
            if early:
                self.release(running.segment, now)
        if running.run is not None:
            run = self.account.settle(running.run, self.wall(now), done)
            self.tell(happened.Charged(at=now, run=run))
        self.place = Position(self.place.position, done, running.length, running.run)
        self.tell(happened.Left(at=now, segment=running.segment, done=done))

    def release(self, segment: Segment, now: float) -> None:
        """Give the cue to let go, or to take it off, before its time."""
        self.tell(happened.Cued(at=now, cue="release", text=screen_words.release(segment)))

    def overrun(self, now: float, *, early: bool) -> None:
        """End the running heat or cold and go past it; it counts as on the skin until `taken_off`."""
        running = self.running
        self.leave(now, early=early)
        if running is not None and running.run is not None:
            self.worn = Worn(running.segment, running.run, now, running.elapsed(now))
            self.tell(happened.Overran(at=now, segment=running.segment))
        self.place = Position(self.place.position + 1)

    def charge_worn(self, now: float, until: float) -> None:
        """Charge what may still be on the skin up to the monotonic second `until`."""
        worn = self.worn
        if worn is not None:
            run = self.account.recharge(worn.run, self.wall(now), worn.seconds(until), until - now)
            self.tell(happened.Charged(at=now, run=run))

    def taken_off(self, now: float) -> None:
        """Heat or cold is off: charge it for as long as it was on."""
        self.charge_worn(now, now)
        self.worn = None

    def behind(self, now: float) -> int:
        """Where going back leads: to the start of this work, or of the work before if it has just begun."""
        segment = self.segment
        here = len(self.cursor) if segment is None else self.place.position
        if segment is not None and (segment.phase == "contract" or not segment.leads):
            here = self.cursor.head(here)
            if self.done(now) > JUST_BEGUN:
                return here
        before = self.cursor.before(here)
        return here if before is None else before

    def would_allow(self, position: int, now: float) -> Allowance:
        """What the meter would allow the work at `position` if the running segment were ended now."""
        main = self.cursor.segments[self.cursor.main(position)]
        running = self.running
        if running is not None and running.run is not None:
            self.account.settle(running.run, self.wall(now), running.elapsed(now))
        granted = self.account.meter.allow(main, self.wall(now), main.seconds)
        if running is not None and running.run is not None:
            self._recharge(running, running.run, now)
        return granted

    def resize(self, by: float, now: float) -> str | None:
        """Make the segment at the place longer by `by` seconds (or shorter), as far as the meter allows.

        Returns why nothing changed, or None.
        """
        running, segment, place = self.running, self.segment, self.place
        if segment is None:
            return gettext(screen_words.NOTHING_TO_CHANGE)
        if not isfinite(by):
            return gettext(screen_words.NO_NUMBER)
        if (running.segment if running else segment).waits or segment.own_pace:
            return gettext(screen_words.WAITS_FOR_KEY)
        changed = running.segment if running else segment
        length, behind = self.length_and_elapsed(segment, now)
        beat = changed.beat
        if beat:
            # What is counted becomes longer by whole repetitions.
            by = copysign(max(1, round(abs(by) / beat)) * beat, by)
        most = max_seconds(segment) if by > 0 and running is not None and not running.interlude else inf
        if length >= most - _EPS:
            return gettext(screen_words.NO_MORE_WRITTEN)
        asked = max(behind, min(length + by, most))
        if changed.load is None and asked > LONGEST:
            return gettext(screen_words.REST_TOO_LONG)
        granted = self.account.meter.allow(changed, self.wall(now), asked, running.run if running else place.run)
        seconds = floor(granted.seconds / beat + _EPS) * beat if beat and granted.limit else granted.seconds
        allowed = max(behind, seconds)
        if granted.limit and allowed <= length + _EPS:
            return granted.reason
        if running is None:
            nothing_left = allowed <= behind + _EPS
            self.place = Position(place.position + 1) if nothing_left else place._replace(length=allowed)
        else:
            after = segment if running.interlude else self.cursor.at(place.position + 1)
            running.stretch_to(allowed, now, segment_cues(changed, allowed, self._before, after))
            if running.run is not None:
                run = self._recharge(running, running.run, now)
                self.tell(happened.Charged(at=now, run=run))
        self.tell(happened.Extended(at=now, segment=changed, seconds=allowed))
        return None

    def end_own_pace(self, now: float) -> None:
        """Let the running set, which takes the person's own time, end at `now`."""
        running = self.running
        if running is not None:
            seconds = running.elapsed(now)
            cues = segment_cues(running.segment, seconds, self._before, self.cursor.at(self.place.position + 1))
            running.stretch_to(seconds, now, cues)

    def length_and_elapsed(self, segment: Segment, now: float) -> tuple[float, float]:
        """Seconds that what runs lasts in all, and seconds of it that are over; while nothing runs, of `segment`."""
        running, place = self.running, self.place
        if running is not None:
            return running.seconds, running.elapsed(now)
        length = segment.seconds if place.length is None else place.length
        return max(length, place.done) if segment.own_pace else length, place.done

    def done(self, now: float) -> float:
        """How many seconds of the segment at the place are done."""
        if self.running is None or self.running.interlude:
            return self.place.done
        return self.running.elapsed(now)

    def going_on(self, now: float) -> dict[int, float]:
        """Seconds done so far of the runs that are not settled yet, by number."""
        done = {} if self.worn is None else {self.worn.run: self.worn.seconds(now)}
        if self.running is not None and self.running.run is not None:
            done[self.running.run] = self.running.elapsed(now)
        return done

    def progress(self, now: float) -> Progress:
        """How far it has come, with every run charged for what was done until now."""
        running, place, wall = self.running, self.place, self.wall(now)
        done = self.going_on(now)
        runs = tuple(
            structs.replace(run, seconds=done[run.number], end=wall) if run.number in done else run
            for run in self.account.runs
        )
        if running is not None and not running.interlude:
            place = Position(place.position, running.elapsed(now), running.length, running.run)
        segment = self.segment
        behind_all = self.cursor.segments[-1].origin + 1 if len(self.cursor) else 0
        return Progress(
            origin=behind_all if segment is None else segment.origin,
            elapsed=place.done,
            length=place.length,
            run=place.run,
            runs=runs,
            struck=self.account.struck,
            wall=wall,
            skin=self.account.skin,
        )

    def _left_on(self, progress: Progress) -> str:
        """What was on the skin at `progress`, "heat" or "cold"; "" where nothing was."""
        last = self.account.last_thermal()
        return last.load if last is not None and last.end >= (progress.wall or 0.0) - _EPS else ""

    def _found(self, progress: Progress) -> Position:
        position = self.cursor.find(progress.origin)
        segment = self.cursor.at(position)
        if segment is None or segment.origin != progress.origin:
            return Position(position)
        length = segment.seconds if progress.length is None else progress.length
        if 0 < length <= progress.elapsed and not segment.own_pace:
            return Position(position + 1)
        return Position(position, progress.elapsed, progress.length, progress.run)

    def _blocked(self, segment: Segment, now: float) -> Allowance | None:
        """Why the work that `segment` belongs to may not be played at all; None where it may."""
        position = self.place.position
        ahead = self.cursor.main(position)
        place, at, meter = self.place, self.wall(now), self.account.meter
        for each in self.cursor.segments[position : ahead + 1]:
            if each.load is not None:
                granted = meter.allow(each, at, each.seconds, place.run if each is segment else None)
                if not granted.seconds:
                    return structs.replace(granted, until=meter.again(each, at, each.seconds) or granted.until)
            # It may be allowed by the time that it begins.
            at += each.seconds - (place.done if each is segment else 0.0)
        return None

    def _put_on(self, segment: Segment, now: float) -> bool:
        place, wall = self.place, self.wall(now)
        asked = segment.seconds if place.length is None else place.length
        granted = self.account.meter.allow(segment, wall, OWN_PACE if segment.own_pace else asked, place.run)
        if place.done and granted.seconds <= place.done + _EPS:
            return False
        if granted.limit and not segment.own_pace:
            self.tell(
                happened.Trimmed(
                    at=now,
                    segment=segment,
                    asked=asked,
                    allowed=granted.seconds,
                    limit=granted.limit,
                    reason=granted.reason,
                )
            )
        run = None
        if segment.load is not None:
            if place.run is None:
                run = self.account.begin(segment, wall, granted.seconds)
            else:
                run = self.account.recharge(place.run, wall, granted.seconds, granted.seconds - place.done)
            self.tell(happened.Charged(at=now, run=run))
            self.place = place._replace(run=run.number)
        cues = segment_cues(segment, granted.seconds, self._before, self.cursor.at(place.position + 1))
        if place.done:
            # What it begins with is heard again where it goes on.
            again = [cue for cue in cues[:1] if cue.cue in _BEGINNINGS]
            ahead = [cue for cue in cues if cue.at > place.done + _EPS and cue not in again]
            cues = (*(structs.replace(cue, at=place.done) for cue in again), *ahead)
        self.running = RunningSegment(
            segment,
            granted.seconds,
            now,
            unfinished(cues) if segment.waits else cues,
            done=place.done,
            run=run.number if run else None,
        )
        self.tell(happened.Entered(at=now, segment=segment, seconds=granted.seconds, done=place.done))
        return True

    def _recharge(self, running: RunningSegment, number: int, now: float) -> Run:
        return self.account.recharge(number, self.wall(now), running.seconds, running.seconds - running.elapsed(now))
