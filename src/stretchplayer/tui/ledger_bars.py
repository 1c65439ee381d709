"""Draws what each muscle-side has had in 24 hours and in 7 days, as bars against the caps."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from stretchplayer.caps.budget import Budget
from stretchplayer.catalog import side_name
from stretchplayer.tui.drawing import Ink, Row, Rows, bar, fitted

KINDS: Final = {"static": "stretch", "contract": "gentle push", "gun": "massage gun", "dynamic": "movement"}
NEARLY: Final = 0.8
"""From this share on, a budget is nearly used up."""
_SIDE_BY_SIDE: Final = 100
"""Cells from which a day and a week stand on one row."""
_GAP: Final = 3
_TIMES: Final = {"massage": "sets", "heat": "times", "cold": "times"}


class Gauge(NamedTuple):
    """One amount with what it may be at most, or None."""

    span: str
    amount: float
    cap: float | None
    unit: str

    @property
    def share(self) -> float:
        """How much of the cap is used up; 0 where there is none."""
        return self.amount / self.cap if self.cap else 0.0


def gauges(budget: Budget) -> tuple[Gauge, Gauge]:
    """Day and week of one budget, in what its caps count."""
    if budget.day_times_cap is not None:
        day = Gauge("24 h", float(budget.day_times), budget.day_times_cap, _TIMES.get(budget.kind, "times"))
    else:
        day = Gauge("24 h", budget.day_seconds, budget.day_cap, "s")
    return day, Gauge("7 days", budget.week_seconds, budget.week_cap, "s")


def ledger_bars(budgets: Iterable[Budget], width: int) -> Rows:
    """Two rows for each muscle-side, or more where they are short; the fullest first."""
    found = sorted(budgets, key=lambda each: -max(gauge.share for gauge in gauges(each)))
    rows: list[Row] = []
    for budget in found:
        name = side_name(budget.muscle, budget.side)
        left = "" if budget.left is None else f"{budget.left:.0f} s left now"
        kind = f"  {KINDS.get(budget.kind, budget.kind)}"
        beside = f"{kind}, {left}" if left and len(name) + len(kind) + len(left) + 2 <= width else kind
        room = max(1, width - len(beside))
        rows.append((Ink(fitted(name, min(room, len(name))), "strong"), Ink(beside, "muted")))
        if left and beside == kind:
            rows.append((Ink(left, "muted"),))
        day, week = gauges(budget)
        if width >= _SIDE_BY_SIDE:
            half = (width - _GAP) // 2
            rows.append((*_gauge(day, half), Ink(" " * _GAP), *_gauge(week, half)))
        else:
            rows += [_gauge(day, width), _gauge(week, width)]
        rows.append(())
    return tuple(rows[:-1])


def _gauge(gauge: Gauge, width: int) -> Row:
    """One amount in exactly `width` cells: the bar, the numbers, and a word where little is left."""
    label = f"{gauge.span:<7}"
    amount = f"{gauge.amount:.0f}"
    if gauge.cap is None:
        return (Ink(label, "muted"), Ink(fitted(f"{amount} {gauge.unit}", width - len(label)), "muted"))
    word = "full" if gauge.share >= 1 else "nearly" if gauge.share >= NEARLY else ""
    tone = "full" if gauge.share >= 1 else "nearly" if gauge.share >= NEARLY else "bar"
    text = f" {amount} of {gauge.cap:.0f} {gauge.unit} {word}"
    room = max(1, width - len(label) - max(len(text), _TEXT))
    full, rest = bar(gauge.share, room)
    return (
        Ink(label, "muted"),
        Ink(full, tone),
        Ink("░" * len(rest), "rest"),
        Ink(fitted(text, width - len(label) - room), tone if word else "plain"),
    )


_TEXT: Final = len(" 1680 of 1680 s nearly")
