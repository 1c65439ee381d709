"""What is heard is what happens: each cue in its time, whatever is pressed, and none that was taken back."""

from hypothesis import given, note
from hypothesis import strategies as st

from core.world import Again, Move, World, commands, moves
from sound.band import LATENCY, Band
from strategies.people import profiles, stories
from strategies.steps import anything
from stretchplayer.caps import Ledger, Profile
from stretchplayer.model.routine import Routine
from stretchplayer.session import Advance
from stretchplayer.session import events as happened

EXACT = 0.015
STEP = 0.4
"""Seconds between two turns of the loop; a player turns at least that often."""
AT_ONCE = LATENCY + 0.06
"""Seconds until something that nobody could foresee is heard: what is in the buffer, and a block."""


class Played(World):
    """A world that a band plays along with, turning as often as a player does."""

    def __init__(self, routine: Routine, profile: Profile, ledger: Ledger) -> None:
        super().__init__(routine, profile, ledger, uptime=1000.0)
        self.band = Band(self.mono - 1.0)
        self.told: list[happened.Event] = [*self.last]
        self.pressed = [self.mono]
        self.band.follow(self.last, self.session, self.mono)

    def let_pass(self, seconds: float) -> None:
        """Let time pass as it does."""
        until = self.mono + seconds
        while self.mono < until:
            due = self.session.next_deadline(self.mono)
            self.mono = min(until, self.mono + STEP, until if due is None else max(due, self.mono + 1e-6))
            self.say(Advance())
            self.told += self.last
            self.band.follow(self.last, self.session, self.mono)

    def press(self, move: Move) -> None:
        """Wait a while, then say something."""
        self.let_pass(min(move.wait.amount if move.wait.kind == "for" else 3.0, 40.0))
        if isinstance(move.act, Again):
            return
        before = self.mono
        self.pressed.append(before)
        self.move(Move(move.wait._replace(kind="for", amount=0.0), move.act))
        self.told += self.last
        # Going on by itself may take a while: what falls due meanwhile is told late, as after a machine that slept.
        self.band.follow(self.last, self.session, self.mono)


@given(stories(anything), profiles(), st.lists(commands(), max_size=6), moves(most=6))
def test_every_cue_is_heard_in_its_time_and_no_other(
    story: tuple[Routine, Ledger], profile: Profile, said: list[object], waits: list[Move]
) -> None:
    world = Played(story[0], profile, story[1])
    for command, move in zip(said, [*waits, *waits, *waits], strict=False):
        world.press(Move(move.wait, command))  # type: ignore[arg-type]
    world.let_pass(45.0)
    end = world.mono
    heard = {(key[0], key[1]): at for key, at in world.band.heard.items() if key[1].startswith("cue ")}
    for event in world.told:
        if not isinstance(event, happened.Cued) or event.at > end - 1.0:
            continue
        key = (round(event.at, 2), f"cue {event.cue}")
        note(f"{event.cue} at {event.at}, heard at {heard.get(key)}")
        if key not in heard:
            # Whoever presses a key at once takes back what had not been heard yet.
            assert any(0 <= pressed - event.at <= AT_ONCE for pressed in world.pressed[1:])
            continue
        late = heard[key] - event.at
        sudden = any(abs(event.at - pressed) < LATENCY + 0.11 for pressed in world.pressed) or event.cue == "alarm"
        assert -EXACT <= late <= (AT_ONCE + STEP if sudden else EXACT)
    told = {(round(event.at, 2), f"cue {event.cue}") for event in world.told if isinstance(event, happened.Cued)}
    for key in heard:
        if key not in told and key[1] not in ("cue in", "cue out", "cue pulse", "cue alarm"):
            note(f"heard but never told: {key}")
            assert any(pressed <= key[0] <= pressed + LATENCY + 0.11 for pressed in world.pressed) or key[0] > end
