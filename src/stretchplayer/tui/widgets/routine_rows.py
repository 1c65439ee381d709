"""The words of the rows in which routines are listed, and of the banner over them."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from rich.cells import cell_len

from stretchplayer.app.listing import TOO_LONG, Listed, both_lengths
from stretchplayer.app.what_now import Habits
from stretchplayer.catalog.translated import things, title
from stretchplayer.routine.quoting import plain
from stretchplayer.translation import gettext, ngettext
from stretchplayer.tui.charts.text_layout import apart, clipped

if TYPE_CHECKING:
    from stretchplayer.store import Unfinished

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


def unfinished(left: "Unfinished", now: float) -> str:
    """What the banner says of a session that was left."""
    return gettext("Unfinished: {title}, left {ago}").format(title=title(left.title), ago=ago(now - left.wall))


def ago(seconds: float) -> str:
    """How long ago something was, in the largest unit that fits."""
    if seconds >= _DAY:
        days = int(seconds // _DAY)
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    if seconds >= _HOUR:
        hours = int(seconds // _HOUR)
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    if seconds >= _MINUTE:
        minutes = int(seconds // _MINUTE)
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    return gettext("just now")


def remark(each: Listed, habits: Habits, now: float) -> str:
    """What the person has to do with a routine: that it is planned for today, or when it was played last."""
    planned, played = habits.planned_of(each), habits.played_of(each)
    if planned is not None:
        return gettext("today: {cue}").format(cue=planned.cue) if planned.cue else gettext("today")
    return gettext("played {ago}").format(ago=ago(max(0.0, now - played.last))) if played else ""


def mark(each: Listed, *, left: bool = False) -> str:
    """The words that set a routine apart from a healthy bundled one; `left` is whether a session of it was left."""
    if left and each.title:
        return gettext("unfinished, yours") if each.yours else gettext("unfinished")
    if each.left_alone:
        return gettext("takes too long to read") if each.problems == (TOO_LONG,) else gettext("reading it failed")
    return gettext("bad file") if not each.title else gettext("yours") if each.yours else ""


_LIKED: Final = "★ "


def name(each: Listed, *, twice: bool = False) -> str:
    """Its title, with the name beside it where the title is there `twice`; or the name of an unreadable file."""
    return f"{each.title} ({plain(each.name)})" if each.title and twice else each.title or plain(f"{each.name}.toml")


def titled_twice(listed: Sequence[Listed]) -> frozenset[str]:
    """The files of one's own that have the same title as another routine."""
    count = Counter(each.title.casefold() for each in listed)
    return frozenset(each.file for each in listed if each.yours and count[each.title.casefold()] > 1)


class Beside(Struct, frozen=True, kw_only=True):
    """What a row says beside what is in the file of its routine: `has` is the move that was looked for in it.

    The name is shown where the title is there `twice`; a session was `left`; it is `liked`, with a `remark`.
    """

    has: str = ""
    twice: bool = False
    left: bool = False
    liked: bool = False
    remark: str = ""

    def name(self, each: Listed) -> str:
        """The name of the routine, and whether it is a favourite."""
        return f"{_LIKED if self.liked else ''}{name(each, twice=self.twice)}"


BARE: Final = Beside()
"""Nothing beside what is in the file."""


def one_row(each: Listed, width: int, said: Beside = BARE) -> str:
    """Minutes, title, mark and minutes in short, or the move that was looked for, in one row of `width` cells."""
    minutes = gettext("{minutes:3} min").format(minutes=each.minutes) if each.title else "  –    "
    beside = gettext("has {has}").format(has=said.has) if said.has else _beside(each, left=said.left)
    return apart(f"{minutes}  {said.name(each)}", beside, width)


def _beside(each: Listed, *, left: bool) -> str:
    short = gettext("short {short}").format(short=each.short) if each.short else ""
    return " · ".join(part for part in (mark(each, left=left), short) if part)


def two_rows(each: Listed, width: int, said: Beside = BARE) -> tuple[str, str]:
    """The title in one row; minutes, mark, the move that was looked for and what is needed in the next."""
    facts = [word] if (word := mark(each, left=said.left)) else []
    facts += [gettext("has {has}").format(has=said.has)] if said.has else []
    facts += [said.remark] if said.remark else []
    text = " · ".join([both_lengths(each), *facts] if each.title else facts)
    if each.title and said.remark and cell_len(text) > width:
        # What goes by the person says more than a length that is asked for seldom.
        text = " · ".join([f"{each.minutes} min", *facts])
    needed = _things(things(each.needs), width - cell_len(text) - 3)
    return clipped(said.name(each), width), clipped(f"{text} · {needed}" if needed else text, width)


def _things(needs: tuple[str, ...], width: int) -> str:
    """As many as fit; half a word is worse than none."""
    for count in range(len(needs), 0, -1):
        text = ", ".join((*needs[:count], *(["…"] if count < len(needs) else [])))
        if cell_len(text) <= width:
            return text
    return ""
