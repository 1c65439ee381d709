"""Reads other programs' files: Workrave's `exercises.xml`, and the JSON of exercise collections and timers."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
import msgspec
from defusedxml.common import DefusedXmlException

from stretchplayer.catalog import muscles_named
from stretchplayer.editing.importing.doses import read_dose
from stretchplayer.editing.importing.doubts import SENTENCES, against, against_prose
from stretchplayer.editing.importing.exercises import MOST_ENTRIES, Amount, Dose, Entry, Part, amount_of, seconds_of
from stretchplayer.editing.importing.naming import matched
from stretchplayer.editing.importing.timers import SWITCHED_OFF, is_timer, read_timer, switched_off
from stretchplayer.editing.question_words import Asked
from stretchplayer.translation import gettext

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ENGLISH: Final = 2
"""The number of English in wger."""
_DOSED: Final = re.compile(
    r"\b(?:hold|repeat|repetitions?|reps|switch|times each|each way|per side|halten|wiederhol\w*)\b", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[^>]{0,200}>")
_SIGNS: Final = frozenset(
    [
        "primarymuscles",
        "primary_muscles",
        "muscles",
        "muscle",
        "secondarymuscles",
        "category",
        "equipment",
        "instructions",
        "translations",
        "force",
        "mechanic",
        "bodypart",
        "target",
        "body_part",
        "muscle_group",
        "musclegroup",
    ]
)
_KINDS: Final = {
    **dict.fromkeys(("stretching", "stretch", "flexibility"), "stretch"),
    **dict.fromkeys(("strength", "cardio", "balance", "plyometrics"), "exercise"),
}


_NUMBERS: Final = {
    "sets": ("sets", "set"),
    "reps": ("reps", "repetitions"),
    "hold": ("hold", "holdtime", "holdseconds"),
    "time": ("duration", "durationseconds", "durationsec", "seconds"),
    "rest": ("rest", "resttime", "restseconds"),
}
_COUNTS: Final = ("sets", "reps")
_LONGEST_SAID: Final = 60


class NotOurs(Exception):
    """A file that none of the readers knows; `certain` where it cannot be anything else that is read."""

    def __init__(self, text: str, *, certain: bool) -> None:
        super().__init__(text)
        self.certain = certain


def read_xml(text: str) -> list[Part]:
    """The exercises of Workrave's `exercises.xml`; NotOurs for other XML. Entities are refused, not followed."""
    try:
        root = defusedxml.ElementTree.fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        message = gettext(
            "its XML defines entities or a document type, which is never needed for a list of exercises; take them out"
        )
        raise NotOurs(message, certain=True) from error
    except (ParseError, ValueError, RecursionError) as error:
        certain = re.match(r"\s*<(?:\?xml|exercises)\b", text) is not None
        msg = gettext("its XML cannot be read: {reason}").format(reason=error)
        raise NotOurs(msg, certain=certain) from error
    found = list(root.iter("exercise"))
    if not found:
        message = gettext("it is XML, but not Workrave's exercises.xml: no <exercise> is in it")
        raise NotOurs(message, certain=True)
    return [_workrave(each) for each in found[: MOST_ENTRIES + 1]]


def _workrave(exercise: Element) -> Entry:
    title = _in_english(exercise, "title") or "Exercise"
    how = _in_english(exercise, "description")
    sequence = exercise.find("sequence")
    dose, asks = Dose(), []
    length = (sequence.get("duration") or "") if sequence is not None else ""
    mirrored = sequence is not None and any(_mirrored(image) for image in sequence.iter("image"))
    if re.fullmatch(r"\d{1,5}", length):
        if mirrored:
            dose.sides = "each"
            asks.append(
                f"{Asked.SIDE_LENGTH.format(length=length)} Write `hold =` or "
                "`duration =` with the seconds, and take out the line `enabled = false`."
            )
        else:
            dose.time = Amount(float(length))
    kind = None
    if dose.time is not None and not matched(title, held=False).sure:
        kind = "exercise"
        asks.append(
            f'{Asked.IS_STRETCH.format(length=length)} Then write `kind = "stretch"`, `target =` with the muscle '
            "and `hold =` "
            "in place of `kind` and `duration`. If not, only take out the line `enabled = false`."
        )
    doubts = against_prose(how)
    dose.against += [word for sentence in doubts if (word := against(sentence))]
    said = "; ".join((f"{title}, {length} s" if length else title, *doubts))
    return Entry(line=said, name=title, dose=dose, how=how, kind=kind, once=True, asks=asks)


