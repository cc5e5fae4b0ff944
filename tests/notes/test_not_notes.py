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

OWN_PROJECT = """# Flower Classification

The model tells all three species apart.

## Tech Stack
- **Python**: the language
- **pandas**: for the data

## Key Learnings
1. **Supervised classification**: learns from examples with labels

## Usage
```bash
jupyter notebook flowers.ipynb
```

## Installation
```bash
pip install -r requirements.txt
```
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

DATED_VERSIONS = """# Barks change log

## 2024-05-02, Version 2.1.0 'Collie' (LTS), @rex

### Notable changes

- **whine**: is quieter (Rex)

## 2024-03-01, Version 2.0.0 'Beagle', @rex

### Notable changes

- **bark**: is a module now

### Commits

- [`ab12`] bark: do it twice
"""

UNDERLINED_VERSIONS = """Release History
===============

dev
---

- none yet

1.3.1 (2024-05-02)
------------------

**Fixes**
- Dogs with two names are told apart.

1.3.0 (2024-04-30)
------------------

- Cats.
"""

OTHER_LICENCE = """# Maple Licence

## Purpose
This license gives everyone as much leave as can be.

## Notices
Pass these terms on.

## No liability
***As far as the law allows, this software comes as is, and nobody will be liable.***
"""

CONTRIBUTING = """# How to contribute

## Agreement
Sign it first.

## Reviews
Every patch is read by somebody.
"""

LIBRARY = """# woof

[![PyPI](https://img.shields.io/pypi/v/woof)](https://example.org/woof)

Woof is a Python library for dogs, hosted at https://github.com/rex/woof.

```python
import woof
```
"""

PACKAGE = """# @rex/woof

## USAGE

```js
const woof = require('@rex/woof')
```

## API

### `woof(times)`
Barks.

## Contributing
Send pull requests. This package is licensed under MIT.
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (DATED_VERSIONS, "a change log"),
        (UNDERLINED_VERSIONS, "a change log"),
        (OTHER_LICENCE, "a licence"),
        (CONTRIBUTING, "rules of a project"),
        (LIBRARY, "the README of a project"),
        (PACKAGE, "the README of a project"),
        (CHANGE_LOG, "a change log"),
        (LICENCE, "a licence"),
        (MANUAL, "the README of a project"),
        (TOOL, "the README of a project"),
        (OWN_PROJECT, "the README of a project"),
        (CONDUCT, "rules of a project"),
    ],
)
def test_what_is_not_notes_gives_nothing_until_confirmed(text: str, kind: str) -> None:
    reading = read_note(text, "a.md")
    assert reading.is_refused
    assert read_note(text, "folder/README.md").is_refused
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
        "# Docker\n## Installation\nsudo apt install docker.io\n## Running a container\n`docker run` starts one.\n## Building an image\nFrom a file.\n## Volumes\nKeep data.\n## Networks\nA bridge.\n",
        "# pytest\n## Install\npip install pytest\n## Usage\n`import pytest`\n## Fixtures\nGive tests what they need.\n## Configuration\nIn a file.\n## Marks\nName tests.\n## Parametrize\nRuns a test often.\n",
        "# A shortener of addresses\n## Requirements\nShorten, redirect, count.\n## API\nPOST gives a code.\n## Dependencies\nA store.\n## Deployment\nTwo regions.\n## Security\nRate limits.\n## Performance\nA cache.\n",
        "# Notes on trees\n![stars](https://img.shields.io/github/stars/rex/trees)\nThis repository holds my notes: git clone https://github.com/rex/trees\n## Oak\nDrops acorns.\n## Ash\nHas keys.\n## Fir\nStays green.\n## Contributing\nPull requests are welcome.\n## License\nMIT License.\n",
        "# Licences of software\n## MIT License\nDo as you like; provided as is, without warranty of any kind.\n## Apache License\nGrants patents.\n## GPL\nCopyleft.\n",
        "# Security\n## Reporting\nLogs are gathered.\n## Authentication\nWho you are.\n## Authorization\nWhat you may do.\n",
    ],
    ids=[
        "list with badges",
        "tool notes",
        "subject is licences",
        "numbered chapters",
        "a tool to install",
        "a tool and its use",
        "design of a system",
        "a repository of notes",
        "licences with their words",
        "subject is security",
    ],
)
def test_notes_that_look_a_little_like_it_are_read(text: str) -> None:
    assert read_note(text, "a.md").drafts


@pytest.mark.parametrize(
    "name", ["CHANGELOG.md", "LICENSE.md", "docs/CONTRIBUTING.md", "code_of_conduct.md", "SECURITY.md"]
)
def test_some_names_say_what_a_file_is(name: str) -> None:
    note = "# Words\n\n## Bark\n\nWhat a dog says.\n"
    assert read_note(note, name).is_refused
    assert not read_note(note, "security.md").is_refused
    assert not read_note(f"{note}\n## What is a dog?\n\nA pet.\n\n## What is a cat?\n\nAnother.\n", name).is_refused
