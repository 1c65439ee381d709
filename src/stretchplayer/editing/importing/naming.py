"""Finds the move of the catalogue that words mean: one that is right, up to three to choose from, or none."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from stretchplayer.catalog import asked_named, keys_named, read_table, singular
from stretchplayer.catalog.complaints import (
    called_elsewhere,
)
from stretchplayer.catalog.plain_words import unaccented
from stretchplayer.model.muscles import GROUP_OF, GROUPS, expand
from stretchplayer.routine.moves import catalogue, muscles_of, several

MOST_CHOICES: Final = 3
_LONGEST_MUSCLE: Final = 6
"""Words of the longest name of a muscle."""
_MOST_WORDS: Final = 30
"""Words that are looked through for a muscle; an exercise is named by fewer."""
_HARMLESS_TOOLS: Final = frozenset({"mat", "bed", "chair", "table", "wall"})
"""What one may hold on to, or lie on, without its being another move."""
_POSITIONS: Final[Mapping[str, frozenset[str]]] = {
    "standing": frozenset({"standing"}),
    "sitting": frozenset({"sitting", "longsitting"}),
    "kneeling": frozenset({"kneeling", "allfours"}),
    "lying-back": frozenset({"lying"}),
    "lying-side": frozenset({"sidelying", "lying"}),
    "lying-front": frozenset({"prone", "lying"}),
}
_SAID_POSITIONS: Final = frozenset().union(*_POSITIONS.values())
_UPPER: Final = frozenset({"neck", "jaw", "shoulder", "arm"})
"""Parts of the body that are moved alike standing and sitting."""
_BODY: Final[Mapping[str, frozenset[str]]] = {
    "calf": frozenset({"gastrocnemius", "soleus"}),
    "hamstring": frozenset({"hamstrings"}),
    "quad": frozenset({"quadriceps"}),
    "adductor": frozenset({"adductors"}),
    "hipflexor": frozenset({"hip_flexors"}),
    "pec": frozenset({"pectorals"}),
    "chest": frozenset({"pectorals", "thoracic_extensors"}),
    "lowback": frozenset({"lumbar_extensors", "quadratus_lumborum", "abdominals"}),
    "triceps": frozenset({"triceps"}),
    "biceps": frozenset({"biceps"}),
    "neck": frozenset({"neck_extensors", "neck_lateral", "levator_scapulae", "neck_rotators"}),
}
_MANNERS: Final[Mapping[str, frozenset[str]]] = {
    "stretch": frozenset({"stretch", "contract-relax"}),
    "pushrelax": frozenset({"contract-relax"}),
    "massage": frozenset({"massage"}),
    "roller": frozenset({"massage"}),
    "heat": frozenset({"heat"}),
    "ice": frozenset({"cold"}),
    "breath": frozenset({"breathe"}),
}
"""What the words for a kind of work allow a move to be."""
_DONE_BY_ITSELF: Final = frozenset({"massage", "heat", "cold", "breathe", "rest"})
_OWNERS: Final = re.compile(r"\b(?:the|a|an|your|my|his|her|their)\b")
_MOST_UNEXPLAINED: Final = 2
"""Words that a move of two or more words may leave over; of one word, it may leave none."""


class Match(Struct, frozen=True):
    """The moves that words mean, the best first; `sure` where there is one, and it is right."""

    moves: tuple[str, ...] = ()
    sure: bool = False


@lru_cache(maxsize=4096)
def matched(text: str, *, held: bool) -> Match:
    """The moves that `text` names; `held` where its line speaks of holding or of seconds."""
    said = words_of(text)
    if (title := _titles().get(said)) is not None:
        return Match((title,), sure=True)
    found = {name: size for name, size in _named(said, held=held) if not _contradicts(name, said)}
    if not found:
        # What people call so is rather this than nothing, and is asked about.
        return Match(() if said <= listed("movements") else _called_so().get(said, ())[:MOST_CHOICES])
    most = max(found.values())
    best = tuple(name for name, size in found.items() if size == most)
    sure = len(best) == 1 and len(_unexplained(best[0], said)) <= (_MOST_UNEXPLAINED if most > 1 else 0)
    return Match(best[:MOST_CHOICES], sure=sure)


def called(text: str) -> tuple[str, ...]:
    """The moves of which one name has just these words, in the singular or the plural, in any order."""
    said = words_of(text)
    named = (name for words, name, _ in _aliases() if words == said)
    return tuple(dict.fromkeys((*named, *_called_so().get(said, ())))) if said else ()


@cache
def _called_so() -> Mapping[frozenset[str], tuple[str, ...]]:
    """The moves that are called otherwise elsewhere, by the words of those names."""
    named: dict[frozenset[str], tuple[str, ...]] = {}
    for move, names in called_elsewhere().items():
        for words in map(words_of, names):
            named[words] = tuple(dict.fromkeys((*named.get(words, ()), move)))
    named.pop(frozenset(), None)
    return named


def nearest(text: str, kind: str | None = None) -> tuple[str, ...]:
    """Up to three moves to offer for words that name none: of the muscles in them, and of the kind if it is known."""
    said = words_of(text)
    worked = frozenset(muscles_in(text))
    fitting = [
        (len(said & words_of(name)), name)
        for name, move in catalogue().items()
        if worked & frozenset(muscles_of(move))
        and (kind is None or move["kind"] == kind)
        and not _contradicts(name, said, manner=False)
    ]
    return tuple(name for _, name in sorted(fitting, key=lambda pair: (-pair[0], pair[1]))[:MOST_CHOICES])


@lru_cache(maxsize=4096)
def muscles_in(text: str) -> tuple[str, ...]:
    """The muscle keys that words speak of: those of the longest name among them."""
    folded = re.sub(r"[^\w\s]", " ", _OWNERS.sub(" ", unaccented(text))).split()[:_MOST_WORDS]
    canon = " ".join(_MUSCLE_WORDS.get(word, word) for word in _canon(text)[:_MOST_WORDS]).split()
    return _named_muscles(folded) or _named_muscles(canon)


def _named_muscles(words: list[str]) -> tuple[str, ...]:
    """The muscles of the longest run of words that names any; none where that may mean several, as "toe"."""
    for length in range(min(len(words), _LONGEST_MUSCLE), 0, -1):
        for first in range(len(words) - length + 1):
            run = " ".join(words[first : first + length])
            if asked_named(run) is not None:
                return ()
            keys = (run,) if run in GROUPS or run in GROUP_OF else keys_named(run)
            if keys:
                return expand(keys)
    return ()


_MUSCLE_WORDS: Final = {
    "hipflexor": "hip flexor", "lowback": "lower back", "upperback": "upper back", "itband": "it band",
    "uppertrap": "upper trap", "outerhip": "outer hip", "wristflexor": "wrist flexor", "wristextensor": "wrist "
    "extensor",
}  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    """The words that count, each as the table of names writes it."""
    return frozenset(word for word in _canon(text) if word not in listed("fillers"))


@cache
def listed(key: str) -> frozenset[str]:
    """One of the lists of words in the table of names."""
    return frozenset(read_table("move_names.toml")["lists"][key])


def _canon(text: str) -> list[str]:
    # A phrase does not run over a comma or a bracket: "out to the side (lying)" is not lying on the side.
    marked = re.sub(r"[,;:.()\[\]]+", " | ", _OWNERS.sub(" ", unaccented(text)))
    spaced = f" {' '.join(re.sub(r'[^a-z0-9|]+', ' ', marked).split())} "
    for said, meant in _phrases():
        if said in spaced:
            spaced = spaced.replace(said, f" {meant} ")
    spaced = f" {' '.join(map(singular, spaced.split()))} "
    for said, meant in _phrases():
        # What is said of several only, as "knees to chest", is not what is said of one.
        if said in spaced and said.split() == list(map(singular, said.split())):
            spaced = spaced.replace(said, f" {meant} ")
    return [word for each in spaced.split() if each != "|" for word in _word(each).split()]


def _word(word: str) -> str:
    table: Mapping[str, str] = read_table("move_names.toml")["words"]
    return table.get(word, word)


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Ways to say something in several words, the longest first, each with a space around it."""
    table: Mapping[str, str] = read_table("move_names.toml")["phrases"]
    bare = {" ".join(_OWNERS.sub(" ", said).split()): meant for said, meant in table.items()}
    return tuple((f" {said} ", bare[said]) for said in sorted(bare, key=len, reverse=True))


