"""Writes `docs/safety-case.md` from `docs/hazards.toml`, the limits and the tests."""

import ast
import re
import sys
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from textwrap import wrap
from typing import Final

import tomli
from msgspec import Struct, convert

from stretchplayer import DISCLAIMER
from stretchplayer.caps.limits import ALL_LIMITS, Limit

ROOT: Final = Path(__file__).parent.parent
TABLE: Final = ROOT / "docs" / "hazards.toml"
PAGE: Final = ROOT / "docs" / "safety-case.md"
CODE: Final = ROOT / "src" / "stretchplayer"
TESTS: Final = ROOT / "tests"
_WIDTH: Final = 120
_GRADE: Final = re.compile(r"\b(A2|A|B|C)\b")
_NOT_RUN: Final = frozenset({"skip", "skipif", "xfail"})


class Hazard(Struct, frozen=True, forbid_unknown_fields=True):
    """What can go wrong: names of limits (`*` for any ending), controls with their file, tests as `file::name`."""

    name: str
    harm: str
    limits: tuple[str, ...]
    controls: tuple[tuple[str, str], ...]
    tests: tuple[str, ...]
    remains: str

    @property
    def bound_by(self) -> tuple[Limit, ...]:
        """The limits that are a control of this hazard."""
        return tuple(row for row in ALL_LIMITS.values() if any(fnmatchcase(row.id, each) for each in self.limits))


class Defect(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known to be wrong or missing, and since when."""

    what: str
    since: date


class SafetyCase(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    purpose: str
    not_purpose: str
    hazard: tuple[Hazard, ...]
    defect: tuple[Defect, ...]


def read(text: str) -> SafetyCase:
    """The table in a text of TOML. ValidationError where it has another shape."""
    return convert(tomli.loads(text), SafetyCase)


def gaps(case: SafetyCase) -> list[str]:
    """What is missing: limits without a hazard, hazards without a test, files and tests that are not there."""
    bound = {row.id for hazard in case.hazard for row in hazard.bound_by}
    found = [f"the limit {name} belongs to no hazard" for name in ALL_LIMITS if name not in bound]
    for hazard in case.hazard:
        known = [name for name in hazard.limits if not any(fnmatchcase(each, name) for each in ALL_LIMITS)]
        found += [f"{hazard.name}: there is no limit {name}" for name in known]
        found += [f"{hazard.name}: no control"] * (not hazard.controls) + [f"{hazard.name}: no test"] * (
            not hazard.tests
        )
        found += [f"{hazard.name}: there is no {file}" for _, file in hazard.controls if not (CODE / file).exists()]
        found += [f"{hazard.name}: no test {test} that always runs" for test in hazard.tests if not always_runs(test)]
    return found


def always_runs(test: str) -> bool:
    """Whether `tests` holds such a function, and nothing in its decorators skips it or lets it fail."""
    file, _, name = test.partition("::")
    path = TESTS / file
    if not path.is_file():
        return False
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            used = {
                each.attr for mark in node.decorator_list for each in ast.walk(mark) if isinstance(each, ast.Attribute)
            }
            return not used & _NOT_RUN
    return False


def page(case: SafetyCase) -> str:
    """The page."""
    lines = [
        "# The safety case",
        "",
        "Written by `scripts/write_safety_case.py` from `docs/hazards.toml` and the limits; do not edit by hand.",
        "",
        DISCLAIMER,
        "",
        *_text(f"**For:** {case.purpose}"),
        "",
        *_text(f"**Not for:** {case.not_purpose}"),
        "",
        *_text(
            "Each hazard has controls, the file that holds each of them, and tests. Every limit of the "
            "[table](safety.md#the-table) belongs to a hazard. The tests fail where one of these is missing or was "
            "skipped."
        ),
    ]
    for number, hazard in enumerate(case.hazard, 1):
        lines += ["", f"## {number}. {hazard.name}", "", *_text(hazard.harm), ""]
        lines += [line for what, file in hazard.controls for line in _item(f"{what} (`{file}`)")]
        if hazard.bound_by:
            grades = sorted({grade for row in hazard.bound_by for grade in _GRADE.findall(row.grade)})
            names = ", ".join(f"`{row.id}`" for row in hazard.bound_by)
            lines += _item(f"limits: {names}; evidence of the grades {', '.join(grades)}")
        lines += [line for test in hazard.tests for line in _item(f"held by `{test}`")]
        lines += _item(f"**What remains:** {hazard.remains}")
    lines += ["", "## Known defects", "", "| what | since |", "|---|---|"]
    lines += [f"| {defect.what} | {defect.since.isoformat()} |" for defect in case.defect]
    lines += ["", "How to report another stands in [SECURITY](../SECURITY.md)."]
    return "\n".join(lines) + "\n"


def _text(text: str) -> list[str]:
    return wrap(text, _WIDTH, break_on_hyphens=False, break_long_words=False)


def _item(text: str) -> list[str]:
    return wrap(f"- {text}", _WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


if __name__ == "__main__":
    table = read(TABLE.read_text(encoding="utf-8"))
    PAGE.write_text(page(table), encoding="utf-8")
    sys.stdout.write("".join(f"{gap}\n" for gap in gaps(table)) or f"{PAGE}\n")
