"""Media keys on a session bus of their own: the player's commands, and what a desktop shows of the session."""

import asyncio
import shutil
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from stretchplayer.app.remote_control import Answer, Requests, Status
from stretchplayer.cli.media_keys import BUS_NAME, PATH, PLAYER, MediaKeys


class Loop:
    """Answers requests as the loop of a session would, in a thread, and notes what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.state = "playing"
        self.requests = Requests()
        self.requests.wake = self._turn

    def _turn(self) -> None:
        threading.Thread(target=self.requests.answer, args=(self._reply,)).start()

    def _reply(self, word: str) -> Answer:
        if word != "status":
            self.asked.append(word)
            self.state = "paused" if word in {"pause", "play-pause"} else "playing"
        return Answer(ok=True, said="", status=Status(state=self.state, routine="Legs", name="Calf stretch", step=2))


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a session bus that nothing else is on."""
    pytest.importorskip("dbus_fast")
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("no dbus-daemon here")
    with subprocess.Popen([daemon, "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        yield running.stdout.readline().decode().strip()
        running.terminate()


async def call(address: str, interface: str, member: str, *body: str) -> Any:
    """What the session answers over the bus."""
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

    desk = await MessageBus(bus_address=address).connect()
    try:
        asked = Message(BUS_NAME, PATH, interface, member, signature="s" * len(body), body=[*body])
        return await desk.call(asked)
    finally:
        desk.disconnect()


def test_keys_are_commands_and_the_desktop_shows_the_move(bus: str) -> None:
    loop = Loop()
    with MediaKeys(loop.requests, {"DBUS_SESSION_BUS_ADDRESS": bus}) as keys:
        assert keys.listening.wait(10.0)
        for member in ("PlayPause", "Play", "Next", "Previous", "Pause", "Stop"):
            assert asyncio.run(call(bus, PLAYER, member)).error_name is None
        assert loop.asked == ["play-pause", "resume", "next", "back", "pause"]
        shown = asyncio.run(call(bus, "org.freedesktop.DBus.Properties", "GetAll", PLAYER)).body[0]
        assert shown["Metadata"].value["xesam:title"].value == "Calf stretch"
        assert shown["Metadata"].value["xesam:artist"].value == ["Legs"]
        status = asyncio.run(call(bus, "org.freedesktop.DBus.Properties", "Get", PLAYER, "PlaybackStatus"))
        assert status.body[0].value in {"Playing", "Paused"}
        # What nobody has is refused by the bus's own means, and hurts nothing.
        for interface, member, body in (
            ("org.freedesktop.DBus.Properties", "Get", (PLAYER, "Nonsense")),
            (PLAYER, "Nonsense", ()),
            (PLAYER, "PlayPause", ("too", "much")),
        ):
            asyncio.run(call(bus, interface, member, *body))
        assert asyncio.run(call(bus, "org.freedesktop.DBus.Introspectable", "Introspect")).error_name is None
    assert asyncio.run(call(bus, PLAYER, "Play")).error_name is not None


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "garbage", "tcp:host=127.0.0.1,port=1"])
def test_without_a_bus_nothing_is_said(address: str) -> None:
    with MediaKeys(Loop().requests, {"DBUS_SESSION_BUS_ADDRESS": address}) as keys:
        if keys._thread is not None:
            keys._thread.join(10.0)
            assert not keys._thread.is_alive()
        assert not keys.listening.is_set()
