"""Decodes the bytes of a sound file, in a separate process.

libsndfile did not crash on thousands of damaged files, but it prints over the screen while it reads some of them, it
may need minutes or gigabytes for others, and sound files of routines come from anywhere.
"""

import subprocess
import sys
from io import BytesIO
from math import log10
from typing import Final, cast

from stretchplayer.file_access import system_words
from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, Clip, audio_segment, audioop

MOST_SECONDS: Final = 30
PEAK: Final = 16_422
"""The highest sample a file may have, -6 dB: a cue and a voice together still fit. What is louder is made softer."""
SILENT: Final = 33
"""The highest sample of a file that nobody hears, -60 dB."""
PATIENCE: Final = 5.0
"""Seconds that decoding one file may take."""
MEMORY: Final = 1 << 30
"""Bytes that the process may use, where the system can limit it."""
DECODER: Final = (sys.executable, "-P", "-c", "from stretchplayer.sound.cues.decoding import serve; serve()")
"""`-P`: nothing may be imported from the folder that the program was started in."""

_DAMAGED: Final = "damaged, or no sound: wav, flac, mp3 and ogg (Vorbis or Opus) can be played"
_REFUSED, _UNABLE = 3, 4
"""Exit codes of the process: the file is to blame, or the machine is. The reason is on standard output."""


class NotASound(UserError):
    """A file that cannot be played as a cue; the message says what is wrong with it, without its name."""


class NoDecoder(UserError):
    """Nothing here can decode sound, whatever the file; the message says why."""


def decoded(data: bytes, decoder: tuple[str, ...] = DECODER, patience: float = PATIENCE) -> Clip:
    """The sound in the bytes of a file, made softer where it is too loud.

    Raises NotASound for what is wrong with them, and NoDecoder where no sound can be decoded on this machine.
    `decoder` is a command that answers as `serve` does.
    """
    if not data:
        message = "the file is empty"
        raise NotASound(message)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no shell
            decoder,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
            # The interrupt key is meant for this process alone.
            start_new_session=True,
            creationflags=cast("int", getattr(subprocess, "CREATE_NO_WINDOW", 0)),
        )
    except subprocess.TimeoutExpired as error:
        raise NotASound(_DAMAGED) from error
    except OSError as error:
        message = f"no sound file can be decoded on this machine: {system_words(error)}"
        raise NoDecoder(message) from error
    match done.returncode:
        case 0:
            return Clip(done.stdout)
        case code if code == _UNABLE:
            raise NoDecoder(done.stdout.decode())
        case code if code == _REFUSED:
            raise NotASound(done.stdout.decode())
        case _:
            raise NotASound(_DAMAGED)


def serve() -> None:
    """Decode standard input to samples on standard output; what a process for `decoded` does."""
    _limit()
    try:
        found, code = _samples(sys.stdin.buffer.read()), 0
    except NotASound as error:
        found, code = str(error).encode(), _REFUSED
    except NoDecoder as error:
        found, code = str(error).encode(errors="replace"), _UNABLE
    sys.stdout.buffer.write(found)
    sys.stdout.buffer.flush()
    sys.exit(code)


def _limit() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        # A crash is expected here, and its memory is of no use to anybody.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _samples(data: bytes) -> bytes:
    """The sound at 48 kHz on both sides, no louder than PEAK."""
    try:
        import soundfile
    except (ImportError, OSError) as error:
        message = f"no sound file can be decoded on this machine: {error}"
        raise NoDecoder(message) from error
    try:
        with soundfile.SoundFile(BytesIO(data)) as file:
            rate, channels, longest = file.samplerate, file.channels, MOST_SECONDS * file.samplerate
            # One frame more shows that it is too long.
            raw = bytes(file.buffer_read(longest + 1, "int16"))
    except soundfile.LibsndfileError as error:
        raise NotASound(_DAMAGED) from error
    if len(raw) > longest * channels * WIDTH:
        message = f"longer than {MOST_SECONDS} s"
        raise NotASound(message)
    if audioop.max(raw, WIDTH) < SILENT:
        message = "there is only silence in it" if raw else "there is no sound in it"
        raise NotASound(message)
    whole = audio_segment()(data=raw, sample_width=WIDTH, frame_rate=rate, channels=channels)
    if channels > CHANNELS:
        whole = whole.set_channels(1)
    whole = whole.set_channels(CHANNELS).set_frame_rate(RATE)
    if whole.max > PEAK:
        # A hair more, so that no rounding ends above.
        whole = whole.apply_gain(20 * log10((PEAK - 1) / whole.max))
    softer: bytes = whole.raw_data
    return softer
