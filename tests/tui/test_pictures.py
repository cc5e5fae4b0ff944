"""Pictures inside a card: only where they can be shown, only from the note's folder, and never at the card's cost."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from quizzer.config import DEFAULTS, Home, find_home
from quizzer.domain.candidates import Selection
from quizzer.tui import pictures
from quizzer.tui.app import QuizzerApp
from quizzer.tui.markdown import Link
from quizzer.tui.screens.review import ReviewScreen
from tests.tui import grid, seeding

Image = pytest.importorskip("PIL.Image", reason="the extra `images` is not installed")
widgets = pytest.importorskip("textual_image.widget", reason="the extra `images` is not installed")

DECK = """\
deck: Pictures
cards:
  - question: What does the curve do? ![loss](loss.png)
    answer: "It falls: ![fall](deep/fall.png) and ![gone](gone.png) and ![far](https://example.org/far.png)"
  - question: What is next?
    answer: Nothing.
"""


def png(width: int, height: int) -> bytes:
    """A file whose head promises this size, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of notes with good pictures and every other kind of file."""
    notes = tmp_path / "notes"
    (notes / "deep").mkdir(parents=True)
    Image.new("RGB", (60, 40), "red").save(notes / "loss.png")
    Image.new("RGB", (60, 40), "blue").save(notes / "deep" / "fall.png")
    Image.new("RGB", (9, 9), "red").save(tmp_path / "outside.png")
    (notes / "linked.png").symlink_to(tmp_path / "outside.png")
    (notes / "bomb.png").write_bytes(png(60_000, 60_000))
    (notes / "cut.png").write_bytes((notes / "loss.png").read_bytes()[:50])
    (notes / "empty.png").write_bytes(b"")
    (notes / "words.png").write_text("no picture", encoding="utf-8")
    (notes / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    with (notes / "large.png").open("wb") as file:
        file.truncate(pictures.MOST_BYTES + 1)
    os.mkfifo(notes / "pipe.png")
    return notes


@pytest.mark.parametrize(
    "target",
    ["bomb.png", "cut.png", "empty.png", "words.png", "drawing.svg", "large.png", "pipe.png", "linked.png", "deep", "",
     "../outside.png", "/etc/hostname", "gone.png", "https://example.org/a.png", "file:///etc/hostname", "x\0y.png"],
)  # fmt: skip
def test_whatever_is_no_picture_of_the_folder_is_left_alone(folder: Path, target: str) -> None:
    assert pictures.load(Link("alt", target, is_picture=True), str(folder / "pictures.yaml")) is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "I", "I;16", "F"])
@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "webp", "bmp"])
def test_every_kind_of_picture_becomes_one_that_can_be_drawn(folder: Path, mode: str, suffix: str) -> None:
    path = folder / f"kind.{suffix}"
    try:
        Image.new(mode, (2_000, 10)).save(path)
    except (OSError, ValueError):
        Image.new("RGB", (2_000, 10)).save(path)
    found = pictures.load(Link("alt", path.name, is_picture=True), str(folder / "pictures.yaml"))
    assert found is not None
    assert found.mode == "RGB"
    assert found.width == pictures.LONGEST_SIDE


def test_a_link_is_no_picture(folder: Path) -> None:
    assert pictures.load(Link("alt", "loss.png"), str(folder / "pictures.yaml")) is None


@pytest.mark.parametrize(
    ("changes", "environment"),
    [({"images": "off"}, {}), ({"ascii": True}, {}), ({}, {"NO_COLOR": "1"})],
)
def test_who_wants_none_gets_none(changes: dict[str, object], environment: dict[str, str]) -> None:
    chosen = replace(DEFAULTS, **changes)  # type: ignore[arg-type]
    assert pictures.choose_widget(chosen, environment, is_served=True) is None


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "240200"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, False),
        ({}, False),
    ],
)
def test_only_terminals_that_answer_are_asked(environment: dict[str, str], expected: bool) -> None:
    assert pictures.answers(environment) is expected


def test_a_terminal_that_may_not_answer_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    # Importing is asking: here the import alone would fail the test.
    for name in [name for name in sys.modules if name.split(".")[0] == "textual_image"]:
        monkeypatch.delitem(sys.modules, name)
    assert pictures.choose_widget(DEFAULTS, {"TERM": "xterm-256color"}, is_served=False) is None
    assert "textual_image" not in sys.modules


def test_a_browser_gets_half_cells_and_a_pipe_nothing() -> None:
    assert pictures.choose_widget(DEFAULTS, {}, is_served=True) is widgets.HalfcellImage
    assert pictures.choose_widget(DEFAULTS, {}, is_served=False) is None


def test_without_the_extra_there_are_placeholders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_image", None)
    assert pictures.choose_widget(DEFAULTS, {}, is_served=True) is None


@pytest.fixture
def pictured(folder: Path, tmp_path: Path) -> Home:
    home = find_home(str(tmp_path / "pictured"), {})
    seeding.add_notes(home, folder, {"pictures.yaml": DECK})
    return home


def app_for(home: Home, *, widget: type | None) -> QuizzerApp:
    return QuizzerApp(
        home, seeding.settings_with(), seeding.clock(), selection=Selection(), environment={}, picture_widget=widget
    )


# textual-image calls what Pillow 14 takes away; the extra keeps Pillow below it.
@pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")
@pytest.mark.parametrize("kind", ["HalfcellImage", "TGPImage"])
async def test_pictures_stand_below_their_texts_and_go_with_the_card(pictured: Home, kind: str) -> None:
    widget = getattr(widgets, kind)
    app = app_for(pictured, widget=widget)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [len(app.screen.query(f"#{place} {kind}")) for place in ("question-pane", "answer-pane")] == [1, 0]
        (shown,) = app.screen.query("#question-pane .picture")
        assert 0 < shown.size.height <= 24 * 0.4
        assert shown.region.y > app.screen.query_one("#question").region.bottom  # a line stays free between
        await pilot.press("space")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [len(app.screen.query(f"#{place} {kind}")) for place in ("question-pane", "answer-pane")] == [1, 1]
        assert "[image: gone" in grid.text(app)
        await pilot.press("3")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert len(app.screen.query(kind)) == 0


async def test_without_a_widget_nothing_is_decoded(pictured: Home) -> None:
    app = app_for(pictured, widget=None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        assert "[image: fall" in grid.text(app)
        assert len(app.screen.query("PictureStack")) == 0
