"""What is said in one language: fixed sentences, and those with something to fill in."""

from typing import Literal

from msgspec import Struct

from stretchplayer.model.routine import Language
from stretchplayer.sound.phrases.duration import Units, duration, number

Side = Literal["left", "right", "both"]
_FIFTH = 25
"""A push of so many per cent of full effort or less is called a fifth of one's strength."""


class Filled(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sentences with places to fill in; `Phrases` has a method for each."""

    next: str
    coming_up: str
    count: str
    alone: str
    times: str
    push_fifth: str
    push_fifth_times: str
    push_percent: str
    push_percent_times: str
    breathing: str
    breathing_held: str
    resting: str
    minutes_left: str
    confirm_heat: str
    confirm_cold: str
    recorded_heat: str
    recorded_cold: str
    longer: str
    left_out: str


class Phrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"tools": "using"}):
    """Everything that is said in a language. Names come as the routine writes them; lengths are in seconds.

    `recorded_…` is for a session rendered to a file, which hears no keys; `recorded_start`
    says so at its beginning, `cannot_stop` what that means with heat or cold in it.
    `tools` are the things a step can use, by the words of the file format.
    """

    language: Language
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
    go: str
    push_gently: str
    relax_and_stretch: str
    breathe_in: str
    breathe_hold: str
    breathe_out: str
    halfway: str
    let_go: str
    stop: str
    last_one: str
    ended: str
    take_off_heat: str
    take_off_cold: str
    take_off_press_y: str
    look_now: str
    nobody_answered: str
    skin_heat: str
    skin_cold: str
    too_much: str
    hurts_rest: str
    skin_signs: str
    red_flags_intro: str
    red_flags: tuple[str, ...]
    recorded_start: str
    cannot_stop: str
    recorded_skin_heat: str
    recorded_skin_cold: str
    refused: str
    filled: Filled
    tools: dict[str, str]
    units: Units

    def duration(self, seconds: float) -> str:
        """A length of time, in words."""
        return duration(seconds, self.units)

    def side(self, side: Side) -> str:
        """A side, as it is said after a name."""
        return {"left": self.left, "right": self.right, "both": self.both}[side]

    def switch_to(self, side: Side) -> str:
        """That the side changes, and to which."""
        return {"left": self.switch_left, "right": self.switch_right, "both": self.switch}[side]

    def using(self, thing: str) -> str:
        """What a step uses; anything the format does not list is said as it is written."""
        return self.tools.get(thing, thing)

    def next(self, name: str) -> str:
        """What follows now."""
        return self.filled.next.format(name=_bare(name))

    def coming_up(self, name: str) -> str:
        """What follows soon."""
        return self.filled.coming_up.format(name=_bare(name))

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

    def push(self, effort: int, push: float, hold: float, reps: int = 1) -> str:
        """How hard to push (per cent) and for how long, and the stretch after it."""
        filled = self.filled
        if effort <= _FIFTH:
            pattern = filled.push_fifth_times if reps > 1 else filled.push_fifth
        else:
            pattern = filled.push_percent_times if reps > 1 else filled.push_percent
        return pattern.format(effort=effort, push=self.duration(push), length=self.duration(hold), reps=reps)

    def breathing(self, seconds: float, inhale: float, exhale: float, hold: float = 0.0) -> str:
        """How long to breathe, and in what rhythm."""
        pattern = self.filled.breathing_held if hold else self.filled.breathing
        rhythm = {
            name: number(each, self.units) for name, each in (("inhale", inhale), ("exhale", exhale), ("hold", hold))
        }
        return pattern.format(length=self.duration(seconds), **rhythm)

    def resting(self, seconds: float) -> str:
        """That there is a rest, and how long it is."""
        return self.filled.resting.format(length=self.duration(seconds))

    def minutes_left(self, seconds: float) -> str:
        """How much of the session is left."""
        return self.filled.minutes_left.format(length=self.duration(seconds))

    def confirm_heat(self, using: str) -> str:
        """What is asked before heat."""
        return self.filled.confirm_heat.format(using=_bare(self.using(using)))

    def confirm_cold(self, using: str) -> str:
        """What is asked before cold."""
        return self.filled.confirm_cold.format(using=_bare(self.using(using)))

    def recorded_heat(self, using: str) -> str:
        """What a recording says before heat."""
        return self.filled.recorded_heat.format(using=_bare(self.using(using)))

    def recorded_cold(self, using: str) -> str:
        """What a recording says before cold."""
        return self.filled.recorded_cold.format(using=_bare(self.using(using)))

    def longer(self, seconds: float) -> str:
        """How long it lasts altogether, after it was changed."""
        return self.filled.longer.format(length=self.duration(seconds))


def _bare(name: str) -> str:
    """A name on one line, without the full stop that its sentence has already."""
    return " ".join(name.split()).removesuffix(".")
