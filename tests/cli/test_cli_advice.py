"""The pages of advice in the terminal, and the one line of advice that a session ends with."""

import re

import pytest

from cli.files import TINY
from cli.house import Home
from cli.process import Process
from stretchplayer import DISCLAIMER
from stretchplayer.advice import TOPICS, page
from stretchplayer.model.steps import Topic

CALF = """\
format = 1
title = "Calf"

[[step]]
kind = "stretch"
name = "Calf"
target = "gastrocnemius"
hold = 60

[[step]]
kind = "breathe"
duration = 1
"""
DESK = TINY.replace("[[step]]", 'tags = ["desk"]\n\n[[step]]')


def offered(said: str) -> list[str]:
    """The topics whose pages are named in the line after a session."""
    return re.findall(r"`stretchplayer advice (\w+)`", said)


def test_without_a_topic_all_are_listed_with_a_line_each(home: Home) -> None:
    ran = home.good("advice")
    listed = {line.split()[0]: line for line in ran.lines if line and line != DISCLAIMER}
    assert list(listed) == list(TOPICS)
    for topic in TOPICS:
        assert listed[topic].endswith(page(topic).line)
        assert len(listed[topic]) < 80
    assert DISCLAIMER in ran.lines
    assert "stretchplayer advice TOPIC" in ran.err


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_printed_whole_with_sources_and_disclaimer(home: Home, topic: Topic) -> None:
    ran, it = home.good("advice", topic), page(topic)
    assert ran.lines[0] == it.title
    assert it.text in ran.lines
    for section in it.section:
        assert section.title in ran.lines
        assert all(f"  - {point}" in ran.lines for point in section.points)
    assert [line.removeprefix("Source: ") for line in ran.lines if line.startswith("Source: ")] == list(it.source)
    assert ran.lines[-1] == DISCLAIMER


def test_warning_signs_stand_at_the_top_of_their_page(home: Home) -> None:
    said = home.good("advice", "professional").out
    order = [said.index(words) for words in ("Call the emergency services now", "See a doctor today", "Whom to ask")]
    assert order == sorted(order)


def test_a_title_is_as_good_as_a_key(home: Home) -> None:
    assert home.good("advice", "Drinking").out == home.good("advice", "hydration").out
    assert home.good("advice", "when to see someone").out == home.good("advice", "professional").out


@pytest.mark.parametrize(
    ("word", "near"),
    [("hydraton", "hydration"), ("postur", "posture"), ("medicine", "medication"), ("drnking", "hydr")],
)
def test_a_topic_nearly_right(home: Home, word: str, near: str) -> None:
    ran = home.run("advice", word)
    assert ran.code == 2
    assert ran.out == ""
    assert f"did you mean {near}" in ran.err


def test_a_topic_that_there_is_not(home: Home) -> None:
    ran = home.run("advice", "qq\x1b[31mqq")
    assert ran.code == 2
    assert all(topic in ran.err for topic in TOPICS)


def test_as_json(home: Home) -> None:
    every = home.good("advice", "--json").json
    assert [each["topic"] for each in every] == list(TOPICS)
    for each in every:
        assert home.good("advice", each["topic"], "--json").json == each
        assert each["sources"]
        assert each["disclaimer"] == DISCLAIMER
        assert all(section["text"] or section["points"] for section in each["sections"])


def _heads() -> set[str]:
    return {section.title for section in page("posture").section}


@pytest.mark.parametrize("columns", [30, 60, 120])
def test_in_a_terminal_no_line_is_broken_inside_a_word(home: Home, columns: int) -> None:
    with Process(home, "advice", "posture", terminal=True, size=(50, columns)) as process:
        assert process.end() == 0
    lines = [line.text for line in process.lines]
    assert max(len(line) for line in lines) < columns
    assert page("posture").text in " ".join(" ".join(lines).split())
    # What belongs to a point or a paragraph of a section stands under its first word.
    parts = lines[lines.index("Chair") : lines.index("At work")]
    assert all(line.startswith("  ") for line in parts if line and line not in _heads())
    assert any(line.startswith("    ") for line in parts) == (columns < 120)


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_shells_complete_the_topics(home: Home, shell: str) -> None:
    script = home.good("completion", shell).out
    assert any(all(topic in line for topic in TOPICS) for line in script.splitlines())


def test_a_session_ends_with_a_line_of_advice_that_is_another_each_time(home: Home) -> None:
    home.write("tiny.toml", TINY)
    topics = []
    for _ in range(3):
        lines = home.good("play", "./tiny.toml", "--yes", "--plain", warp=(20, 0)).lines
        assert lines[-3].startswith("Done: ")
        assert lines[-1] == DISCLAIMER
        (topic,) = offered(lines[-2])
        assert lines[-2].startswith(f"{page(topic).title}: {page(topic).line}")  # type: ignore[arg-type] # it is one
        topics.append(topic)
    assert len(set(topics)) == 3


def test_what_is_done_at_a_desk_ends_with_posture(home: Home) -> None:
    home.write("desk.toml", DESK)
    assert offered(home.good("play", "./desk.toml", "--yes", "--plain", warp=(20, 0)).out) == ["posture"]


def test_a_rehearsal_gives_no_advice(home: Home) -> None:
    home.write("tiny.toml", TINY)
    assert not offered(home.good("rehearse", "./tiny.toml", "--speed", "100").out)


@pytest.mark.parametrize(
    ("word", "topics"),
    [("c", ["hydration", "medication", "professional"]), ("s", ["rest", "professional"]), ("t", ["professional"])],
)
def test_what_hurt_decides(home: Home, word: str, topics: list[str]) -> None:
    home.write("calf.toml", CALF)
    with Process(home, "play", "--plain", "./calf.toml", "--yes", terminal=True, warp=(5, 0)) as process:
        process.wait_for("Ease in")
        process.send("x")
        process.wait_for("What was it")
        process.send(word)
        if word != "t":
            process.wait_for("^Paused")
            process.send(" ")
        process.end()
    assert offered(process.said) == topics


def test_too_much_twice_in_a_week_sends_to_somebody(home: Home) -> None:
    home.write("calf.toml", CALF)
    home.write("desk.toml", DESK)
    for _ in range(2):
        with Process(home, "play", "--plain", "./calf.toml", "--yes", terminal=True, warp=(5, 0)) as process:
            process.wait_for("Ease in")
            process.send("xo")
            process.wait_for("^Paused")
            process.send("qe")
            process.end()
    assert offered(process.said) == ["professional"]
    assert offered(home.good("play", "./desk.toml", "--yes", "--plain", warp=(20, 0)).out) == ["professional"]


@pytest.mark.parametrize(("after", "topics"), [("7", ["professional"]), ("6", ["posture"])])
def test_stiffer_than_before_sends_to_somebody(home: Home, after: str, topics: list[str]) -> None:
    home.write("desk.toml", DESK)
    with Process(home, "play", "--plain", "./desk.toml", terminal=True) as process:
        process.wait_for("Is any of these so")
        process.send("\n")
        process.wait_for("How stiff are you now")
        process.send("6\n")
        process.wait_for("Done")
        process.wait_for("How stiff are you now")
        process.send(f"{after}\n")
        assert process.end() == 0
    assert offered(process.said) == topics
