"""The pages of advice."""

from collections.abc import Iterable

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer import DISCLAIMER
from stretchplayer.advice import TOPICS, page
from stretchplayer.catalog import advice
from stretchplayer.model.steps import Topic
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.keymap import ADVICE
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words


class AdvicePage(Page[None], commands=ADVICE):
    """The topics at the left, the text of one at the right; begins with `topic`, or with the first."""

    HEADING = to_translate("Advice")

    def __init__(self, topic: Topic | None = None) -> None:
        super().__init__()
        self._topic = topic or TOPICS[0]

    def content(self) -> Iterable[Widget]:
        with Horizontal(id="both"):
            yield OptionList(
                *(Option(Content(advice(each).title), id=each) for each in TOPICS), id="topics", compact=True
            )
            yield VerticalScroll(id="detail")
        yield Words(gettext(DISCLAIMER), id="disclaimer")

    def on_mount(self) -> None:
        topics = self.query_one(OptionList)
        topics.highlighted = TOPICS.index(self._topic)
        topics.focus()

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        topic = next((each for each in TOPICS if each == event.option_id), self._topic)
        detail = self.query_one("#detail", VerticalScroll)
        await detail.remove_children()
        await detail.mount(*_shown(topic))
        detail.scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        self.query_one("#detail").focus()

    def action_read_on(self) -> None:
        """Scroll a screenful further; from the end of the page go to the next topic."""
        detail, topics = self.query_one("#detail", VerticalScroll), self.query_one(OptionList)
        if detail.scroll_y < detail.max_scroll_y:
            detail.scroll_page_down(animate=False)
        else:
            topics.highlighted = ((topics.highlighted or 0) + 1) % len(TOPICS)


def _shown(topic: Topic) -> Iterable[Widget]:
    it = page(topic)
    yield Words(it.title, classes="advice-title")
    yield Words(it.text, classes="advice-text")
    for section in it.section:
        yield Words(section.title, classes="advice-head")
        if section.text:
            yield Words(section.text, classes="advice-text")
        for point in section.points:
            yield Horizontal(
                Words("•", classes="advice-dot"), Words(point, classes="advice-text"), classes="advice-point"
            )
    yield Words(gettext("Sources"), classes="advice-head")
    for source in it.source:
        yield Words(source, classes="advice-source")
    yield Words(gettext(DISCLAIMER), classes="small-print")
