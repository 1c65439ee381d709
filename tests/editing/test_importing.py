"""Lists that people have become routines: what numbers mean, what is asked, and that nothing breaks it."""

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from every import every
from examples import examples
from stretchplayer.catalog import read_table
from stretchplayer.editing.importing.doses import read_dose
from stretchplayer.editing.importing.naming import matched
from stretchplayer.editing.importing.writing import Imported, NotImported, import_list
from stretchplayer.editing.outline import Outline
from stretchplayer.editing.questions import question_of
from stretchplayer.routine.moves import catalogue
from stretchplayer.routine.reader import read

SLIP = """\
heat first
hamstring stretch lying with a towel, 30 s each side, 3 times
calf at the wall, straight and bent knee
10 slow bridges
figure four
knee rolls 10x
clams, 2 sets of 10 each side
cat camel x 8
"""


def made(text: str | bytes) -> Imported:
    return import_list(text if isinstance(text, bytes) else text.encode(), title="Mine")


def step(text: str) -> dict[str, Any]:
    """The one step that a line becomes."""
    (found,) = (each for each in tomli.loads(made(text).text)["step"] if each.get("kind") != "advice")
    return dict(found)


def test_a_slip_of_eight_lines_comes_in_and_its_two_questions_can_be_answered() -> None:
    imported = made(SLIP)
    assert (imported.source, imported.steps, len(imported.questions)) == ("list", 9, 2)
    lines = imported.text.splitlines()
    for line in SLIP.splitlines():
        assert f"# {line}" in lines
    heat, figure = imported.questions
    assert "heat-low-back" in heat.text
    assert "figure-four-lying" in figure.text
    for question in imported.questions:
        assert lines[question.line - 1].startswith(f"# ? {question.text[:40]}")
        assert "`enabled = false`" in question.text
    first = read(imported.text.encode())
    assert [problem for problem in first.problems if problem.severity == "error"] == []
    for question, answer in ((figure, "figure-four-seated"), (heat, "heat-low-back")):
        # As the question says: the name after `move =`, and the line `enabled = false` taken out.
        at = next(number for number in range(question.line, len(lines)) if lines[number].startswith("move = "))
        lines[at] = f'move = "{answer}"'
        lines.remove("enabled = false")
    answered = read("\n".join(lines).encode())
    assert answered.routine is not None
    assert not [problem for problem in answered.problems if problem.severity == "error"]
    moves = [each.get("move") for each in tomli.loads("\n".join(lines))["step"]]
    assert moves[::5] == ["heat-low-back", "figure-four-seated"]


PHRASES: dict[str, dict[str, Any]] = {
    "3 x 30 sec L+R calf stretch at the wall": {"hold": 30, "reps": 3, "sides": "each"},
    "calf stretch at the wall, hold 15-30 seconds": {"hold": "15-30s", "reps": 1},
    "calf stretch at the wall 1½ minutes, right leg only": {"hold": 90, "reps": 1, "sides": "right"},
    "calf stretch at the wall 2 × 0:45, alternate": {"hold": 45, "reps": 2, "sides": "alternate"},
    "calf stretch at the wall left 45 s, right 30 s": {"hold": {"left": 45, "right": 30}, "reps": 1, "sides": "each"},
    "calf stretch at the wall, first 15, then 20, then 30 seconds": {"hold": [15, 20, 30]},
    "calf stretch at the wall, 30 s, starting with the right": {
        "hold": 30,
        "reps": 1,
        "sides": "each",
        "first": "right",
    },
    "calf stretch at the wall 30 s, relax 5 seconds between, 3x per side": {
        "hold": 30,
        "reps": 3,
        "sides": "each",
        "rest": 5,
    },
    "calf push and relax: push 5 sec, stretch 15 sec, 3 times": {"contract": 5, "hold": 15, "reps": 3},
    "bridge 3 x 10 daily": {"sets": 3, "reps": 10},
    "bridge 3x10 3x/week, with a count of 5": {"sets": 3, "reps": 10, "hold": 5},
    "bridge, two sets of ten": {"sets": 2, "reps": 10},
    "bridge “10 times”, hold for a count of 5": {"reps": 10, "hold": 5},
    "bridge 10 reps x 3 sets, 60 s rest": {"reps": 10, "sets": 3, "rest": 60},
    "straight leg raise x 10, the other leg bent, right leg": {"reps": 10, "sets": 1, "sides": "right"},
    "heel raise, tempo 2-0-5, 8–12 reps": {"reps": "8-12", "tempo": "2-0-5"},
    "march on the spot for 10 minutes": {"duration": 600},
    "head turn 5 x each side": {"reps": 5, "sides": "alternate"},
    "ankle circles 10 each way": {"reps": 10, "sets": 2},
    "lunges 3 x 8 each": {"sets": 3, "reps": 8, "sides": "each"},
    "squat with 20 kg 3 x 8": {"sets": 3, "reps": 8},
    "Brücke, 10 Wiederholungen, 5 Sekunden halten": {"reps": 10, "hold": 5},
    'wall sit 3 x 30"': {"reps": 3, "hold": 30},
}


