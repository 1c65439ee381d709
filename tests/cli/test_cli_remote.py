"""A session in one terminal, asked from another: `status`, `pause`, `resume --there`; and what a killed one leaves."""

from cli.files import HEAT, LONG
from cli.house import Home
from cli.process import Process


def test_it_is_paused_and_goes_on_from_another_terminal(home: Home) -> None:
    home.write("long.toml", LONG)
    assert home.run("pause").code == 1
    assert home.good("status", "--line").out == ""
    assert not home.data.exists()
    with Process(home, "play", "--plain", "./long.toml", "--yes", terminal=True) as session:
        session.wait_for("Get ready")
        told = home.good("status", "--json").json
        assert (told["format"], told["state"], told["step"], told["unfinished"]) == (1, "playing", 1, None)
        paused = home.good("pause")
        assert (paused.out, paused.err) == ("", "Paused.\n")
        session.wait_for("Paused")
        assert home.good("status", "--line").out.startswith("Paused · ")
        assert "Now: " in home.good("resume", "--there").err
        assert home.run("resume", "--there", "long").code == 2
        session.kill()
    # The socket is still there, and nobody behind it.
    assert (home.folder / "state" / "stretchplayer" / "control.sock").is_socket()
    assert home.run("pause").err == "stretchplayer: No session is playing.\n"
    assert home.good("status", "--line").out.startswith("Unfinished: ")
    assert home.good("status", "--json").json["unfinished"]["file"].endswith("long.toml")


def test_a_session_without_keys_waits_for_whoever_paused_it(home: Home) -> None:
    home.write("long.toml", LONG)
    with Process(home, "play", "--plain", "./long.toml", "--yes") as session:
        session.close_input()
        session.wait_for("Get ready")
        home.good("pause")
        session.wait_for("Paused")
        assert home.good("status", "--line").out.startswith("Paused · ")
        assert home.good("resume", "--there").code == 0


def test_a_session_that_cannot_be_asked_says_where_it_is(home: Home) -> None:
    home.write("heat.toml", HEAT)
    with Process(home, "play", "--plain", "./heat.toml", "--yes", terminal=True) as session:
        session.wait_for("[Pp]ress y")
        assert home.run("resume", "--there").err == "Not now: it waits for your answer.\n"
        (home.folder / "state" / "stretchplayer" / "control.sock").unlink()
        assert str(session.pid) in home.run("pause").err
        assert home.good("status", "--line").out == ""
        assert home.good("status", "--json").json["state"] == "unknown"
