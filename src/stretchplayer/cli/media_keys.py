"""Media keys and the buttons of a headset, by MPRIS: with the extra "mpris", on Linux, where there is a session bus."""

import asyncio
import os
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
PLAYER: Final = "org.mpris.MediaPlayer2.Player"
_ROOT: Final = "org.mpris.MediaPlayer2"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_METHODS: Final = {
    "PlayPause": "play-pause",
    "Pause": "pause",
    "Play": "resume",
    "Next": "next",
    "Previous": "back",
}
_NOTHING: Final = frozenset({"Stop", "Seek", "SetPosition", "OpenUri", "Raise", "Quit"})
"""What MPRIS has and a session does not: asking for it is no fault, and changes nothing."""
_LOOK: Final = 1.0
"""Seconds between two looks at how the session stands."""
_PATIENCE: Final = 5.0
_XML: Final = f"""<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node><interface name="{_ROOT}"><method name="Raise"/><method name="Quit"/>
<property name="Identity" type="s" access="read"/></interface>
<interface name="{PLAYER}">{"".join(f'<method name="{name}"/>' for name in (*_METHODS, "Stop"))}
<property name="PlaybackStatus" type="s" access="read"/><property name="Metadata" type="a{{sv}}" access="read"/>
</interface></node>"""


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
            # Somebody who waits for the bus to answer is left to end by itself.
            self._thread.join(_LOOK)

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            asyncio.run(self._listen())

    async def _listen(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        from dbus_fast.aio import MessageBus
        from dbus_fast.errors import DBusFastError

        try:
            async with asyncio.timeout(_PATIENCE):
                bus = await MessageBus(bus_address=self._address).connect()
                bus.add_message_handler(self._heard)
                await self._take_name(bus)
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

    async def _take_name(self, bus: "MessageBus") -> None:
        from dbus_fast import NameFlag, RequestNameReply

        taken = await bus.request_name(BUS_NAME, NameFlag.DO_NOT_QUEUE)
        if taken != RequestNameReply.PRIMARY_OWNER:
            await bus.request_name(f"{BUS_NAME}.instance{os.getpid()}", NameFlag.DO_NOT_QUEUE)

    def _look(self, bus: "MessageBus") -> None:
        """Tell the bus when something has changed that it shows."""
        from dbus_fast import Message, MessageType

        before = self._status and self._shown(PLAYER)
        answer = self._requests.ask("status", _LOOK)
        if answer is None:
            return
        self._status = answer.status
        now = self._shown(PLAYER)
        if changed := {name: value for name, value in now.items() if not before or before[name] != value}:
            signal = Message(
                path=PATH,
                interface=_PROPERTIES,
                member="PropertiesChanged",
                message_type=MessageType.SIGNAL,
                signature="sa{sv}as",
                body=[PLAYER, changed, []],
            )
            bus.send(signal)

    def _heard(self, message: "Message") -> "Message | None":
        """Answer a call to the player's own path; others are not for us."""
        from dbus_fast import Message, MessageType

        if message.message_type != MessageType.METHOD_CALL or message.path != PATH:
            return None
        match message.interface, message.member, message.body:
            case "org.freedesktop.DBus.Introspectable", "Introspect", _:
                return Message.new_method_return(message, "s", [_XML])
            case _properties, "GetAll", [str(interface)] if _properties == _PROPERTIES:
                return Message.new_method_return(message, "a{sv}", [self._shown(interface)])
            case _properties, "Get", [str(interface), str(name)] if _properties == _PROPERTIES:
                found = self._shown(interface).get(name)
                if found is not None:
                    return Message.new_method_return(message, "v", [found])
            case _player, str(member), _ if _player == PLAYER and member in _METHODS:
                self._requests.ask(_METHODS[member], _LOOK)
                return Message.new_method_return(message)
            case (_, str(member), _) if message.interface in {_ROOT, PLAYER} and member in _NOTHING:
                return Message.new_method_return(message)
        return None

    def _shown(self, interface: str) -> dict[str, Any]:
        """The properties of an interface, by their names."""
        from dbus_fast import Variant

        if interface == _ROOT:
            no = dict.fromkeys(("CanQuit", "CanRaise", "HasTrackList"), Variant("b", False))  # noqa: FBT003
            lists = dict.fromkeys(("SupportedUriSchemes", "SupportedMimeTypes"), Variant("as", []))
            return {**no, **lists, "Identity": Variant("s", "stretchplayer")}
        if interface != PLAYER:
            return {}
        status = self._status
        metadata = {"mpris:trackid": Variant("o", f"{PATH}/step/{status.step if status else 0}")}
        if status is not None:
            metadata["xesam:title"] = Variant("s", status.name or status.doing)
            metadata["xesam:artist"] = Variant("as", [status.routine])
        resting = status is not None and status.state in {"paused", "exposed", "overdue", "asking"}
        can = ("CanControl", "CanPlay", "CanPause", "CanGoNext", "CanGoPrevious")
        return {
            "PlaybackStatus": Variant("s", "Stopped" if status is None else "Paused" if resting else "Playing"),
            "Metadata": Variant("a{sv}", metadata),
            **dict.fromkeys(can, Variant("b", True)),  # noqa: FBT003 - what the bus has, not a flag
            "CanSeek": Variant("b", False),  # noqa: FBT003
            "Rate": Variant("d", 1.0),
            "MinimumRate": Variant("d", 1.0),
            "MaximumRate": Variant("d", 1.0),
            "Volume": Variant("d", 1.0),
            "Position": Variant("x", 0),
        }
