"""Which boot of the machine this is: what was written in an earlier one may have lost its last seconds."""

from pathlib import Path
from typing import Final

UNKNOWN: Final = ""
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


def boot() -> str:
    """An id that changes when the machine restarts; `UNKNOWN` where the system does not tell."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return UNKNOWN
