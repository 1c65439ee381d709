"""Reads a list as people write it down: one exercise per line, sentence or semicolon, its numbers before or after."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from stretchplayer.editing.importing.doses import read_dose
from stretchplayer.editing.importing.doubts import against, forbidding_heading
from stretchplayer.editing.importing.exercises import Dose, Entry, Medicine, Note, Part, names_medicine, tidy
from stretchplayer.editing.importing.general_doses import General, of_each
from stretchplayer.editing.importing.naming import matched, muscles_in, words_of
from stretchplayer.editing.importing.prohibitions import ask_named, forbidden
from stretchplayer.editing.question_words import Asked

LONGEST_LINE: Final = 1000
"""Characters; a line that is longer is prose, and is kept as a remark."""
_LONGEST_NAME: Final = 12
"""Words; more of them without a number and without a known exercise are prose."""
_SHORT_NAME: Final = 3
"""Words of what may be the name of an exercise that nobody here knows; more of them are a sentence."""
_LEAST_NUMBERED: Final = 3
"""Lines that begin with 1, 2 and 3 are numbered."""
_TWO: Final = 2
_MOST_LEADING: Final = 4
"""Sentences before the numbers that are looked at together."""
_MARKER: Final = re.compile(
    r"^\s*(?:[-*+•–—‣◦▪▫·●○■□☐✓>]+\s*|\(?\d{1,3}[.)](?!\d)\s*|\(?[a-h][.)]\s+|#+\s+)+", re.IGNORECASE
)
_PLAIN_NUMBER: Final = re.compile(r"^\s*(\d{1,2})\s+(?=[^\W\d])")
_SENTENCE: Final = re.compile(
    r"(?<=[^\W\d]{3})[.!](?:\s+|$)|(?<=[\d)\"”])\.\s+(?=[A-ZÄÖÜ])|(?<=\b(?:min|sec))\.\s+(?=[A-ZÄÖÜ])|(?<=\d[sx])\.\s+(?=[A-ZÄÖÜ])"
)
_STEERING: Final = re.compile(
    r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_OTHER_NUMBER: Final = re.compile(r"[\d\s()+/.:-]{6,}")
"""A telephone number, a date: digits without a word."""
_REST_OF_IT: Final = re.compile(r"\bbetween\b|^\W*(?:rest|pause)\s*[:=]", re.IGNORECASE)
"""A rest that belongs to the exercise before, and is no step of its own."""
_CLAUSE: Final = re.compile(r";|(?<=[.!?])\s+")
_ROUNDS: Final = re.compile(
    r"\b(?:rounds?|circuits?|whole (?:list|routine|programme|program)|from the (?:top|start|beginning))\b",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(
    r"\b(?:stop|pain|painful|pains|sore|soreness|do not|don't|never|avoid|remember|if|should|must|make sure|please"
    r"|exercises|page|programme|program|plan|routine|leaflet|sheet|stage|phase|weeks?|appointment|tel|phone|dr|date|patient|physio\w*"
    r"|clinic|hospital|warning|note|nb|instructions|fasciitis|bursitis|tendin\w+|arthritis|sprain|syndrome|surgery"
    r"|replacement|equipment|breathe normally|keep breathing|übungen|schmerz\w*|bounce|goals?|summary|tips?"
    r"|mr|mrs|ms)\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^\s*(?:warm(?:ing)?[ -]?up|cool[ -]?down|finally|finish with|start with|then|next|also|optional)\s*[:,-]?\s+",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"\b(?:heat|hot|warm(?:th|ing)?|warm(?:ing)?[ -]?up)\b.*\bfirst\b|\bfirst\b.*\b(?:heat|hot|warm(?:th|ing)?)\b",
    re.IGNORECASE,
)
"""Heat or a warm-up that is done before everything else, wherever the list has it."""
_TWO_KNEES: Final = re.compile(
    r"\b(?:(?:with\s+)?(?:the\s+)?(?:back\s+)?(?:knees?\s+)?)(?P<one>straight|bent|extended|flexed)"
    r"(?:[\s-]+(?:knees?|legs?))?\s*(?:,\s*then|and then|,|and|&|\+|/|then|und)\s*"
    r"(?:with\s+)?(?:the\s+)?(?:knees?\s+)?(?P<two>straight|bent|extended|flexed|gebeugt)"
    r"(?:[\s-]+(?:knees?|legs?))?(?!\w)",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"\s+(?:and|&|\+|then|und)\s+|\s*/\s*", re.IGNORECASE)
_WORK: Final = re.compile(
    r"\b(?:stretch|raise|lift|curl|squat|lunge|press|push|pull|plank|bridge|walk|jog|run|cycl|swim|squeeze|step|extension|flexion"
    r"|abduction|adduction|rotation|circle|roll|swing|slide|tilt|twist|turn|bend|hold|balance|stand|row|dip|crunch|march"
    r"|massage|hop|jump|pedal|bike|pose|set|shrug|tuck|glide|drop|dehn|kreis|heb|beug)\w*\b",
    re.IGNORECASE,
)


_WRITE_STEP: Final = "If it is to be done, write a step of it; if not, leave it as it is."


def read_lines(text: str) -> list[Part]:
    """The exercises and remarks of a plain list, in its order."""
    parts: list[Part] = []
    general = General()
    raw_lines = text.splitlines()
    numbered = _is_numbered(raw_lines)
    heading = ""
    forbids: list[str] = []
    for number, raw in enumerate(raw_lines, 1):
        line = " ".join(_STEERING.sub(" ", raw.replace("\t", " , ")).split()).strip(" ,")
        if not line:
            continue
        if names_medicine(line):
            parts.append(Medicine(number))
            line = "; ".join(each.strip() for each in _CLAUSE.split(line) if each.strip() and not names_medicine(each))
            if not line:
                continue
        if len(line) > LONGEST_LINE or _OTHER_NUMBER.fullmatch(line):
            parts.append(Note(line))
            continue
        line, for_all = _for_all(line)
        parts += [Note(each, general=True) for each in for_all]
        forbids += for_all
        if not line:
            continue
        bare = _MARKER.sub("", line)
        if numbered:
            bare = _PLAIN_NUMBER.sub("", bare)
        count, before = len(parts), _last(parts)
        _read_line(bare, line, parts, general)
        heading = _forbidden(parts[count:], before, bare, heading)
    entries = [part for part in parts if isinstance(part, Entry)]
    for entry in entries:
        general.fill(entry)
    for said in forbids:
        ask_named(forbidden(_MARKER.sub("", said)), said, entries)
    return _leading_first(parts)


def _for_all(line: str) -> tuple[str, list[str]]:
    """A line without the sentences that forbid something for the whole list, and those."""
    sentences = [each.strip() for each in _CLAUSE.split(line) if each.strip()]
    for_all = [each for each in sentences if forbidden(_MARKER.sub("", each))]
    if not for_all:
        return line, []
    return "; ".join(each for each in sentences if each not in for_all), for_all


def _last(parts: list[Part]) -> Part | None:
    """What stands last, but for notes for the whole list: those come between two lines about one exercise."""
    return next((part for part in reversed(parts) if not (isinstance(part, Note) and part.general)), None)


def _forbidden(fresh: list[Part], before: Part | None, line: str, heading: str) -> str:
    """Have asked what a line without an exercise says against those beside it. Returns the heading that goes on.

    "Avoid:" stands above what it forbids, until another heading; "not on the right side" below it.
    """
    entries = [part for part in fresh if isinstance(part, Entry)]
    for entry in entries:
        entry.dose.against += [heading] if heading else []
    unknown = not any(matched(each.name, held=each.dose.held).moves for each in entries)
    if entries and unknown and isinstance(before, Entry) and against(line):
        before.dose.against.append(line)
    if entries and unknown and forbidding_heading(line) and not any(each.dose.numbers for each in entries):
        return line
    if entries or not fresh:
        return heading
    if forbidding_heading(line) and (line.rstrip().endswith(":") or not isinstance(before, Entry)):
        return line
    if isinstance(before, Entry) and against(line) and not any(isinstance(part, Note) and part.asks for part in fresh):
        before.dose.against.append(line)
        return heading
    return "" if line.rstrip().endswith(":") else heading


def _leading_first(parts: list[Part]) -> list[Part]:
    """What is done before everything else in front of the first exercise; what stands above that stays there."""
    leading = [part for part in parts if isinstance(part, Entry) and part.leads]
    at = next((at for at, part in enumerate(parts) if isinstance(part, Entry)), 0)
    others = [part for part in parts if not (isinstance(part, Entry) and part.leads)]
    return [*others[:at], *leading, *others[at:]]


def _is_numbered(lines: list[str]) -> bool:
    """Whether lines begin with their own number, 1, 2, 3, so that it is no number of repetitions."""
    found = [int(each[1]) for each in map(_PLAIN_NUMBER.match, lines) if each]
    return (
        len(found) >= _LEAST_NUMBERED
        and found[0] == 1
        and all(after == before + 1 for before, after in pairwise(found))
    )


def _read_line(bare: str, line: str, parts: list[Part], general: General) -> None:
    """Add what one line means; pieces of it that name nothing belong to what was named before."""
    if _explains(bare, line, parts):
        return
    count, mark = len(parts), line.removesuffix(bare)
    first, of_all = True, None
    for piece, new in _pieces(bare):
        dose, words = read_dose(_LABEL.sub("", piece))
        before = _before(parts)
        named = bool(words_of(words))
        written, mark = f"{mark}{piece.strip()}", ""
        if of_each(piece) and dose.numbers and not _known(words, dose):
            of_all = general.meant(piece)
            of_all.join(dose)
            parts.append(Note(written))
        elif of_all is not None and not named:
            of_all.join(dose)
            parts.append(Note(written))
        elif _ROUNDS.search(piece) and not _known(words, dose):
            parts.append(Note(written, [str(Asked.REPEATED)]))
        elif not named:
            _without_name(dose, (written, line), before, parts, alone=first)
        elif not first and not new and before is not None and not _known(words, dose):
            before.dose.join(dose)
            before.how = f"{before.how} {piece.strip()}".strip()
            _add_line(before, written, line)
        elif _is_remark(words, dose):
            said = [f"{Asked.EXERCISE_MEANT} {_WRITE_STEP}"] if dose.against and dose.numbers else []
            parts.append(Note(written, said))
        else:
            parts.extend(_placed(_entries(words, dose, written), piece, line))
        first = False
    _as_one(parts[count:], line)


def _as_one(fresh: list[Part], line: str) -> None:
    """Have what a line is made of stand there as it was written, where all of it is about one thing."""
    written = [part for part in fresh if isinstance(part, Entry | Note)]
    if len({part.line for part in written}) == 1:
        for part in written:
            part.line = line


def _add_line(entry: Entry, written: str, line: str) -> None:
    """Add a piece of a line to what an exercise was made of."""
    same = entry.whole.endswith(line)
    entry.line = f"{entry.line}{'; ' if same else ' / '}{written}"
    if not same:
        entry.whole = f"{entry.whole} / {line}"


def _placed(entries: list[Part], piece: str, line: str) -> list[Part]:
    """The exercises of a piece, each with whether the piece says that it leads, and the line that it is of."""
    for entry in entries:
        if isinstance(entry, Entry):
            entry.leads = _LEADS.search(piece) is not None
            entry.whole = line
    return entries


def _before(parts: list[Part]) -> Entry | None:
    """The exercise that numbers without a name belong to: the last one, if only rests came since."""
    for part in reversed(parts):
        if isinstance(part, Note) and part.general:
            continue
        if not isinstance(part, Entry):
            return None
        if part.kind != "rest":
            return part
    return None


def _explains(bare: str, line: str, parts: list[Part]) -> bool:
    """Whether a line is prose about the exercise before it, which then takes in what it says."""
    before = _last(parts)
    if not isinstance(before, Entry) or len(bare.split()) <= _LONGEST_NAME:
        return False
    dose, words = read_dose(bare)
    if dose.numbers or dose.unread:
        match = matched(words, held=dose.held)
        if before.dose.numbers or (match.sure and match != matched(before.name, held=before.dose.held)):
            return False
    before.dose.join(dose)
    before.how = f"{before.how} {bare}".strip()
    _add_line(before, line, line)
    return True


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a line between semicolons, which may be new exercises, and between sentences, which continue."""
    for part in text.split(";"):
        sentences = [each.strip() for each in _SENTENCE.split(part) if each.strip(" ,.:")]
        leading = _leading(sentences)
        if leading > 1:
            sentences = [", ".join(sentences[:leading]), *sentences[leading:]]
        new = True
        for sentence in sentences:
            pieces = [each.strip() for each in _by_commas(sentence) if each.strip(" ,.:")]
            for piece in pieces:
                yield piece, new or len(pieces) > 1
                new = False