def _mirrored(image: Element) -> bool:
    return any(
        key.startswith("mirro") and value.strip().lower() in ("yes", "true", "1") for key, value in image.items()
    )


def _in_english(exercise: Element, tag: str) -> str:
    """The text of a tag: without a language, in English, or the first there is."""
    found = sorted(
        exercise.iter(tag), key=lambda each: (each.get(_LANGUAGE, "") not in ("", "en"), each.get(_LANGUAGE, ""))
    )
    return " ".join((found[0].text or "").split()) if found else ""


def read_json(text: str) -> tuple[Literal["exercises", "timer"], list[Part]]:
    """The exercises of a collection, or the intervals of a timer; NotOurs for other JSON, and for what is none."""
    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        certain = re.match(r'\s*(?:\{\s*"|\[\s*(?:\{|\[))', text) is not None
        why = gettext("it is nested too deeply") if isinstance(error, RecursionError) else str(error)
        msg = gettext("its JSON cannot be read: {reason}").format(reason=why)
        raise NotOurs(msg, certain=certain) from error
    try:
        if is_timer(data):
            return "timer", read_timer(data)
        found = [_exercise(each) for each in _exercises(data)]
    except RecursionError as error:
        message = gettext("its JSON is nested too deeply")
        raise NotOurs(message, certain=True) from error
    if not found:
        message = gettext(
            "it is JSON, but has neither exercises (with `name` and muscles) nor intervals (with `name` and `duration`)"
        )
        raise NotOurs(message, certain=True)
    return "exercises", list(found)


def _exercises(data: object) -> Iterator[Mapping[str, Any]]:
    """Every table that describes an exercise, wherever it stands."""
    if isinstance(data, dict):
        if _title(data) and any(key.lower() in _SIGNS for key in data):
            yield data
            return
        for each in data.values():
            yield from _exercises(each)
    elif isinstance(data, list):
        for each in data:
            yield from _exercises(each)


def _title(table: Mapping[str, Any]) -> str:
    """The name of an exercise; of several languages, the English one."""
    for key in ("name", "name_en", "title", "exercise", "exercise_name"):
        if isinstance(table.get(key), str) and table[key].strip():
            return _text(table[key])
    return _text(_translation(table).get("name", ""))


