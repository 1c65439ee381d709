"""A fortnight with a plan: it is made, played, left alone for days, was too much once, and comes back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path

import msgspec
import pytest
import vobject

from story.clock import NOON
from story.faces import Do, Pass, Press
from stretchplayer.app.context import AppContext
from stretchplayer.app.library import load_named
from stretchplayer.app.listing import listed
from stretchplayer.app.week.week_plan import load_week
from stretchplayer.app.what_now import as_planned
from stretchplayer.tui.preview_text import preview_of
from weekplan.someone import Person

HOUR = 3600.0
SCOLDING = re.compile(r"miss(ed|ing)|streak|behind|overdue|catch up|fail|should|again!", re.IGNORECASE)


def too_much() -> Iterator[Do]:
    """In the hold: too much; something else; go on, and let it end."""
    yield Pass(195)
    yield Press("x")
    yield Press("o")
    yield Press(" ")
    yield from repeat(Pass(30))


def shown_today(person: Person) -> tuple[int, int]:
    """The minutes that the list and the library's preview have for the calf routine, and the hold in the preview."""
    context = AppContext(person.folders, person.clock)
    (calf,) = as_planned([each for each in listed(person.folders) if each.name == "calf"], context.planned_today())
    preview = preview_of(context, calf, planned=True)
    context.close()
    said = person.said
    (row,) = (line for line in person.types("list").splitlines() if line.startswith("calf "))
    person.said = said
    assert f" {calf.minutes} min" in row
    found = re.search(r"(\d+) s", preview.steps[1].dose)
    assert found is not None, preview.steps
    assert preview.today.startswith("\u2022 As planned for today.")
    return calf.minutes, int(found[1])


def test_a_fortnight(person: Person) -> None:
    assert "There is no plan yet" in person.types("week")
    assert "nothing was changed" in person.types("week", "--add", "calff")
    assert not person.folders.plan.exists()
    added = person.types(
        *("week", "--add", "calf", "--on", "every day", "--cue", "before breakfast"),
        *("--fallback", "chin-glide", "head-turn"),
    )
    assert person.code == 0
    assert added.count("before breakfast") == 8  # what was done, and seven days
    with person.folders.plan.open("a", encoding="utf-8") as file:
        file.write('\n[[progression]]\nroutine = "calf"\nstep = 2\nfrom = 2026-01-01\nweeks = ["week 2: hold 30 s"]\n')
    first = person.types("week", "--today")
    assert "On a bad day: Chin glide and Slow head turns. (`stretchplayer week --bad-day`)" in first
    person.types("week", "--play", "--plain", "--yes")
    assert person.code == 0
    assert "What was planned for today is done." in person.types("week", "--today")
    assert "nothing is left to do today" in person.types("week", "--play", "--plain", "--yes")

    person.sleeps(1)
    one = person.types("week", "--today")
    person.sleeps(3)  # nothing is done in these days
    assert person.types("week", "--today") == one
    week = msgspec.json.decode(person.types("week", "--json"))
    assert [len(day["entries"]) for day in week["days"]] == [1] * 7
    assert "a muscle in spasm" not in person.types("week", "--bad-day", "--plain", "--yes")
    assert person.code == 0
    assert "What was planned for today is done." in person.types("week", "--today")

    person.sleeps(4)  # the second week of the progression
    assert "From week 2: hold 30 s (Calf at the wall)." in person.types("week", "--today")
    said = person.types("week", "--play", "--plain", "--yes", keys=too_much())
    assert "From week 2: hold 30 s" in said
    person.sleeps(1)
    down = 'After "too much" (calf): {} of the usual; {} as before.'
    for share, often, hold in (
        ("1/2", "after 3 more days with it, it is", 15),
        ("2/3", "after 2 more days with it, it is", 20),
        ("5/6", "after one more day with it, it is", 25),
        ("", "", 30),
    ):
        found = person.types("week", "--today")
        assert (down.format(share, often) in found) == bool(share)
        (entry,) = msgspec.json.decode(person.types("week", "--json"))["days"][0]["entries"]
        assert [(each["from"], each["to"]) for each in entry["doses"]] == [(24.0, hold)]
        assert shown_today(person) == (max(1, round(entry["seconds"] / 60)), hold)
        assert f"{hold} s" in person.types("week", "--play", "--plain", "--yes")
        assert person.code == 0
        person.sleeps(1)
    assert SCOLDING.findall(person.said) == []
    # Left in the middle and resumed, it keeps the doses of the plan.
    person.types("week", "--play", "--plain", "--yes", keys=iter((Pass(60), Press("q"), Press("y"))))
    assert "By the plan of the week: holds 24 s → 30 s." in person.types("resume", "--plain", "--yes")
    context = AppContext(person.folders, person.clock)
    week = load_week(context, 1)
    context.close()
    assert week is not None
    assert [(each.due.routine, each.due.done) for each in week.days[0].sessions] == [("calf", True)]
    assert "Taken out of the plan: calf." in person.types("week", "--remove", "calf")
    assert "There is no plan yet" in person.types("week", "--today")


