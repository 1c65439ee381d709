"""The moves for a bad day, as a routine of their own."""

from collections.abc import Sequence

from stretchplayer.config import Folders
from stretchplayer.model.number_ranges import TITLE_LENGTH
from stretchplayer.model.routine import FORMAT, Routine
from stretchplayer.phrases import week_words as words
from stretchplayer.routine import quoting
from stretchplayer.routine.reader import Reading, read


def bad_day_reading(routine: Routine, moves: Sequence[str], folders: Folders) -> Reading:
    """What is done in the place of `routine` on a bad day: these moves of the catalogue in their usual doses."""
    title = words.bad_day_title(routine.title, TITLE_LENGTH)
    steps = "".join(f"[[step]]\nmove = {quoting.text(each)}\n" for each in moves)
    text = f"format = {FORMAT}\ntitle = {quoting.text(title)}\n{steps}"
    # There is no such file; what a sound file is beside is looked for where it would be.
    return read(text.encode(), str(folders.routines / "bad-day.toml"))
