"""Words for what voices read wrongly: abbreviated units, a sign for times, and two numbers that are a name."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_UNITS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "en": {"s": ("second", "seconds"), "min": ("minute", "minutes"), "h": ("hour", "hours")},
        "de": {"s": ("Sekunde", "Sekunden"), "min": ("Minute", "Minuten"), "h": ("Stunde", "Stunden")},
        "es": {"s": ("segundo", "segundos"), "min": ("minuto", "minutos"), "h": ("hora", "horas")},
        "fr": {"s": ("seconde", "secondes"), "min": ("minute", "minutes"), "h": ("heure", "heures")},
    }
)
_TIMES: Final = MappingProxyType({"en": "times", "de": "mal", "es": "por", "fr": "fois"})
# Otherwise "90-90" is read as "90 to 90".
_TWICE: Final = re.compile(r"\b(\d+)[-/\N{EN DASH}]\1\b")
_BY: Final = re.compile(r"(?<=\d) ?[x\N{MULTIPLICATION SIGN}] ?(?=\d)")
_MEASURE: Final = re.compile(r"\b(\d+) ?(?:(s)(?:ec)?|(min)|(h))\b(?!')")


def aloud(text: str, language: str) -> str:
    """The text as it is to be read out; it stays as it is in a language that is not known here."""
    units = _UNITS.get(language)
    if units is None:
        return text
    text = _BY.sub(f" {_TIMES[language]} ", _TWICE.sub(r"\1, \1", text))
    return _MEASURE.sub(lambda found: f"{found[1]} {units[found[2] or found[3] or found[4]][found[1] != '1']}", text)
