"""Single keys in a terminal, and the questions before and after a session."""

from collections.abc import Iterator

import pytest

from cli.files import LONG, SHORT, TINY
from cli.house import Home
from cli.process import Process

FAST = (5, 0)

STEPS = """\
format = 1
title = "Steps"

[[step]]
kind = "stretch"
name = "Calf"
target = "gastrocnemius"
sides = "each"
hold = 20
reps = 2

[[step]]
kind = "dynamic"
name = "Swing"
target = "hip_flexors"
duration = 30

[[step]]
kind = "advice"
topic = "rest"
how = "Sit down."
"""


@pytest.fixture
def stocked(home: Home) -> Home:
    for name, text in {"long": LONG, "steps": STEPS, "short": SHORT, "tiny": TINY}.items():
        home.write(f"{name}.toml", text)
    return home


@pytest.fixture
def played(stocked: Home) -> Iterator[Process]:
    """A session of three steps in a terminal, in its first hold."""
    with Process(stocked, "play", "--plain", "./steps.toml", "--yes", terminal=True, warp=FAST) as process:
        process.wait_for("^Keys: ")
        process.wait_for("Ease in")
        yield process


def where(process: Process) -> str:
    """What the program says when asked where the session is."""
    process.send("?")
    said = process.wait_for("^Step ").text
    process.wait_for("^Keys: space pause")
    return said


def leave(process: Process) -> None:
    process.send("q")
    process.wait_for("Leave now")
    process.send("y")
    process.wait_for("Saved")
    assert process.end() == 1


def test_space_pauses_and_resumes(played: Process) -> None:
    played.send(" ")
    played.wait_for("Paused. Let go. Press space")
    assert "Step 1 of 3: Calf, left side, 1 of 2." in where(played)
    played.send(" ")
    played.wait_for("Going on")
    played.wait_for("Get ready: Calf. Left side")
    played.wait_for("Ease in")
    played.wait_for("Ease off")
    leave(played)


def test_n_goes_to_the_next_and_arrows_do_too(played: Process) -> None:
    played.send("n")
    played.wait_for("Ease off")
    played.wait_for("Rest")
    played.send("\x1b[C")
    played.wait_for("Ease in")
    assert "left side, 2 of 2" in where(played)
    played.send("\x1b[D")
    played.wait_for("Get ready: Calf")
    leave(played)


def test_a_bracket_goes_to_the_next_step(played: Process) -> None:
    played.send("]")
    played.wait_for("Get ready: Swing")
    assert "Step 2 of 3: Swing" in where(played)
    played.send("]")
    played.wait_for("Sit down")
    played.wait_for("Press y to go on")
    played.send("y")
    assert played.end() == 0


def test_capitals_and_other_layouts_are_the_same_keys(played: Process) -> None:
    played.send("N")
    played.wait_for("Rest. 10 s. Then 2 of 2")
    played.send("ъ")
    played.wait_for("Get ready: Swing")
    played.send("Q")
    played.wait_for("Leave now")
    played.send("!")
    played.wait_for("Stopped. What was it")
    played.send("\N{GREEK CAPITAL LETTER OMICRON}")
    played.wait_for("Paused")
    leave(played)


def test_a_typed_word_is_that_word_and_no_letter_of_it(played: Process) -> None:
    played.send("next\r")
    played.wait_for("Rest. 10 s. Then 2 of 2")
    played.send("relay\r")
    played.wait_for("r does nothing here")
    played.send("pause")
    played.wait_for("Paused")
    played.send("go on\r")
    played.wait_for("Going on")
    played.send("next ")
    played.wait_for("Paused")
    played.send(" ")
    played.wait_for("Going on")
    assert played.said.count("Paused. Let go.") == 2, "the space in go on is no space bar"
    played.send("]")
    played.wait_for("Get ready: Swing")
    assert "What was it" not in played.said
    assert "Get help" not in played.said
    played.send("ouch\r")
    played.wait_for("Stopped|Paused")
    leave(played)


def test_keys_in_a_hurry_still_mean_too_much(played: Process) -> None:
    played.send("nbx")
    played.wait_for("Stopped. What was it")


@pytest.mark.parametrize("word", ["banana", "no thanks", "nest"])
def test_a_line_that_means_nothing_does_nothing(stocked: Home, word: str) -> None:
    played = stocked.run("play", "--plain", "./steps.toml", "--yes", stdin=f"{word}\nq\ny\n", warp=FAST)
    assert f"“{word}” does nothing here" in played.out
    assert "Get ready: Calf. Left side" in played.out
    assert "Paused" in played.out.split("does nothing here")[1]


def test_whole_words_through_a_pipe(stocked: Home) -> None:
    said = b"n\nnext step\ntoo much\nNumb\n"
    played = stocked.run("play", "--plain", "./steps.toml", "--yes", stdin=said, warp=FAST)
    assert "Get ready: Swing" in played.out
    assert "That ends the session. Get help now" in played.out


def test_b_goes_back_and_charges_again(played: Process, stocked: Home) -> None:
    played.send("n")
    played.wait_for("Rest")
    played.wait_for("Ease in")
    played.send("b")
    played.wait_for("Get ready: Calf. Left side")
    played.wait_for("Ease in")
    assert "left side, 1 of 2" in where(played)
    leave(played)
    assert stocked.charged()[("gastrocnemius", "left", "static")] > 0


