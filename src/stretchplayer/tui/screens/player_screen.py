"""The player: what to do now, how long, on which side; and what comes next."""

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key

from stretchplayer.app.player_commands import Controls
from stretchplayer.app.remote_control import Answer, carry_out
from stretchplayer.app.session_flow import Outcome, Playing
from stretchplayer.catalog import translated
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.screen_words import english
from stretchplayer.phrases.segment_texts import segment_name
from stretchplayer.plain.narrator import left_out, rings
from stretchplayer.problems import Unreadable
from stretchplayer.session import Pause
from stretchplayer.session import events as happened
from stretchplayer.session.view import maybe_worn, worn
from stretchplayer.settings import FigureLook
from stretchplayer.sound.session_audio import TALKS
from stretchplayer.store import StoreFailed
from stretchplayer.translation import gettext
from stretchplayer.tui.keymap import PLAYER
from stretchplayer.tui.screens.base import STYLES, KeysFooter, Notice, Page
from stretchplayer.tui.widgets.basics import Bare
from stretchplayer.tui.widgets.figure_panel import FigurePanel
from stretchplayer.tui.widgets.player_keys import keys_now
from stretchplayer.tui.widgets.player_view import PlayerView, changes_in, player_text

if TYPE_CHECKING:
    from textual.timer import Timer


