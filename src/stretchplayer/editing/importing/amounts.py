"""The numbers of one line of a list: holds, repetitions, sets, sides and rests."""

from typing import Literal

from msgspec import Struct

Sides = Literal["each", "alternate", "left", "right"]


class Amount(Struct, frozen=True):
    """One number or a range, `low` to `high`; seconds where it is a length of time."""

    low: float
    high: float | None = None

    def times(self, factor: float) -> "Amount":
        """All of it, several times as much."""
        return Amount(self.low * factor, None if self.high is None else self.high * factor)

    @property
    def written(self) -> str:
        """The number or range as a file gives it, without a unit: `30`, `15-30`."""
        return f"{self.low:g}" if self.high is None else f"{self.low:g}-{self.high:g}"


class Dose(Struct):
    """The numbers of one line; `time` are seconds of which the line does not say that they are held.

    `count` stands with a `time`: how many times it is done, in one or several sets. `ways` is whether it is done in
    two directions, `bare_each` whether the line says "each" and not of what. `often` are the words that say how
    often a day or week, `unread` the numbers that nothing explains, `twice` what is said twice, `again` what is
    said twice alike. `left` and `right` are holds that differ by side, `holds` those that differ by repetition.
    """

    hold: Amount | None = None
    time: Amount | None = None
    reps: Amount | None = None
    sets: Amount | None = None
    count: Amount | None = None
    rest: Amount | None = None
    contract: Amount | None = None
    tempo: str | None = None
    sides: Sides | None = None
    first: Literal["left", "right"] | None = None
    ways: bool = False
    bare_each: bool = False
    holds: tuple[float, ...] = ()
    left: float | None = None
    right: float | None = None
    often: list[str] = []
    unread: list[str] = []
    twice: list[str] = []
    again: list[str] = []

    @property
    def numbers(self) -> bool:
        """Whether there is any number in it that a step can have."""
        parts = (self.hold, self.time, self.reps, self.sets, self.count, self.rest, self.contract, self.tempo)
        return any(part is not None for part in parts) or bool(self.holds) or self.left is not None

    @property
    def held(self) -> bool:
        """Whether something is held, or its length is said."""
        return self.hold is not None or self.time is not None or bool(self.holds) or self.left is not None

    def join(self, other: "Dose") -> None:
        """Take in what another part of the same line says; what both say differently is noted as said `twice`."""
        for key in ("hold", "time", "reps", "sets", "count", "rest", "contract", "tempo", "sides", "left", "right"):
            mine, theirs = getattr(self, key), getattr(other, key)
            if mine is None:
                setattr(self, key, theirs)
            elif theirs is not None and theirs != mine:
                self.twice.append(key)
        self.holds = self.holds or other.holds
        self.first = self.first or other.first
        self.ways = self.ways or other.ways
        self.bare_each = self.bare_each or other.bare_each
        self.often += other.often
        self.unread += other.unread
        self.twice += other.twice
