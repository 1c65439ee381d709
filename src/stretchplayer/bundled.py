"""Where the bundled routines are: inside an installed package, or beside the source in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled_routines() -> Path:
    """The folder of the bundled routines, the same for a wheel, an editable install and a checkout."""
    installed = _PACKAGE / "routines"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "routines"
