"""Every question of an import is answered with the answers that are offered: each ends in a step that plays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stretchplayer.app.answering import answer, answers, asked_for
from stretchplayer.app.drafts import new_file
from stretchplayer.app.routine_editor import RoutineEditor
from stretchplayer.app.step_rows import errors_in
from stretchplayer.config import Folders
from stretchplayer.editing.answers import Answer
from stretchplayer.editing.importing.writing import import_list
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.plain_words import plainly
from stretchplayer.file_access import bundled_routines
from stretchplayer.model.routine import walk
from stretchplayer.model.steps import KINDS
from stretchplayer.routine.reader import read

LISTS = Path(__file__).parents[1] / "corpus" / "lists"
PHYSIO = """\
Knee thing 20s
Toe thing 3 x 20s
Wobbly thing
Funny stretch 30s each side
Gluteal thing
Thumb thing hold 20 seconds 10 times
Odd stretch
Calf
Massage foot
Heat first
Belly breathing
4-7-8 breathing
Breathing 5 times
Breathe in a box 1 min
Ice pack
Rest
Quad stretch 5
Chin tucks 10 x 5
Bridge 10 x 3 3
Hamstring stretch 5 x 10
Hamstring stretch hold 20 s, 30 s, 3 times, 5 times
Calf stretch 20 reps tempo 3-1-3
Calf stretch not on the left, 30 s
Calf stretch operated leg 30 s
Calf stretch 3 breaths
Hamstring stretch 10 min
Cat cow hold 15 s
Bridge 10 reps 60 s
Bridge tempo 3-1-1
Bridge 900 reps
Heel raises left 20 s, right 30 s
Quad stretch build up to 60 s
Neck rolls 30'
Pelvic tilt each 10
Not sure: bridge?
"""
"""Lines that leave something open, of every kind that is asked about."""
TABLE = "exercise,hold,reps,active\nCalf stretch,30,2,no\nBridge,,often,yes\n"
TIMER = (
    '{"name": "Mine", "intervals": [{"name": "Thing", "duration": "a while"}, {"name": "Other", "duration": 40000},'
    ' {"name": "Bridge", "duration": 30, "enabled": false}]}'
)
TYPED = {"reps": "8", "sets": "2", "rest": "10", "tempo": "3", "inhale": "4", "exhale": "6", "hold_out": "1"}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    home = tmp_path_factory.mktemp("home")
    return Folders(
        config=home / "config",
        data=home / "data",
        state=home / "state",
        cache=home / "cache",
        bundled=bundled_routines(),
    )


def texts() -> Iterator[tuple[str, str]]:
    for file in sorted(LISTS.iterdir()):
        if file.suffix != ".toml":
            yield file.name, import_list(file.read_bytes(), title="Mine").text
    for name, data in (("table", TABLE), ("timer", TIMER)):
        yield name, import_list(data.encode(), title="Mine").text
    for line in PHYSIO.splitlines():
        yield line, import_list(f"Bridge 10 reps\n{line}".encode(), title="Mine").text


def still_asked(editor: RoutineEditor) -> int:
    """How many other questions there are about the marked step; -1 where there is none at all."""
    return -1 if editor.question is None else editor.question.more


def filled_in(editor: RoutineEditor, given: Answer) -> dict[str, str]:
    """The first of the words that are offered for a key of an answer, or what a user would type."""
    return {
        asked.key: asked.words[0][0] if asked.words else TYPED.get(asked.key, "20")
        for asked in asked_for(editor, given)
    }


def test_each_answer_that_is_offered_can_be_given_and_ends_in_a_step_that_plays(folders: Folders) -> None:
    asked = given = 0
    met: set[tuple[str, ...]] = set()
    for name, text in texts():
        before = {each.message for each in errors_in(text, name)}
        file = new_file(folders.routines / "mine.toml", text, folders)
        editor = RoutineEditor(file)
        for row in editor.rows():
            editor.go(row.path)
            if editor.question is None:
                continue
            # Of questions that are alike, one.
            alike = (editor.question.text[:30], editor.kind, *(editor.block.values if editor.block else ()))
            if alike in met:
                continue
            met.add(alike)
            asked += 1
            for first in answers(editor):
                if first.does == "fields":
                    continue
                where = (name, row.number, editor.question.text, first)
                changes, steps = 0, [first]
                while steps:
                    each = steps.pop()
                    more = editor.question.more
                    said = (
                        editor.instead("bridge")
                        if each.does == "move"
                        else answer(editor, each, filled_in(editor, each))
                    )
                    changes += 1
                    left = still_asked(editor)
                    assert left == more - 1, where
                    if left >= 0:
                        steps.append(next(a for a in answers(editor) if a.does == "take"))
                given += 1
                now = file.document.text
                assert {each.message for each in errors_in(now, name)} <= before, where
                assert said, where
                if first.does != "stay":
                    assert editor.block is not None, where
                    assert editor.block.values.get("enabled") is not False, where
                    routine = read(now.encode()).routine
                    assert routine is not None, where
                    played = {path for path, _ in walk(routine.step)}
                    assert row.number in played, where
                for _ in range(changes):
                    editor.undo()
                assert file.document.text == text, where
                editor.go(row.path)
    assert asked > 30, asked
    assert given > 120, given


def test_a_stretch_takes_the_seconds_and_the_times_of_its_line(folders: Folders) -> None:
    text = import_list(b"Bridge 10 reps\nKnee thing 20s 3 times\nWobbly thing", title="Mine").text
    editor = RoutineEditor(new_file(folders.routines / "mine.toml", text, folders))
    assert editor.asked == "2 questions"
    editor.go((1,))
    stretch = next(each for each in answers(editor) if each.label == "A stretch that is held")
    answer(editor, stretch, {"target": "hips"})
    assert editor.block is not None
    kept = {key: editor.block.values.get(key) for key in ("kind", "hold", "reps", "duration", "sets", "target")}
    assert (kept["kind"], kept["hold"], kept["reps"], kept["duration"], kept["sets"]) == ("stretch", 20, 3, None, None)
    assert editor.asked == "1 question"
    editor.go((2,))
    with pytest.raises(EditRefused):
        answer(editor, answers(editor)[0], {"target": "nothing like it", "hold": "20"})
    assert editor.asked == "1 question"


def test_a_field_with_few_choices_goes_on_to_the_next_that_it_can_have(folders: Folders) -> None:
    text = 'format = 1\ntitle = "Mine"\n\n[[step]]\nkind = "exercise"\nname = "Mine"\nduration = 20\n'
    editor = RoutineEditor(new_file(folders.routines / "mine.toml", text, folders))
    seen = []
    for _ in KINDS:
        editor.take_next(next(field for field in editor.fields() if field.key == "kind"))
        seen.append(editor.kind)
    assert sorted(seen) == sorted(KINDS)
    target = next(field for field in editor.fields() if field.key == "target")
    editor.set_field("target", "calf, back of the thigh")
    assert editor.block is not None
    assert editor.block.values["target"] == ["gastrocnemius", "hamstrings"], target
    assert next(field.text for field in editor.fields() if field.key == "target") == "calf, back of the thigh"


def test_messages_speak_of_fields_and_moves_by_their_names() -> None:
    for message, said in (
        ("missing key `target`: a massage step needs it", '"Muscles" is not filled in: a massage step needs it'),
        ('first: does nothing without sides = "each"', "First side: counts only where Sides is each. Press s"),
        ("hold = 20 is too long", "Hold 20 is too long"),
        ("Is `calf-wall` (Calf stretch at the wall) meant?", "Is Calf stretch at the wall meant?"),
    ):
        assert plainly(message).startswith(said)