def test_the_week_is_as_long_as_what_is_played(person: Person) -> None:
    def planned() -> float:
        (entry,) = msgspec.json.decode(person.types("week", "--json"))["days"][0]["entries"]
        return float(entry["seconds"])

    person.types("week", "--add", "desk-reset-neck")
    first = planned()
    for _ in range(3):
        person.types("week", "--play", "--plain", "--yes")
        assert person.code == 0
        person.sleeps(1)
    # It is known by now.
    context = AppContext(person.folders, person.clock)
    routine = load_named("desk-reset-neck", person.folders).routine
    assert routine is not None
    assert first > planned() == pytest.approx(context.plan(routine, context.profile()).seconds)
    context.close()


def test_a_bad_day_has_its_moves_in_the_usual_order(person: Person) -> None:
    person.types("week", "--add", "calf", "--fallback", "chin-to-chest", "head-tilt")
    said = person.types("week", "--bad-day", "--plain", "--yes")
    assert person.code == 0
    assert said.index("Slow head tilts") < said.index("Chin to chest")
    assert "The usual order" not in said


def test_entries_come_and_go_and_everything_else_stays(person: Person) -> None:
    person.types("week", "--add", "calf", "--on", "mon,fri", "--cue", 'say "now"', "--at", "9:00", "--minutes", "8")
    first = person.folders.plan.read_text(encoding="utf-8")
    with person.folders.plan.open("a", encoding="utf-8") as file:
        file.write('\n# The other one.\n[[entry]]\nroutine = ["calf", "desk-neck"]\n\n# Mine.\n[[progression]]\n')
        file.write('routine = "calf"\nfrom = 2026-01-01\nweeks = ["week 2: hold 30 s"]\n')
    assert "calf is there 2 times: give the number of one, 1, 2" in person.types("week", "--remove", "calf")
    assert "the plan has no entry knees" in person.types("week", "--remove", "knees")
    assert 'nothing was changed: "25:00" is no time' in person.types("week", "--add", "calf", "--at", "25:00")
    person.types("week", "--remove", "2")
    left = person.folders.plan.read_text(encoding="utf-8")
    assert left.startswith(first.rstrip())
    assert "The other one" not in left
    assert left.endswith(
        '# Mine.\n[[progression]]\nroutine = "calf"\nfrom = 2026-01-01\nweeks = ["week 2: hold 30 s"]\n'
    )
    (friday,) = (day for day in msgspec.json.decode(person.types("week", "--json"))["days"] if day["date"][-2:] == "02")
    (entry,) = friday["entries"]
    assert {key: entry[key] for key in ("cue", "at", "minutes")} == {"cue": 'say "now"', "at": "09:00", "minutes": 8.0}


