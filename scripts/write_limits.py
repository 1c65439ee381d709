"""Writes the limits, their grades and sources, and the warning signs into `docs/safety.md`, between two marks."""

import re
import sys
from pathlib import Path
from textwrap import wrap
from typing import Final

from stretchplayer.caps.limits import ALL_LIMITS, GRADES, Limit, amount
from stretchplayer.phrases.warning_signs import warning_signs

PAGE: Final = Path(__file__).parent.parent / "docs" / "safety.md"
BEGIN: Final = "<!-- From here on written by scripts/write_limits.py; do not edit by hand. -->"
END: Final = "<!-- Up to here written by scripts/write_limits.py. -->"
_WIDTH: Final = 120


def part() -> str:
    """Everything between the two marks."""
    sections = (_limits(), _grades(), _reasons(), _signs())
    return "\n".join(line for section in sections for line in (*section, ""))


def page(text: str) -> str:
    """`text` with the part between the marks as it should be. ValueError where a mark is missing."""
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        message = f"{PAGE} lacks a mark: {BEGIN} … {END}"
        raise ValueError(message)
    return f"{before}{BEGIN}\n\n{part()}\n{END}{after}"


def _limits() -> list[str]:
    lines = ["### The table", "", "| limit | what it binds | usual | cap | grade |", "|---|---|---|---|---|"]
    rows = ALL_LIMITS.values()
    return [*lines, *(f"| `{row.id}` | {row.what} | {_usual(row)} | {_cap(row)} | {row.grade} |" for row in rows)]


def _grades() -> list[str]:
    lines = ["### Grades", "", "| grade | meaning |", "|---|---|"]
    return [*lines, *(f"| {grade} | {meaning} |" for grade, meaning in GRADES.items())]


def _reasons() -> list[str]:
    lines = ["### Where each number comes from", ""]
    for row in ALL_LIMITS.values():
        more = f" Also: {row.ruled}." if row.ruled else ""
        # A number and its unit stay on one line.
        text = re.sub(r"(?<=\d) (?=\S{1,3}\b)", "\xa0", f"- `{row.id}`: {row.source}.{more}")
        wrapped = wrap(text, _WIDTH, subsequent_indent="  ", break_on_hyphens=False)
        lines += [line.replace("\xa0", " ") for line in wrapped]
    return lines


def _signs() -> list[str]:
    lines = ["### Warning signs"]
    for action, signs in warning_signs().values():
        lines += ["", f"**{action}:**", "", *(f"- {sign}" for sign in signs)]
    return lines


def _usual(row: Limit) -> str:
    if row.usual is None:
        return "–"
    low, high = (_amount(row, value) for value in row.usual)
    if row.usual[1] == 0:
        return "none"
    if row.usual[0] == 0:
        return f"up to {high}"
    if low == high:
        return high
    number, _, unit = low.partition(" ")
    return f"{number if high.endswith(f' {unit}') else low}–{high}"


def _cap(row: Limit) -> str:
    if row.unit == "ban":
        return "never"
    return f"at {'least' if row.least else 'most'} {_amount(row, row.cap)}"


def _amount(row: Limit, value: float) -> str:
    if row.unit == "s":
        return amount(row, value)
    return f"{value:g} {row.unit}" if row.unit in ("%", "°C") else f"{value:g}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