PHRASES |= {
    "bridge - hold 3 seconds x 12": {"hold": 3, "reps": 12},
    "hip flexor stretch kneeling 2x45s ea side": {"hold": 45, "reps": 2, "sides": "each"},
    "figure four lying: 20 s x 2, repeat on other side": {"hold": 20, "reps": 2, "sides": "each"},
    "calf stretch at the wall, hold for half a minute, each leg": {"hold": 30, "reps": 1, "sides": "each"},
    "calf stretch at the wall, 30 secs per side, twice a day for a week": {"hold": 30, "reps": 1, "sides": "each"},
    "Brücke, 3 Serien à 10 Wdh., zweimal am Tag": {"sets": 3, "reps": 10},
    "Schulterkreisen 10 Mal je Richtung": {"reps": 10, "sets": 2},
    "Wadendehnung an der Wand, eine halbe Minute je Bein": {"hold": 30, "reps": 1, "sides": "each"},
    "Puente 3 series de 10 repeticiones, dos veces al día durante una semana": {"sets": 3, "reps": 10},
    "bridge, dix répétitions, tous les deux jours": {"reps": 10},
    "clams 12 repeticiones, pierna derecha": {"reps": 12, "sets": 1, "sides": "right"},
    "knee to chest, tenir 20 s, 2 fois de chaque côté": {"hold": 20, "reps": 2, "sides": "each"},
    "knee to chest, mantener 20 segundos, 2 veces por lado": {"hold": 20, "reps": 2, "sides": "each"},
}


@every("line", {line: line for line in PHRASES})
def test_what_the_numbers_of_a_line_mean(line: str) -> None:
    found = step(line)
    assert found.get("enabled") is not False, made(line).questions
    assert {key: value for key, value in found.items() if key not in ("move", "kind", "name")} == PHRASES[line]


def test_what_the_catalogue_repeats_is_done_once_where_the_list_gives_no_number() -> None:
    imported = made(
        "knee to chest 20 s each\nstraight leg raise x 10\nstand on one leg 10 s\ncalf at the wall\n10 bridges"
    )
    first, second, third, fourth, fifth = tomli.loads(imported.text)["step"]
    assert (first["hold"], first["reps"]) == (20, 1)
    assert (second["reps"], second["sets"]) == (10, 1)
    assert (third["hold"], third["reps"]) == (10, 1)
    # Without any number it is as in the catalogue; and what is done once anyway needs no word.
    assert (fourth.keys(), fifth.keys()) == ({"move"}, {"move", "reps"})
    lines = imported.text.splitlines()
    assert [lines[line - 1] for line in imported.once] == ["[[step]]"] * 3
    assert lines[imported.once[0] - 2] == "# Once, as no number of times was given: `reps = 1`."
    assert lines[imported.once[1] - 2] == "# One set, as no number of sets was given: `sets = 1`."


