"""The languages that a session can be spoken in: one TOML file each, read on first use."""

from collections.abc import Sequence
from functools import cache
from pkgutil import get_data
from typing import Final, Literal, get_args

import msgspec
import tomli
from msgspec import Struct

from stretchplayer.model.duration import spoken
from stretchplayer.model.places import Place, Start
from stretchplayer.model.routine import Language
from stretchplayer.model.steps import Breathe, Cold, Heat, Position, Release
from stretchplayer.translation import SOURCE, language

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
Side = Literal["left", "right", "both"]
_FIFTH: Final = 25
"""A push of this many per cent of full effort or less is called a fifth of one's strength."""
_MINUTE: Final = 60
_HOUR: Final = 3600
_STEPS: Final = ((300.0, 60.0), (120.0, 30.0))
_QUARTER: Final = 15.0
_MANY: Final = 10
"""Seconds after a minute from which on the bare number is understood: "one minute 30"."""
_TWO: Final = 2


class Units(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The units of a language, and how two of them are joined.

    `and_more` joins `whole` with the bare `count` of what follows, or with all of the `rest`; `and_few` is for a rest
    that needs its unit. `point` parts whole numbers from tenths; in some languages less than two is `single`.
    """

    second: str
    seconds: str
    minute: str
    minutes: str
    hour: str
    hours: str
    and_more: str
    and_few: str
    point: str
    single_below_two: bool


class Filled(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sentences with places to fill in; `Phrases` has a method for each."""

    switch_leg: str
    turn_over: str
    next: str
    coming_up: str
    count: str
    alone: str
    times: str
    per_side: str
    push_fifth: str
    push_fifth_times: str
    push_percent: str
    push_percent_times: str
    breathing: str
    breathing_held: str
    breathing_held_out: str
    breathing_held_twice: str
    repetitions: str
    repetitions_held: str
    repetitions_sets: str
    repetitions_sets_held: str
    round: str
    phase_out: str
    phase_hold: str
    phase_back: str
    resting: str
    minutes_left: str
    confirm_heat: str
    confirm_cold: str
    recorded_heat: str
    recorded_cold: str
    longer: str
    skin_signs: str
    takes: str
    at_hand: str
    take_up: str
    not_for: str
    session_left: str
    left_out: str


class Phrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"tools": "using"}):
    """Everything that is said in a language. Names come as the routine writes them; lengths are in seconds.

    `recorded_…` is for a session rendered to a file, which hears no keys; `recorded_start`
    says so at its beginning, `recorded_pause` that it can be paused, `cannot_stop` what that means with heat or cold
    in it. `release` says how far to let go between two holds.
    `tools` are the things a step can use, by the words of the file format. By position, `be` says to take it,
    `place_words` are beginnings of words by which a sentence says so already, `begin_in` says that a session begins
    there, and `at_the_end` is the last thing said. `way` leads from one place to another; by `way_words` a text does so
    itself, and by `turn_words` it says to change direction halfway.
    With `brief` lengths are written as on the screen: "1 min 30 s".
    """

    language: Language
    brief: bool = False
    paused: str
    paused_plain: str
    paused_worn: str
    press_space: str
    press_y: str
    time_lost: str
    switch: str
    switch_left: str
    switch_right: str
    left: str
    right: str
    both: str
    hold: str
    ease_in: str
    go: str
    push_gently: str
    relax_and_stretch: str
    breathe_in: str
    breathe_hold: str
    breathe_out: str
    halfway: str
    halfway_turn: str
    let_go: str
    ease_off: str
    and_back: str
    own_pace: str
    stop: str
    that_is_all: str
    ended: str
    kept: str
    take_off_heat: str
    take_off_cold: str
    take_off_press_y: str
    look_now: str
    nobody_answered: str
    skin_heat: str
    skin_cold: str
    too_much: str
    hurts_rest: str
    skin_sign: str
    red_flags_intro: str
    red_flags: tuple[str, ...]
    recorded_start: str
    recorded_pause: str
    cannot_stop: str
    recorded_skin_heat: str
    recorded_skin_cold: str
    mild_pull: str
    limited: str
    general: str
    in_turn: str
    now: str
    enough: str
    rest: str
    rest_freely: str
    breathe_freely: str
    get_placed: str
    sit_out: str
    lay_ready: str
    lay_ready_mat: str
    lay_ready_longer: str
    eyes_open: str
    eyes_close: str
    eyes_open_again: str
    eyes_open_briefly: str
    refused: str
    turn_words: tuple[str, ...]
    way_words: tuple[str, ...]
    filled: Filled
    tools: dict[str, str]
    be: dict[Position, str]
    release: dict[Release, str]
    begin_in: dict[Position, str]
    place_words: dict[Position, tuple[str, ...]]
    way: dict[Start, dict[Place, str]]
    at_the_end: dict[Position, str]
    units: Units

    @property
    def skin_signs(self) -> str:
        """That there is no more heat and cold, and with which skin to see a doctor."""
        return self.filled.skin_signs.format(sign=self.skin_sign)

    def duration(self, seconds: float) -> str:
        """A length of time, in words."""
        return spoken(seconds) if self.brief else _duration(seconds, self.units)

    def side(self, side: Side) -> str:
        """A side, as it is said after a name."""
        return {"left": self.left, "right": self.right, "both": self.both}[side]

    def switch_to(self, side: Side) -> str:
        """That the side changes, and to which."""
        return {"left": self.switch_left, "right": self.switch_right, "both": self.switch}[side]

    def switch_leg(self, side: Side) -> str:
        """That the other leg follows."""
        return self.filled.switch_leg.format(side=self.side(side))

    def turn_over(self, side: Side) -> str:
        """That one lies down on the other side first."""
        return self.filled.turn_over.format(side=self.side(side))

    def using(self, thing: str) -> str:
        """What a step uses; anything the format does not list is said as it is written."""
        return self.tools.get(thing, thing)

    def next(self, name: str) -> str:
        """What follows now."""
        return self.filled.next.format(name=_bare(name))

    def coming_up(self, name: str) -> str:
        """What follows soon."""
        return self.filled.coming_up.format(name=_bare(name))

    def takes(self, seconds: float) -> str:
        """How long it takes in all, to a whole or, where it is short, to a part of a minute."""
        return self.filled.takes.format(length=self.duration(rounded(seconds)))

    def session_left(self, seconds: float) -> str:
        """How long it takes until the end, to a whole or, where that is soon, to a part of a minute."""
        return self.filled.session_left.format(length=self.duration(rounded(seconds)))

    def at_hand(self, things: Sequence[str]) -> str:
        """What is needed."""
        return self.filled.at_hand.format(things=", ".join(self.using(each) for each in things))

    def take_up(self, things: Sequence[str]) -> str:
        """What to take into the hands, or to lay where one lies down."""
        return self.filled.take_up.format(things=", ".join(self.using(each) for each in things))

    def not_for(self, whom: str) -> str:
        """Who should not follow it; as its author writes it, which is one sentence or more."""
        return self.filled.not_for.format(whom=" ".join(whom.split()))

    def left_out(self, name: str) -> str:
        """What is not played."""
        return self.filled.left_out.format(name=_bare(name))

    def count(self, rep: int, reps: int) -> str:
        """Which repetition it is."""
        return self.filled.count.format(rep=rep, reps=reps)

    def times(self, seconds: float, reps: int = 1) -> str:
        """How long, and how often where that is more than once."""
        pattern = self.filled.times if reps > 1 else self.filled.alone
        return pattern.format(length=self.duration(seconds), reps=reps)

    def per_side(self, dose: str) -> str:
        """How much of it is done on the one side that is named."""
        return self.filled.per_side.format(dose=_bare(dose))

    def repetitions(self, count: int, sets: int = 1, held: float = 0.0) -> str:
        """How many repetitions, in how many sets, and how long each is held, where it is."""
        filled = self.filled
        if sets > 1:
            pattern = filled.repetitions_sets_held if held else filled.repetitions_sets
        else:
            pattern = filled.repetitions_held if held else filled.repetitions
        return pattern.format(count=count, sets=sets, length=self.duration(held))

    def pace(self, phases: tuple[float, ...]) -> str:
        """How long each phase of a repetition is: moving out, holding, moving back, holding."""
        filled = self.filled
        patterns = (filled.phase_out, filled.phase_hold, filled.phase_back, filled.phase_hold)
        parts = [
            pattern.format(length=self.duration(length))
            for pattern, length in zip(patterns, phases, strict=False)
            if length
        ]
        return f"{', '.join(parts)}."

    def round(self, number: int, rounds: int) -> str:
        """Which round of a group it is."""
        return self.filled.round.format(round=number, rounds=rounds)

    def push(self, effort: int, push: float, hold: float, reps: int = 1) -> str:
        """How hard to push (per cent) and for how long, and the stretch after it."""
        filled = self.filled
        if effort <= _FIFTH:
            pattern = filled.push_fifth_times if reps > 1 else filled.push_fifth
        else:
            pattern = filled.push_percent_times if reps > 1 else filled.push_percent
        return pattern.format(effort=effort, push=self.duration(push), length=self.duration(hold), reps=reps)

    def breathing(self, step: Breathe) -> str:
        """How long to breathe, and in what rhythm."""
        filled = self.filled
        if step.hold_out:
            pattern = filled.breathing_held_twice if step.hold else filled.breathing_held_out
        else:
            pattern = filled.breathing_held if step.hold else filled.breathing
        counts = {"inhale": step.inhale, "exhale": step.exhale, "hold": step.hold, "hold_out": step.hold_out}
        rhythm = {key: f"{each:g}" if self.brief else _number(each, self.units) for key, each in counts.items()}
        return pattern.format(length=self.duration(step.duration), **rhythm)

    def resting(self, seconds: float) -> str:
        """That there is a rest, and how long it is."""
        return self.filled.resting.format(length=self.duration(seconds))

    def minutes_left(self, seconds: float) -> str:
        """How much of the session is left."""
        return self.filled.minutes_left.format(length=self.duration(seconds))

    def confirm(self, step: Heat | Cold, *, recorded: bool = False) -> str:
        """What is asked before heat or cold; a recording says it and waits for no answer."""
        filled = self.filled
        if isinstance(step, Heat):
            pattern = filled.recorded_heat if recorded else filled.confirm_heat
        else:
            pattern = filled.recorded_cold if recorded else filled.confirm_cold
        return pattern.format(using=_bare(self.using(step.using)))

    def longer(self, seconds: float) -> str:
        """How long it lasts altogether, after it was changed."""
        return self.filled.longer.format(length=self.duration(seconds))


