"""Fifty real lists: no wrong number, no wrong side, no wrong move, and nine lines of ten read without a question."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli

from stretchplayer.editing.formatting import format_text
from stretchplayer.editing.importing.writing import _decoded, import_list
from stretchplayer.routine.moves import catalogue
from stretchplayer.routine.reader import read

LISTS = Path(__file__).parents[1] / "corpus" / "lists"
NUMBERS = ("hold", "reps", "sets", "duration", "rest", "contract", "tempo")
LEAST_READ = 0.9


def steps(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        if "step" in part:
            yield from steps(part["step"])
        elif part.get("kind") != "advice":
            yield part


def even(value: Any) -> str:
    """A number or a range, however it is written."""
    return re.sub(r"\s*s(ec)?$", "", str(value))


def wrong(wanted: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """What is wrong with a step: what it should not say, or, where it is played, what it lacks."""
    found = []
    asked = made.get("enabled") is False
    move, named = wanted.get("move"), wanted.get("name")
    if not asked and made.get("move") != move:
        found.append(f"move {made.get('move')} for {move}")
    if not asked and move is None and named is None and wanted.get("kind") != "rest":
        found.append("not asked")
    if (
        not asked
        and named
        and not set(named.lower().split()) <= set(re.findall(r"[\w/-]+", made.get("name", "").lower()))
    ):
        found.append(f"name {made.get('name')} for {named}")
    if not asked and wanted.get("kind") and made.get("kind") != wanted["kind"]:
        found.append(f"kind {made.get('kind')} for {wanted['kind']}")
    for key in NUMBERS:
        has, should = made.get(key), wanted.get(key)
        placeholder = asked and key == "reps" and made.get("until") == "key" and should is None
        if has is not None and not placeholder and even(has) != even(should):
            found.append(f"{key} {has} for {should}")
        if has is None and should is not None and not asked:
            found.append(f"{key} missing: {should}")
    own = catalogue()[move].get("sides", "both") if move else "both"
    should, has = wanted.get("sides", own), made.get("sides", own)
    counted = (made.get("kind") or catalogue().get(made.get("move", ""), {}).get("kind")) in ("dynamic", "exercise")
    same = has == should or (counted and {has, should} == {"each", "alternate"})
    if not same and not (asked and "sides" not in made):
        found.append(f"sides {has} for {should}")
    return found


def test_no_number_side_or_move_of_fifty_lists_is_wrong() -> None:
    files = sorted(file for file in LISTS.iterdir() if file.suffix != ".toml")
    assert len(files) == 50
    assert sum(file.suffix == ".txt" for file in files) >= 30
    table, faults, lines, fully = [], [], 0, 0
    for file in files:
        expected = tomli.loads(file.with_suffix(".toml").read_text(encoding="utf-8"))
        made = import_list(file.read_bytes(), title=file.stem)
        assert read(made.text.encode()).routine is not None, file.name
        assert format_text(made.text) == made.text, file.name
        assert made.source == expected["kind"], (file.name, made.source)
        found = list(steps(tomli.loads(made.text)["step"]))
        wanted = expected["step"]
        mine = [f"{len(found)} steps for {len(wanted)}"] if len(found) != len(wanted) else []
        for number, (should, has) in enumerate(zip(wanted, found, strict=False), 1):
            mine += [f"step {number}: {fault}" for fault in wrong(should, has)]
        rounds = [part["repeat"] for part in groups(tomli.loads(made.text)["step"])]
        if rounds != expected.get("rounds", []):
            mine.append(f"rounds {rounds}")
        read_fully = sum(has.get("enabled") is not False for has in found)
        lines, fully = lines + len(found), fully + read_fully
        table.append(f"{file.name:28} {made.source:10} {read_fully:3} of {len(found):3}  {'; '.join(mine) or 'right'}")
        faults += [f"{file.name}: {fault}" for fault in mine]
    share = f"{fully} of {lines} lines read without a question: {fully / lines:.1%}"
    sys.stdout.write("\n".join(["", *table, share, ""]))
    assert faults == []
    assert fully / lines >= LEAST_READ, share


def test_every_word_of_fifty_lists_is_in_the_file() -> None:
    """Above the step, in its name or its words: nothing is lost, but what names a medicine and what names a column."""
    for file in sorted(LISTS.glob("*.[!t]*")) + sorted(LISTS.glob("*.t[!o]*")):
        text = _decoded(file.read_bytes())
        made = import_list(file.read_bytes(), title=file.stem)
        if file.suffix in (".csv", ".tsv"):
            header = text.splitlines()[0] if made.source == "csv" else ""
            text = text.removeprefix(header)
        elif file.suffix == ".xml":
            text = re.sub(r"<title[^>]*lang[^>]*>[^<]*|<[^>]*>", " ", text)
        elif file.suffix == ".json":
            text = " ".join(said(json.loads(text)))
        for number in made.medicines:
            text = text.replace(text.splitlines()[number - 1], " ")
        assert words(text) - words(made.text) <= UNSAID, file.name


UNSAID = {"start", "normal", "done", "green", "red", "white", "00", "03", "2"}
"""What a timer calls its parts and colours, and a length of time as a clock shows it."""


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def said(data: Any) -> Iterator[str]:
    """What is said in JSON of the exercises themselves."""
    for key, value in data.items() if isinstance(data, dict) else ((None, each) for each in data):
        if isinstance(value, dict | list) and key in (
            None,
            "instructions",
            "translations",
            "workouts",
            "sets",
            "actions",
        ):
            yield from said(value)
        elif isinstance(value, str) and key in (None, "name", "description", "instructions", "notes", "label", "text"):
            yield re.sub(r"<[^>]*>", " ", value)


def groups(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        if "step" in part:
            yield part
            yield from groups(part["step"])
