"""What is kept of sessions: journal, ledger and history, across crashes and machines."""

from stretchplayer.store.database import StoreFailed, StoreUnusable
from stretchplayer.store.exchange import BadImport
from stretchplayer.store.lock import AlreadyPlaying, Holder, PlayLock
from stretchplayer.store.looking_back import LONGEST_NOTE, JournalRow, Measurement, PastSession
from stretchplayer.store.memory import careful
from stretchplayer.store.null_store import NullStore
from stretchplayer.store.opening import FILE, open_store
from stretchplayer.store.recovery import MOST_UNREPORTED
from stretchplayer.store.session_rows import Beginning, Entry, Past, Unfinished
from stretchplayer.store.store import SqliteStore, Store

__all__ = [
    "FILE",
    "LONGEST_NOTE",
    "MOST_UNREPORTED",
    "AlreadyPlaying",
    "BadImport",
    "Beginning",
    "Entry",
    "Holder",
    "JournalRow",
    "Measurement",
    "NullStore",
    "Past",
    "PastSession",
    "PlayLock",
    "SqliteStore",
    "Store",
    "StoreFailed",
    "StoreUnusable",
    "Unfinished",
    "careful",
    "open_store",
]
