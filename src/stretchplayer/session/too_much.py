"""Which muscles "too much" is about, and when the alarm of heat and cold sounds."""

from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.profile import TooMuchWord
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.session.events import Strained
from stretchplayer.session.playback import Playback

if TYPE_CHECKING:
    from stretchplayer.session.view import View

LATE: Final = 5.0
"""For this many seconds after a release, "too much" means the muscle that was let go: people react late."""
STOPPING: Final = frozenset({"tingling", "dizzy"})
"""Words that end the session."""
WARNING: Final = frozenset({*STOPPING, "skin"})
"""Words that are warning signs."""


def muscles_meant(playback: Playback, now: float) -> tuple[tuple[MuscleSide, ...], str]:
    """The muscle-sides that "too much" means now, and the path of the step it ends."""
    running, segment = playback.running, playback.segment
    last = playback.account.let_go(playback.wall(now), LATE, running.run if running else None)
    if last is not None:
        return last.loads, last.path
    if segment is None:
        return (), ""
    if segment.load is not None and (playback.place.run is not None or running is not None):
        return segment.loads, segment.path
    last = playback.account.last_on(segment.path)
    main = playback.cursor.segments[playback.cursor.main(playback.place.position)]
    return last.loads if last else main.loads, segment.path


def strike(playback: Playback, where: tuple[MuscleSide, ...], word: TooMuchWord, now: float) -> tuple[Strain, ...]:
    """Let these muscle-sides rest."""
    at = playback.wall(now)
    strains = tuple(Strain(session="", muscle=muscle, side=side, at=at, word=word) for muscle, side in where)
    playback.account.strain(strains)
    return strains


def name_strains(playback: Playback, word: TooMuchWord, stopped: float, now: float, hurt: "View | None") -> Strained:
    """Give the strains of the monotonic second `stopped` their word; it was said of what `hurt`.

    Where nothing was loaded there are no strains, and the word is all that is kept.
    """
    account, at = playback.account, playback.wall(stopped)
    if word == "skin":
        account.rest_skin(at)
        worn = account.last_thermal()
        if worn is not None and all(each.at != at for each in account.strains):
            # Noticed when nothing was loaded any more: it comes from what was on the skin last.
            strike(playback, worn.loads, word, stopped)
    names = (each.name for each in playback.cursor.segments if hurt is not None and each.path == hurt.path)
    return Strained(at=now, strains=account.word(word, at), word=word, name=next(names, ""))


TAKEN_BACK_WITHIN: Final = 60.0
"""For this many seconds, a "too much" that was pressed by mistake can be taken back."""


class BeforeHurt(NamedTuple):
    """The session just before the user said "too much" at the monotonic second `at`; it may have `rested` then."""

    playback: Playback
    rested: bool
    at: float

    def left(self, now: float) -> float:
        """Seconds for which it can still be taken back."""
        return max(0.0, self.at + TAKEN_BACK_WITHIN - now)

    def go_back(self, hurt: Playback, *, over: bool = False) -> Playback:
        """The playback as a pause at that second would have left it; `hurt` is what became of it.

        Where the session is `over`, it stays so, and only its strains go.
        """
        playback = self.playback
        if over:
            gone = self.taken_back(hurt)
            hurt.account.strains = tuple(each for each in hurt.account.strains if each not in gone)
            return hurt
        # All of this has happened, and was said, when the key was pressed.
        if playback.worn is not None:
            playback.taken_off(self.at)
        playback.leave(self.at)
        playback.forget()
        playback.events = hurt.events
        return playback

    def taken_back(self, hurt: Playback) -> tuple[Strain, ...]:
        """The strains that `hurt` has had since."""
        known = {(each.muscle, each.side, each.at) for each in self.playback.account.strains}
        return tuple(each for each in hurt.account.strains if (each.muscle, each.side, each.at) not in known)


ANSWER_WITHIN: Final = 60.0
"""Seconds to answer a question about the skin before the alarm sounds."""
ALARM_FOR: Final = 10.0
"""Seconds of alarm before heat or cold is ended."""
ALARM_EVERY: Final = 15.0
"""Seconds between two alarms while something may still be on the skin."""
ALARM_LATER: Final = 60.0
"""The same, after the first minutes of it."""
ALARM_OFTEN_FOR: Final = 300.0


class Watch:
    """The next alarm is due `at` a monotonic second; with `question`, a look at the skin is still to be answered."""

    def __init__(self) -> None:
        self.at = self._first = inf
        self.question = False

    def ask(self, now: float) -> None:
        """A question was asked: the alarm sounds without an answer in time."""
        self.at, self._first = now + ANSWER_WITHIN, inf

    def give_up_after(self, now: float) -> None:
        """The alarm sounds; after a while, heat or cold is ended."""
        self._first, self.at = min(self._first, now), now + ALARM_FOR

    def sound_again_after(self, now: float) -> None:
        """The alarm sounds, and will sound again."""
        self._first = min(self._first, now)
        self.at = now + (ALARM_EVERY if now - self._first < ALARM_OFTEN_FOR else ALARM_LATER)
