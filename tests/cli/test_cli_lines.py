"""Line mode: commands come as lines through a pipe or from a file, and the end of the input leaves nobody hanging."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cli.files import HEAT, LONG, SHORT, TINY
from cli.house import Home
from cli.process import Process

FAST = (20, 0)


@pytest.fixture
def stocked(home: Home) -> Home:
    for name, text in {"long": LONG, "tiny": TINY, "heat": HEAT, "short": SHORT}.items():
        home.write(f"{name}.toml", text)
    return home


@contextmanager
def warmed(home: Home, speed: float) -> Iterator[Process]:
    """The routine with heat in it, from the moment on at which the heat is said to be on."""
    with Process(home, "play", "./heat.toml", "--yes", warp=(speed, 0)) as played:
        played.wait_for("Press y when a cloth")
        played.send("y\n")
        yield played


def test_without_yes_and_without_answers_it_does_not_start(stocked: Home) -> None:
    ran = stocked.run("play", "./tiny.toml")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert stocked.history() == []


def test_the_whole_session_is_on_stdout_and_the_rest_on_stderr(stocked: Home) -> None:
    ran = stocked.good("play", "./short.toml", "--yes", warp=FAST)
    assert ran.lines[0].startswith("Short. ")
    assert ran.out.count("Ease in, and hold.") == 2
    assert "Left side" in ran.out
    assert "right side" in ran.out
    assert "Warm up first" in ran.err
    assert "Ease in" not in ran.err


def test_pause_resume_and_where_am_i(stocked: Home) -> None:
    with Process(stocked, "play", "./long.toml", "--yes", warp=FAST) as played:
        played.wait_for("Ease in")
        played.send("pause\n")
        played.wait_for("Paused. Let go")
        played.send("?\n")
        assert "Ham, left side, 1 of 6" in played.wait_for("Step 1 of 1").text
        played.wait_for("Keys: ")
        played.send("\n")
        played.wait_for("Going on")
        played.wait_for("Get ready")
        played.wait_for("Ease in")
        played.send("n\n")
        played.wait_for("Ease off")
        played.send("q\nn\n")
        played.wait_for("Leave now")
        played.send("q\ne\n")
        assert played.end() == 1
    assert stocked.history()[0]["state"] == "ended"


def test_answers_and_commands_written_ahead(stocked: Home) -> None:
    ran = stocked.run("play", "./long.toml", stdin="n\n\nq\ny\n", warp=FAST)
    assert ran.code == 1
    assert "Paused" in ran.out
    assert stocked.history()[0]["state"] == "unfinished"


def test_bytes_that_are_no_text_are_no_answer(stocked: Home) -> None:
    ran = stocked.run("play", "./tiny.toml", stdin=b"\xff\xfe\nn\n")
    assert ran.code in (0, 2)


def test_odd_lines_are_harmless(stocked: Home) -> None:
    odd = b"\r\n\r\n\x00\n\xff\xff\n\x1b[C\nzzzz\n" + b"w" * 10_000 + b"\n \n \nn\nN\n" + b"n" * 5
    ran = stocked.run("play", "./long.toml", "--yes", stdin=odd, warp=FAST)
    assert ran.code in (0, 1)


def test_a_file_as_input(stocked: Home) -> None:
    commands = stocked.write("commands", "?\n")
    with commands.open("rb") as file:
        ran = stocked.good("play", "./tiny.toml", "--yes", stdin=file.read())
    assert "Step 1 of 1: Breathe" in ran.out


def test_heat_never_starts_when_nobody_can_answer(stocked: Home) -> None:
    ran = stocked.good("play", "./heat.toml", "--yes", warp=FAST)
    assert "Nobody can answer here" in ran.out
    assert "Breathe" in ran.out
    assert stocked.charged(warp=FAST) == {}


def test_heat_that_nobody_watches_is_ended_after_the_alarm(stocked: Home) -> None:
    """Ten minutes, confirmed once; nobody looks at the skin after five."""
    with warmed(stocked, 100) as played:
        played.close_input()
        played.wait_for("look at the skin")
        played.wait_for("Nobody answered")
        played.wait_for("Take it off")
        played.end()
    seconds = stocked.charged()[("shoulder_anterior", "left", "heat")]
    assert 360 <= seconds <= 390


def test_the_alarm_rings_though_muted_until_it_is_off(stocked: Home) -> None:
    command = ("play", "--plain", "--mute", "./heat.toml", "--yes")
    with Process(stocked, *command, terminal=True, warp=(30, 0)) as played:
        played.wait_for("Press y when a cloth")
        played.send("y")
        played.wait_for("look at the skin")
        assert not played.rung
        played.send("  ")
        played.wait_for("Paused, but heat")
        played.wait_for("Lift the heat and look at the skin")
        played.wait_for("Nobody answered: this is over")
        for _ in range(4):
            played.wait_for("Take it off now, then press y")
        assert played.rung >= 4
        played.send("q")
        played.wait_for("Take it off first and press y")
        played.send("y")
        played.wait_for("Paused. Let go")


def test_heat_with_looks_at_the_skin(stocked: Home) -> None:
    with warmed(stocked, 100) as played:
        played.wait_for("look at the skin")
        played.send("y\n")
        played.wait_for("Take the heat off")
        assert played.end() == 0
    assert stocked.charged()[("shoulder_anterior", "left", "heat")] == pytest.approx(600.0)


def test_heat_goes_on_working_in_a_pause(stocked: Home) -> None:
    with warmed(stocked, 50) as played:
        played.send(" \n")
        played.wait_for("go on working")
        played.wait_for("Take it off now")
        played.send("y\n")
        played.send("?\n")
        played.wait_for("Step 1 of 2")
        played.send("q\ny\n")
        assert played.end() == 1
    assert stocked.charged()[("shoulder_anterior", "left", "heat")] >= 60.0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("numb", "That ends the session"),
        ("pins and needles in my foot", "That ends the session"),
        ("I feel dizzy", "That ends the session"),
        ("a blister", "See a doctor today: A blister"),
        ("numb skin", "See a doctor today: A blister"),
        ("burn", "See a doctor today: A blister"),
        ("cramp", "What hurt rests"),
        ("pain", "What hurt rests"),
        ("x\nnumb", "That ends the session"),
        ("x\nt", "That ends the session"),
        ("x\nk", "See a doctor today: A blister"),
        ("too much\nz", "First say what it was"),
    ],
)
def test_the_words_that_people_have_for_what_hurts(stocked: Home, line: str, said: str) -> None:
    ran = stocked.run("play", "./long.toml", "--yes", stdin=f"n\n{line}\n")
    assert said in ran.out


def test_today_s_questions_one_by_one(stocked: Home) -> None:
    """A sharp pain of 8: no session, and the signs that need help."""
    ran = stocked.run("play", "./tiny.toml", stdin="y\nno\n8\n\n\n\n\n\n\n")
    assert ran.code == 1
    assert "Pain now, 0 to 10" in ran.err
    assert "genitals" in ran.err, "the red flags are shown"
    assert stocked.history() == []


def test_an_answer_that_is_none_is_asked_again(stocked: Home) -> None:
    ran = stocked.good("play", "./tiny.toml", stdin="maybe\nw\ny\nperhaps\nno\neleven\n3\nelbow\nhand\n\n\n\n\n\n")
    assert "answer yes or no" in ran.err
    assert "answer a number from 0 to 10" in ran.err
    assert "not a body area: elbow" in ran.err
    assert "genitals" in ran.err


def test_whoever_goes_on_is_told_to_take_the_heat_off(stocked: Home) -> None:
    with warmed(stocked, 20) as process:
        process.wait_for("^Go")
        process.send("n\n")
        process.wait_for("Take the heat off.")


def test_whoever_is_interrupted_is_told_to_take_the_heat_off(stocked: Home) -> None:
    with warmed(stocked, 20) as process:
        process.wait_for("^Go")
        process.signal(signal.SIGTERM)
        process.end()
        assert "Take the heat off now." in process.errors
    resumed = stocked.run("resume", "--yes", warp=(1, 600), stdin="q\ny\n")
    assert "If the heat is still on, take it off first." in resumed.out


def test_a_routine_that_was_left_says_so_and_how_to_go_on(stocked: Home) -> None:
    with Process(stocked, "play", "./long.toml", "--yes", warp=FAST) as played:
        played.wait_for("Ease in")
        played.send("quit\n")
        played.send("y\n")
        assert played.end() == 1
    ran = stocked.run("play", "./long.toml")
    assert ran.code == 1
    assert "Long is unfinished: step 1 of 1, Ham, " in ran.err
    assert "/long.toml` goes on" in ran.err
    anew = stocked.run("play", "./long.toml", "--yes", stdin="quit\ny\n", warp=FAST)
    assert "An unfinished session of it is kept" in anew.err