def in_words(*, brief: bool = False) -> Phrases:
    """The words of the language that holds; English where nothing is spoken in it."""
    code = language()
    return load(code if code in LANGUAGES else SOURCE, brief=brief)


@cache
def load(language: Language, *, brief: bool = False) -> Phrases:
    """Everything that is said in a language. KeyError if it is not spoken here."""
    if language not in LANGUAGES:
        raise KeyError(language)
    # pkgutil instead of importlib.resources: a tenth of the time to import.
    found = get_data(__package__, f"{language}.toml") or b""
    written = tomli.loads(found.decode())
    return msgspec.convert({"language": language, "brief": brief, **written}, Phrases)


def rounded(seconds: float) -> float:
    """A length as people say it: whole minutes from five on, half minutes from two on, quarters below."""
    step = next((step for least, step in _STEPS if seconds >= least), _QUARTER)
    return max(step, step * round(seconds / step))


def _bare(name: str) -> str:
    """A name on one line, without the full stop that its sentence has already."""
    return " ".join(name.split()).removesuffix(".")


def _number(count: float, units: Units) -> str:
    """A number to a tenth, with the tenth left away where there is none."""
    return f"{round(count, 1):.1f}".removesuffix(".0").replace(".", units.point)


def _duration(length: float, units: Units) -> str:
    """A length in seconds, in words: "20 seconds", "one minute 30", "one hour 5 minutes"."""
    if round(length, 1) < _MINUTE:
        return _seconds(round(max(0.0, length), 1), units)
    total = round(length)
    if total < _HOUR:
        whole, rest = divmod(total, _MINUTE)
        return _joined(_minutes(whole, units), rest, _seconds(rest, units), units)
    whole, rest = divmod(round(total / _MINUTE), _MINUTE)
    hours = units.hour if whole == 1 else units.hours.format(count=whole)
    return units.and_few.format(whole=hours, rest=_minutes(rest, units)) if rest else hours


def _joined(whole: str, count: int, rest: str, units: Units) -> str:
    if not count:
        return whole
    pattern = units.and_more if count >= _MANY else units.and_few
    return pattern.format(whole=whole, count=count, rest=rest)


def _minutes(count: int, units: Units) -> str:
    return units.minute if count == 1 else units.minutes.format(count=count)


def _seconds(count: float, units: Units) -> str:
    if count == 1:
        return units.second
    single = units.single_below_two and count < _TWO
    # Only the number is put in place of "one": "1,5 seconde".
    noun = units.second.split(" ", 1)[1] if single else units.seconds.format(count="").strip()
    return f"{_number(count, units)} {noun}"
