"""Days and times of day are understood as they are typed in four languages, and written as a plan's file has them."""

import pytest

from every import every
from stretchplayer.problems import UserError
from stretchplayer.translation import in_language
from stretchplayer.weekplan.plan_file import WEEKDAYS, days_of
from stretchplayer.weekplan.typed_times import days_meant, time_meant
from weekplan.someone import Person

DAYS = {
    "mon,fri": "mon,fri",
    "Montag": "monday",
    "montags und donnerstags": "monday, thursday",
    "am Wochenende": "weekend",
    "jeden Tag": "every day",
    "täglich": "every day",
    "jeden zweiten Tag": "every second day",
    "lunes y miércoles": "monday, wednesday",
    "cada día": "every day",
    "de lunes a viernes": "monday, tuesday, wednesday, thursday, friday",
    "le lundi et le jeudi": "monday, thursday",
    "tous les jours": "every day",
    "lun. mer.": "monday, wednesday",
    "every Monday": "monday",
    "sat-mon": "monday, saturday, sunday",
}
TIMES = {
    **dict.fromkeys(("8", "8 Uhr", "um 8", "8 heures", "8h", "a las 8", "08:00"), "08:00"),
    **dict.fromkeys(("8pm", "8 p.m.", "20h", "20 Uhr", "20.00"), "20:00"),
    **dict.fromkeys(("20h30", "8:30 pm", "20 Uhr 30"), "20:30"),
    "12am": "00:00",
    "12 pm": "12:00",
}


@every("typed", {typed: typed for typed in DAYS})
def test_days_are_written_as_the_file_has_them(typed: str) -> None:
    assert days_meant(typed) == DAYS[typed]
    assert days_of(days_meant(typed)) is not None


def test_two_letters_are_of_the_language_that_is_set() -> None:
    found = {}
    for code in ("de", "es"):
        with in_language(code):
            found[code] = days_meant("do")
            assert days_meant("Sa") == "saturday"
    assert found == {"de": "thursday", "es": "sunday"}


def test_what_is_no_day_is_said_in_the_language_that_is_set() -> None:
    with in_language("de"):
        for typed, said in (("Montga", "Meintest du „montag“"), ("8", "ist kein Tag")):
            with pytest.raises(UserError, match=said):
                days_meant(typed)


@every("typed", {typed: typed for typed in TIMES})
def test_times_are_understood(typed: str) -> None:
    assert f"{time_meant(typed):%H:%M}" == TIMES[typed]


@every("typed", {typed: typed for typed in ("25", "13pm", "0am", "10:75", "8:5", "noonish", "")})
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no time of day"):
        time_meant(typed)


def test_the_command_takes_them(person: Person) -> None:
    person.types("week", "--add", "calf", "--on", "Montag", "und", "Freitag", "--at", "8", "Uhr")
    text = person.folders.plan.read_text(encoding="utf-8")
    assert 'on = "monday, friday"\nat = "08:00"\n' in text
    assert {"monday", "friday"} < {*WEEKDAYS}
    said = person.types("week", "--add", "calf", "--at", "8am", "6", "pm")
    assert "no time of day" in said
    said = person.types("week", "--add", "calf", "--at", "8am,", "18:30")
    text = person.folders.plan.read_text(encoding="utf-8")
    assert text.count("[[entry]]\nroutine = ") == 3
    assert 'at = "08:00"' in text.rpartition("[[entry]]")[0]
    assert 'at = "18:30"' in text.rpartition("[[entry]]")[2]
    assert "every day, 08:00" in said
    assert "every day, 18:30" in said
