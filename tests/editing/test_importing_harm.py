"""What an imported list forbids, excepts or puts off is not played, nor are numbers that it does not give."""

import json
from typing import Any

import pytest
import tomli

from every import every
from stretchplayer.editing.importing.doubts import against
from stretchplayer.editing.importing.writing import import_list

CALF = "calf stretch at the wall"


def steps(text: str) -> list[dict[str, Any]]:
    made = tomli.loads(import_list(text.encode(), title="Mine").text)["step"]
    return [each for each in made if each.get("kind") != "advice"]


def table(header: str, row: str) -> str:
    return f"exercise,{header}\n{row}\n"


def timer(**keys: Any) -> str:
    return json.dumps([{"name": CALF, **keys}])


FORBIDDEN = {
    line: line
    for line in (
        f"do not do {CALF} 30 s",
        f"don\u2019t do {CALF} 30 s",
        f"stop {CALF} 30 s",
        f"avoid: {CALF} 30 s",
        f"skip {CALF} 30 s",
        f"no {CALF} 30 s",
        f"AVOID:\n{CALF} 30 s",
        f"Stop doing these\n{CALF} 30 s",
        f"~~{CALF} 30 s~~",
        f"{CALF} 30 s omit until review",
        f"{CALF} 30 s, start after 2 weeks",
        f"{CALF} 30 s, from week 3",
        f"{CALF} 30 s, only if allowed",
        f"{CALF} 30 s, unless swollen",
        f"{CALF} 30 s instead of bridges",
        f"{CALF} 30 s each side except left",
        f"{CALF} 30 s, not the left leg",
        f"{CALF} 30 s; not on the left",
        f"{CALF} 30 s\nnot on the right side",
        f"{CALF} 3 x 30 s (left: none)",
        f"{CALF}, left 30 s, right 20 s, never both",
        "neck rotation 10 each way, never to the right",
        f"Wade {CALF} 30 s nicht rechts",
        table("hold,notes", f"{CALF},30,do NOT do on the right side"),
        table("hold,side", f"{CALF},30,not left"),
        table("duration,notes", f"{CALF},30,not yet"),
        table("hold,state", f"{CALF},30,stopped"),
        timer(duration=30, notes="not on the left"),
    )
}


@every("text", FORBIDDEN)
def test_what_is_forbidden_excepted_or_put_off_is_asked_and_takes_no_side(text: str) -> None:
    if "only if" in text or "unless" in text:
        # A condition: a remark with a question, and no step.
        found = import_list(f"march 2 min\n{text}".encode(), title="Mine")
        assert found.questions
        assert len([each for each in steps(f"march 2 min\n{text}") if each.get("enabled") is not False]) == 1
        return
    (first, *_) = steps(text)
    assert first["move"] in ("calf-wall", "head-turn")
    assert first["enabled"] is False
    assert "sides" not in first
    assert not isinstance(first.get("hold"), dict)
    assert any("It says" in each.text for each in import_list(text.encode(), title="Mine").questions)


@pytest.mark.parametrize(
    "text",
    [
        "Stop if it hurts.",
        "stop when you feel pain",
        "do not bounce",
        "no pain",
        "press down, not too hard",
        "like “stop”",
    ],
)
def test_a_caution_forbids_nothing(text: str) -> None:
    assert against(text) == ""
    assert against(f"{text}, not on the left") == "not"
    assert all(each.get("enabled") is not False for each in steps(table("hold,notes", f'{CALF},30,"{text}"')))


def collected(words: str, key: str = "instructions", **more: Any) -> str:
    """An exercise of a collection."""
    return json.dumps([{"name": CALF, "category": "stretching", "muscles": ["calves"], key: words, **more}])


def workrave(words: str) -> str:
    said = f"<title>{CALF}</title><description>{words}</description>"
    return f'<exercises><exercise>{said}<sequence duration="30"/></exercise></exercises>'


DOUBTED = {
    text: text
    for text in (
        *(collected(words) for words in (
            "Do not hold for 30 seconds.",
            "Stretch. Never hold for 30 seconds or more.",
            "Hold for no more than 30 seconds.",
            "Avoid this exercise if pregnant. Hold for 30 seconds.",
            "Hold for 30 seconds. Skip the left side.",
            "Hold for 30 seconds. Not recommended after surgery.",
            "Do this only after surgery clearance. Hold for 30 seconds.",
            "Hold for 30 seconds. Do not do this stretch in the first weeks.",
        )),
        collected("not on the left", "notes", hold=30),
        collected("pregnancy", "contraindications", hold=30),
        json.dumps([{"translations": [{"language": 2, "name": CALF, "description": "Do not hold for 30 s."}], "id": 1,
                     "muscles": ["calves"]}]),
        workrave("Do not hold it for 30 seconds."),
        workrave("Leave it out. Avoid this stretch after an injury."),
        timer(duration=30, description="Do not do this on the left"),
        timer(duration=30, comment="skip the right side"),
        json.dumps({"name": "Not yet", "intervals": [{"name": CALF, "duration": 30}]}),
        json.dumps({"name": "Legs (skip)", "rounds": 2, "intervals": [{"name": CALF, "duration": 30}]}),
        json.dumps({"name": "Legs", "notes": "Avoid these stretches", "intervals": [{"name": CALF, "duration": 30}]}),
    )
}  # fmt: skip
SURE = {
    text: text
    for text in (
        collected("Lean forward until you feel a stretch. Hold for 30 seconds."),
        collected("Do not let the heel rise. Hold for 30 seconds. Do not bounce."),
        collected("Do not bend the back leg. Hold for 30 seconds. Use a chair if needed."),
        collected("none", "contraindications", hold=30),
        workrave("Lean forward until you feel a stretch; do not lift the heel."),
        json.dumps({"name": "No equipment, week 3", "intervals": [{"name": CALF, "duration": 30}]}),
    )
}