def _translation(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an exercise says in English, or in its first language; empty where it has no translations."""
    translations = table.get("translations")
    named = (
        [each for each in translations if isinstance(each, dict) and each.get("name")]
        if isinstance(translations, list)
        else []
    )
    return min(named, key=lambda each: each.get("language") not in (_ENGLISH, "en"), default={})


def _exercise(table: Mapping[str, Any]) -> Entry:
    title = _title(table)
    lowered = {key.lower().replace("_", ""): value for key, value in table.items()}
    muscles = _muscles(lowered)
    category = lowered.get("category")
    called = str(category.get("name") if isinstance(category, dict) else category).strip().lower()
    how = _instructions(table)
    dose, doubts = _prose(table, how)
    for key, names in _NUMBERS.items():
        said = next((lowered[name] for name in names if lowered.get(name)), None)
        value = _amount(said, seconds=key not in _COUNTS)
        minutes = _amount(lowered.get("minutes"), seconds=False) if key == "time" else None
        if minutes is not None:
            value = Amount(60 * minutes.low + (value.low if value else 0.0))
        if value is not None:
            setattr(dose, key, value)
        elif said not in (None, 0, "", False):
            dose.unread.append(f"{key} {said}"[:_LONGEST_SAID])
    entry = Entry(
        line="; ".join((title, *doubts)), name=title, dose=dose, how=how, kind=_KINDS.get(called), muscles=muscles
    )
    if switched_off(lowered):
        entry.asks.append(SWITCHED_OFF)
    if isinstance(lowered.get("tempo"), str) and re.fullmatch(r"\d{1,2}(?:-\d{1,2}){2,3}", lowered["tempo"]):
        dose.tempo = lowered["tempo"]
    return entry


def _prose(table: Mapping[str, Any], how: str) -> tuple[Dose, list[str]]:
    """The numbers that the instructions of an exercise give, and the sentences of it that make them doubtful."""
    dose, doubts = Dose(), dict(_doubts(table, how))
    for sentence in SENTENCES.split(how):
        if not _DOSED.search(sentence):
            continue
        said, _ = read_dose(sentence)
        if said.against:
            # A number in it may be the very one that is not meant.
            doubts.setdefault(sentence, said.against[0])
        else:
            dose.join(said)
    dose.unread.clear()
    dose.against += doubts.values()
    return dose, [*doubts]


def _doubts(table: Mapping[str, Any], how: str) -> Iterator[tuple[str, str]]:
    """What the words of an exercise have against its being done as it stands: each sentence, and its word for that."""
    for sentence in against_prose(how):
        yield sentence, against(sentence)
    for key, value in table.items():
        if key.lower() in _NO_WORDS:
            continue
        for each in value if isinstance(value, list) else [value]:
            said = _text(each) if isinstance(each, str) else ""
            if said and _WARNS.search(key) and not _NOTHING.match(said):
                yield f"{key}: {said}", key
            elif said and said not in how:
                yield from ((sentence, against(sentence)) for sentence in against_prose(said))


_NO_WORDS: Final = (_SIGNS - {"instructions"}) | {
    *("name", "name_en", "title", "exercise", "exercise_name", "id", "uuid", "images", "image", "gif", "gifurl"),
    *("video", "videos", "url", "source", "license", "author", "aliases", "alias", "keywords"),
}
_WARNS: Final = re.compile(r"contra|warning|caution|precaution|avoid|not_?for|danger", re.IGNORECASE)
"""Keys of which the value is a doubt by itself, whatever its words are."""
_NOTHING: Final = re.compile(r"^\W*(?:none|no|nothing|n/?a|false)?\W*$", re.IGNORECASE)


def _amount(value: object, *, seconds: bool) -> Amount | None:
    """A number as a collection gives it: 30, "30", "8-12", and "30 s" or "0:30" where it is a length of time."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return Amount(float(value))
    if isinstance(value, str):
        return amount_of(value) or (seconds_of(value) if seconds else None)
    return None


def _muscles(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The muscle keys of what a collection calls its first muscles."""
    value = next(
        (table[key] for key in ("primarymuscles", "muscles", "target", "musclegroup", "bodypart") if table.get(key)), ()
    )
    named = value if isinstance(value, list) else [value]
    found: dict[str, None] = {}
    for each in named:
        words = [str(each.get("name_en") or ""), str(each.get("name") or "")] if isinstance(each, dict) else [str(each)]
        keys = next((keys for word in words if (keys := muscles_named(word))), ())
        found.update(dict.fromkeys(keys))
    return tuple(found)


def _instructions(table: Mapping[str, Any]) -> str:
    translation = _translation(table)
    for key in ("instructions", "description", "steps", "how"):
        value = table.get(key) or translation.get(key)
        if isinstance(value, list):
            value = " ".join(
                str(each.get("description", "")) if isinstance(each, dict) else str(each) for each in value
            )
        if isinstance(value, str) and value.strip():
            return _text(value)
    return ""


def _text(value: object) -> str:
    return " ".join(_TAG.sub(" ", str(value)).split())
