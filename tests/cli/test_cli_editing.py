"""`edit` by options and line by line: the same edits as on the screen, all or none of them, and nothing lost."""

import tomli

from cli.house import Home

MINE = """\
format = 1
title = "Mine"

# For the left leg above all.
[[step]]
move = "calf-wall"
hold = 20 # not more
reps = 2

[[step]]
move = "bridge"
reps = 10
"""


def text(home: Home, name: str = "mine") -> str:
    return (home.routines / f"{name}.toml").read_text(encoding="utf-8")


def steps(home: Home, name: str = "mine") -> object:
    return tomli.loads(text(home, name))["step"]


def test_options_are_done_in_their_order_and_saved_with_the_former_version_beside_it(home: Home) -> None:
    path = home.own("mine", MINE)
    ran = home.good(
        *("edit", "mine", "--step", "1", "hold=30", "reps=", "--add", "hamstring-strap", "hold=25", "--after", "1"),
        *("--copy", "3", "--off", "4", "--move", "4", "--to", "1", "--rounds", "2-3", "--times", "3"),
        *("--set", "title=My legs", "--set", "defaults.rest=15"),
    )
    assert ran.out == f"{path}\n"
    assert "Added Leg up with a towel: step 2." in ran.err
    assert steps(home) == [
        {"move": "bridge", "reps": 10, "enabled": False},
        {
            "repeat": 3,
            "step": [{"move": "calf-wall", "hold": 30}, {"move": "hamstring-strap", "hold": 25}],
        },
        {"move": "bridge", "reps": 10},
    ]
    assert "# For the left leg above all." in text(home)
    assert "# not more" in text(home)
    assert tomli.loads(text(home))["defaults"] == {"rest": 15}
    assert path.with_name("mine.toml.bak").read_text(encoding="utf-8") == MINE
    assert home.good("edit", "mine", "--steps", "--json").json[1]["title"] == "Rounds"


def test_all_of_them_or_none(home: Home) -> None:
    home.own("mine", MINE)
    for options, said in (
        (("--step", "1", "hold=30", "--step", "9", "hold=3"), "there is no step 9: this routine has 2 steps"),
        (("--remove", "1", "--step", "1", "hodl=3"), "unknown key `hodl`: did you mean `hold`?"),
        (("--add", "calf-wal"), "did you mean calf-wall?"),
        (("--add", "calf stretch"), "did you mean calf-chair, calf-towel, calf-wall?"),
        (("--instead", "1", "calf stretch"), "did you mean calf-chair, calf-towel, calf-wall?"),
        (("--step", "1", "hold=soon"), "not a duration"),
        (("--step", "0", "hold=3"), "no number of a step"),
        (("--step", "one", "hold=3"), "no number of a step"),
        (("--remove", "1-2"), "the only step"),
        (("--move", "1", "--to", "1.1"), "among its neighbours"),
        (("--rounds", "1-2", "--times", "0"), "no number of rounds"),
        (("--rounds", "1-2", "--times", "²"), "no number of rounds"),
        (("--step", "1", "hold=10\nreps=99"), "not a duration"),
        (("--step", "1", 'hold=10\n[[step]]\nmove="bridge"'), "not a duration"),
        (("--set", "titel=x"), "did you mean `title`?"),
        (("--step", "1", "hold=25 # not more"), "hold gets a value without a remark"),
        (("--step", "1", "hold=[10, # first\n20]"), "hold gets a value without a remark"),
        (("--step", "1", 'name="Calf" # left'), "name gets a value without a remark"),
        (("--add", "bridge", "reps=5 # slow"), "reps gets a value without a remark"),
        (("--step", "1", "name=\x1b[31m"), "cannot be seen"),
    ):
        ran = home.run("edit", "mine", *options)
        assert ran.code == 2, (options, ran.err)
        assert said in ran.err
        assert "nothing was changed" in ran.err
        assert "\x1b" not in ran.err
        assert text(home) == MINE
    assert home.run("edit", "mine", "--after", "2").code == 2


