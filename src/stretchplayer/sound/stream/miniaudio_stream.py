"""One stream of the machine's sound device, by miniaudio: opened, playing, closed for good.

What is used is miniaudio's library in C. Its module in Python adds classes that are not used here, and imports clients
of HTTP and mail for them: 3 MiB.
"""

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, Final, Protocol

from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH
from stretchplayer.sound.stream.sound_output import NoSound, Source
from stretchplayer.translation import gettext

PERIOD: Final = 0.1
"""Seconds between two pulls, and about as long lies in the buffer after one: a key is heard within 0.2 s."""
PERIODS: Final = 2
NAME: Final = b"stretchplayer"
"""The program's name in the mixers of the desktop."""
QUIET: Final = "PULSE_LOG_SYSLOG"
"""The environment variable that makes libpulse write its complaints to the log of the system."""


class Stream(Protocol):
    """A stream that pulls until it is closed."""

    @property
    def name(self) -> str:
        """The back-end's name: "PulseAudio"."""
        ...

    def close(self) -> None:
        """End it. A server that hangs can block this forever."""
        ...


Opener = Callable[[Source, str | None], Stream]
"""Opens a stream that pulls from the source, by the named back-end alone if one is named. Raises NoSound.

The source must not raise. A server that hangs can block this, too.
"""


def open_stream(source: Source, only: str | None = None) -> Stream:
    """A stream to the default device, which it follows where the system lets it. Raises NoSound."""
    try:
        ffi, lib = _library()
    except ImportError as error:
        message = gettext("the sound library miniaudio is not there ({reason})").format(reason=error)
        raise NoSound(message) from error
    _silence_libraries()
    backends = [each for each in _backends(lib) if only is None or _name(ffi, lib, each) == only]
    if not backends:
        message = gettext("miniaudio knows no sound on {platform}").format(platform=sys.platform)
        raise NoSound(message)
    faults = []
    for backend in backends:
        try:
            return _Stream(ffi, lib, backend, source)
        except NoSound as error:
            faults.append(str(error))
    raise NoSound("; ".join(faults))


@cache
def _silence_libraries() -> object:
    """Make libasound and libpulse print nothing on standard error, which is the screen; elsewhere do nothing.

    The result has to live as long as the libraries do, and does so in the cache.
    """
    if sys.platform != "linux":
        return None
    os.environ.setdefault(QUIET, "1")
    # Imported here: only playing needs it.
    import ctypes

    text, number = ctypes.c_char_p, ctypes.c_int
    nothing = ctypes.CFUNCTYPE(None, text, number, text, number, text)(lambda *_: None)
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(nothing)
    except (OSError, AttributeError):
        # No libasound, or one without handlers: then nothing prints through it either.
        return None
    return nothing


@cache
def _library() -> tuple[Any, Any]:
    """What cffi made of the library: how its values are made, and its functions. Raises ImportError."""
    from _miniaudio import ffi, lib

    lib.init_miniaudio()
    # The library calls it by this name, in the device's own thread.
    ffi.def_extern("_internal_data_callback")(_pull)
    return ffi, lib


def _pull(device: Any, output: object, _recorded: object, count: int) -> None:  # noqa: ANN401 - cffi has no types
    ffi, _ = _library()
    ffi.memmove(output, ffi.from_handle(device.pUserData).pulled(count), count * CHANNELS * WIDTH)


def _backends(lib: Any) -> list[int]:  # noqa: ANN401 - cffi has no types
    """What to try, in this order, and nothing else: it can crash on JACK, and by default it may play into nothing."""
    match sys.platform:
        case "darwin":
            return [lib.ma_backend_coreaudio]
        case "win32":
            return [lib.ma_backend_wasapi, lib.ma_backend_dsound]
        case "linux":
            return [lib.ma_backend_pulseaudio, lib.ma_backend_alsa]
        case _:
            return []


def _name(ffi: Any, lib: Any, backend: int) -> str:  # noqa: ANN401 - the same
    name: bytes = ffi.string(lib.ma_get_backend_name(backend))
    return name.decode()


class _Stream:
    """A context with one device. miniaudio's own class leaks its context, and can hang when the program ends."""

    def __init__(self, ffi: Any, lib: Any, backend: int, source: Source) -> None:  # noqa: ANN401 - the same
        self.name = _name(ffi, lib, backend)
        self.pulled = source
        self._ffi, self._lib = ffi, lib
        # Everything that C points to is kept here, so that it lives as long as the stream.
        self._handle, self._text = ffi.new_handle(self), ffi.new("char[]", NAME)
        self._context, self._device = ffi.new("ma_context *"), ffi.new("ma_device *")
        self._settings = settings = lib.ma_context_config_init()
        settings.threadPriority = lib.ma_thread_priority_highest
        settings.pulse.pApplicationName = self._text
        if lib.ma_context_init(ffi.new("ma_backend[]", [backend]), 1, ffi.addressof(settings), self._context) != (
            lib.MA_SUCCESS
        ):
            message = gettext("{name} does not answer").format(name=self.name)
            raise NoSound(message)
        fault = self._begin()
        if fault:
            lib.ma_context_uninit(self._context)
            raise NoSound(fault)

    def _begin(self) -> str | None:
        """Open the device and start it; returns what went wrong, if anything."""
        ffi, lib = self._ffi, self._lib
        if self._context.backend == lib.ma_backend_null:
            return gettext("there is no sound system")
        self._wishes = wishes = lib.ma_device_config_init(lib.ma_device_type_playback)
        wishes.sampleRate = RATE
        wishes.playback.channels = CHANNELS
        wishes.playback.format = lib.ma_format_s16
        wishes.periodSizeInMilliseconds = round(PERIOD * 1000)
        wishes.periods = PERIODS
        wishes.pulse.pStreamNamePlayback = self._text
        wishes.pUserData = self._handle
        wishes.dataCallback = lib._internal_data_callback  # noqa: SLF001 - the only one it has
        if lib.ma_device_init(self._context, ffi.addressof(wishes), self._device) != lib.MA_SUCCESS:
            return gettext("{name} has no device to play on").format(name=self.name)
        if lib.ma_device_start(self._device) != lib.MA_SUCCESS:
            lib.ma_device_uninit(self._device)
            return gettext("{name} does not let its device play").format(name=self.name)
        return None

    def close(self) -> None:
        """End the stream and free everything; to be called once."""
        # Stopped first: uninitialising alone waits forever where the server died.
        self._lib.ma_device_stop(self._device)
        self._lib.ma_device_uninit(self._device)
        self._lib.ma_context_uninit(self._context)