def _leading(sentences: list[str]) -> int:
    """How many sentences say together what is done, as in "Lie on your back. Bring both knees to the chest."; or 0."""
    for count in range(1, min(len(sentences), _MOST_LEADING) + 1):
        if _sure(", ".join(sentences[:count])) is not None:
            return count
        if read_dose(sentences[count - 1])[0].numbers:
            return 0
    return 0


def _by_commas(text: str) -> list[str]:
    """A text split at the commas where one known exercise follows another."""
    whole: list[str] = []
    for part in re.split(r",\s+(?![^()]*\))", text):
        if whole:
            mine, theirs = _sure(whole[-1]), _sure(part)
            if mine and theirs and mine != theirs:
                whole.append(part)
                continue
            whole[-1] = f"{whole[-1]}, {part}"
        else:
            whole.append(part)
    return whole if len(whole) > 1 else [text]


def _sure(text: str) -> str | None:
    dose, words = read_dose(text)
    match = matched(words, held=dose.held)
    return match.moves[0] if match.sure else None


def _known(words: str, dose: Dose) -> bool:
    return bool(matched(words, held=dose.held).moves)


def _without_name(dose: Dose, piece: tuple[str, str], before: Entry | None, parts: list[Part], *, alone: bool) -> None:
    """Numbers without a name: those of the exercise before, a rest of its own, or how often all is done.

    `piece` is what is written, and the line that it is of.
    """
    written, line = piece
    only_rest = dose.rest is not None and not (dose.reps or dose.sets or dose.held or dose.count)
    if only_rest and alone and not _REST_OF_IT.search(line):
        parts.append(Entry(line=written, name="Rest", dose=Dose(time=dose.rest), kind="rest", whole=line))
    elif before is not None and (dose.numbers or dose.sides or dose.ways or dose.unread):
        before.dose.join(dose)
        _add_line(before, written, line)
    elif dose.numbers or dose.unread:
        parts.append(Note(written, [f"{Asked.WHOSE_NUMBERS} Write them into its step."]))
    elif dose.often and before is not None and before.whole.endswith(line):
        before.dose.often += dose.often
        _add_line(before, written, line)
    else:
        parts.append(Note(written))


