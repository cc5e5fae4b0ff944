from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quizzer.notes.walk import Found, LeftOut, Limits, find, shown


def make(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def walked(*paths: Path, limits: Limits | None = None) -> tuple[list[str], dict[str, str]]:
    """Names of the notes found, and the reason for each thing left out, below the first path."""
    base = str(paths[0] if paths[0].is_dir() else paths[0].parent)
    outcomes = list(find(paths, limits))
    found = [os.path.relpath(item.path, base) for item in outcomes if isinstance(item, Found)]
    left_out = {os.path.relpath(item.path, base): item.reason for item in outcomes if isinstance(item, LeftOut)}
    return found, left_out


def test_notes_of_every_kind_are_found_in_the_order_of_names(tmp_path: Path) -> None:
    make(
        tmp_path, {"b.md": "", "a.MD": "", "sub/c.org": "", "sub/deep/d.yaml": "", "e.txt": "", "f.png": "", "g.py": ""}
    )
    assert walked(tmp_path) == (["a.MD", "b.md", "e.txt", "sub/c.org", "sub/deep/d.yaml"], {})


LEFT_OUT = [
    (".obsidian/x.md", ".obsidian", "hidden"),
    (".draft.md", ".draft.md", "hidden"),
    ("Templates/daily.md", "Templates", "templates"),
    ("99 - Templates/daily.md", "99 - Templates", "templates"),
    ("node_modules/p/readme.md", "node_modules", "a program's files"),
    (
        "n.sync-conflict-20260101-101010-ABCDEFG.md",
        "n.sync-conflict-20260101-101010-ABCDEFG.md",
        "a sync conflict's copy",
    ),
    ("n (Ann's conflicted copy 2026-01-01).md", "n (Ann's conflicted copy 2026-01-01).md", "a sync conflict's copy"),
]


@pytest.mark.parametrize(("file", "named", "reason"), LEFT_OUT, ids=[case[1] for case in LEFT_OUT])
def test_what_is_not_a_note_of_ones_own_is_left_out_and_named(
    tmp_path: Path, file: str, named: str, reason: str
) -> None:
    make(tmp_path, {file: "", "note.md": ""})
    assert walked(tmp_path) == (["note.md"], {named: reason})


def test_a_folder_about_templates_is_read(tmp_path: Path) -> None:
    make(tmp_path, {"C++ templates/a.md": "", "template engines/b.md": ""})
    assert walked(tmp_path) == (["C++ templates/a.md", "template engines/b.md"], {})


def test_gitignore_holds_in_its_folder_and_below(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            ".gitignore": "private/\n*.tmp.md\n!keep.tmp.md\n/top.md\n",
            "private/a.md": "",
            "x.tmp.md": "",
            "keep.tmp.md": "",
            "top.md": "",
            "sub/top.md": "",
            "sub/.gitignore": "only-here.md\n",
            "sub/only-here.md": "",
            "only-here.md": "",
        },
    )
    found, left_out = walked(tmp_path)
    assert found == ["keep.tmp.md", "only-here.md", "sub/top.md"]
    assert set(left_out) == {"private", "x.tmp.md", "top.md", "sub/only-here.md"}
    assert set(left_out.values()) == {"named in .gitignore"}


def test_gitignore_above_the_folder_counts_inside_a_repository(tmp_path: Path) -> None:
    make(tmp_path, {".gitignore": "notes/secret.md\n", "notes/secret.md": "", "notes/open.md": ""})
    assert walked(tmp_path / "notes")[0] == ["open.md", "secret.md"]
    (tmp_path / ".git").mkdir()
    assert walked(tmp_path / "notes") == (["open.md"], {"secret.md": "named in .gitignore"})


def test_an_ignored_folder_that_is_asked_for_is_read(tmp_path: Path) -> None:
    make(tmp_path, {".gitignore": "notes/\n", ".git/HEAD": "", "notes/a.md": ""})
    assert walked(tmp_path / "notes") == (["a.md"], {})


def test_links_never_lead_out_and_never_round(tmp_path: Path) -> None:
    make(tmp_path, {"vault/a.md": "", "vault/sub/b.md": "", "vault/.store/c.md": "", "outside/d.md": ""})
    vault = tmp_path / "vault"
    (vault / "loop").symlink_to(vault)
    (vault / "sub" / "up").symlink_to("..")
    (vault / "out").symlink_to(tmp_path / "outside")
    (vault / "e.md").symlink_to(tmp_path / "outside" / "d.md")
    (vault / "twin.md").symlink_to("a.md")
    (vault / "stored.md").symlink_to(".store/c.md")
    (vault / "broken.md").symlink_to("nowhere.md")
    found, left_out = walked(vault)
    assert found == ["a.md", "stored.md", "sub/b.md"]
    assert left_out == {
        ".store": "hidden",
        "loop": "a link to what is read at its own place",
        "sub/up": "a link to what is read at its own place",
        "twin.md": "a link to what is read at its own place",
        "out": "a link that leads out of the folder",
        "e.md": "a link that leads out of the folder",
        "broken.md": "a link to nothing",
    }


