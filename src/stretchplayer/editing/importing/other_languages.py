"""The words for numbers, times and sides of a Spanish, French or German list, as an English one has them.

Only what stands beside a number or a part of the body is put in English; the names of exercises stay as they are.
"""

import re
from typing import Final

_NUMBERS: Final = {
    **dict.fromkeys(("una", "un", "une", "ein", "eine", "einen"), "1"),
    **dict.fromkeys(("dos", "deux", "zwei"), "2"),
    **dict.fromkeys(("tres", "trois", "drei"), "3"),
    **dict.fromkeys(("cuatro", "quatre", "vier"), "4"),
    **dict.fromkeys(("cinco", "cinq", "fünf"), "5"),
    **dict.fromkeys(("diez", "dix", "zehn"), "10"),
    **dict.fromkeys(("quince", "quinze", "fünfzehn"), "15"),
    **dict.fromkeys(("veinte", "vingt", "zwanzig"), "20"),
    **dict.fromkeys(("treinta", "trente", "dreißig", "dreissig"), "30"),
}
_UNITS: Final = (
    r"(?:segundos?|segs?\b|secondes?|sekunden?|minutos?|minutes?|minuten?|veces|vez|fois|mal\b|repeticiones|repetición"
    r"|répétitions?|wiederholungen|series?\b|séries?\b|serien\b|sätze\b|d[ií]as|jours|tage|semanas?|semaines?|wochen)"
)
_LEGS: Final = r"(?:piernas?|jambes?|bein(?:e[ns]?)?)"
_ARMS: Final = r"(?:brazos?|bras|arme?s?)"
_FEET: Final = r"(?:pies?|pieds?|fuß|füße)"
_SIDES: Final = r"(?:lados?|côtés?|cotés?|seiten?)"
_EACH: Final = r"(?:(?:por|en|de|para|con|pour|sur|auf|pro|je|chaque|par|cada|jede[rsmn]?|à)\s+)*"
_ONE_EACH: Final = rf"(?:(?:de\s+)?(?:por|pro|je|par|chaque|cada|jede[rsmn]?)\s+){_EACH}"
_A_DAY: Final = r"(?:al|por|par|pro|am|cada|chaque|jeden)\s+(?:d[ií]a|jour|tag)\b"
_A_WEEK: Final = r"(?:a\s+la|por|par|pro|in\s+der|die|cada|chaque)\s+(?:semana|semaine|woche)\b"

_FIRST: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (r"\b(?:medio\s+minuto|une\s+demi[- ]minute|(?:eine\s+)?halbe\s+minute)\b", "30 s"),
        (
            r"\b(?:un\s+minuto\s+y\s+medio|une\s+minute\s+et\s+demie|eineinhalb\s+minuten|anderthalb\s+minuten)\b",
            "90 s",
        ),
        (r"\b(?:todos\s+los\s+d[ií]as|tous\s+les\s+jours|diariamente|quotidiennement|jeden\s+tag)\b", "every day"),
        (
            (
                r"\b(?:cada\s+(?:dos|2)\s+d[ií]as|tous\s+les\s+(?:deux|2)\s+jours|un\s+jour\s+sur\s+deux"
                r"|jeden\s+zweiten\s+tag|alle\s+(?:zwei|2)\s+tage)\b"
            ),
            "every other day",
        ),
    )
)
"""What has a number in it that counts something else."""
_WORDS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (r"(?<=\d)\s*(?:segundos?|segs?|secondes?)\b\.?", " seconds"),
        (r"(?<=\d)\s*minutos?\b", " minutes"),
        (rf"(?<=\d)\s*(?:veces|vez|fois|mal)\s+{_A_DAY}", " times a day"),
        (rf"(?<=\d)\s*(?:veces|vez|fois|mal)\s+{_A_WEEK}", " times a week"),
        (rf"(?<=\d)\s*x\s*{_A_DAY}", " x a day"),
        (r"(?<=\d)\s*(?:veces|vez|fois)\b", " times"),
        (r"(?<=\d)\s*(?:repeticiones|repetición|répétitions?|rép\b\.?)", " reps"),
        (r"(?<=\d)\s*(?:series?|séries?|serien|sätze)\b(?:\s+(?:de|à|a|von)\b)?(?=\s*\d)", " sets of"),
        (r"(?<=\d)\s*(?:series|séries?|serien|sätze)\b", " sets"),
        (r"\b(?:durante|por|pendant)\s+(?=\d+\s*(?:d[ií]as|jours|semanas?|semaines?)\b)", "for "),
        (r"(?<=\d)\s*(?:d[ií]as|jours)\b", " days"),
        (r"(?<=\d)\s*(?:semanas?|semaines?)\b", " weeks"),
        (r"\b(?:mantener|mantén|mantenga|sostener|aguantar|aguanta|tenir|tenez|maintenir|maintenez)\b", "hold"),
        (r"\b(?:descanso|descansar|repos)\b", "rest"),
        (rf"\b{_ONE_EACH}{_LEGS}\b", "each leg"),
        (rf"\b{_ONE_EACH}{_ARMS}\b", "each arm"),
        (rf"\b{_ONE_EACH}{_FEET}(?!\w)", "each foot"),
        (rf"\b{_ONE_EACH}{_SIDES}\b", "each side"),
        (
            rf"\b(?:en\s+|de\s+|des\s+)?(?:ambos|ambas|les\s+deux)\s+(?:{_SIDES}|{_LEGS}|{_ARMS}|{_FEET})(?!\w)",
            "both sides",
        ),
        (
            r"\b(?:(?:in|en|dans)\s+)?(?:je|pro|jede|cada|chaque|por|par)\s+(?:richtung|direcci[oó]n|sentido|sens|direction)\b",
            "each way",
        ),
        (r"\b(?:alternando|en\s+alternance|alternativement|alternado)\b", "alternating"),
        (rf"\b(?:{_LEGS}|{_ARMS}|{_FEET}|lado|côté)\s+(?:izquierd[oa]|gauche)\b", "left side"),
        (rf"\b(?:{_LEGS}|{_ARMS}|{_FEET}|lado|côté)\s+(?:derech[oa]|droite?)\b", "right side"),
    )
)
_COUNTED: Final = re.compile(rf"\b({'|'.join(_NUMBERS)})(?=\s+{_UNITS})", re.IGNORECASE)


def in_english(text: str) -> str:
    """A line with its numbers, units and sides in English; what is no such word stays."""
    for pattern, put in _FIRST:
        text = pattern.sub(put, text)
    text = _COUNTED.sub(lambda found: _NUMBERS[found[1].lower()], text)
    for pattern, put in _WORDS:
        text = pattern.sub(put, text)
    return text