def _is_remark(words: str, dose: Dose) -> bool:
    """Whether words are something else than an exercise: a heading, advice, an address."""
    match = matched(words, held=dose.held)
    if match.sure:
        return False
    if _REMARK.search(words) and not (match.moves and dose.numbers):
        return True
    if dose.numbers or dose.unread or match.moves:
        return False
    if words.endswith(":") or len(words.split()) > _LONGEST_NAME:
        return True
    return not (muscles_in(words) or _WORK.search(words)) and len(words.split()) > _SHORT_NAME


def _entries(words: str, dose: Dose, line: str) -> list[Part]:
    """The exercise of a piece, or the two that it names."""
    knees = _TWO_KNEES.search(words)
    if knees and knees["one"].lower() != knees["two"].lower():
        both = [
            tidy(f"{words[: knees.start()]} {way} knee {words[knees.end() :]}") for way in (knees["one"], knees["two"])
        ]
        return [_entry(line, each, dose) for each in both]
    if not matched(words, held=dose.held).sure:
        halves = _JOINED.split(words)
        sure = [matched(half, held=dose.held) for half in halves]
        if len(halves) > 1 and all(each.sure for each in sure) and len({each.moves for each in sure}) == len(halves):
            return [_entry(line, half, dose) for half in halves]
        if len(sure) == _TWO and "stretch" in words_of(words) and not matched(words, held=dose.held).moves:
            mine, theirs = (set(muscles_in(half)) for half in halves)
            if mine and theirs and not mine & theirs:
                return [
                    _entry(line, half if "stretch" in words_of(half) else f"{half} stretch", dose) for half in halves
                ]
    return [_entry(line, words, dose)]


def _entry(line: str, words: str, dose: Dose) -> Entry:
    return Entry(
        line=line,
        name=words,
        dose=replace(
            dose,
            often=list(dose.often),
            unread=list(dose.unread),
            twice=list(dose.twice),
            against=list(dose.against),
            manner=list(dose.manner),
        ),
    )