def test_each_part_of_a_line_stands_above_its_own_step() -> None:
    text = made("1. knee to chest 20 s each, 2 times; calf at the wall 30 s; 3 times; 10 bridges, 10 clams").text
    shown = [line for line in text.splitlines()[3:] if line.startswith(("# ", "move"))]
    assert [line for line in shown if "given" not in line] == [
        "# there.",
        "# 1. knee to chest 20 s each, 2 times",
        'move = "knee-to-chest"',
        "# calf at the wall 30 s; 3 times",
        'move = "calf-wall"',
        "# 10 bridges",
        'move = "bridge"',
        "# 10 clams",
        'move = "clamshell"',
    ]
    # A line about one exercise stands there as it was written, and what one part forbids is asked of all.
    assert "# calf at the wall; 30 s; 3 times\n[[step]]" in made("calf at the wall; 30 s; 3 times").text
    assert len(made("calf at the wall 30 s; 10 bridges; not on the left").questions) >= 2


ASKED = {
    "walk 100m": "100m",
    "Pigeon 5 breaths each side": "5 breaths",
    "bridge x 3 daily": "3 daily",
    "hamstring stretch 30 s": "hamstring-strap",
    "wall slides 2 x 10": "wall-slide",
    "childs pose x 10": "How long is it held",
    "arm circles 30 s forwards, 30 s back": "more than once",
    "thigh stretch, heel to bottom, 30 s": "Which muscle",
    "doorway chest stretch 3 x 20": "are these seconds",
    "bridge 10 each": "each side",
    "big toe stretch 30 s": "Which muscle",
    "figure 4 stretch": "figure-four-seated",
    "Bow stretch 5 x 10 s": "Which muscle",
    "Crow pose": "What is",
    "calf stretch at the wall 30 s x 3, 20 s": "more than once",
    "straight leg raise 4 ways": '"4"',
    "bridge 0 times": "whole number",
    "plank 9000 min": "4 h",
    "3 rounds of everything": "repeat",
    "puente 10 repeticiones, nunca con la izquierda": "It says",
    "pont 10 répétitions, sauf à gauche": "It says",
}


@every("line", {line: line for line in ASKED})
def test_what_cannot_be_told_is_asked_and_not_played(line: str) -> None:
    imported = made(f"{line}\nbridge x 3")
    assert [ASKED[line] in question.text for question in imported.questions].count(True) == 1, imported.questions
    assert all(each.get("enabled") is False for each in tomli.loads(imported.text)["step"][:-1])


def test_every_move_is_found_by_its_title_and_by_each_of_its_names() -> None:
    for name, move in catalogue().items():
        found = matched(str(move["name"]), held=move["kind"] == "stretch")
        assert name in found.moves
        assert found.sure or name == "wall-slide"  # of the arms, and of the back in another clinic
    table = read_table("move_names.toml")
    for section, held in (("names", False), ("held", True), ("moving", False)):
        for name, called in table[section].items():
            for each in called:
                assert name in matched(each, held=held).moves, (name, each)


NOT_THIS_MOVE = {
    "bridge with a band": "bridge",
    "thoracic extension over a foam roller": "roller-upper-back",
    "standing hamstring stretch, foot on a step": "hamstring-strap",
    "single leg balance, eyes closed": "one-leg-stand",
    "heel raise, up on both, down on one": "heel-raise",
    "squats": "mini-squat",
    "butterfly sit-ups": "butterfly",
    "bridge walk-outs": "bridge",
    "neck side flexion stretch": "chin-to-chest",
    "box breathing": "slow-breathing",
    "prone knee bends": "mini-squat",
    "side plank": "leg-lift-side",
    "knees to chest": "knee-to-chest",
    "sciatic nerve mobilising, hamstring, lying": "hamstring-strap",
}


@every("words", {words: words for words in NOT_THIS_MOVE})
def test_a_near_name_is_not_taken_for_the_move(words: str) -> None:
    found = matched(words, held=False)
    assert NOT_THIS_MOVE[words] not in found.moves or not found.sure


