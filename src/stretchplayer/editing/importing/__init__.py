"""Reads what people have (a physiotherapist's list, a table, another program's file) and writes a routine of it."""

from stretchplayer.editing.importing.writing import Imported, NotImported, Question, import_list

__all__ = ["Imported", "NotImported", "Question", "import_list"]