def test_a_fan_of_links_is_walked_once(tmp_path: Path) -> None:
    make(tmp_path, {f"d{number}/n.md": "" for number in range(6)})
    for number in range(6):
        for other in range(6):
            (tmp_path / f"d{number}" / f"to{other}").symlink_to(f"../d{other}")
    assert len(walked(tmp_path)[0]) == 6


def as_pipe(file: Path) -> None:
    os.mkfifo(file)


def as_huge(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(2 * 1024**3)


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (as_pipe, "not a regular file"),
        (as_huge, "larger than the limit (2048.0 of 2.0 MiB; the setting file_limit_mib)"),
    ],
)
def test_pipes_and_giants_are_named_and_not_opened(tmp_path: Path, build: Callable[[Path], None], reason: str) -> None:
    build(tmp_path / "x.md")
    make(tmp_path, {"good.md": ""})
    assert walked(tmp_path) == (["good.md"], {"x.md": reason})
    (refused,) = find([tmp_path / "x.md"])
    assert isinstance(refused, LeftOut)
    assert refused.is_refusal


def test_the_limit_can_be_raised(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"x" * 3000)
    assert walked(tmp_path, limits=Limits(max_bytes=2999))[0] == []
    assert walked(tmp_path, limits=Limits(max_bytes=3000))[0] == ["x.md"]


@pytest.mark.parametrize("name", ["missing.md", "a\0b.md", "/dev/null", "x" * 5000])
def test_a_named_path_that_cannot_be_read_is_a_refusal(tmp_path: Path, name: str) -> None:
    make(tmp_path, {"good.md": ""})
    outcomes = list(find([os.path.join(tmp_path, name), tmp_path / "good.md"]))
    assert isinstance(outcomes[0], LeftOut)
    assert outcomes[0].is_refusal
    assert outcomes[0].reason
    assert isinstance(outcomes[1], Found)
    assert outcomes[1].is_named


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": "", "b.md": "", "c.log": ""})
    found, _ = walked(tmp_path / "a.md", tmp_path / "c.log", tmp_path, tmp_path)
    assert found == ["a.md", "c.log", "b.md"]


def test_a_name_that_is_not_utf8_survives(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9\x1b.md"
    with open(name, "wb") as file:
        file.write(b"text")
    (found,) = find([tmp_path])
    assert isinstance(found, Found)
    assert found.path.endswith("/caf\\xe9␛.md")
    assert found.file.read_bytes() == b"text"
    assert found.size == 4


@pytest.mark.parametrize(("path", "text"), [("a/b.md", "a/b.md"), ("é.md", "é.md"), ("\udce9\n\t", "\\xe9␊␉")])
def test_shown_names_can_be_written(path: str, text: str) -> None:
    assert shown(path) == text
    shown(path).encode("utf-8")


FAMILIAR: list[tuple[str, Callable[[Path], object], set[str], set[str]]] = [
    ("as it was", lambda file: None, set(), {"a.md", "deep/b.md"}),
    ("longer", lambda file: file.write_text("more than before", "utf-8"), {"a.md"}, {"deep/b.md"}),
    ("touched", lambda file: os.utime(file, ns=(1, 1)), {"a.md"}, {"deep/b.md"}),
    ("a link by now", lambda file: (file.rename(f"{file}.bin"), file.symlink_to("a.md.bin")), {"a.md"}, {"deep/b.md"}),
    ("gone", lambda file: file.unlink(), set(), {"deep/b.md"}),
    # Under rules every file is held against them first, and given.
    ("ignored by now", lambda file: (file.parent / ".gitignore").write_text("a.md\n", "utf-8"), {"deep/b.md"}, set()),
]


@pytest.mark.parametrize(("case", "change", "given", "ticked"), FAMILIAR, ids=[case for case, *_ in FAMILIAR])
def test_files_as_they_were_are_ticked_off(
    tmp_path: Path, case: str, change: Callable[[Path], object], given: set[str], ticked: set[str]
) -> None:
    make(tmp_path, {"a.md": "text", "deep/b.md": "other"})
    (tmp_path / ".git").mkdir()
    familiar: dict[str, tuple[str, int, int] | None] = {
        item.path: (item.path, item.mtime_ns, item.size) for item in find([tmp_path]) if isinstance(item, Found)
    }
    change(tmp_path / "a.md")
    found = find([tmp_path], None, familiar)
    assert {os.path.relpath(item.path, tmp_path) for item in found if isinstance(item, Found)} == given
    assert {os.path.relpath(path, tmp_path) for path, seen in familiar.items() if seen is None} == ticked
