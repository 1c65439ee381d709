"""What a key of the app does, and what stands beside it."""

from typing import NamedTuple

from stretchplayer.translation import gettext, pgettext


def key_label(label: str) -> str:
    """What stands beside a key, in the language that holds."""
    return pgettext("key", label)


class Command(NamedTuple):
    """What a key does on a page.

    `name` is what the settings call it, `keys` are separated by commas, `action` is Textual's. Its `label` stands in
    the footer if `footer`; `help` is a sentence. An `urgent` one is bound with priority, ahead of the focused widget.
    """

    name: str
    keys: str
    action: str
    label: str
    help: str
    footer: bool = True
    urgent: bool = False

    @property
    def title(self) -> str:
        """Its label, in the language that holds."""
        return key_label(self.label)

    @property
    def explained(self) -> str:
        """Its sentence, in the language that holds."""
        return gettext(self.help)


def named(command: Command) -> str:
    """A command as people find it in the settings: "Keep (keep)"."""
    return f"{key_label(command.label)} ({command.name})"