@cache
def _aliases() -> tuple[tuple[frozenset[str], str, bool | None], ...]:
    """Every name as its words, with its move, and whether it is only for what is held, or is moved."""
    table = read_table("move_names.toml")
    listed = [
        (words_of(name), move, only)
        for section, only in (("names", None), ("held", True), ("moving", False))
        for move, names in table[section].items()
        for name in names
    ]
    own = ((words_of(str(move["name"])), name, None) for name, move in catalogue().items())
    return (*listed, *(each for each in own if len(each[0]) > 1 and each[1] not in _VAGUE))


@cache
def _titles() -> Mapping[frozenset[str], str]:
    """Moves by the words of their titles, but for those that mean another move as well."""
    others = {(words, name) for words, name, _ in _aliases()}
    titles = {words_of(str(move["name"])): name for name, move in catalogue().items()}
    return {
        words: name
        for words, name in titles.items()
        if not any((words, each) in others for each in catalogue() if each != name)
    }


def names_of(move: str) -> tuple[str, ...]:
    """The title of a move, and every name that the table of names has for it."""
    table = read_table("move_names.toml")
    listed = (name for section in ("names", "held", "moving") for name in table[section].get(move, ()))
    return (str(catalogue()[move]["name"]), *listed)


_VAGUE: Final = frozenset(
    {"buttock-squeeze", "quiet-rest", "lying-rest", "arm-across-chest", "soleus-wall", "mini-squat"}
)
"""Moves whose titles are words that are said of others as well."""


