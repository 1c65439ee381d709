"""The settings: theme, motion, questions, sound, keys; and where they are kept."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Final, NamedTuple

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer import settings
from stretchplayer.problems import Unreadable
from stretchplayer.settings import AUTO, CHOICES, Loaded
from stretchplayer.translation import gettext, languages, pgettext, to_translate, to_translate_in
from stretchplayer.tui.keymap import SETTINGS, faults, key_lines
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.terminal import OURS
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.cells import DOTS
from stretchplayer.tui.widgets.choice import YES_OR_NO, Choice
from stretchplayer.tui.widgets.scale import Level

LANGUAGE_NAME: Final = to_translate_in("the name of this language", "English")


class Choosable(NamedTuple):
    """A setting with a few values: its dotted name, its label, and its values with their labels."""

    name: str
    label: str
    answers: tuple[tuple[object, str], ...]


def _words(name: str, **called: str) -> tuple[tuple[str, str], ...]:
    return tuple((word, called.get(word, word)) for word in CHOICES[name])


def _languages() -> tuple[tuple[str, str], ...]:
    """Every language by its own name, as people look for it who can read no other."""
    names = ((code, pgettext("the name of this language", LANGUAGE_NAME, code)) for code in languages())
    return ((AUTO, gettext("as on this machine")), *names)


PICKS: Final = (
    Choosable("motion", to_translate("Let things move on the screen?"), YES_OR_NO),
    Choosable(
        "figure",
        to_translate("Show how a step is done?"),
        _words(
            "figure",
            solid=to_translate("solid figures"),
            dots=to_translate("dots, for no colours"),
            off=to_translate("no"),
        ),
    ),
    Choosable("stiffness", to_translate("Ask how stiff you are, before and after?"), YES_OR_NO),
    Choosable(
        "instructions",
        to_translate("Explain each step before it begins?"),
        _words(
            "instructions",
            first=to_translate("the first three times"),
            always=to_translate("every time"),
            names=to_translate("only its name"),
        ),
    ),
    Choosable("sound.mute", to_translate("Mute"), YES_OR_NO),
    Choosable(
        "sound.cues",
        to_translate("Cues"),
        _words("sound.cues", soft=to_translate("soft"), wood=to_translate("wood"), bright=to_translate("bright")),
    ),
    Choosable(
        "sound.voice",
        to_translate("Voice"),
        _words("sound.voice", full=to_translate("in full"), names=to_translate("names only"), off=to_translate("off")),
    ),
    Choosable(
        "sound.output",
        to_translate("Sound goes to"),
        _words(
            "sound.output",
            auto=to_translate("what works"),
            device=to_translate("device"),
            command=to_translate("a player"),
            bell=to_translate("bell"),
        ),
    ),
    Choosable(
        "voice.engine",
        to_translate("Who speaks (piper needs its model, a program its command, in the file)"),
        _words(
            "voice.engine",
            auto=to_translate("what works"),
            system=to_translate("system"),
            command=to_translate("a program"),
        ),
    ),
    Choosable("self_tests", to_translate("Offer two self-tests every two weeks?"), YES_OR_NO),
)
KEYS_HELP: Final = to_translate(
    "A command gets other keys in the settings file, by its name in the first column:\n  [keys]\n  "
    'pause = "p"\n  next = "n,right"\nThen r reads the file again.'
)


def theme_names(available: Iterable[str]) -> list[str]:
    """Our own themes first, then all others by name."""
    ours = [theme.name for theme in OURS]
    return [*ours, *sorted(set(available) - set(ours))]


def theme_row(name: str, kept: str) -> str:
    """A theme in the list; the one that is saved has a full circle."""
    return f"{'●' if name == kept else '○'} {name}"


def state_of(kept: Loaded, file: str) -> str:
    """Where the settings are saved, or why they cannot be."""
    if kept.problem is None:
        return gettext("Kept in {file}").format(file=file)
    return "\n".join(map(str, kept.problems)) + gettext(
        "\nThe defaults hold, and the file is left as it is. Nothing can be saved until it is fixed; "
        "what is chosen here holds until you leave."
    )


def warnings_of(kept: Loaded) -> str:
    """Problems that leave the rest of the file in force, a line each; "" where there are none."""
    if kept.problem is not None:
        return ""
    return "\n".join(
        gettext("! Line {line}, column {column}: {message}").format(
            line=each.line, column=each.column, message=each.message
        )
        for each in kept.problems
    )


class KeyList(Words, can_focus=True):
    """All commands with their keys; the arrows scroll through it while it has the focus."""


class SettingsPage(Page[None], commands=SETTINGS):
    """A choice is saved at once; a theme is previewed while it is highlighted, and saved on enter."""

    HEADING = to_translate("Settings")

    def content(self) -> Iterable[Widget]:
        chosen = self.context.settings
        yield Words(id="state")
        yield Words(id="clashes")
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Words(gettext("Theme"), classes="head")
                yield OptionList(id="themes", compact=True, markup=False)
            with VerticalScroll(id="right", can_focus=False):
                with Vertical(classes="setting"):
                    yield Words(gettext("Language"), classes="label")
                    yield Choice(_languages(), [chosen.language], id="language")
                for pick in PICKS:
                    if pick.name == "sound.mute":
                        yield Words(gettext("Sound"), classes="head")
                        with Vertical(classes="setting"):
                            yield Words(gettext("Volume"), classes="label")
                            yield Level(chosen.sound.volume, id="sound-volume")
                    with Vertical(classes="setting"):
                        yield Words(gettext(pick.label), classes="label")
                        answers = [(value, gettext(label)) for value, label in pick.answers]
                        yield Choice(answers, [attrgetter(pick.name)(chosen)], id=pick.name.replace(".", "-"))
                yield Words(gettext("Keys"), classes="head")
                yield Words(gettext(KEYS_HELP), classes="note")
                yield KeyList("\n".join(key_lines(chosen.keys)), id="keys")

    def on_mount(self) -> None:
        self._say_state()
        themes = self.query_one("#themes", OptionList)
        names = theme_names(self.app.available_themes)
        themes.add_options(Option(theme_row(name, self.context.settings.theme), id=name) for name in names)
        if self.app.theme in names:
            themes.highlighted = names.index(self.app.theme)
        themes.focus()

    def on_unmount(self) -> None:
        self._end_preview()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list.has_focus and event.option_id:
            self._preview(event.option_id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            before = self.context.settings.theme
            self._choose("theme", event.option_id)
            self._preview(event.option_id)
            for name in {before, event.option_id} & set(theme_names(self.app.available_themes)):
                event.option_list.replace_option_prompt(name, theme_row(name, event.option_id))

    def on_descendant_blur(self) -> None:
        if not self.query_one("#themes").has_focus:
            self._end_preview()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        self._choose((event.choice.id or "").replace("-", "."), event.choice.value)
        if event.choice.id == "language":
            self.tell(gettext("The language changes when the program is started anew."))
        if event.choice.id == "motion":
            self.app.animation_level = "full" if event.choice.value else "none"
        elif event.choice.id == "figure":
            self.app.set_class(event.choice.value == "dots", DOTS)

    def on_level_changed(self, event: Level.Changed) -> None:
        self._choose("sound.volume", event.value)

    async def action_reread(self) -> None:
        """Read the settings file again, and show it."""
        self.context.reread()
        self.app.set_keymap(self.context.settings.keys)
        self._end_preview()
        await self.recompose()
        self.on_mount()
        self.tell(gettext("Read again."))

    def _choose(self, name: str, value: object) -> None:
        try:
            self.context.choose(name, value)
        except Unreadable as error:
            # Of a file that is bad the page itself says so, all the time.
            if settings.load_settings(self.context.folders).problem is None:
                self.tell(str(error), bad=True)
        self._say_state()

    def _say_state(self) -> None:
        found = settings.load_settings(self.context.folders, faults)
        state = self.query_one("#state", Words)
        state.set_class(found.problem is not None, "-bad")
        state.say(state_of(found, str(settings.file_of(self.context.folders))), layout=True)
        warnings = warnings_of(found)
        clashes = self.query_one("#clashes", Words)
        clashes.display = bool(warnings)
        clashes.say(warnings, layout=True)

    def _preview(self, theme: str) -> None:
        self.host.trying = True
        self.app.theme = theme
        self.host.trying = False

    def _end_preview(self) -> None:
        kept = self.context.settings.theme
        if self.app.theme != kept and kept in self.app.available_themes:
            self._preview(kept)
