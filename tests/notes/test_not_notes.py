"""Files that are no notes are offered, not read."""

from __future__ import annotations

import pytest

from quizzer.notes.reader import read_note

CHANGE_LOG = """# Changes

## [Unreleased]
### Added
- **Flag**: prints more

## [1.2.0] - 2024-03-01
### Fixed
- Why did it crash? Empty input.

## v1.1.0
- first
"""

LICENCE = """MIT License

Permission is hereby granted, free of charge, to any person.

- **Attribution**: keep this text.
"""

MANUAL = """# fastthing

[![ci](https://example.org/badge.svg)](https://example.org)

A fast thing.

## Features
- **Fast**: very
- **Small**: tiny

## Installation

```bash
pip install fastthing
```

## Usage
Call it.

## FAQ
### Why another one?
Fun.

## License
MIT
"""

TOOL = """# barks

Prints what a dog would say.

## Try it

```sh
pip install barks && barks
```

## Use it

| key | does |
| --- | --- |
| `q` | leaves |
"""

CONDUCT = """# Contributor Covenant Code of Conduct

## Our pledge
We pledge to be kind.

## Enforcement
Write to us.
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CHANGE_LOG, "a change log"),
        (LICENCE, "a licence"),
        (MANUAL, "the README of a project"),
        (TOOL, "the README of a project"),
        (CONDUCT, "rules of a project"),
    ],
)
def test_what_is_not_notes_gives_nothing_until_confirmed(text: str, kind: str) -> None:
    reading = read_note(text, "a.md")
    assert reading.is_refused
    assert (reading.drafts, reading.stubs) == ((), ())
    assert [line.reason for line in reading.dropped] == [f"not notes: {kind}"]
    assert "--yes --force" in reading.problems[0].message
    assert reading.coverage.dropped + reading.coverage.blank == reading.coverage.lines
    assert not read_note(text, "a.md", confirmed=True).is_refused


@pytest.mark.parametrize(
    "text",
    [
        "# Interview list\n[![x](https://example.org/badge.svg)](https://example.org)\n## Contents\n- [A](#a)\n"
        "## What is A?\nFirst.\n## License\nMIT\n",
        "# Git notes\n## Installation\nUse a package.\n## Branches\nA name for a commit.\n",
        "# Licences compared\n## MIT\nShort.\n## Apache License\nGrants patents.\n## GPL\nCopyleft.\n",
        "# Numbers\n## 1.5 bit models\nTernary weights.\n## 3.2 Attention\nLooks around.\n## 3.3 Heads\nSeveral.\n## Rest\nMore.\n",
    ],
    ids=["list with badges", "tool notes", "subject is licences", "numbered chapters"],
)
def test_notes_that_look_a_little_like_it_are_read(text: str) -> None:
    assert read_note(text, "a.md").drafts
