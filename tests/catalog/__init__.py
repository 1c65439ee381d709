"""Tests of the content: the catalogue and the bundled routines."""
