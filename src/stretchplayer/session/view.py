"""All that a face needs to show one instant of a session, and what is played next."""

from math import inf
from typing import Final, Literal

from msgspec import Struct, structs

from stretchplayer.caps.judgement import Verdict
from stretchplayer.catalog.translated import passage
from stretchplayer.cue_points import CuePoint
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.steps import Advice, Breathe, Massage, Movement, Step, Topic
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.segment_texts import segment_name
from stretchplayer.session.commands import State
from stretchplayer.session.cursor import RunningSegment, Worn
from stretchplayer.session.playback import Playback
from stretchplayer.timeline import Phase, Segment, SegmentSide
from stretchplayer.translation import gettext


class ScheduledSegment(Struct, frozen=True, kw_only=True):
    """A segment as it is played; all times are monotonic seconds.

    It counts as begun at `begins`, even if a part of it was done before a pause; it was put on at `since`. `ends` is
    infinite where it waits for a key. `at` of the cues are instants, those that are past included.
    """

    segment: Segment
    since: float
    begins: float
    ends: float
    cues: tuple[CuePoint, ...]

    @property
    def waits(self) -> bool:
        """Whether it goes on until a key is pressed."""
        return self.segment.waits or self.segment.own_pace


def scheduled(running: RunningSegment) -> ScheduledSegment:
    """When a running segment and its cues begin and end."""
    return ScheduledSegment(
        segment=running.segment,
        since=running.since,
        begins=running.instant(0.0),
        ends=inf if running.segment.own_pace else running.ends,
        cues=tuple(structs.replace(cue, at=running.instant(cue.at)) for cue in running.cues),
    )


_MINUTE: Final = 60
_EPS: Final = 1e-9
_WORN: Final = ("heat", "cold")
Breath = Literal["in", "hold", "out", "wait"]
Motion = Literal["out", "hold", "back", "wait"]
"""The phases of a repetition; "wait" is the hold before the next one."""


class View(Struct, frozen=True, kw_only=True):
    """One instant; times in seconds. `remaining` counts the running segment down, `total` is its whole length.

    `prompt` is what the user is asked or has to do just now, `short` is the same where the
    answers stand beside it, if it differs; `cut` is the verdict that trimmed this step;
    `next_rep` of `next_reps` is the repetition that comes next, where it is not the first; `dose` is how long and how
    often, while getting ready for something new; `stopped_for` is how long the pause has lasted; `breath_left` of
    `breath_total` belong to `breath`, those of `motion` to the phase of a repetition; work that is counted is at
    repetition `beat` of `beats`, on `beat_side` where sides alternate, or goes on at one's `own_pace`; `round` says
    which round of a group it is; `topic` is that of an advice; `what` is the step as its file gives it;
    `left_on` is the heat or cold that lay on the skin when the session was left; `take_back` are the seconds for which
    the last "too much" can still be taken back.
    """

    state: State
    phase: Phase | None = None
    kind: str = ""
    name: str = ""
    side: SegmentSide | None = None
    side_words: str = ""
    how: str = ""
    caution: str = ""
    targets: tuple[str, ...] = ()
    rep: int | None = None
    reps: int | None = None
    step: int = 0
    steps: int = 0
    remaining: float = 0.0
    elapsed: float = 0.0
    total: float = 0.0
    session_remaining: float = 0.0
    session_total: float = 0.0
    progress: float = 0.0
    next_name: str = ""
    next_side: str = ""
    next_rep: int | None = None
    next_reps: int | None = None
    dose: str = ""
    discomfort: int | None = None
    pressure: int | None = None
    prompt: str = ""
    short: str = ""
    cut: Verdict | None = None
    breath: Breath | None = None
    breath_left: float = 0.0
    breath_total: float = 0.0
    beat: int = 0
    beats: int = 0
    beat_side: str = ""
    motion: Motion | None = None
    motion_left: float = 0.0
    motion_total: float = 0.0
    own_pace: bool = False
    round: str = ""
    stopped_for: float = 0.0
    topic: Topic | None = None
    what: Step | None = None
    left_on: str = ""
    take_back: float = 0.0
    path: str = ""


def _with(view: View, segment: Segment) -> View:
    """`view` with what a segment and its step say of themselves."""
    what = segment.what
    return structs.replace(
        view,
        kind=segment.kind,
        name=segment_name(segment),
        side=segment.side,
        side_words=screen_words.side_words(segment.side),
        how=passage(what.how or ""),
        caution=passage(what.caution or ""),
        targets=segment.targets,
        rep=segment.rep,
        reps=segment.reps,
        step=segment.step,
        path=segment.path,
        what=what,
    )


