"""What each muscle-side has had against its caps, as bars and as marks on the body map."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from rich.cells import cell_len

from stretchplayer.caps.budgets import Budget, kind_name
from stretchplayer.catalog import side_name
from stretchplayer.figures.body_map import LEVELS, Level, sample
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.charts.text_layout import Ink, Row, Rows, bar, fitted, row_text, wrapped_rows

NEARLY: Final = 0.8
"""From this share on, a budget is nearly used up."""
_SIDE_BY_SIDE: Final = 100
"""Cells from which a day and a week stand on one row."""
_GAP: Final = 3
_SPAN: Final = 7
"""Cells of the time that an amount is for."""
_TIMES: Final = {"massage": to_translate("sets"), "heat": to_translate("times"), "cold": to_translate("times")}


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
        day = Gauge("24 h", float(budget.day_times), budget.day_times_cap, gettext(_TIMES.get(budget.kind, "times")))
    else:
        day = Gauge("24 h", budget.day_seconds, budget.day_cap, "s")
    return day, Gauge(gettext("7 days"), budget.week_seconds, budget.week_cap, "s")


def ledger_bars(budgets: Iterable[Budget], width: int) -> Rows:
    """Two rows for each muscle-side, or more where they are short; the fullest first."""
    found = sorted(budgets, key=lambda each: -max(gauge.share for gauge in gauges(each)))
    rows: list[Row] = []
    for budget in found:
        name = side_name(budget.muscle, budget.side)
        left = "" if budget.left is None else gettext("{left:.0f} s left now").format(left=budget.left)
        kind = f"  {kind_name(budget.kind)}"
        beside = f"{kind}, {left}" if left and cell_len(name) + cell_len(kind) + cell_len(left) + 2 <= width else kind
        room = max(1, width - cell_len(beside))
        rows.append((Ink(fitted(name, min(room, cell_len(name))), "strong"), Ink(beside, "muted")))
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
    label = fitted(gauge.span, _SPAN)
    amount = f"{gauge.amount:.0f}"
    if gauge.cap is None:
        return (Ink(label, "muted"), Ink(fitted(f"{amount} {gauge.unit}", width - cell_len(label)), "muted"))
    word = gettext("full") if gauge.share >= 1 else gettext("nearly") if gauge.share >= NEARLY else ""
    tone = "full" if gauge.share >= 1 else "nearly" if gauge.share >= NEARLY else "bar"
    used = gettext("{amount} of {cap} {unit}").format(amount=amount, cap=f"{gauge.cap:.0f}", unit=gauge.unit)
    text = f" {used} {word}"
    room = max(1, width - cell_len(label) - max(cell_len(text), _TEXT))
    full, rest = bar(gauge.share, room)
    return (
        Ink(label, "muted"),
        Ink(full, tone),
        Ink("░" * len(rest), "rest"),
        Ink(fitted(text, width - cell_len(label) - room), tone if word else "plain"),
    )


_TEXT: Final = len(" 1680 of 1680 s nearly")


_MEANS: Final[dict[Level, str]] = {
    "little": to_translate("under a third"),
    "some": to_translate("over a third"),
    "nearly": to_translate("nearly full"),
    "full": to_translate("full"),
}
_SAMPLE: Final = 3
_APART: Final = 2
_TOUCHED: Final = 0.01
NOTE: Final = to_translate("Of what 24 hours and 7 days allow: the fuller of the two.")


def shares(budgets: Iterable[Budget]) -> dict[MuscleSide, float]:
    """How much of its fullest budget each muscle-side has used: 0 for none, 1 for all."""
    found: dict[MuscleSide, float] = {}
    for budget in budgets:
        fullest = max(gauge.share for gauge in gauges(budget))
        where = (budget.muscle, budget.side)
        # What is counted is seen, also where nothing limits it.
        found[where] = max(fullest, _TOUCHED, found.get(where, 0.0))
    return found


def legend(width: int, *, dots: bool = False) -> Rows:
    """What each level means, on a map in `dots` or a solid one: side by side where that fits, else in a column."""
    looks = {level: sample(level, _SAMPLE) if dots else "█" * _SAMPLE for level in LEVELS}
    parts: list[Row] = [
        (Ink(look, f"mark-{level}"), Ink(f" {gettext(_MEANS[level])}")) for level, look in looks.items()
    ]
    whole = sum(cell_len(row_text(part)) for part in parts) + _APART * (len(parts) - 1)
    notes = wrapped_rows(gettext(NOTE), width, "muted")
    if whole > width:
        return (*parts, *notes)
    row = parts[0]
    for part in parts[1:]:
        row = (*row, Ink(" " * _APART), *part)
    return (row, *notes)