@every("text", DOUBTED)
def test_what_the_prose_of_another_program_has_against_it_is_asked(text: str) -> None:
    found = import_list(text.encode(), title="Mine")
    (first,) = (each for part in steps(text) for each in part.get("step", [part]))
    assert first["enabled"] is False
    assert any("It says" in each.text for each in found.questions)
    # What it says stands above the question.
    (said,) = (each for each in found.text.splitlines() if each.startswith(f"# {CALF}"))
    assert ";" in said


@every("text", SURE)
def test_how_something_is_done_forbids_nothing(text: str) -> None:
    (first,) = steps(text)
    assert (first["hold"], first.get("enabled")) == (30, None)


READ: dict[str, dict[str, Any]] = {
    f"{CALF} 1'30\"": {"hold": 90, "reps": 1},
    f"{CALF} 1\u00b430": {"hold": 90, "reps": 1},
    f"{CALF} a minute": {"hold": 60, "reps": 1},
    f"{CALF} half a minute": {"hold": 30, "reps": 1},
    f"{CALF} between 20 and 30 seconds": {"hold": "20-30s", "reps": 1},
    f"{CALF} 1¼ min": {"hold": 75, "reps": 1},
    f"{CALF} 30 s (p. 12)": {"hold": 30, "reps": 1},
    f"{CALF} 30 s, pain max 3/10": {"hold": 30, "reps": 1},
    f"{CALF} 2 x 30 sec each leg, 1-2x/day": {"hold": 30, "reps": 2, "sides": "each"},
    "bridge 10 reps (5 sec hold) ×2 sets": {"reps": 10, "hold": 5, "sets": 2},
    f"{CALF} 1 1/2 min": {"hold": 90, "reps": 1},
    f"{CALF} 1m30": {"hold": 90, "reps": 1},
    f"{CALF} 1m30 x 3": {"hold": 90, "reps": 3},
    f"{CALF} a minute and a half": {"hold": 90, "reps": 1},
    f"{CALF} 1 min 5 sec": {"hold": 65, "reps": 1},
    f"{CALF} PT1M30S": {"hold": 90, "reps": 1},
    f"{CALF} thirty five seconds": {"hold": 35, "reps": 1},
    f"{CALF} ninety seconds": {"hold": 90, "reps": 1},
    table("minutes,seconds", f"{CALF},1,30"): {"hold": 90, "reps": 1},
    table("hold,side", f"{CALF},30,left then right"): {"hold": 30, "reps": 1, "sides": "each"},
    table("hold,side", f"{CALF},30,right then left"): {"hold": 30, "reps": 1, "sides": "each", "first": "right"},
    table("hold,side", f"{CALF},30,none"): {"hold": 30, "reps": 1},
    timer(minutes=1, seconds=30): {"hold": 90, "reps": 1},
    timer(minutes=0, seconds=30): {"hold": 30, "reps": 1},
    timer(duration="90"): {"hold": 90, "reps": 1},
    timer(duration="PT1M30S"): {"hold": 90, "reps": 1},
    timer(duration=30, rest=10, sets=3): {"hold": 30, "reps": 3, "rest": 10},
    json.dumps([{"name": CALF, "muscles": ["calves"], "minutes": 1, "seconds": 30}]): {"hold": 90, "reps": 1},
    "bridge 3 x 10 daily": {"sets": 3, "reps": 10},
    "bridge 10 reps, 3 times a day": {"reps": 10},
}


@every("text", {text: text for text in READ})
def test_what_is_certain_is_read(text: str) -> None:
    (found,) = steps(text)
    assert {key: value for key, value in found.items() if key not in ("move", "kind", "name")} == READ[text]


