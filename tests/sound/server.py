"""A sound server of the test's own: nothing of the user's is touched, and what is played can be recorded."""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

TOOLS: Final = ("pulseaudio", "pactl", "parec")
SINK: Final = "floor"
_LONG: Final = 20.0
"""Seconds that nothing here may take, even on a busy machine."""


class SoundServer:
    """A PulseAudio with one sink that leads nowhere, and a folder of its own; a context manager.

    It is running from the beginning, and can be killed, held and started again.
    """

    def __init__(self) -> None:
        # In a place with a short name: the path of a socket has room for about a hundred letters.
        self.folder = Path(tempfile.mkdtemp(prefix="sp-"))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and take its folder away."""
        self.kill()
        shutil.rmtree(self.folder)

    @property
    def socket(self) -> Path:
        """Where clients reach it."""
        return self.folder / "native"

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which a process finds this server and no other."""
        home = str(self.folder)
        return {
            **os.environ,
            "HOME": home,
            "PULSE_COOKIE": f"{home}/cookie",
            "PULSE_RUNTIME_PATH": home,
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_STATE_PATH": home,
            "XDG_CONFIG_HOME": home,
            "XDG_RUNTIME_DIR": home,
        }

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        assert self._process is None
        self.socket.unlink(missing_ok=True)
        (self.folder / "pid").unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"),
                *("--high-priority=no", "--realtime=no", "--disable-shm=yes", "--log-level=error"),
                f"--load=module-null-sink sink_name={SINK} rate=48000 format=s16le channels=2",
                f"--load=module-native-protocol-unix socket={self.socket} auth-anonymous=1",
            ],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # A client that is refused returns at once: each turn costs a process, and so paces itself.
        for _ in range(2_000):
            if self.command("info", check=False).returncode == 0:
                return
            assert self._process.poll() is None, "the sound server ended by itself"
        message = "the sound server does not answer"
        raise TimeoutError(message)

    def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Say something to the server with pactl."""
        return subprocess.run(
            ["pactl", *arguments], check=check, env=self.environment, capture_output=True, text=True, timeout=_LONG
        )

    def kill(self) -> None:
        """End the server as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(_LONG)
            self._process = None

    def unplug(self) -> None:
        """Take the sink away, as if its device were pulled out."""
        self.command("unload-module", "module-null-sink")

    def plug(self, name: str = SINK) -> None:
        """Put a sink there."""
        self.command("load-module", "module-null-sink", f"sink_name={name}", "rate=48000", "format=s16le", "channels=2")

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """The server hangs for a while: it is there, and does not answer."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    @contextlib.contextmanager
    def recorded(self, path: Path, sink: str = SINK) -> Iterator[None]:
        """What a sink plays meanwhile goes to the file, as raw 16-bit stereo at 48 kHz."""
        with path.open("wb") as file:
            parec = subprocess.Popen(
                [
                    *("parec", "--raw", "--format=s16le", "--rate=48000", "--channels=2", "--latency-msec=20"),
                    f"--device={sink}.monitor",
                ],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
            )
            assert parec.stdout is not None
            # The first bytes show that it records; from there on the file gets them without this process.
            assert select.select([parec.stdout], [], [], _LONG)[0], "the recording does not begin"
            tee = subprocess.Popen(["cat"], stdin=parec.stdout, stdout=file)
            parec.stdout.close()
            try:
                yield
            finally:
                parec.terminate()
                parec.wait(_LONG)
                tee.wait(_LONG)