def test_medicines_headings_and_advice_are_no_steps_and_nothing_is_lost_in_silence() -> None:
    imported = made("Knee programme, week 2\nbridge x 10; take 400 mg of ibuprofen\nStop if it hurts.\n01271 314090\n")
    assert imported.steps == 1
    assert imported.medicines == (2,)
    assert "ibuprofen" not in imported.text
    assert imported.kept == ("Knee programme, week 2", "Stop if it hurts.", "01271 314090")
    assert step("bridge x 10\n01271 314090") == {"move": "bridge", "reps": 10}


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><exercises><exercise><title>&b;</title></exercise></exercises>'
)
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b" \n\t\n", "empty"),
    "binary": (b"\x7fELF\0\0\1", "no text"),
    "a document": (b"%PDF-1.7 and more", "no text"),
    "too large": (b"x" * (1024 * 1024 + 1), "1 MiB"),
    "too many lines": (b"bridge x 3\n" * 3000, "3,000 lines"),
    "too many exercises": (b"name,reps\n" + b"bridge,3\n" * 501, "501 exercises"),
    "nothing in it": (b"Dear patient, do come back.\n", "no exercise"),
    "deep JSON": (b'{"a":' * 100_000, "nested too deeply"),
    "broken JSON": (b'{"name": "bridge"', "JSON cannot be read"),
    "other JSON": (b'{"name": "a shop", "price": 3}', "neither exercises"),
    "billion laughs": (LAUGHS.encode(), "entities"),
    "broken XML": (b"<exercises><exercise>", "XML cannot be read"),
    "other XML": (b"<html><body/></html>", "Workrave"),
}


@every("data", REFUSED)
def test_what_is_no_list_gets_a_sentence(data: tuple[bytes, str]) -> None:
    with pytest.raises(NotImported, match=data[1]):
        made(data[0])


def test_control_characters_markup_and_quotes_are_harmless() -> None:
    imported = made(
        'bridge\x1b[31m "x" \\ \x07 x 10\n[red]knee rolls[/red] x 10\n\u202eheel raise x 3\n"""\'\'\'# plank 20 s'
    )
    assert imported.questions == ()
    assert [each.get("reps") for each in tomli.loads(imported.text)["step"]] == [10, 10, 3, None]
    assert imported.text.replace("\n", "").isprintable()


def doses(text: str) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in each.items() if key not in ("kind", "name")}
        for each in tomli.loads(made(text).text)["step"]
    ]


def test_numbers_on_lines_of_their_own_belong_to_the_exercise_above() -> None:
    block = """\
HAMSTRING STRETCH WITH TOWEL
Repeat 3 Times
Hold 30 Seconds
Complete 1 Set
Perform 2 Times a Day

BRIDGING
While lying on your back, tighten your stomach, squeeze your buttocks and then raise them off the floor.
Repeat 10 Times
Rest: 30 sec

1. Clamshell
   3 sets x 12 reps
   Rest: 20 sec
   Right side
2. Lie on your back. Bring both knees to your chest. Hold 20 seconds. Repeat 3 times.
"""
    assert doses(block) == [
        {"move": "hamstring-strap", "hold": 30, "reps": 3},
        {"move": "bridge", "reps": 10, "rest": 30},
        {"move": "clamshell", "reps": 12, "sets": 3, "rest": 20, "sides": "right"},
        {"move": "knees-to-chest", "hold": 20, "reps": 3},
    ]
    assert "Perform 2 Times a Day" in made(block).kept


def test_tables_however_they_are_drawn() -> None:
    rows = ("Exercise|Sets|Reps|Hold", "Bridge|3|10|5", "Calf stretch at the wall||3|30 s", "Clamshell||3x12|")
    wanted = [
        {"move": "bridge", "reps": 10, "hold": 5, "sets": 3},
        {"move": "calf-wall", "hold": 30, "reps": 3},
        {"move": "clamshell", "reps": 12, "sets": 3},
    ]
    drawn = "\n".join(f"| {row} |" for row in (rows[0], "---|---|---|---", *rows[1:]))
    for text in (drawn, *("\n".join(rows).replace("|", mark) for mark in ",;\t")):
        assert doses(text) == wanted
    for header in ("exercise,duration", "exercise,duration,side"):
        (question,) = made(f"{header}\nmarch,5\n\nbridge,90").questions
        assert "seconds or minutes" in question.text
    (march,) = doses("exercise,duration (min)\nmarch,5")
    assert march == {"move": "march", "duration": 300}


