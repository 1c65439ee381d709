"""Reads the words of one language from its file, on first use."""

from functools import cache
from importlib.resources import files
from typing import Final, get_args

import msgspec
import tomli

from stretchplayer.model.routine import Language
from stretchplayer.sound.phrases.phrases import Phrases

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@cache
def load(language: Language) -> Phrases:
    """Everything that is said in a language. KeyError if it is not spoken here."""
    if language not in LANGUAGES:
        raise KeyError(language)
    written = tomli.loads(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return msgspec.convert({"language": language, **written}, Phrases)
