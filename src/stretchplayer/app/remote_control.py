"""What other terminals and media keys may ask of a session that plays, and what they are answered.

Questions come from other threads and wait until the loop that plays takes them at one of its turns: the session
itself is only ever touched by that loop.
"""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import Final

from msgspec import Struct

from stretchplayer.app.player_commands import COMMANDS, Controls, Reply
from stretchplayer.catalog import translated
from stretchplayer.model.duration import encode
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.headings import heading
from stretchplayer.phrases.screen_words import english
from stretchplayer.player import Player
from stretchplayer.session.events import Event, Refused
from stretchplayer.session.view import View
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext

WORDS: Final = frozenset({"status", "pause", "resume", "next", "back", "play-pause"})
"""What can be asked."""
_MEANT: Final = {"resume": "go-on", "play-pause": "pause"}
"""The player's commands that are called otherwise."""
_RESTING: Final = frozenset({"paused", "exposed"})
_COUNTING: Final = frozenset({"playing", "checking", "alarming"})
_MOST: Final = 4
"""Questions that wait; more are turned away."""
_PATIENCE: Final = 2.0
"""Seconds that a question waits for the loop."""
_SOON: Final = 1.0
"""Seconds in which the loop answers what it has taken."""
_MARKUP: Final = ("%{", "#[", "#{", "#(")
"""What polybar and tmux would take for an order."""
_APART: Final = " · "


class Status(Struct, frozen=True, kw_only=True):
    """How a session stands; times in seconds. `doing` is a word or two, `line` is all of it for a status bar.

    `remaining` is None where nothing counts down; `paused` is how long the pause has lasted.
    """

    state: str
    routine: str
    doing: str = ""
    phase: str | None = None
    kind: str = ""
    name: str = ""
    side: str | None = None
    step: int = 0
    steps: int = 0
    remaining: float | None = None
    session_remaining: float = 0.0
    paused: float = 0.0
    line: str = ""


class Answer(Struct, frozen=True, kw_only=True):
    """Whether what was asked holds now, a sentence on it, and how the session stands."""

    ok: bool
    said: str
    status: Status


class Requests:
    """Questions on their way to the loop that plays; `wake` ends a wait of that loop, from any thread."""

    def __init__(self) -> None:
        self.wake: Callable[[], object] | None = None
        self._waiting: Queue[tuple[str, Future[Answer]]] = Queue(_MOST)

    def ask(self, word: str, patience: float = _PATIENCE) -> Answer | None:
        """The answer, from another thread than the loop's; None where it does not come, and then nothing was done."""
        question = Future[Answer]()
        try:
            if word not in WORDS:
                return None
            self._waiting.put_nowait((word, question))
            if (wake := self.wake) is not None:
                wake()
            return question.result(patience)
        except Full:
            return None
        except TimeoutError:
            # What the loop has taken meanwhile is done in a moment.
            with suppress(TimeoutError):
                return None if question.cancel() else question.result(_SOON)
            return None

    def ask_in_bytes(self, word: str) -> bytes:
        """The answer as JSON on one line, b"" where there is none."""
        answer = self.ask(word)
        return b"" if answer is None else encode(answer)

    def answer(self, reply: Callable[[str], Answer]) -> None:
        """Answer what waits, from the loop that plays; does not wait itself."""
        with suppress(Empty):
            for _ in range(_MOST):
                word, question = self._waiting.get_nowait()
                if question.set_running_or_notify_cancel():
                    question.set_result(reply(word))


def carry_out(
    word: str, controls: Controls, player: Player, show: Callable[[tuple[Event, ...]], object], *, covered: bool = False
) -> Answer:
    """Answer one of `WORDS`, with what the player's key of that meaning does just now; `show` shows what happened.

    It never answers a question that is open there: whether to leave, or one on a page by which the player is `covered`.
    """
    state, open_question = player.session.state, controls.leaving or covered
    if word == "play-pause" and open_question and state not in _RESTING:
        word = "pause"
    if word == "status":
        return _answer(player, "")
    if word == "pause" and state in _RESTING:
        return _answer(player, player.view().prompt if state == "exposed" else gettext("It is paused already."))
    if word == "resume" and state == "playing":
        return _answer(player, _sentence(screen_words.WHY_NOT["playing"]))
    if word == "pause":
        reply = Reply(player.do(COMMANDS["stand-still"]))
    elif open_question:
        said = gettext("A question is open in the terminal of the session: answer it there first.")
        return _answer(player, said, ok=False)
    else:
        reply = controls.press(_MEANT.get(word, word))
    if reply.events:
        show(reply.events)
    refused = next((each.reason for each in reply.events if isinstance(each, Refused)), None)
    if reply.then == "puzzled":
        refused = gettext(screen_words.WHY_NOT[player.session.state])
    if refused is not None:
        return _answer(player, screen_words.refused(refused), ok=False)
    return _answer(player, _said(player.view()))


def _said(view: View) -> str:
    """A sentence on how it stands after a command."""
    match view.state:
        case "exposed" | "overdue":
            return view.prompt
        case "paused":
            return " ".join(dict.fromkeys((english().paused_plain, view.short))).strip()
        case "finished" | "ended":
            return _sentence(screen_words.WHY_NOT["finished"])
        case _:
            return gettext("Now: {line}").format(line=_line(view))


def _sentence(reason: str) -> str:
    """The reason why a key means nothing, where that is no fault but the answer."""
    text = gettext(reason)
    return f"{capitalised(text)}."


def _answer(player: Player, said: str, *, ok: bool = True) -> Answer:
    view, routine = player.view(), translated.title(player.session.plan.routine.title)
    status = Status(
        state=view.state,
        routine=routine,
        doing=_doing(view),
        phase=view.phase,
        kind=view.kind,
        name=view.name,
        side=view.side,
        step=view.step,
        steps=view.steps,
        remaining=round(view.remaining, 1) if _counts(view) else None,
        session_remaining=round(view.session_remaining, 1),
        paused=round(view.stopped_for, 1),
        line=_line(view),
    )
    return Answer(ok=ok, said=said, status=status)


def _counts(view: View) -> bool:
    return view.state in _COUNTING and view.total > 0 and not view.own_pace


def _doing(view: View) -> str:
    return heading(view.state, view.phase, view.kind, view.name).capitalize()


def _line(view: View) -> str:
    """What goes on, where and how long, such as "Hold 0:17 · Calf stretch left · 4/11"."""
    minutes, seconds = divmod(int(-(-view.remaining // 1)), 60)
    doing = f"{_doing(view)} {minutes}:{seconds:02d}" if _counts(view) else _doing(view)
    name = " ".join(each for each in (view.name, view.side_words if view.side in {"left", "right"} else "") if each)
    parts = (doing, name, f"{view.step}/{view.steps}" if view.step else "")
    return _APART.join(bar_text(each) for each in parts if each)


def bar_text(text: str) -> str:
    """A text on one line, in which no status bar finds an order: a name comes from a file that another person wrote."""
    for order in _MARKUP:
        text = text.replace(order, f"{order[0]} {order[1]}")
    return screen_words.joined(text)