def test_plus_and_minus(played: Process) -> None:
    played.send("+")
    played.wait_for("Calf: now 30 s in all")
    played.send("-")
    played.wait_for("Calf: now 20 s in all")
    played.send("++++++")
    assert "60 s" in played.wait_for("now 1 min in all|Not now").text or "1 min" in played.said
    played.wait_for("Not now")
    leave(played)


@pytest.mark.parametrize("word", ["s", "C", "щ"])
def test_too_much_rests_that_muscle(played: Process, word: str) -> None:
    played.send("ЧШzzz")
    played.wait_for("Stopped. What was it")
    played.wait_for("First say what it was: s sharp")
    played.send(word)
    played.wait_for("Paused")
    played.send(" ")
    played.wait_for("Get ready: Swing")
    leave(played)


@pytest.mark.parametrize("word", ["t", "d"])
def test_tingling_and_dizziness_end_the_session(played: Process, stocked: Home, word: str) -> None:
    played.send("x")
    played.wait_for("Stopped. What was it")
    played.send(word)
    played.wait_for("That ends the session. Get help now")
    played.wait_for("genitals")
    played.wait_for("The session ends here")
    assert played.end() == 1
    assert stocked.history()[0]["state"] == "ended"


def test_too_much_halves_what_is_left_for_a_day(stocked: Home) -> None:
    with Process(stocked, "play", "--plain", "./long.toml", "--yes", terminal=True, warp=FAST) as process:
        process.wait_for("Ease in")
        process.send("xs")
        assert process.end() == 0, "nothing else is left"
    plan = stocked.good("plan", "./long.toml", "--json").json
    held = sum(each["seconds"] for each in plan["segments"] if each["phase"] == "work")
    assert held <= 60.0
    later = stocked.good("plan", "./long.toml", "--json", warp=(1, 25 * 3600)).json
    assert sum(each["seconds"] for each in later["segments"] if each["phase"] == "work") == 120.0


def test_leaving_asks_and_can_be_taken_back(played: Process) -> None:
    played.send("q")
    played.wait_for("Paused")
    played.wait_for("Leave now")
    played.send("n")
    played.send(" ")
    played.wait_for("Going on")
    played.send("q")
    played.wait_for("Leave now")
    played.send("e")
    played.wait_for("ends here")
    assert played.end() == 1


def test_a_question_mark_tells_place_side_repetition_and_keys(played: Process) -> None:
    said = where(played)
    assert "Step 1 of 3: Calf, left side, 1 of 2." in said
    assert " s left. Session: " in said
    leave(played)


def test_keys_without_a_meaning_are_answered_once(played: Process) -> None:
    played.send("w\x1b[A\x1b[15~\x1bOPé漢\t\r\x04")
    played.wait_for("w does nothing here. Keys: space pause, n next")
    assert "left side, 1 of 2" in where(played)
    assert played.said.count("does nothing here") == 1
    leave(played)


def test_questions_before_and_after(stocked: Home) -> None:
    with Process(stocked, "play", "--plain", "./tiny.toml", terminal=True) as process:
        process.wait_for("Is any of these so")
        process.send("w\n")
        process.wait_for("genitals")
        process.wait_for("Is any of these so")
        process.send("\n")
        process.wait_for("How stiff are you now")
        process.send("11\n")
        process.wait_for("answer a number from 0 to 10")
        process.wait_for("How stiff are you now")
        process.send("6\n")
        process.wait_for("Breathe")
        process.wait_for("Done")
        process.wait_for("How stiff are you now")
        process.send("3\n")
        assert process.end() == 0
    (session,) = stocked.history()
    assert (session["before"], session["after"], session["state"]) == (6, 3, "finished")
    assert "stiffness 6 → 3" in stocked.good("history").out


@pytest.mark.parametrize("how", ["ctrl+c", "kill", "hang up", "enter"])
def test_the_question_afterwards_costs_nothing(stocked: Home, how: str) -> None:
    """The session is over before it is asked."""
    with Process(stocked, "play", "--plain", "./tiny.toml", terminal=True) as process:
        process.wait_for("Is any of these so")
        process.send("\n")
        process.wait_for("How stiff are you now")
        process.send("6\n")
        process.wait_for("Done")
        process.wait_for("How stiff are you now")
        if how == "kill":
            process.kill()
        elif how == "hang up":
            process.hang_up()
            process.end()
        else:
            process.send("\x03" if how == "ctrl+c" else "\n")
            process.end()
    (session,) = stocked.history()
    assert (session["before"], session["after"], session["state"]) == (6, None, "finished")


def test_something_new_is_asked_piece_by_piece(stocked: Home) -> None:
    with Process(stocked, "play", "--plain", "./long.toml", terminal=True) as process:
        process.wait_for("Is any of these so")
        process.send("y\n")
        for question, answer in (
            ("warning signs", ""),
            ("Pain now", "3"),
            ("injury in the last 72 hours", "thigh"),
            ("in spasm", "no"),
            ("Fever", ""),
            ("blood clot", ""),
            ("rub on the skin", ""),
            ("Alcohol", ""),
        ):
            process.wait_for(question)
            process.send(f"{answer}\n")
        process.wait_for("How stiff")
        process.send("\n")
        process.wait_for("nothing of this routine may be played now")
        assert process.end() == 1
    assert "injur" in process.said
    assert stocked.history() == []


def test_a_narrow_and_a_tiny_terminal(stocked: Home) -> None:
    for size in ((5, 20), (1, 1)):
        with Process(stocked, "play", "--plain", "./tiny.toml", "--yes", terminal=True, size=size) as process:
            assert process.end() == 0
