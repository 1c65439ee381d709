"""Media keys and the buttons of a headset, by MPRIS: with the extra "mpris", on Linux, where there is a session bus."""

import asyncio
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Self

from stretchplayer import crash
from stretchplayer.app.remote_control import Requests, Status

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

BUS_NAME: Final = "org.mpris.MediaPlayer2.stretchplayer"
PATH: Final = "/org/mpris/MediaPlayer2"
ROOT: Final = "org.mpris.MediaPlayer2"
PLAYER: Final = f"{ROOT}.Player"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_METHODS: Final = {
    "PlayPause": "play-pause",
    "Pause": "pause",
    "Play": "resume",
    "Next": "next",
    "Previous": "back",
}
_NOTHING: Final = frozenset({"Stop", "Seek", "SetPosition", "OpenUri", "Raise", "Quit"})
"""What MPRIS has and a session does not: asking for it is no fault, and changes nothing."""
_FIXED: Final[Mapping[str, Mapping[str, tuple[str, object]]]] = {
    ROOT: {
        **dict.fromkeys(("CanQuit", "CanRaise", "HasTrackList"), ("b", False)),
        **dict.fromkeys(("SupportedUriSchemes", "SupportedMimeTypes"), ("as", [])),
        "Identity": ("s", "stretchplayer"),
    },
    PLAYER: {
        **dict.fromkeys(("CanControl", "CanPlay", "CanPause", "CanGoNext", "CanGoPrevious"), ("b", True)),
        **dict.fromkeys(("Rate", "MinimumRate", "MaximumRate", "Volume"), ("d", 1.0)),
        "CanSeek": ("b", False),
        "Position": ("x", 0),
    },
}
"""The properties of each interface that never change: their types, as D-Bus writes them, and their values."""
_RESTING: Final = frozenset({"paused", "exposed", "overdue", "asking"})
_LOOK: Final = 1.0
"""Seconds between two looks at how the session stands."""
_PATIENCE: Final = 5.0


class MediaKeys:
    """Hears them in a thread of its own while a session plays; a context manager. Never an error where it cannot."""

    def __init__(self, requests: Requests, machine: Mapping[str, str]) -> None:
        """`machine` is the environment that says where the session bus is."""
        self._requests = requests
        self._address = machine.get("DBUS_SESSION_BUS_ADDRESS", "")
        self._status: Status | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread: threading.Thread | None = None
        self.listening = threading.Event()
        if sys.platform == "linux" and self._address and find_spec("dbus_fast") is not None:
            self._thread = threading.Thread(target=self._run, name="media keys", daemon=True)

    def __enter__(self) -> Self:
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._task.cancel)
        if self._thread is not None:
            # A thread that waits for the bus to answer is left to end by itself.
            self._thread.join(_LOOK)

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            asyncio.run(self._listen())

    async def _listen(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        from dbus_fast import NameFlag
        from dbus_fast.aio import MessageBus
        from dbus_fast.errors import DBusFastError

        try:
            async with asyncio.timeout(_PATIENCE):
                bus = await MessageBus(bus_address=self._address).connect()
                bus.add_message_handler(self._heard)
                # Another session of the same user has it while two folders are in use: then this one goes without.
                await bus.request_name(BUS_NAME, NameFlag.DO_NOT_QUEUE)
        except (OSError, EOFError, DBusFastError, ValueError) as error:
            crash.note(f"no media keys: {type(error).__name__}")
            return
        self.listening.set()
        try:
            while bus.connected:
                self._look(bus)
                await asyncio.sleep(_LOOK)
        finally:
            bus.disconnect()

    def _look(self, bus: "MessageBus") -> None:
        """Tell the bus when something has changed that it shows."""
        from dbus_fast import Message

        answer, before = self._requests.ask("status", _LOOK), self._shown(PLAYER)
        if answer is None:
            return
        self._status = answer.status
        changed = {name: value for name, value in self._shown(PLAYER).items() if before[name] != value}
        if changed:
            body = [PLAYER, changed, []]
            bus.send(Message.new_signal(PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", body))

    def _heard(self, message: "Message") -> "Message | None":
        """Answer a call to the player's own path; others are not for us."""
        from dbus_fast import Message, MessageType

        if message.message_type != MessageType.METHOD_CALL or message.path != PATH:
            return None
        body = message.body
        match message.interface, message.member:
            case "org.freedesktop.DBus.Properties", "GetAll" if body:
                return Message.new_method_return(message, "a{sv}", [self._shown(body[0])])
            case "org.freedesktop.DBus.Properties", "Get" if len(body) > 1 and body[1] in self._shown(body[0]):
                return Message.new_method_return(message, "v", [self._shown(body[0])[body[1]]])
            case "org.mpris.MediaPlayer2.Player", str(member) if member in _METHODS:
                self._requests.ask(_METHODS[member], _LOOK)
                return Message.new_method_return(message)
            case _, str(member) if member in _NOTHING:
                return Message.new_method_return(message)
        return None

    def _shown(self, interface: str) -> dict[str, Any]:
        """The properties of an interface, by their names."""
        from dbus_fast import Variant

        properties = dict(_FIXED.get(interface, {}))
        if interface == PLAYER:
            status = self._status
            metadata = {"mpris:trackid": Variant("o", f"{PATH}/step/{status.step if status else 0}")}
            if status is not None:
                metadata["xesam:title"] = Variant("s", status.name or status.doing)
                metadata["xesam:artist"] = Variant("as", [status.routine])
            playing = "Stopped" if status is None else "Paused" if status.state in _RESTING else "Playing"
            properties |= {"PlaybackStatus": ("s", playing), "Metadata": ("a{sv}", metadata)}
        return {name: Variant(*each) for name, each in properties.items()}
