"""Edits of a text by its steps: what they mean, that no remark is lost, and that undo gives every byte back."""

import copy
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from stretchplayer.editing import step_edits
from stretchplayer.editing.document import Document
from stretchplayer.editing.formatting import format_text
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.outline import Block, Outline, StepPath, moves_in
from stretchplayer.editing.step_edits import Edited
from stretchplayer.editing.step_values import more
from stretchplayer.model.steps import DEEPEST
from stretchplayer.routine.fields import OF_KIND

Steps = list[dict[str, Any]]

KEYS = {
    "move": ['"calf-wall"', '"bridge"', "'child[s]-pose'"],
    "hold": ["20", '"30s"', "[15, 20]", "{ left = 45, right = 30 }", "[\n  15, # first {r}\n  20,\n]"],
    "reps": ["2", '"8-10"'],
    "how": ['"Slowly. # no remark"', '"""\nTwo lines.\n[[step]]\n# no remark either\n"""'],
    "tags": ["[ 'a', 'b' ]"],
    "enabled": ["false"],
}


GROUP_KEYS = ["repeat = 2\n", "repeat = 2\n", "repeat = 2\nenabled = false\n", "enabled = false\n", ""]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A routine's text with remarks wherever TOML allows one, each with a number of its own."""
    count = iter(range(10_000))

    def remark() -> str:
        return f"# r{next(count)}\n"

    def some(part: str, chance: int = 3) -> str:
        return part if draw(st.integers(0, chance)) == 0 else ""

    def keys() -> str:
        lines = []
        for key in draw(st.lists(st.sampled_from(sorted(KEYS)), unique=True, max_size=4)):
            value = draw(st.sampled_from(KEYS[key])).replace("{r}", f"r{next(count)}")
            indent = draw(st.sampled_from(["", "", "  "]))
            lines.append(f"{some(remark())}{indent}{key}{draw(st.sampled_from([' = ', '=']))}{value}")
            lines.append(f"{some('  ' + remark(), 4) or chr(10)}")
        return "".join(lines)

    def step(depth: int) -> str:
        name = ".".join([draw(st.sampled_from(["step", "step", "step", '"step"', "'step'"])) for _ in range(depth)])
        text = f"{some(remark())}{some(remark())}[[{name}]]{some(' ' + remark(), 4) or chr(10)}"
        deeper = depth <= DEEPEST and draw(st.integers(0, 4)) == 0
        text += f"{some(remark())}{draw(st.sampled_from(GROUP_KEYS))}" if deeper else keys()
        text += some(f"[{name}.figure] \nview = 'side'\n", 6) if not deeper else ""
        gap = draw(st.sampled_from(["\n", "\n\n", "", f"\n{remark()}\n", "\n   \n"]))
        inner = "".join(step(depth + 1) for _ in range(draw(st.integers(1, 3)))) if deeper else ""
        return f"{text}{gap}{own_move()}{inner}{own_move()}"

    def own_move() -> str:
        return some(f"{some(remark())}[move.m{next(count)}]\n{some(remark())}kind = 'exercise'\n\n", 11)

    top = f"{some(remark())}format = 1\ntitle = 'x' {some(remark()) or chr(10)}{some(chr(10))}"
    top += some(f"[defaults]\n{some(remark())}hold = 20\n\n")
    text = top + "".join(step(1) for _ in range(draw(st.integers(1, 4)))) + some(remark())
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", "\r\n") if draw(st.integers(0, 5)) == 0 else text


def steps_of(text: str) -> Steps:
    steps: Steps = tomli.loads(text)["step"]
    return steps


def at(steps: Steps, path: StepPath) -> tuple[Steps, int]:
    """The list that a path leads into, and the place in it."""
    for number in path[:-1]:
        steps = steps[number]["step"]
    return steps, path[-1]


def depth_of(step: dict[str, Any]) -> int:
    inner = step.get("step")
    return 0 if inner is None else 1 + max(map(depth_of, inner))


def remarks(text: str) -> list[str]:
    return sorted(re.findall(r"# (?:first )?(r\d+)", text))


