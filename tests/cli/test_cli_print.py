"""`print`: a routine on paper, as a page for a browser or as PDF, whole or not at all."""

import os
from pathlib import Path

from pypdf import PdfReader

import stretchplayer
from cli.house import Home
from cli.process import Process

ROUTINE = """\
format = 1
title = "Mine <b>é</b>"

[[step]]
kind = "exercise"
name = "Walk"
duration = "4 min"

[[step]]
kind = "stretch"
name = "Ham"
target = "hamstrings"
sides = "left"
hold = 90
not_with = "heart"
"""
WITHHELD = ROUTINE.replace('"4 min"\n', '"4 min"\nnot_with = "heart"\n')


def test_by_its_ending_it_is_a_page_or_a_pdf(home: Home) -> None:
    home.write("mine.toml", ROUTINE)
    for name in ("sheet.html", "sheet.PDF"):
        ran = home.good("print", "./mine.toml", "-o", name)
        assert ran.out == ""
        assert f"{name}: " in ran.err
        assert "60 s are played" in ran.err, "what the limits take is said here too"
    page = (home.folder / "sheet.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Mine &lt;b&gt;é&lt;/b&gt;" in page
    assert "hold = 90: 60 s are played" in page
    found = PdfReader(home.folder / "sheet.PDF").pages[0].extract_text()
    assert "Hold 1 min on the left side" in found


def test_standard_output_gets_the_page_or_the_pdf(home: Home) -> None:
    page = home.good("print", "breathing", "-o", "-", raw=True).out
    home.good("print", "breathing", "-o", "same.html")
    assert page == (home.folder / "same.html").read_text(encoding="utf-8")
    assert home.run("print", "breathing", "-o", "-", "--format", "pdf", raw=True).out.startswith("%PDF-")


def test_a_terminal_gets_no_pdf(home: Home) -> None:
    with Process(home, "print", "breathing", "-o", "-", "--format", "pdf", terminal=True) as process:
        assert process.end() == 2
    assert "-o sheet.pdf" in process.said
    assert "%PDF" not in process.said


def test_what_is_there_stays_unless_it_is_forced(home: Home) -> None:
    home.write("mine.toml", ROUTINE)
    kept = home.write("sheet.html", "mine")
    ran = home.run("print", "./mine.toml", "-o", "sheet.html")
    assert ran.code == 2
    assert "--force overwrites it" in ran.err
    assert kept.read_text(encoding="utf-8") == "mine"
    home.good("print", "./mine.toml", "-o", "sheet.html", "--force")
    assert kept.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(path.name for path in home.folder.glob("*sheet*")) == ["sheet.html"]


def test_it_says_what_cannot_be_written_before_it_begins(home: Home) -> None:
    (home.folder / "a-file").touch()
    for name, why in (
        ("sheet.doc", ".html or .pdf"),
        ("no/sheet.pdf", "there is no folder"),
        (".html", "has to end"),
        ("l" * 300 + ".html", "name too long"),
        ("a-file/sheet.html", "there is no folder"),
    ):
        ran = home.run("print", "breathing", "-o", name)
        assert ran.code == 2
        assert why in ran.err
    (home.folder / "folder.pdf").mkdir()
    assert "is no file" in home.run("print", "breathing", "-o", "folder.pdf", "--force").err
    assert list(home.folder.glob("*.html")) == []


def test_fitted_to_some_minutes_it_says_what_was_left_out(home: Home) -> None:
    home.good("print", "desk-neck", "-o", "six.html", "--minutes", "6")
    page = (home.folder / "six.html").read_text(encoding="utf-8")
    assert "Fitted to 6 min" in page
    assert "Slow breathing</h3>" not in page


def test_nothing_to_play_is_nothing_to_print(home: Home) -> None:
    home.write("mine.toml", WITHHELD)
    home.good("profile", "--set", "heart=yes")
    ran = home.run("print", "./mine.toml", "-o", "sheet.html")
    assert ran.code == 2
    assert "nothing of this routine may be played" in ran.err
    home.write("broken.toml", ROUTINE.replace("90", '"soon"'))
    assert "broken.toml:14" in home.run("print", "./broken.toml", "-o", "sheet.html").err
    assert not (home.folder / "sheet.html").exists()


def test_without_the_library_it_says_how_to_get_it(home: Home) -> None:
    home.write("without/fpdf/__init__.py", "raise ImportError('not here')\n")
    env = {"PYTHONPATH": os.pathsep.join(map(str, (home.folder / "without", Path(stretchplayer.__file__).parents[1])))}
    ran = home.run("print", "breathing", "-o", "sheet.pdf", env=env)
    assert ran.code == 2
    assert 'pip install "stretchplayer[pdf]"' in ran.err
    assert ".html, which needs nothing" in ran.err
    assert not Path(home.folder, "sheet.pdf").exists()
    home.good("print", "breathing", "-o", "sheet.html", env=env)
