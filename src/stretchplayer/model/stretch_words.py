"""Words of a step's own texts that ask for a stretch to be held, or to be bounced, in the languages of the program."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from stretchplayer.model.steps import Step

_NOT: Final = frozenset(
    (
        *("no", "not", "never", "without", "dont", "nothing", "before", "after", "between", "avoid", "cannot"),
        *("nicht", "kein", "keine", "keinen", "ohne", "nie", "niemals", "vor", "nach", "zwischen"),
        *("sin", "nunca", "jamas", "antes", "despues", "entre", "ni", "ningun", "ninguna", "evite", "evita"),
        *("pas", "sans", "jamais", "avant", "apres", "ne", "aucun", "aucune", "evitez", "evite"),
        *("dynamic", "dynamische", "dinamico", "dynamique"),
    )
)
"""A word after one of these does not ask for what it says: "do not bounce", "before the next stretch"."""
_REACH: Final = 3
"""How many words before a word may turn it round."""

_A_STRETCH: Final = r"stretch(?:es)?|\w*dehnung(?:en)?|\w*dehnen|estiramientos?|etirements?"
_TITLED: Final = re.compile(rf"\b(?:{_A_STRETCH})\b")
_PULL: Final = r"stretch|pulls?|tension|tight\w*|dehn\w*|zug|zieh\w*|spannung|estir\w*|tir\w*|etir\w*|tension|traction"
_KEEP: Final = (
    r"hold(?:ing)?(?! on)|keep(?:ing)?|stay(?:ing)?|remain(?:ing)?|maintain(?:ing)?|sink|deepen"
    r"|halte?n?|haelt|bleiben?|verharren?"
    r"|manten\w*|sosten\w*|aguant\w*|permane\w*|qued\w*"
    r"|maintenez|maintenir|maintiens|tenez|tenir|tiens|gardez|garder|restez|rester"
)
_GO: Final = (
    r"hold(?! on)|pull|lean|bend|press|reach|fold|push|stay"
    r"|zieh\w*|halte?n?|beug\w*|lehn\w*|druck\w*"
    r"|tir[ae]\w*|incli\w*|dobl\w*|empuj\w*|manten\w*"
    r"|tirez|tirer|penchez|pliez|poussez|tenez|maintenez"
)
_UNTIL: Final = r"until|till|bis|hasta|jusqu\w*"
_HELD: Final = (
    # "Hold the stretch", "die Dehnung halten".
    re.compile(rf"\b(?P<word>{_KEEP})\b[^.;:!?]{{0,60}}?\b(?:{_A_STRETCH})\b"),
    re.compile(rf"\b(?P<word>{_A_STRETCH})\b[^.;:!?]{{0,40}}?\b(?:{_KEEP})\b"),
    # "Pull until you feel it", "bis Sie einen Zug spüren".
    re.compile(rf"\b(?P<word>{_GO})\b[^.;:!?]{{0,60}}?\b(?:{_UNTIL})\b[^.;:!?]{{0,40}}?\b(?:{_PULL}|feel it)\b"),
)

_BOUNCED: Final = re.compile(
    r"\b(?:bounc(?:e|es|ed|ing|y)|jerk(?:s|ed|ing|y)?|jolt(?:s|ing)?|ballistic\w*|yank(?:s|ing)?|forcefully"
    # The noun is strength: "half of your force", "pierde fuerza".
    r"|(?:with|by|use|using) (?:full |all (?:your )?)?force"
    r"|forc(?:e|es|ing)(?= (?:the|your|it|its|this|that|a|an|both|one|into|down|up|through|yourself|further)\b)"
    r"|wipp(?:e|en|t|st|end)|nachwippen|nachfedern|feder(?:n|t|nd)|ruckartig\w*|mit einem ruck|reiss(?:en|t)"
    r"|(?:mit|unter) (?:aller )?(?:gewalt|kraft)|gewaltsam|erzwing\w*"
    r"|rebot(?:e|es|ar|a|ando)|(?:a|de un) tir(?:ones|on)|tirones|balistic\w*|forz(?:ar|ando)|fuerc(?:e|es)"
    r"|(?:con|a la) fuerza"
    r"|rebond(?:s|ir|issez|issant)?|acoups?|a-coups?|balistique\w*|saccad\w*|forcez|forcer|forcant"
    r"|avec force|secousses?)\b(?! (?:\w+ )?nicht\b)"
)


def asks_to_hold(texts: Iterable[str], title: str = "") -> str:
    """The word by which texts ask for a stretch to be held, or a title names one; "" where none does."""
    return _titled(title) or next(filter(None, map(_held, texts)), "")


def is_held(step: Step) -> bool:
    """Whether a step asks by its own words for a stretch to be held."""
    # What moves may well be called a stretch.
    title = "" if step.kind == "dynamic" else step.name or ""
    return bool(asks_to_hold(filter(None, (step.how, step.say, step.name)), title))


@lru_cache(maxsize=1024)
def asks_to_bounce(text: str) -> str:
    """The word by which a text asks to bounce, jerk or force; "" where none does."""
    folded = _folded(text)
    return next((each[0] for each in _BOUNCED.finditer(folded) if not _turned(folded, each.start())), "")


@lru_cache(maxsize=1024)
def _titled(title: str) -> str:
    folded = _folded(title)
    return next((each[0] for each in _TITLED.finditer(folded) if not _turned(folded, each.start())), "")


@lru_cache(maxsize=1024)
def _held(text: str) -> str:
    folded = _folded(text)
    for pattern in _HELD:
        for each in pattern.finditer(folded):
            if not _turned(folded, each.start()) and _NOT.isdisjoint(re.findall(r"[\w-]+", each[0])):
                return each["word"]
    return ""


def _turned(text: str, at: int) -> bool:
    """Whether one of the words just before a place in the same sentence turns round what stands there."""
    sentence = re.split(r"[.;:!?]", text[:at])[-1]
    return not _NOT.isdisjoint(re.findall(r"[\w-]+", sentence)[-_REACH:])


def _folded(text: str) -> str:
    # Imported here: most steps have no texts of their own.
    from unicodedata import combining, normalize

    parts = normalize("NFKD", text.casefold().replace("’", "'"))
    plain = "".join(part for part in parts if not combining(part))
    return re.sub(r"\b([dl])'", r"\1 ", plain).replace("'", "")