def test_another_move_takes_over_what_is_said_of_a_person_and_says_what_it_does_not(home: Home) -> None:
    own = 'sides = "left"\ncaution = "My knee."\nnot_with = "surgery"\nhow = "Slowly."\n'
    home.own("mine", f"{MINE}{own}".replace('move = "bridge"\n', 'move = "calf-wall"\n'))
    for name, caution in (("hamstring-strap", "bend the knee and stop."), ("bridge", "the back of the thigh cramps.")):
        said = home.good("edit", "mine", "--instead", "2", name).err
        assert "Kept: sides, take care, not with." in said
        assert ("Taken out, as it was said of the other move: how." in said) is (name == "hamstring-strap")
        step = tomli.loads(text(home))["step"][1]
        assert step["sides"] == "left"
        assert step["not_with"] == ["surgery"]
        assert step["caution"].startswith("My knee. ")
        assert step["caution"].endswith(caution)
        assert step["caution"].count(".") < 4
    home.good("edit", "mine", "--step", "2", "sides=each", "first=right")
    said = home.good("edit", "mine", "--instead", "2", "calf-wall").err
    assert tomli.loads(text(home))["step"][1]["first"] == "right"
    said = home.good("edit", "mine", "--instead", "2", "march").err
    assert "Taken out, as it was said of the other move: sides" in said
    assert "sides" not in tomli.loads(text(home))["step"][1]


def test_a_length_that_stays_under_another_name_is_not_said_to_be_taken_out(home: Home) -> None:
    step = 'kind = "exercise"\nname = "Hang"\ntarget = "calves"\nduration = 40\nsets = 2\nhow = "Hang."\n'
    home.own("mine", f'format = 1\ntitle = "Mine"\n\n[[step]]\n{step}')
    said = home.good("edit", "mine", "--instead", "1", "calf-wall").err
    assert tomli.loads(text(home))["step"][0] == {"move": "calf-wall", "hold": 40}
    assert "Its duration stays, as the hold." in said
    assert "another kind: sets." in said
    said = home.good("edit", "mine", "--instead", "1", "bridge").err
    assert "Its hold stays, as the duration." in said
    assert "Taken out" not in said


def test_what_is_moved_and_shall_be_held_says_what_to_write_instead(home: Home) -> None:
    home.own("mine", 'format = 1\ntitle = "Mine"\n\n[[step]]\nmove = "head-turn"\n')
    ran = home.run("edit", "mine", "--step", "1", "hold=20", "rest=5")
    said = " ".join(ran.err.split())
    assert ran.code == 2
    assert "step 1 is moved and not held" in said
    assert "`stretchplayer edit mine --step 1 hold=20 reps=5 rest=5`" in said
    assert said.endswith("; nothing was changed")
    assert "`stretchplayer edit mine --step 1 duration=20 rest=5`" in said
    home.good("edit", "mine", "--step", "1", "duration=20", "rest=5")
    assert "write `step 1 duration=20`" in home.good("edit", "mine", "--plain", stdin="step 1 hold=20\nquit\n").err
    ran = home.run("edit", "mine", "--step", "1", "tempo=4")
    assert (
        "how often: write, with the number that you want, `stretchplayer edit mine --step 1 tempo=4 reps=5`"
        in " ".join(ran.err.split())
    )


def test_a_bundled_routine_is_changed_in_a_copy(home: Home) -> None:
    ran = home.good("edit", "desk-neck", "--step", "7", "hold=10")
    assert ran.out == f"{home.routines / 'desk-neck.toml'}\n"
    assert "hold = 10" in text(home, "desk-neck")


def test_line_by_line(home: Home) -> None:
    home.own("mine", MINE)
    lines = "list\nstep 1 hold=25\nadd soleus-wall after 1\nnonsense\nremove 3\nundo\nshow 1\nhelp\nsave\nquit\n"
    ran = home.good("edit", "mine", "--plain", stdin=lines)
    assert steps(home) == [
        {"move": "calf-wall", "hold": 25, "reps": 2},
        {"move": "soleus-wall"},
        {"move": "bridge", "reps": 10},
    ]
    for said in ("1.  Calf stretch at the wall", "Unknown command nonsense", "Removed Slow bridge.", "Undone: remove."):
        assert said in ran.out + ran.err
    assert "usual 10 s to 30 s" in ran.out


def test_what_is_not_saved_when_the_input_ends_is_offered_again(home: Home) -> None:
    home.own("mine", MINE)
    ran = home.run("edit", "mine", "--plain", stdin="step 1 hold=25\n")
    assert ran.code == 1
    assert "what you changed is kept" in ran.err
    assert text(home) == MINE
    home.good("edit", "mine", "--plain", stdin="y\nsave\nquit\n")
    assert "hold = 25" in text(home)
    assert home.run("edit", "mine", "--plain", stdin="step 1 hold=15\nquit\nno\nquit\nd\n").code == 0
    assert "hold = 25" in text(home)
