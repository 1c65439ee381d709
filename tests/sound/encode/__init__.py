"""Tests of the files that a session is rendered to."""
