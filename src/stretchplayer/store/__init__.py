"""What is kept of sessions: journal, ledger and history, across crashes and machines."""

from stretchplayer.store.errors import AlreadyPlaying, BadImport, StoreFailed, StoreUnusable
from stretchplayer.store.lock import Hold, Holder
from stretchplayer.store.null_store import NullStore
from stretchplayer.store.opening import FILE, open_store
from stretchplayer.store.recovery import BEAT
from stretchplayer.store.sqlite import SqliteStore
from stretchplayer.store.store import Beginning, Entry, Merged, Over, Past, Standing, Store, Unfinished

__all__ = [
    "BEAT",
    "FILE",
    "AlreadyPlaying",
    "BadImport",
    "Beginning",
    "Entry",
    "Hold",
    "Holder",
    "Merged",
    "NullStore",
    "Over",
    "Past",
    "SqliteStore",
    "Standing",
    "Store",
    "StoreFailed",
    "StoreUnusable",
    "Unfinished",
    "open_store",
]