def moved(steps: Steps, path: StepPath, by: int) -> StepPath | None:
    """What moving means, on the steps as values; None where it is refused."""
    beside, number = at(steps, path)
    other = number + by
    if 0 <= other < len(beside):
        neighbour = beside[other]
        if "step" in neighbour and "step" not in beside[number] and len(path) <= DEEPEST:
            step = beside.pop(number)
            neighbour["step"].insert(0 if by > 0 else len(neighbour["step"]), step)
            return (*path, 0) if by > 0 else (*path[:-1], other, len(neighbour["step"]) - 1)
        beside[number], beside[other] = beside[other], beside[number]
        return (*path[:-1], other)
    if len(path) == 1:
        return None
    around, place = at(steps, path[:-1])
    if len(beside) == 1:
        around[place : place + 1] = taken_out(around[place], beside)
        return path[:-1]
    [step] = taken_out(around[place], [beside.pop(number)])
    around.insert(place + (1 if by > 0 else 0), step)
    return (*path[:-2], place + (1 if by > 0 else 0))


def taken_out(group: dict[str, Any], steps: Steps) -> Steps:
    """Steps that leave their group: what was off with it stays off."""
    return [{**step, "enabled": False} if group.get("enabled") is False else step for step in steps]


def expected(steps: Steps, name: str, path: StepPath, extra: Any) -> tuple[Steps, StepPath | None] | None:
    """The steps after an edit, and where the edited one is; None where the edit is refused."""
    steps = copy.deepcopy(steps)
    beside, number = at(steps, path)
    where: StepPath | None = path
    match name:
        case "set":
            for key, value in extra.items():
                if value is None:
                    beside[number].pop(key, None)
                else:
                    beside[number][key] = value
        case "add":
            beside.insert(number + 1, extra)
            where = (*path[:-1], number + 1)
        case "copy":
            beside.insert(number + 1, copy.deepcopy(beside[number]))
            where = (*path[:-1], number + 1)
        case "remove":
            while len(path) > 1 and len(at(steps, path)[0]) == 1:
                path = path[:-1]
            beside, number = at(steps, path)
            if len(path) == 1 and len(beside) == 1:
                return None
            del beside[number]
            where = (*path[:-1], min(number, len(beside) - 1))
        case "move":
            where = moved(steps, path, extra)
            if where is None:
                return None
        case "group":
            last = min(number + extra, len(beside) - 1)
            if max(map(depth_of, beside[number : last + 1])) + len(path) > DEEPEST:
                return None
            beside[number : last + 1] = [{"repeat": 2, "step": beside[number : last + 1]}]
        case "dissolve":
            if "step" not in beside[number]:
                return None
            beside[number : number + 1] = taken_out(beside[number], beside[number]["step"])
        case "switch":
            if beside[number].pop("enabled", True):
                beside[number]["enabled"] = False
    return steps, where


def edit(text: str, name: str, path: StepPath, extra: Any) -> Edited:
    match name:
        case "set":
            return step_edits.set_values(text, path, extra)
        case "add":
            return step_edits.add(text, path, step_edits.new_step(extra))
        case "move":
            return step_edits.move(text, path, extra)
        case "group":
            beside = Outline(text).siblings(path)
            last = min(path[-1] + extra, len(beside) - 1)
            return step_edits.group(text, [path, (*path[:-1], last)])
    return {
        "copy": step_edits.copy,
        "remove": step_edits.remove,
        "dissolve": step_edits.dissolve,
        "switch": step_edits.switch,
    }[name](text, path)


VALUES = st.dictionaries(
    st.sampled_from(["hold", "reps", "how", "sides", "name"]),
    st.sampled_from([20, 1.5, "30s", 'a "b" # c', [1, 2], {"left": 1}, None, False]),
    min_size=1,
    max_size=2,
)
EXTRA = {
    "set": VALUES,
    "add": st.just({"move": "bridge", "reps": 10}),
    "move": st.sampled_from([-1, 1]),
    "group": st.integers(0, 2),
    **dict.fromkeys(("copy", "remove", "dissolve", "switch"), st.none()),
}