def test_what_is_done_first_comes_first() -> None:
    rest = "calf stretch at the wall, right leg first\nfigure four\n"
    asked = made(f"{rest}heat first\n")
    moves = [step["move"] for step in tomli.loads(asked.text)["step"]]
    assert moves == ["heat-calf", "calf-wall", "figure-four-lying"], "also with a question"
    assert asked.text.index("heat first") < asked.text.index("calf stretch")
    said = next(each.text for each in asked.questions if "figure-four" in each.text)
    assert "stretchplayer figure`" not in said
    (low, march, *_) = doses(f"{rest}heat pack on the low back 15 min first\nwarm up first: march on the spot 2 min\n")
    assert (low["move"], march["move"]) == ("heat-low-back", "march")
    assert [each["move"] for each in doses("bridge x 10\nheat on the low back 15 min")][-1] == "heat-low-back"


WORDS = st.sampled_from(
    """
        calf stretch wall hamstring lying towel bridge each side x 3 10 30 s sec min hold     for rest between 2
    sets of left     right twice a day ; , . - ( ) / + & " # = [ ] ½ × – heat first knee straight and bent push
    1:30 0 99999 times reps ice     walk breaths daily alternate quad standing foam roller then until plank if
    stop 5'
    """.split()  # noqa: SIM905 - words are read more easily so
)
LINES = st.lists(st.one_of(st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=30)), max_size=6)


@examples(150)
@given(LINES)
def test_any_lines_make_a_file_that_can_be_read_or_a_sentence(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        imported = made(text.encode("utf-8", errors="replace"))
    except NotImported:
        return
    reading = read(imported.text.encode())
    assert reading.routine is not None, reading.problems
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    written = imported.text.splitlines()
    assert all(written[question.line - 1].startswith("# ? ") for question in imported.questions)
    for line in lines:
        dose, _ = read_dose(line)
        assert all(number for number in dose.unread)


def test_how_it_is_done_is_carried_into_the_step() -> None:
    for line in ("10 slow bridges", "bridge 10x, slowly", "bridge - 10 reps (slow)", "10 slow reps of the bridge"):
        assert step(line) == {"move": "bridge", "reps": 10, "tempo": 4}, line
    # A move that is as slow by itself keeps its pace; a slow part, breath or count is not the pace of all of it.
    for line in ("8 slow clamshells", "bridge 10x, hold for a slow count of 5", "bridge 10x, lower slowly"):
        assert "tempo" not in step(line), line
    assert step("bridge 10x, not slowly")["enabled"] is False
    gently = step("calf stretch at the wall 30 s, gently")
    assert gently["hold"] == 30
    assert gently["how"].startswith("Gently. ")
    assert gently["how"].endswith(str(catalogue()["calf-wall"]["how"]))
    assert "# calf stretch at the wall 30 s, gently" in made("calf stretch at the wall 30 s, gently").text


def test_what_a_question_is_about_is_the_line_of_the_list() -> None:
    text = made("calf stretch at the wall 30 s x 3 daily, 2-3 sets, not on the left").text
    (block,) = (each for each in Outline(text).steps if "move" in each.values)
    asked = question_of(text, block)
    assert asked is not None
    assert asked.line.startswith("calf stretch at the wall 30 s")


def test_what_is_said_of_each_stretch_is_not_done_with_a_movement() -> None:
    bridge, knee, clam = doses("Each stretch 30 s, 3 times\n10 bridges\nknee to chest\nclams")
    assert (bridge, clam) == ({"move": "bridge", "reps": 10}, {"move": "clamshell"})
    assert (knee["hold"], knee["reps"]) == (30, 3)


def test_how_often_a_day_is_no_exercise_in_any_language() -> None:
    for line in ("2 veces al día", "Deux fois par jour", "zweimal täglich", "3 fois par semaine", "2 x al día"):
        assert doses(f"bridge x 10\n{line}") == [{"move": "bridge", "reps": 10}]


def test_a_sentence_ends_after_seconds() -> None:
    calf, bridge = doses("Calf at the wall 30 s x 3, rest 10s. Bridge 3 sets of 8")
    assert (calf["rest"], bridge) == (10, {"move": "bridge", "reps": 8, "sets": 3})