def look(playback: Playback, state: State, now: float, stopped: float) -> View:
    """The view of what is played at `now`; `stopped` is when a pause began."""
    total = playback.plan.seconds
    segment, running, worn = playback.segment, playback.running, playback.worn
    if state == "overdue" and worn is not None:
        return _overdue(playback, worn, now - stopped, now)
    if segment is None or state in ("finished", "ended"):
        prompt = _nothing_left(state, hurt=bool(playback.account.strains))
        short = gettext(screen_words.WHAT_WAS_IT) if state == "asking" else ""
        gone = 0.0 if state == "ended" else 1.0
        return View(
            state=state, session_total=total, progress=gone, prompt=prompt, short=short, left_on=playback.left_on
        )
    current = running.segment if running else segment
    length, elapsed = playback.length_and_elapsed(segment, now)
    remaining = max(0.0, total - segment.end) + _left_here(playback, segment, now)
    follower = _follower(playback, current)
    breath, breath_left, breath_total = _breath(current, elapsed)
    what = segment.what
    view = View(
        state=state,
        phase=current.phase,
        steps=playback.cursor.segments[-1].step,
        remaining=max(0.0, length - elapsed),
        elapsed=elapsed,
        total=length,
        session_remaining=remaining,
        session_total=max(total, remaining),
        progress=max(0.0, 1.0 - remaining / total) if total else 0.0,
        next_name=segment_name(follower) if follower else "",
        next_side=screen_words.side_words(follower.side) if follower else "",
        next_rep=follower.rep if follower and (follower.rep or 1) > 1 else None,
        next_reps=follower.reps if follower else None,
        dose=_dose(playback, current),
        discomfort=getattr(what, "discomfort", None),
        pressure=what.pressure if isinstance(what, Massage) else None,
        prompt=_prompt(state, segment, running),
        short=screen_words.english().let_go if state == "paused" and segment.load else "",
        cut=next(
            (each for each in playback.plan.verdicts if each.path == segment.path and each.action == "trimmed"), None
        ),
        breath=breath,
        breath_left=breath_left,
        breath_total=breath_total,
        round=screen_words.round_of(segment),
        stopped_for=now - stopped if state in ("paused", "exposed", "asking") else 0.0,
        topic=what.topic if isinstance(what, Advice) else None,
        left_on=playback.left_on,
    )
    # What interrupts a segment has a side of its own.
    found = _counted(_with(view, structs.replace(segment, side=current.side)), current, elapsed, length)
    # A cramp is in one leg, whichever it is: both are charged, and none is named.
    one = playback.plan.routine.during == "cramp" and found.side == "both"
    return structs.replace(found, side_words="") if one else found


def _left_here(playback: Playback, segment: Segment, now: float) -> float:
    """Seconds that are left of the segment at the place; of a set at one's own pace, of its usual length."""
    running, place = playback.running, playback.place
    length = segment.seconds if place.length is None else place.length
    if running is not None and not running.interlude and not segment.own_pace:
        length = running.seconds
    return max(0.0, length - playback.done(now))


def _counted(view: View, segment: Segment, elapsed: float, length: float) -> View:
    """The view with the repetition that is done just now, where they are counted."""
    step = segment.what
    if not segment.beats or not isinstance(step, Movement):
        return view
    if segment.own_pace:
        return structs.replace(view, beats=segment.beats, own_pace=True)
    beats = repetitions(segment, length)
    number = min(beats, int(elapsed / segment.beat + _EPS) + 1)
    within = elapsed - (number - 1) * segment.beat
    side = ""
    if step.sides == "alternate":
        turns: tuple[SegmentSide, SegmentSide] = ("left", "right") if step.first == "left" else ("right", "left")
        half = segment.beat / 2
        side, within = turns[within >= half], within % half
    motion, left, total = in_repetition(step, within)
    return structs.replace(
        view,
        beat=number,
        beats=beats,
        beat_side=side,
        motion=motion if held_in_repetition(step) else None,
        motion_left=left,
        motion_total=total,
    )


def repetitions(segment: Segment, length: float) -> int:
    """How many repetitions a counted segment has that lasts `length` seconds: some may have been added by hand."""
    return max(1, round(length / segment.beat)) if segment.beats else 0


def held_in_repetition(step: Movement) -> bool:
    """Whether each repetition has a phase of its own in which nothing moves, so that its phases are worth showing."""
    return bool(step.hold) or bool(step.tempo and step.tempo.phases)


def motions(step: Movement) -> tuple[tuple[Motion, float], ...]:
    """The phases of one repetition in order, with their seconds; a hold stands in the middle."""
    tempo = step.tempo or 0.0
    phases = step.tempo.phases if step.tempo else ()
    lengths = phases or (tempo / 2, step.hold or 0.0, tempo / 2, 0.0)
    names: tuple[Motion, ...] = ("out", "hold", "back", "wait")
    return tuple((name, length) for name, length in zip(names, lengths, strict=True) if length)


def in_repetition(step: Movement, within: float) -> tuple[Motion, float, float]:
    """The phase at the second `within` of a repetition, the seconds left of it, and its length."""
    phases = motions(step)
    for name, length in phases:
        if within < length:
            return name, length - within, length
        within -= length
    name, length = phases[-1]
    return name, 0.0, length