@examples(300)
@given(st.data(), texts(), st.sampled_from([format_text, str]))
def test_any_edits_mean_what_they_say_keep_every_remark_and_can_all_be_undone(
    data: st.DataObject, text: str, formatted: Callable[[str], str]
) -> None:
    text = formatted(text)
    document, history = Document(text, text), [text]
    for _ in range(data.draw(st.integers(1, 6))):
        before, outline = document.text, Outline(document.text)
        assert outline.mistakes() == ()
        block = data.draw(st.sampled_from([*outline.flat()]))
        name = data.draw(st.sampled_from(sorted(EXTRA)))
        extra = data.draw(EXTRA[name])
        wanted = expected(steps_of(before), name, block.path, extra)
        try:
            edited = edit(before, name, block.path, extra)
        except EditRefused:
            in_a_table = name == "set" and "[" in before[block.keys_end : block.own_end]
            assert wanted is None or in_a_table or "[move." in before
            assert wanted is None or in_a_table or name not in ("set", "switch", "add", "remove")
            continue
        assert wanted is not None
        assert (steps_of(edited.text), edited.path) == wanted
        assert tomli.loads(edited.text).get("move") == tomli.loads(before).get("move")
        if b"\r\n" in before.encode():
            assert not re.search(r"(?<!\r)\n", edited.text)
        if formatted is format_text:
            assert format_text(edited.text) == edited.text
        if name in ("set", "switch"):
            changed = Outline(edited.text).at(block.path)
            assert edited.text[: block.keys] == before[: block.keys]
            assert edited.text[changed.keys_end :].rstrip() == before[block.keys_end :].rstrip()
        gone = text_of_removed(before, block, edited, outline) if name == "remove" else ""
        kept = Counter(remarks(before)) - Counter(remarks(gone))
        twice = Counter(remarks(before[block.start : block.end])) if name == "copy" else Counter()
        assert Counter(remarks(edited.text)) == kept + twice
        if document.change(edited.text, name):
            history.append(edited.text)
    for former in reversed(history[:-1]):
        assert document.undo() is not None
        assert document.text == former
    assert document.undo() is None
    assert not document.changed
    for later in history[1:]:
        assert document.redo() is not None
        assert document.text == later


def text_of_removed(text: str, block: Block, edited: Edited, outline: Outline) -> str:
    """The text of the step that was taken out, with the groups of which nothing is left."""
    path = block.path
    while len(path) > 1 and len(outline.siblings(path)) == 1:
        path = path[:-1]
    assert edited.path is not None
    removed = outline.at(path)
    inside = text[removed.start : removed.end]
    if "[move." not in inside:
        return inside
    # A move that stands among them stays, with what is said of it.
    within = [each for each in outline.flat() if each.path[: len(path)] == path]
    return "".join(text[each.start : each.own_end] for each in within)


@pytest.mark.parametrize(
    "text",
    [
        "format = 1\nstep = [ # why\n  { move = 'bridge' },\n  { repeat = 2, step = [{ move = 'calf-wall' }] },\n]\n",
        "format = 1\n[[step]]\nrepeat = 2\nstep = [{ move = 'calf-wall' }]\n",
    ],
)
def test_steps_in_a_list_get_headers_when_one_of_them_is_edited(text: str) -> None:
    after = step_edits.switch(text, (0,)).text
    wanted = steps_of(text)
    wanted[0]["enabled"] = False
    assert steps_of(after) == wanted
    assert ("# why" in after) == ("# why" in text)
    assert "[[step.step]]" in after


def test_what_stands_around_the_steps_is_set_without_a_change_to_them() -> None:
    text = "format = 1 # one\n# about\ntitle = 'x'\n\n# first\n[[step]]\nmove = 'bridge'\n"
    after = step_edits.set_top(text, {"summary": "Short.", "tags": ["a", "b"], "title": 'My "back"'})
    assert tomli.loads(after)["title"] == 'My "back"'
    assert after.index("title") < after.index("summary") < after.index("tags") < after.index("# first")
    after = step_edits.set_defaults(after, {"hold": 20})
    assert tomli.loads(after)["defaults"] == {"hold": 20}
    after = step_edits.set_defaults(after, {"hold": None, "rest": "30s"})
    assert tomli.loads(after)["defaults"] == {"rest": "30s"}
    assert after.endswith("\n\n# first\n[[step]]\nmove = 'bridge'\n")


