"""Which version of a file it is."""

from pathlib import Path


def stamp(path: Path) -> str:
    """Changes when the file does; "" where there is none."""
    try:
        state = path.stat()
    except OSError:
        # Whoever uses the file says so; here it only means that nothing was kept for it.
        return ""
    return f"{state.st_size}-{state.st_mtime_ns}"