class PlayerPage(Page[Outcome], Bare, commands=PLAYER):
    """Turns the loop of the player by one timer, and shows the result. Dismissed with how the session was left."""

    CSS_PATH = STYLES / "playing.tcss"

    def __init__(self, playing: Playing) -> None:
        super().__init__()
        self.player = playing.player
        self._active, self._sound, self._requests = playing.active, playing.sound, playing.requests
        self._controls = Controls(self.player)
        self._figure = FigurePanel(self._now)
        self._view = PlayerView(translated.title(playing.plan.routine.title), self.key_of, self._figure)
        self._timer: Timer | None = None
        self._noticed: str | None = None
        self._said, self._said_at, self._said_until = "", -1.0, 0.0
        self._stale_at = 0.0
        self._state = ""
        self._look: FigureLook = "solid"
        self._keys: tuple[tuple[str, str], ...] = ()

    def compose(self) -> ComposeResult:
        """What the player shows, and the keys."""
        self.set_class(self.context.settings.figure == "off", "-bare", update=False)
        self._view.prepare(player_text(self.player.view(), kept=self.player.remembered))
        yield self._view
        yield KeysFooter()

    def on_mount(self) -> None:
        """Say what there is to say of the session itself, and begin."""
        for notice in (self._active.warning, self._active.notice):
            if notice:
                self._tell(notice)
        if self._sound is not None and self._sound.muted:
            self._tell(gettext("Sound is off ({key}).").format(key=self.key_of("mute")), 12)
        if pack := maybe_worn(self.player.view()):
            self._tell(screen_words.pack_still_on(pack), 60)
        self._requests.wake = partial(self.call_later, self.answer_requests)
        self.turn()

    def answer_requests(self) -> None:
        """Do what another terminal, or a media key, asks for."""
        self._requests.answer(self._asked)

    def _asked(self, word: str) -> Answer:
        return carry_out(word, self._controls, self.player, self._take, covered=self.app.screen is not self)

    def _now(self) -> float:
        return self.context.clock.monotonic()

    def stand_still(self) -> None:
        """Pause a session that is about to be covered; heat and cold go on, because they would anyway."""
        if self.player.session.state == "playing" and not worn(self.player.view()):
            self._take(self.player.do(Pause()))

    def turn(self) -> None:
        """Advance the session to the clock, and show it where anything has changed that can be seen."""
        events = self.player.tick()
        if events or self.player.now >= self._stale_at or self.player.notice != self._noticed:
            self._take(events)
        else:
            self._be_back()

    @property
    def leaving(self) -> bool:
        """Whether the user is being asked whether to leave."""
        return self._controls.leaving

    def action_say(self, name: str) -> None:
        """Run a command of the session; while the question is whether to leave, it is the answer."""
        if name == "other" and self.player.session.state == "paused" and not self.leaving:
            self._swap()
            return
        reply = self._controls.press(name)
        if reply.then == "puzzled":
            self.puzzle(self.key_of(name))
        elif name == "yes" or (self.leaving and self._said == self._noticed):
            # What was asked for is done: what was said before it would contradict what is shown now.
            self._said_until = 0.0
        if reply.then == "leaving":
            self._stop()
            self.dismiss("left")
            return
        self._take(reply.events)
        if reply.then == "take off":
            self._tell(gettext(screen_words.TAKE_OFF_FIRST))

    def _swap(self) -> None:
        """Offer other moves for the muscles of the step that is paused."""
        from stretchplayer.tui.screens.swap_screen import SwapPage

        path, offers = self.player.view().path, self._active.offers(self.player)
        if not offers:
            self._tell(gettext(screen_words.NO_OTHER_MOVE))
            return

        def take(move: str | None) -> None:
            if move is None:
                return
            try:
                self._active.swap(self.player, path, move)
            except StoreFailed as error:
                self._tell(str(error))
            self._tell(screen_words.swapped(self.player.view().name))
            self._take(self.player.tick())

        self.app.push_screen(
            SwapPage(gettext(screen_words.WHICH_MOVE), [(each.move, translated.name(each.name)) for each in offers]),
            take,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "read_advice" or self.player.view().topic is not None

    def action_read_advice(self) -> None:
        topic = self.player.view().topic
        if topic is not None:
            self.host.action_advice(topic)

    def notice(self, *notices: Notice) -> None:
        """Show notices of the app where the session shows its own."""
        for each in notices:
            self._tell(each.text, each.until - self._now())

    def typed(self, event: Key) -> bool:
        """In a pause, enter goes on, as the first button says; where something is on or is asked, it does nothing."""
        if event.key != "enter" or self.leaving or self.player.session.state != "paused":
            return False
        self.action_say("pause")
        return True

    def footer_keys(self) -> tuple[tuple[str, str], ...]:
        return keys_now(self.player.view(), leaving=self.leaving)

    def keys_here(self, pressed: str) -> str:
        """Where a question is asked, the keys that answer it."""
        answers = [self.key_of(name) for name in self._view.answers]
        if not answers:
            return super().keys_here(pressed)
        if self.player.session.state == "asking":
            back = (self.key_of("take-back"),) if self.player.view().take_back else ()
            return f"{gettext(screen_words.FIRST_SAY)}: {', '.join((*answers, *back))}."
        others = (self.key_of(name) for name in ("too-much", "leave"))
        return gettext("{key} does nothing here: {keys}.").format(
            key=pressed, keys=", ".join(dict.fromkeys((*answers, *others)))
        )

    def action_big(self) -> None:
        self.toggle_class("-big")

    def action_figure(self) -> None:
        chosen = self.context.settings.figure
        if chosen != "off":
            self._look = chosen
        self._choose("figure", self._look if chosen == "off" else "off")
        self.set_class(chosen != "off", "-bare")

    def action_mute(self) -> None:
        muted = not self.context.mute
        self.context.muted = False
        if self._sound is not None:
            self._sound.mute(muted=muted)
        self._choose("sound.mute", muted)
        self._tell(gettext(screen_words.SOUND_OFF) if muted else gettext(screen_words.SOUND_ON))

    def action_voice(self) -> None:
        """Go on to the next of full, names only and off."""
        chosen = self.context.settings.sound.voice
        heard = self._sound.talk if self._sound is not None else chosen
        voice = TALKS[TALKS.index(heard) - 1]
        if self._sound is not None:
            self._sound.speak(voice)
        if heard == chosen:
            # Where the routine wants to be quieter, it is only about this session.
            self._choose("sound.voice", voice)
        self._tell(gettext("Voice: {voice}.").format(voice=voice))

    def action_time_left(self) -> None:
        """Show and speak how long it takes until the end."""
        left = self.player.view().session_remaining
        if self._sound is not None:
            self._sound.time_left(left, self.player.now)
        self._tell(screen_words.english().session_left(left))

    def action_volume(self, by: int) -> None:
        chosen = self.context.settings.sound.volume
        heard = self._sound.volume if self._sound is not None else chosen
        volume = max(0, min(100, heard + by))
        if self._sound is not None:
            self._sound.turn(volume)
        if heard == chosen:
            self._choose("sound.volume", volume)
        self._tell(gettext("Volume: {volume} %.").format(volume=volume))

    def _take(self, events: tuple[happened.Event, ...]) -> None:
        """Show what happened, and set the timer for what comes next."""
        for event in events:
            self._hear(event)
        if rings(events, muted=self.context.mute) and not (self._sound and self._sound.audible):
            self.app.bell()
        if self.player.notice != self._noticed and not self.leaving:
            self._noticed = self.player.notice
            self._tell(self._noticed or "", 20)
        self._stop()
        state = self.player.session.state
        if state in ("finished", "ended"):
            self.dismiss(state)
            return
        if self.player.now >= self._said_until:
            self._view.write("said", "")
        view = self.player.view()
        back = self.key_of("take-back")
        now = player_text(view, leaving=self.leaving, kept=self.player.remembered, back=back)
        if now.state != self._state:
            # Other keys count now: one without a meaning is answered anew.
            self._state, self._puzzled = now.state, -1.0
        self._view.show(now)
        if (keys := self.footer_keys()) != self._keys:
            self._keys = keys
            self.refresh_bindings()
        self._figure.show(view, self.player.now)
        self._stale_at = self.player.now + changes_in(view)
        self._be_back()

    def _be_back(self) -> None:
        """Set the timer for when something is due, or has to be shown."""
        self._stop()
        wait = min(self.player.wait(), self._stale_at - self.player.now)
        # Textual drops a timer for one time that is late before it begins; one that repeats rings at its next time.
        self._timer = self.set_interval(max(0.001, wait), self.turn)

    def _hear(self, event: happened.Event) -> None:
        match event:
            case happened.Refused():
                self._tell(screen_words.refused(event.reason))
            case happened.Trimmed():
                self._tell(
                    gettext("{name}: trimmed to {allowed:g} s. {reason}").format(
                        name=segment_name(event.segment), allowed=event.allowed, reason=event.reason
                    ),
                    12,
                )
            case happened.Withheld():
                self._tell(left_out(event), 12)
            case happened.Left(segment=segment) if segment.thermal and segment.phase == "work":
                self._tell(screen_words.release(segment), 30)
            case happened.Strained(strains=strains) if strains:
                self._tell(gettext("What hurt rests for this session, and has half of what was left for 24 hours."), 12)
            case happened.TookBack():
                # What was said of it before does not hold any more.
                self._said_at = -1.0
                self._tell(gettext(screen_words.TAKEN_BACK), 8)
            case happened.Paused(gap=True):
                self._tell(english().time_lost, 12)
            case happened.Alarmed(ended=True):
                self._tell(english().nobody_answered, 30)
            case happened.RedFlagged(word="skin"):
                # In place of what else is said: where there is little room, this is what has to be read.
                self._said_at = -1.0
                self._tell(english().skin_signs, 60)

    def _choose(self, name: str, value: object) -> None:
        try:
            self.context.choose(name, value)
        except Unreadable as error:
            self._tell(str(error))

    def _tell(self, text: str, seconds: float = 5) -> None:
        """Show a text in a line of its own for some seconds; texts of the same instant stand beside each other."""
        now = self.player.now
        self._said = f"{self._said} {text}" if self._said_at == now else text
        self._said_at, self._said_until = now, now + seconds
        self._view.write("said", self._said)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
