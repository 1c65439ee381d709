"""The limits as they bind one person and one routine: only ever tightened, never loosened."""

from typing import Final

from stretchplayer.caps.limits import LIMITS, NEW_USER_DAYS, NEW_USER_SESSION
from stretchplayer.caps.profile import Profile
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine


class Bounds:
    """Every limit's value after profile, today's answers and the routine's own `[limits]`: the lowest wins.

    Without a routine, what binds the person alone.
    """

    __slots__ = ("_values", "_whose", "before_sport")

    def __init__(self, routine: Routine | None, profile: Profile, *, new_user: bool) -> None:
        self._values: dict[str, float] = dict(_CAPS)
        self._whose: dict[str, str] = {}
        if new_user:
            self._tighten("static.session", NEW_USER_SESSION, f"in the first {NEW_USER_DAYS} days of use")
        if profile != _NOBODY:
            self._answers(profile)
        for limit, value in routine.limits.items() if routine else ():
            self._tighten(limit, value, "as this routine asks")
        self.before_sport = routine is not None and routine.before == "sport"
        self._tighten("neck.hold", self._values["static.hold"], self._whose.get("static.hold", ""))
        self._tighten("neck.session", self._values["static.session"], self._whose.get("static.session", ""))

    def __getitem__(self, limit: str) -> float:
        """The value that binds, in the limit's unit."""
        return self._values[limit]

    def reason(self, limit: str, value: float | None = None) -> str:
        """One sentence that says what the limit allows, for `value` or the limit's own."""
        row = LIMITS[limit]
        amount = self._values[limit] if value is None else value
        text = spoken(amount) if row.unit == "s" else f"{amount:g} {row.unit}" if row.unit in "%°C" else f"{amount:g}"
        whose = self._whose.get(limit, "")
        return f"{'At least' if row.least else 'At most'} {text} for {row.what}{f', {whose}' if whose else ''}."

    def _answers(self, profile: Profile) -> None:
        today = profile.today
        if today.spasm:
            self._tighten("static.discomfort", 2, "with an acute spasm")
            self._tighten("static.hold", 20, "with an acute spasm")
            self._tighten("static.session", 60, "with an acute spasm")
        if profile.hypermobile:
            self._tighten(
                "static.discomfort", 2, "with joints that slip or bend far: stop short of the end of your range"
            )
            self._tighten("static.session", 30, "with joints that slip or bend far")
        if profile.age == "under-16":
            self._tighten("static.discomfort", 2, "under 16")
        if profile.pregnant:
            self._tighten("static.discomfort", 3, "in pregnancy and the 6 months after birth")
        if profile.blood_thinners:
            self._tighten("massage.pressure", 3, "with blood thinners")

    def _tighten(self, limit: str, value: float, whose: str) -> None:
        row = LIMITS[limit]
        tighter = value > self._values[limit] if row.least else value < self._values[limit]
        if tighter:
            self._values[limit] = value
            self._whose[limit] = whose


_CAPS: Final = {row.id: row.cap for row in LIMITS.values()}
_NOBODY: Final = Profile()