def _named(said: frozenset[str], *, held: bool) -> Iterator[tuple[str, int]]:
    sizes: dict[str, int] = {}
    for words, move, only in _aliases():
        if words and words <= said and only in (None, held):
            sizes[move] = max(sizes.get(move, 0), len(words))
    return iter(sizes.items())


def _unexplained(name: str, said: frozenset[str]) -> frozenset[str]:
    """The words that neither name a move nor stand in what it says of itself: they may make another one of it."""
    known = frozenset().union(*(words for words, each, _ in _aliases() if each == name and words <= said))
    return frozenset(word for word in said - known - _own_words(name) if len(word) > 1 and not word.isdigit())


@cache
def _own_words(name: str) -> frozenset[str]:
    move = catalogue()[name]
    needs = " ".join(several(move.get("needs")))
    return words_of(f"{move['name']} {move.get('how', '')} {needs}") | _SAID_POSITIONS | _HARMLESS_TOOLS


def _contradicts(name: str, said: frozenset[str], *, manner: bool = True) -> bool:
    """Whether words speak against a move: of another position, thing, body part or kind of work."""
    move = catalogue()[name]
    known = frozenset().union(*(words for words, each, _ in _aliases() if each == name and words <= said))
    more = said - known
    needs = words_of(" ".join(several(move.get("needs")))) | words_of(name)
    tools = more & listed("tools") - needs - _HARMLESS_TOOLS
    if tools or more & listed("changes") - words_of(str(move["name"])):
        return True
    worked = frozenset(muscles_of(move))
    if any(word in more and not worked & muscles for word, muscles in _BODY.items()):
        return True
    if manner and any(word in more and move["kind"] not in kinds for word, kinds in _MANNERS.items()):
        return True
    if move["kind"] in _DONE_BY_ITSELF and more & listed("moved"):
        return True
    places = more & _SAID_POSITIONS
    mine = _POSITIONS[str(move["position"])] if "position" in move else _SAID_POSITIONS
    if _upper(worked) and places <= {"standing", "sitting"} and mine <= {"standing", "sitting", "longsitting"}:
        return False
    if "wall" in more and move["kind"] == "stretch" and "wall" not in needs and not places:
        return True
    return bool(places) and not places & mine


def _upper(worked: frozenset[str]) -> bool:
    return all(GROUP_OF[muscle] in _UPPER for muscle in worked)
