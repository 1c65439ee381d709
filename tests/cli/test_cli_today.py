"""Today's answers over real sessions: kept on disk, in every command, by whatever clock."""

from typing import Final, get_args

from cli.house import Home
from stretchplayer.app.answers import part_words
from stretchplayer.caps.profile import Answer

HOUR: Final = 3600.0
BODY: Final = """\
format = 1
title = "Body"

[[step]]
kind = "heat"
target = "back"
duration = "10m"
using = "heat pack"

[[step]]
kind = "stretch"
name = "Chest"
target = "pectorals"
sides = "left"
hold = 20

[[step]]
kind = "stretch"
name = "Calf"
target = "gastrocnemius"
sides = "each"
hold = 20
"""
NOTHING: Final = ("\n",) * 8


def answered(home: Home, *answers: str, hours: float = 0.0) -> str:
    """Begin a session with these lines as answers, and end it; what was said before it began."""
    return home.run("play", "./body.toml", stdin="".join((*answers, "q\ne\n")), warp=(1, hours * HOUR)).err


def planned(home: Home, hours: float = 0.0) -> tuple[set[str], set[str]]:
    """What holds when so many hours have passed, and the limits that take something away then, as `plan` says it."""
    found = home.good("plan", "./body.toml", "--json", warp=(1, hours * HOUR)).json
    taken = {each["limit"] for each in found["verdicts"] if each["action"] in ("withheld", "trimmed")}
    return {each["answer"] for each in found["still"]}, taken


def test_answers_last_as_long_as_what_they_say_in_every_session(home: Home) -> None:
    home.write("body.toml", BODY)
    # Warning signs, pain, injury, spasm, fever, clot, rub, alcohol.
    answered(home, "y\n", "\n", "3\n", "shoulder\n", "y\n", "y\n", "\n", "back\n", "y\n")
    assert (home.data / "today.json").stat().st_mode & 0o077 == 0
    lengths = {"pain": None, "injury": 72, "spasm": 24, "fever": 24, "rub": 24, "sedated": 12}
    for hours in (11.9, 23.9, 71.9, 72.1, 11.8):
        expected = {answer for answer, last in lengths.items() if last is None or hours < last}
        there, taken = planned(home, hours)
        assert there == expected, hours
        assert ("today.injury" in taken) == (hours < 72)


def test_what_holds_is_said_and_binds_wherever_a_session_begins(home: Home) -> None:
    home.write("body.toml", BODY)
    answered(home, "y\n", "\n", "\n", "shoulder\n", *NOTHING)
    for command, answers in (
        (("play", "./body.toml", "--yes"), ""),
        (("play", "./body.toml"), "s\nn\n"),
        (("resume",), ""),
    ):
        ran = home.run(*command, stdin=f"{answers}q\ny\n", warp=(1, HOUR))
        assert "Still: injury of the shoulders and chest, until" in ran.err, command
        assert "not played: No heat, massage or stretching on an injury" in ran.err, command
    again = home.run("play", "./body.toml", stdin="s\ny\n\n\nfoot\n\n\n\n\n\nq\ny\n", warp=(1, 48 * HOUR))
    assert "step 2: not played" in again.err
    # A new injury is added, and each has its own three days.
    later = home.good("plan", "./body.toml", warp=(1, 80 * HOUR)).out
    assert "injury of the feet" in later
    assert "injury of the shoulders" not in later


def test_a_clock_that_is_set_back_gives_nothing_back_and_lasts_no_longer(home: Home) -> None:
    home.write("body.toml", BODY)
    answered(home, "y\n", "\n", "\n", "shoulder\n", *NOTHING, hours=24 * 365)
    said = home.good("plan", "./body.toml").out
    assert "The clock was set back" in said
    assert "The clock was set back" not in home.good("plan", "./body.toml", warp=(1, 60)).out
    assert planned(home, 71.0)[0] == {"injury"}
    assert planned(home, 73.0)[0] == set()


def test_what_is_over_has_to_be_said(home: Home) -> None:
    home.write("body.toml", BODY)
    asked = answered(home, "y\n", "\n", "\n", "shoulder\n", "\n", "y\n", "left\n", *NOTHING)
    assert "see a doctor today" in asked
    there, taken = planned(home)
    assert (there, taken) == ({"injury", "fever", "clot"}, {"today.injury", "today.clot"})
    # Enter means no.
    asked = answered(home, "o\n", "y\n", "\n", "n\n", "\n")
    assert asked.count("Is it over") == 3
    assert planned(home, 0.1)[0] == {"fever", "clot"}
    assert planned(home, 1000.0)[0] == {"clot"}


def test_what_a_routine_is_not_for_stops_it_with_yes_as_well(home: Home) -> None:
    home.write("body.toml", BODY.replace("format = 1", 'format = 1\nnot_with = ["fever", "pregnant"]'))
    assert "This is not done with a fever." in answered(home, "y\n", "\n", "\n", "\n", "\n", "y\n", *NOTHING)
    stopped = home.run("play", "./body.toml", "--yes", warp=(1, HOUR))
    assert (stopped.code, "Fever with back or neck pain" in stopped.err) == (1, True)
    home.good("profile", "--set", "pregnant=yes")
    stopped = home.run("play", "./body.toml", "--yes", warp=(1, 30 * HOUR))
    assert (stopped.code, "Nothing was begun." in stopped.err) == (1, True)


def test_pain_is_asked_again_and_binds_until_then(home: Home) -> None:
    home.write("body.toml", BODY)
    assert "genitals" in answered(home, "y\n", "\n", "8\n", *NOTHING)
    stopped = home.run("play", "./body.toml", "--yes", warp=(1, 100 * HOUR))
    assert stopped.code == 1
    assert "pain of 8, until it is asked again" in stopped.err
    assert "genitals" in stopped.err
    assert "without --yes asks again" in stopped.err
    assert "genitals" in home.good("plan", "./body.toml").err
    assert "not played: With pain" in answered(home, "\n", "n\n")
    assert "not played: With pain" not in answered(home, "3\n", "n\n")
    assert planned(home)[1] == set()


def test_the_warning_signs_can_be_shown_at_their_question(home: Home) -> None:
    home.write("body.toml", BODY)
    assert "genitals" in answered(home, "y\n", "w\n", *NOTHING)


def test_what_cannot_be_read_is_never_taken_for_nothing(home: Home) -> None:
    home.write("body.toml", BODY)
    for text in ("", '{"said": [{"answer": "injury", "value": "moon", "at": 0}]}'):
        home.write("data/stretchplayer/today.json", text)
        ran = home.run("play", "./body.toml", "--yes")
        assert ran.code == 2
        assert "today's answers in" in ran.err
    assert home.run("profile", "--json").code == 0


def test_every_answer_has_words() -> None:
    words = [part_words((answer, "neck")) for answer in get_args(Answer)]
    assert len(set(words)) == len(words)
    assert "injury of the neck" in words
