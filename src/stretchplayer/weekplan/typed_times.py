"""Days and times of day as people type them, in the languages that are spoken here; a plan's file has one way for each.

Whatever language is set: somebody may read German and type "monday".
"""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Final

from stretchplayer.catalog.plain_words import unaccented
from stretchplayer.problems import UserError
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Spelling
from stretchplayer.translation import gettext, language
from stretchplayer.weekplan.plan_file import WEEKDAYS, days_of, time_of_day

_NAMES: Final = (
    WEEKDAYS,
    ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
)
_OTHERS: Final = {"sonnabend": 5, "tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_TWO_LETTERS: Final = {
    "de": ("mo", "di", "mi", "do", "fr", "sa", "so"),
    "es": ("lu", "ma", "mi", "ju", "vi", "sa", "do"),
    "fr": ("lu", "ma", "me", "je", "ve", "sa", "di"),
}
"""Where two languages differ, that of the language that is set: "do" is Thursday in German, and Sunday in Spanish."""
_SHORTEST: Final = 3
_SETS: Final = {
    "every day": (
        *("every day", "each day", "daily", "everyday", "all days"),
        *("jeden tag", "taglich", "alle tage", "jeder tag"),
        *("cada dia", "todos los dias", "diario", "a diario", "diariamente"),
        *("tous les jours", "chaque jour", "quotidien", "quotidiennement"),
    ),
    "weekdays": (
        *("weekdays", "every weekday", "on weekdays", "working days", "workdays"),
        *("werktags", "wochentags", "werktage", "an werktagen", "unter der woche"),
        *("entre semana", "dias laborables", "los dias laborables", "dias de semana"),
        *("en semaine", "jours ouvres", "les jours ouvres", "jours de semaine"),
    ),
    "weekend": (
        *("weekend", "weekends", "at weekends", "at the weekend", "on weekends"),
        *("wochenende", "am wochenende", "wochenenden"),
        *("fin de semana", "fines de semana", "el fin de semana", "los fines de semana"),
        *("week-end", "le week-end", "le weekend", "les week-ends"),
    ),
    "every second day": (
        *("every second day", "every other day", "every 2 days", "every two days", "every 2nd day"),
        *("jeden zweiten tag", "jeden 2. tag", "alle zwei tage", "alle 2 tage"),
        *("cada dos dias", "cada 2 dias", "un dia si y otro no", "un dia si y uno no", "dias alternos"),
        *("tous les deux jours", "tous les 2 jours", "un jour sur deux"),
    ),
    "every third day": (
        *("every third day", "every 3 days", "every three days", "every 3rd day"),
        *("jeden dritten tag", "jeden 3. tag", "alle drei tage", "alle 3 tage"),
        *("cada tres dias", "cada 3 dias"),
        *("tous les trois jours", "tous les 3 jours", "un jour sur trois"),
    ),
}
"""What the file has, and the words for it in each language, without accents."""
_WORDS: Final = {words: written for written, several in _SETS.items() for words in several}
_THROUGH: Final = re.compile(r"\s*(?:[-\u2013]|\b(?:to|through|bis|a|hasta|au)\b)\s*")
_APART: Final = re.compile(r"(?:[\s,;+&/]|\b(?:and|und|y|e|et)\b)+")
_AROUND: Final = re.compile(
    r"\b(?:on|every|each|am|an|jeden|jede|den|los|el|cada|todos|le|les|tous|chaque|du|de|von|vom)\b"
)


def days_meant(typed: str) -> str:
    """The days that are meant, as a plan's file has them; "" for nothing. UserError says which word is none."""
    if _in_file(typed):
        return typed
    text = " ".join(unaccented(typed).replace("'", "").split())
    if text in _WORDS or not text:
        return _WORDS.get(text, "")
    text = _AROUND.sub(" ", text)
    # "monday - friday" is one word, "monday, friday" are two.
    parts = [each for each in _APART.split(_THROUGH.sub("-", text.strip())) if each]
    found = sorted({number for part in parts for number in _days(part, typed)})
    return ", ".join(WEEKDAYS[number] for number in found)


def _in_file(typed: str) -> bool:
    """Whether a file can have them as they are typed."""
    try:
        days_of(typed)
    except ValueError:
        return False
    return True


def _days(part: str, typed: str) -> Iterable[int]:
    """The days, Monday 0, of one name or of one and another that it goes on to."""
    ends = [_day(each, typed) for each in part.split("-") if each]
    if len(ends) < 2:  # noqa: PLR2004 - the first and the last
        return ends
    first, last = ends[0], ends[-1]
    return [number % 7 for number in range(first, last + (7 if last < first else 0) + 1)]


def _day(word: str, typed: str) -> int:
    if word in _OTHERS:
        return _OTHERS[word]
    # "lun." and "montags" as well.
    bare = word.rstrip(".")
    short = {code: names.index(bare) for code, names in _TWO_LETTERS.items() if bare in names}
    if language() in short or len({*short.values()}) == 1:
        return short.get(language(), next(iter(short.values())))
    for names in _NAMES:
        for number, name in enumerate(names):
            if bare == f"{name}s" or (len(bare) >= _SHORTEST and name.startswith(bare)):
                return number
    near = Spelling().nearest(bare, [name for names in _NAMES for name in names])
    if near is not None:
        message = gettext('"{word}" is no day: did you mean "{near}"?').format(word=quoting.short(word, 40), near=near)
        raise UserError(message)
    message = gettext('"{word}" is no day (such as "{day}", "{every}" or "{second}")').format(
        word=quoting.short(typed, 40),
        day=gettext("Monday"),
        every=gettext("every day"),
        second=gettext("every second day"),
    )
    raise UserError(message)


_CLOCK: Final = re.compile(
    r"(?:(?:at|um|gegen|a\s+las?|las?|a|vers)\s+)?"
    r"(?P<hour>\d{1,2})"
    r"(?:\s*[:.h]\s*(?P<minute>\d{2})|\s*(?:uhr|heures?|horas?)\s+(?P<after>\d{2}))?"
    r"\s*(?:uhr|heures?|horas?|hrs?|h|o'?clock)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?"
)
_NOON: Final = 12


def time_meant(typed: str) -> time:
    """The time of day that is meant by "8", "8pm", "8 Uhr", "20h30". ValueError says how it is written."""
    found = _CLOCK.fullmatch(" ".join(unaccented(typed).split()))
    if found is None:
        return time_of_day(typed)
    hour, minute = int(found["hour"]), int(found["minute"] or found["after"] or 0)
    if found["half"] is not None:
        if not 1 <= hour <= _NOON:
            return time_of_day(typed)
        hour = hour % _NOON + (_NOON if found["half"].startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return time_of_day(typed)


def times_meant(typed: Sequence[str]) -> list[time]:
    """The times of day that are meant by words: "8", "pm" are one, "8am", "6pm" two. ValueError as for one."""
    whole, parts = " ".join(typed), [each.strip(",") for each in typed]
    several = not _is_time(whole) and all(map(_is_time, parts))
    return [time_meant(each) for each in (parts if several else [whole])]


def _is_time(typed: str) -> bool:
    return _CLOCK.fullmatch(" ".join(unaccented(typed).split())) is not None
