"""The palette of commands, which also opens where there is no room for its list."""

from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """Textual's, whose list fails when it is paged through while no row of it is on the screen."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)