def test_a_word_that_is_typed_is_undone_at_once_and_what_was_typed_before_it_stays() -> None:
    document = Document("", "")
    for end in range(1, len("hold = 20") + 1):
        document.change("hold = 20"[:end], "typing", typing=True)
    seen = []
    while document.undo():
        seen.append(document.text)
    assert seen[-1] == ""
    assert 1 < len(seen) < len("hold = 20")


def test_what_is_written_here_is_formatted_whatever_the_kind() -> None:
    text = "format = 1\ntitle = 'x'\n\n"
    text += step_edits.new_step({"source": "x", "reps": 2, "hold": "1 min 30 sec", "kind": "stretch"}) + "\n"
    assert 'hold = "1m30s"\nreps = 2\nsource' in text
    for kind, fields in OF_KIND.items():
        for key in ("kind", *sorted(fields)):
            value = {"kind": kind, "duration": "90 seconds"}.get(key, 1)
            text = step_edits.set_values(text, (0,), {key: value}).text
            assert format_text(text) == text, (kind, key)
    text = step_edits.set_defaults(text, {"rest": "10 sec", "hold": 20})
    assert '[defaults]\nrest = "10s"\nhold = 20\n\n[[step]]' in text
    text = step_edits.set_defaults(text, {"prepare": "1 min"})
    assert format_text(text) == text


ACROSS = """format = 1
[[step]]
move = "calf-wall"
[[step]]
repeat = 2
enabled = false
[[step.step]]
move = "bridge"

# mine
[move.mine]
kind = "exercise"

[[step.step]]
move = "mine"
[[step]]
move = "bridge"
"""


def test_a_group_goes_on_behind_a_move_of_the_file_and_no_step_is_hidden_in_it() -> None:
    assert [block.number for block in Outline(ACROSS).flat()] == ["1", "2", "2.1", "2.2", "3"]
    inner = [block.values for block in Outline(ACROSS).at((1,)).inner]
    assert inner == steps_of(ACROSS)[1]["step"]
    for name, path, extra in (
        ("copy", (1,), None),
        ("move", (1,), 1),
        ("move", (1,), -1),
        ("group", (0,), 1),
        ("group", (1, 0), 1),
    ):
        with pytest.raises(EditRefused, match=r"\[move.mine\] stands among these steps"):
            edit(ACROSS, name, path, extra)
    with pytest.raises(EditRefused):
        step_edits.move_to(ACROSS, (1,), 0)
    removed = step_edits.remove(ACROSS, (1,)).text
    assert steps_of(removed) == [{"move": "calf-wall"}, {"move": "bridge"}]
    assert "# mine\n[move.mine]" in removed
    apart = step_edits.dissolve(ACROSS, (1,)).text
    assert [step.get("enabled", True) for step in steps_of(apart)] == [True, False, False, True]
    below = ACROSS.replace('[[step.step]]\nmove = "mine"', '[step.figure]\nview = "side"')
    below = below.replace("repeat = 2\nenabled = false\n[[step.step]]\n", "")
    assert Outline(below).at((1,)).values == steps_of(below)[1]
    with pytest.raises(EditRefused):
        step_edits.copy(below, (1,))
    assert steps_of(step_edits.remove(below, (1,)).text) == [{"move": "calf-wall"}, {"move": "bridge"}]


def test_a_key_with_a_sharp_in_its_text_leaves_nothing_of_it_behind() -> None:
    text = 'format = 1\n[[step]]\nhow = """\nTwo lines.\n# no remark\n""" # a remark\nreps = 2\n'
    after = step_edits.set_values(text, (0,), {"how": None}).text
    assert after == "format = 1\n[[step]]\n# a remark\nreps = 2\n"


def test_a_raised_number_is_counted_by_nobody() -> None:
    moves = moves_in("")
    assert more({"move": "calf-wall", "hold": "10²20"}, moves, 1, "hold") in ({}, {"hold": "15²25"})
