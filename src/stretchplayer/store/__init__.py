"""The memory of sessions: journal, ledger and history, across crashes and machines."""

from stretchplayer.store.faults import AlreadyPlaying, BadImport, StoreFailed, StoreUnusable
from stretchplayer.store.interface import Store
from stretchplayer.store.lock import Hold, Holder
from stretchplayer.store.opening import FILE, open_store
from stretchplayer.store.records import Beginning, Entry, Merged, Over, Past, Standing, Unfinished
from stretchplayer.store.settlement import BEAT
from stretchplayer.store.sqlite import SqliteStore
from stretchplayer.store.unremembered import NullStore

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
