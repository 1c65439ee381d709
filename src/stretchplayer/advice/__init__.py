"""What to read and do beside stretching: the pages of advice, and which of them fits after a session."""

from stretchplayer.advice.pages import TOPICS, Happened, Page, choose, happened, page, topic_for

__all__ = ["TOPICS", "Happened", "Page", "choose", "happened", "page", "topic_for"]
