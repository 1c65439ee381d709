"""Reads what people have (a physiotherapist's list, a table, another program's file) and writes a routine of it."""