def _overdue(playback: Playback, worn: Worn, waited: float, now: float) -> View:
    """What is over, and may still lie on the skin."""
    segment, total, after = worn.segment, playback.plan.seconds, playback.segment
    seconds = worn.seconds(now)
    view = View(
        state="overdue",
        phase=segment.phase,
        steps=playback.cursor.segments[-1].step,
        elapsed=seconds,
        total=seconds,
        session_remaining=max(0.0, total - segment.end),
        session_total=total,
        progress=segment.end / total if total else 0.0,
        next_name=segment_name(after) if after else "",
        next_side=screen_words.side_words(after.side) if after else "",
        prompt=screen_words.pack_over(segment.kind),
        stopped_for=waited,
    )
    # How it is done does not matter any more.
    return structs.replace(_with(view, segment), how="", caution="", rep=None, reps=None)


def hurting(playback: Playback, seen: View, hurt: tuple[MuscleSide, ...]) -> View | None:
    """What is shown while it is asked what hurt: all as it was `seen` just before, with the work that hurt.

    That is the last piece of work on all of what hurts, up to the one that is led into; where nothing was loaded, the
    step that somebody is in.
    """
    if playback.segment is None:
        return None
    past = playback.cursor.segments[playback.cursor.main(playback.place.position) :: -1]
    loaded = (each for each in past if each.loads and set(hurt) <= set(each.loads))
    segment = next(loaded, playback.segment) if hurt else past[0]
    view = structs.replace(
        seen,
        state="asking",
        prompt=gettext(screen_words.WHAT_HURT),
        short=gettext(screen_words.WHAT_WAS_IT),
        breath=None,
        topic=None,
    )
    return _with(view, segment)


def _dose(playback: Playback, current: Segment) -> str:
    """How long and how often, for what is got ready for; "" where something is left of it from before."""
    main = playback.cursor.at(playback.cursor.main(playback.place.position))
    if current.phase != "prepare" or main is None or playback.place.length is not None:
        return ""
    return screen_words.work_amount(main, main.reps) if main.seconds else ""


def _follower(playback: Playback, current: Segment) -> Segment | None:
    """The piece of work after the one that runs or is got ready for; from a rest, the one that the rest leads to."""
    cursor = playback.cursor
    main = cursor.main(playback.place.position)
    if current.phase != "rest" or cursor.segments[main].phase == "rest":
        main += 1
    return next((each for each in cursor.segments[main:] if not each.leads), None)


def _breath(segment: Segment, elapsed: float) -> tuple[Breath | None, float, float]:
    what = segment.what
    if not isinstance(what, Breathe) or segment.phase != "work":
        return None, 0.0, 0.0
    at = elapsed % what.cycle
    if at < what.inhale:
        return "in", what.inhale - at, what.inhale
    if at < what.inhale + what.hold:
        return "hold", what.inhale + what.hold - at, what.hold
    if at < what.cycle - what.hold_out:
        return "out", what.cycle - what.hold_out - at, what.exhale
    return "wait", what.cycle - at, what.hold_out


def _prompt(state: State, segment: Segment, running: RunningSegment | None) -> str:
    said = screen_words.english()
    match state:
        case "waiting":
            reading = running is not None and running.segment.phase == "advice"
            return screen_words.confirmation(segment) if segment.targets and not reading else said.press_y
        case "checking" | "alarming":
            return screen_words.skin_question(segment)
        case "exposed":
            return screen_words.pack_paused("heat" if segment.load == "heat" else "cold")
        case "paused":
            return f"{said.let_go if segment.load else said.paused_plain} {said.press_space}"
        case "asking":
            return gettext(screen_words.WHAT_HURT)
        case _:
            return ""


def _nothing_left(state: State, *, hurt: bool) -> str:
    match state:
        case "asking":
            return gettext(screen_words.WHAT_HURT)
        case "finished":
            return gettext(screen_words.DONE_AND_RESTING if hurt else screen_words.WELL_DONE)
        case "ended":
            return f"{gettext(screen_words.ENDED)} {screen_words.english().kept}"
        case _:
            # Resumed after the last thing to do had been left unfinished.
            return gettext(screen_words.NOTHING_LEFT)


def clock(seconds: float) -> str:
    """A countdown as people read it: whole seconds, rounded up, `m:ss` from a minute on."""
    whole = int(-(-seconds // 1))
    return f"{whole // _MINUTE}:{whole % _MINUTE:02d}" if whole >= _MINUTE else str(whole)


def worn(view: View) -> str:
    """What lies on the skin now, "heat" or "cold"; "" where nothing does."""
    on = view.state in ("playing", "checking", "alarming", "exposed", "overdue") and view.phase == "work"
    return view.kind if on and view.kind in _WORN else ""


def maybe_worn(view: View) -> str:
    """What may still lie on the skin of a user who left and is back: it had been put on, and is not over."""
    begun = view.kind if view.kind in _WORN and view.phase == "work" and view.elapsed > 0 else ""
    return view.left_on or begun