ASKED = {
    text: text
    for text in (
        # A bound or an aim, a mark with two meanings, a side that only the person knows.
        *(f"{CALF} {bound} 30 s" for bound in ("no more than", "less than", "under", "<", ">", "at most", "max", "≤")),
        *(f"{CALF} {aim} 60 s" for aim in ("build up to", "progress to", "work up to", "increase to", "bis zu")),
        f"{CALF} 30 s (build to 60)",
        f"{CALF} 30 s, build up gradually",
        f"? {CALF} 30 s",
        f"{CALF} 30 s (?)",
        f"{CALF} 30 s maximal",
        f"{CALF} 30+ s",
        f"{CALF} 3x30'",
        f"{CALF} 1.30 min",
        f"{CALF} 1 h",
        f"{CALF} 30 s right, 45 left",
        f"{CALF} 30 s, affected leg",
        f"{CALF} 30 s, bad side only",
        f"{CALF} 30 s per hour x 8",
        "bridge hold 3 x 10",
        "bridge 10 reps in 30 s",
        "bridge 40:20 x 4",
        "bridge 3/10",
        f"{CALF} 30 x 3",
        f"{CALF} 1,000 s",
        f"{CALF} 30s +/- 5",
        f"{CALF} 30s x 3 (do x 1)",
        f"{CALF} 30s x 3 (right x 1)",
        f"{CALF} 30s 3 x 2 daily",
        f"{CALF} 90s/60s",
        f"{CALF} 20/30 s",
        f"{CALF} 30/3",
        f"{CALF} 1 min 30",
        f"{CALF} hold 30 s, for 5 minutes",
        "bridge 10x 3 daily",
        "bridge 30 x 3",
        "bridge 10/3",
        "bridge 10 every hour",
        "bridge 10 x daily",
        "bridge ten",
        f"{CALF} eighty seconds",
        table("hold", f"{CALF} 20 s,30"),
        table("hold,notes", f"{CALF},30,hold 20 s"),
        table("hold,side", f"{CALF},30,somewhere"),
        table("sets,reps", "bridge,0,0"),
        table("hold,enabled", f"{CALF},30,false"),
        table("hold,skip", f"{CALF},30,x"),
        timer(duration="a while", seconds=None),
        timer(duration=5000),
        timer(duration=30, rest="some"),
        timer(duration=30, reps=3),
        timer(duration=30, sets=3, rounds=2),
        timer(duration=30, enabled=False),
        json.dumps({"name": "all", "enabled": False, "intervals": [{"name": CALF, "duration": 30}]}),
        json.dumps([{"name": f"{CALF} 3 x 20 s", "duration": 60}]),
        json.dumps([{"name": CALF, "muscles": ["calves"], "hold": 30, "enabled": False}]),
        json.dumps([{"name": CALF, "muscles": ["calves"], "hold": 30, "reps": "ten or so"}]),
    )
}


@every("text", ASKED)
def test_a_number_that_no_rule_explains_is_asked(text: str) -> None:
    if text == timer(duration="a while", seconds=None):
        text = json.dumps([json.loads(text)[0], {"name": "march", "duration": 30}])
    (found, *_) = steps(text)
    assert found["move"] in ("calf-wall", "bridge")
    assert found["enabled"] is False


def test_only_what_is_asked_here_looks_like_a_question() -> None:
    mark = f"{'word ' * 21}? "
    for text in (f"? {CALF} 30 s", f"{CALF} 30 s; ? no reps", f"{CALF} 30 s\n? {mark * 3}\n# ? {CALF}"):
        made = import_list(text.encode(), title="Mine")
        asked = [number for number, line in enumerate(made.text.splitlines(), 1) if line.startswith("# ?")]
        # The remark at the top says what a question looks like.
        assert 'begins with "# ?" is a question' in made.text
        assert asked == [each.line for each in made.questions], text


def test_a_rest_of_a_group_that_may_be_between_two_things_is_asked() -> None:
    text = json.dumps({"name": "all", "rest": 20, "rounds": 3, "intervals": [{"name": "bridge", "duration": 30}]})
    assert any("rest" in each.text for each in import_list(text.encode(), title="Mine").questions)


@pytest.mark.parametrize(
    "note",
    [
        "no bending forward",
        "Remember: avoid heavy lifting for 6 weeks!",
        "don't sit with crossed legs",
        "no running yet",
        "No more than twice a day",
    ],
)
def test_what_is_forbidden_for_the_whole_list_switches_off_only_what_it_names(note: str) -> None:
    slip = f"{CALF} 30 s\n{note}\nwall squats 3x10\nclams 2x10 per side (no band)\nforward bend 20 s"
    found = import_list(slip.encode(), title="Mine")
    off = [each["move"] for each in steps(slip) if each.get("enabled") is False]
    # "Forward bend" is asked about in any case: several moves are called so.
    assert off == ["forward-fold"]
    assert steps(slip)[2]["sides"] == "each"
    assert [note in each.text for each in found.questions].count(True) == (note == "no bending forward")
    assert f"# {note}" in found.text.splitlines()
    # A side that is left out stands below its own exercise, whatever note comes between.
    (first,) = steps(f"{CALF} 30 s\n{note}\nnot on the left")[:1]
    assert first["enabled"] is False
    # In a line of an exercise it is a note as well.
    assert all(each.get("enabled") is not False for each in steps(f"{CALF} 30 s; {note}; bridge 10x"))