def test_a_routine_that_is_gone_or_broken_takes_nothing_else_away(person: Person) -> None:
    own = person.folders.routines
    (own / "slip.toml").write_text((own / "calf.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (own / "bad.toml").write_text((own / "calf.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "Put into the plan: slip, every day." in person.types("week", "--add", "slip")
    person.types("week", "--add", "bad", "calf", "--cue", "in turn")
    person.types("week", "--add", "desk-neck", "--on", "mon,tue,wed,thu,fri", "--cue", "at the desk")
    (own / "bad.toml").write_text("format = 1\n", encoding="utf-8")
    (own / "slip.toml").unlink()
    week = person.types("week")
    assert person.code == 0
    assert re.search(r"slip +cannot be played", week)
    assert re.search(r"calf .*in turn", week), "what has errors does not take the turn of what can be played"
    assert "bad " not in week.replace("bad has errors", "")
    today = person.types("week", "--today")
    assert "slip is missing or has errors" in today
    assert "is done" not in today
    person.types("week", "--play", "--plain", "--yes")
    assert person.code == 0
    assert "nothing was changed" in person.types("week", "--add", "slip")
    person.types("week", "--add", "calf", "--on", "sun")
    assert person.code == 0, "what is gone keeps nothing from being put in"
    assert person.types("week", "--ics", "-")
    person.types("week", "--remove", "slip")
    assert "cannot be played" not in person.types("week")


def test_the_editor_is_opened_until_the_plan_is_right(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf \'[[entry]]\\nroutine = "calff"\\n\' >> "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    said = person.types("week", "--edit")
    assert person.code == 1
    assert 'error: routine: "calff" is not the name of a routine: did you mean `calf`?' in said
    again = person.types("week")
    assert 'warning: routine: "calff" is not the name of a routine' in again
    person.folders.plan.write_text("format = 1\nentri = 1\n", encoding="utf-8")
    assert "fix the plan first: `stretchplayer week --edit` opens it" in person.types("week")
    assert person.code == 1
    assert person.types("play", "calf", "--plain", "--yes")  # a bad plan keeps nobody from playing
    assert person.code == 0


def test_the_calendar_is_read_by_another_parser(person: Person, tmp_path: Path) -> None:
    person.types("week", "--add", "calf", "--on", "mon,thu", "--at", "7:30", "--cue", "at the desk; before, or after")
    person.types("week", "--add", "calf", "desk-neck", "--on", "every second day", "--at", "20:00", "--minutes", "12")
    person.types("week", "--add", "desk-neck", "--cue", "in the evening")
    file = tmp_path / "plan.ics"
    said = person.types("week", "--ics", str(file))
    assert f"Written to {file}: 3 events." in said
    read = vobject.readOne(file.read_text(encoding="utf-8"))
    timed, turns, loose = read.vevent_list
    assert timed.summary.value == "Calf (at the desk; before, or after)"
    assert timed.dtstart.value == datetime(2026, 1, 1, 7, 30)  # noqa: DTZ001 - at that time of day, wherever one is
    assert timed.valarm.trigger.value.total_seconds() == 0
    assert timed.valarm.action.value == "DISPLAY"
    days = [each.isoformat(" ", "minutes") for each in list(timed.rruleset[:4])]
    assert days == ["2026-01-01 07:30", "2026-01-05 07:30", "2026-01-08 07:30", "2026-01-12 07:30"]
    assert [each.day for each in turns.rruleset[:3]] == [1, 3, 5]
    assert (turns.dtend.value - turns.dtstart.value).total_seconds() == 12 * 60
    assert "In turn: Calf, Neck and shoulders at the desk." in turns.description.value
    assert loose.dtstart.value.isoformat() == "2026-01-01"
    assert "valarm" not in loose.contents
    uids = [each.uid.value for each in read.vevent_list]
    assert len({*uids}) == 3
    person.clock.advance(HOUR)
    person.types("week", "--ics", str(file))
    again = vobject.readOne(file.read_text(encoding="utf-8"))
    assert [each.uid.value for each in again.vevent_list] == uids  # a calendar that has them takes them for the same
    assert datetime.fromtimestamp(NOON + HOUR, UTC) == again.vevent_list[0].dtstamp.value
