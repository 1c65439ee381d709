"""`new --from`: a routine out of a list that people have, and what is said of it in plain words."""

from pathlib import Path

from cli.house import Home

LISTS = Path(__file__).parents[1] / "corpus" / "lists"


def test_a_slip_from_standard_input_becomes_a_routine_that_says_what_it_asks(home: Home) -> None:
    ran = home.good("new", "my-back", "--from", "-", stdin="10 slow bridges\nfigure four\nStop if it hurts\n")
    path = home.routines / "my-back.toml"
    assert ran.out == f"{path}\n"
    said = " ".join(ran.err.split())
    assert "2 steps out of a list. 1 question is left." in said
    # The way that needs no TOML stands first.
    steps, asked = (
        said.index("Answer in the steps: stretchplayer edit my-back A step"),
        said.index("step 2: Which move"),
    )
    assert steps < asked < said.index("In the text, each stands in full")
    assert "`figure-four-lying`" in said
    assert "enabled = false" not in said
    assert "# ? Which move is meant" in path.read_text(encoding="utf-8")
    assert "Kept as remarks, because no exercise was found in them: Stop if it hurts" in said
    assert "is marked ? there, and is not played until it is answered" in said
    assert home.good("check", "--json").json is not None
    assert "Slow bridge" in home.good("plan", "my-back").out
    assert 'title = "My back"' in path.read_text(encoding="utf-8")


def test_a_file_gives_the_name_and_nothing_that_is_there_is_written_over(home: Home) -> None:
    source = home.write("Cool down (R).csv", (LISTS / "50-multi-timer.csv").read_bytes())
    ran = home.good("new", "--from", str(source))
    (made,) = home.routines.glob("*.toml")
    assert made.name == "Cool down -R.toml"
    assert "4 steps out of an interval timer. Nothing to ask.\n" in ran.err
    before = made.read_bytes()
    again = home.run("new", "--from", str(source))
    assert again.code == 2
    assert "there already" in again.err
    assert made.read_bytes() == before


def test_what_cannot_be_read_is_said_and_nothing_is_written(home: Home) -> None:
    home.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0")
    home.write("letter.txt", "Dear patient, do come back.\n\x1b[31m ibuprofen 400 mg\n")
    for arguments, sentence in (
        (("new", "a", "--from", "picture.png"), "it is no text"),
        (("new", "a", "--from", "letter.txt"), "no exercise was found"),
        (("new", "a", "--from", "gone.txt"), "no such file"),
        (("new", "a", "--from", "."), "a folder"),
        (("new", "../a", "--from", "letter.txt"), "not a name for a routine"),
        (("new",), "give the routine a name"),
    ):
        ran = home.run(*arguments)
        assert ran.code == 2, ran
        assert sentence in " ".join(ran.err.split())
    assert not list(home.folder.rglob("*.toml"))


def test_what_was_taken_for_granted_and_what_will_be_marked_is_said(home: Home) -> None:
    for made in ("my-exercises.toml", "my-exercises-2.toml"):
        assert home.good("new", "--from", "-", stdin="10 bridges\n").out.strip().endswith(made)
    ran = home.good(
        "new", "my-slip", "--from", "-", stdin="calf at the wall 20 s each; knee to chest 20 s; 10 bridges\n"
    )
    said = " ".join(ran.err.split())
    assert "Done once each, as no number was given: steps 1 and 2." in said
    assert "Marked in the steps: step 1: Warm up first" in said
    # Once on each side, as the slip has it.
    plan = home.good("plan", "my-slip").out
    assert sum(" work " in line and "Calf" in line for line in plan.splitlines()) == 2
    # What is offered mends it.
    (command,) = (line.partition(": ")[2] for line in ran.err.splitlines() if "warm-up in front" in line)
    home.good(*command.split()[1:])
    assert "order.warmup" not in home.good("check", "my-slip").out
