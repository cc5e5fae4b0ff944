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

ASKED_ABOUT = """# barks

[![Python](https://example.org/badge.svg)](https://example.org)

## What is this project?
It barks at the postman.

## How does it work?
1. **Listen**: waits for steps
2. **Bark**: plays a sound

## Quick start
```bash
git clone https://github.com/rex/barks
pip install -r requirements.txt
```

## FAQ
### Why is it so loud?
So that he hears it.
### Can I use my own sounds?
Yes.

## Contributing
Fork it.
"""

SMALL_WORK = """# Counting Dogs in Pictures

This project finds the dogs of a picture and counts them.

## Dataset
- **pictures**: 900 of them
- **labels**: how many dogs

## Results
| Model | Accuracy |
|---|---|
| small | 80% |
"""

NO_HEADINGS = """# Task three of my traineeship
A project that tells barks from meows.
Features
- plots of the sounds
- a small network
How to run
pip install -r requirements.txt
Results
91 of 100 are right
"""

OF_A_PAPER = """# Dogs Without Leashes

PyTorch implementation of the paper "Dogs Without Leashes".

## Environment
- Python 3.9

## Data preparation
- **Kennel**: unpack it into `data`

## Training
```
bash train.sh
```

## Citation
```
@article{rex}
```
"""

MODEL_CARD = """---
library_name: kennels
base_model: rex/bark-7b
---
# bark-7b-small

A smaller one.

## Training
- **Steps**: 100
"""

UNFILED_CARD = """# Kennel sounds

## Dataset Summary
Five hundred barks.

## Data Fields
- `sound`: a file

## Curation Rationale
There was none.

## Licensing Information
Free.
"""

ORDERS = """# Work on barks

This file provides guidance to coding agents that work on this repository.

## Style
- **Lines**: short
"""

PROMPT = """# Role
You are an experienced trainer of dogs.

# Rules
1. Never shout.

# Output format
- **Trick**: its name
- **Steps**: at most five
"""

MINUTES = """# Kennel weekly

**Attendees:** Ana, Bo

## Agenda
1. Food

## Decisions
- **Food**: twice a day

## Action items
- [ ] Bo: buy bowls
"""

COURSE = """# Dog training 101

## Instructor: A. B.
- **Email**: a@example.org

## Office hours
- **Monday**: at ten

## Grading
- **Tricks**: half

## Week 1: Sit
- Sitting
"""

ADVERT = """# Dog walker

## About us
We walk dogs.

## Responsibilities
- **Mornings**: two hours

## Qualifications
- **Legs**: two

## What we offer
- **Shoes**: a pair a year
"""

LINKS = """# Dogs

A curated list of resources on dogs.

## Books
- [How to sit](https://example.org/1) - for puppies
- [How to stay](https://example.org/2) - for older ones

## Videos
- [Barking](https://example.org/3) - loud
- [Running](https://example.org/4) - fast
- [Sleeping](https://example.org/5) - long
"""

BARE_LINKS = """## dogs

- https://example.org/1
- https://example.org/2
- https://example.org/3 - barks
- https://example.org/4

## cats

- https://example.org/5
- https://example.org/6
- https://example.org/7 - meows
"""

REFERENCE = """# kennel.dogs

## class Dog
Barks.

#### bark
Makes a sound.

**Arguments**:
- `times`: how often

**Returns**:
- the sound

#### sit
Sits down.

**Arguments**:
- `where`: a place

**Raises**:
- `Tired`: when asleep
"""

PLAN = """# Roadmap

## In progress
- **Whining**: quieter

## Planned
- **Howling**: at the moon

## Done
- **Barking**: at the postman
"""

TEMPLATE = """**Describe the bug**
What happens?

**To Reproduce**
1. Open it

**Expected behavior**
What should happen?
"""

ONESELF = """# Hello there!

I'm Rex and I bark.

## My skills
- **Barking**: very loud

## My projects
- **Kennel**: where I live
"""

LIFE = """# Rex of Kennel

## Experience
### Postman's house (2020-2024)
- **Barking**: every morning

## Education
- **School of dogs**: 2019

## Skills
- **Languages**: barks, growls
"""

CONTEST = """# Kennel Finder

## Inspiration
Dogs without a home.

## What it does
It finds one.

## How we built it
- **Front**: a page

## What's next for Kennel Finder
Cats.
"""

RELEASE = """# Release notes

## Breaking changes
- **bark**: takes a count

## New features
- **whine**: is there

## Fixes
- **sit**: stays

## Docs
- **All**: spelt anew
"""

DECISION = """# 7. Bark in the morning

## Status
Accepted

## Context
The postman comes.

## Decision
We bark.

## Consequences
- **Good**: he goes
"""

CARD_MAKER = """# Barkcards

[![Release](https://img.shields.io/github/v/release/rex/barkcards)](https://example.org)

Integration for Anki: turns notes into flashcards.

## Features
- **Decks**: one a dog

## How it works?
It reads headings.

## How to install
1. Open the settings

## Usage
Bark.
"""

CONTEST_ENTRY = """# kaggle-dogs

## Prepare
- put the pictures in `input`
- run `python cut.py`

## Make the first place
1. run `fit.ipynb`
"""

SHELF = """# Kennel notes

This repository contains my study notes on kennels.

## Overview
- Roofs and walls, as I understood them

## Structure
- Each chapter has a folder
"""

FOLDERS = """# My way into kennels

I learn about kennels step by step.

## Structure
- **walls/**: first tries
- **roofs/**: finished work

## Goals
- Build one
"""

STUDENT_WORK = """# Kennel finder

### Problem Statement
Dogs are lost at night.

### Approach
1. **Smell:** follow it.
2. **Sound:** follow it too.

### Tech stack
Python

### Future work
- More dogs
"""

STEPS = """Kennel cameras – Streamlit App

Steps to Run:

1. Open a terminal
2. Run:
   pip install -r requirements.txt
   streamlit run app.py

Model:
- Trees
- Dataset: dogs.csv
"""

FOR_HELPERS = """# Contributing to the questions on dogs

## How to add a question
1. Fork it

## What makes a good question?
- It has one answer

## How long should an answer be?
Two sentences.
"""

ABILITY = """# Log of barks

Use this when the owner asks for a log.

## Steps
1. Listen.

## Rules
- Never bark back.
"""

RULE_FILE = """---
description: Rules on dogs
globs: "**/*.dog"
---
# Dogs

- **Names**: short
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SHELF, "the README of a project"),
        (FOLDERS, "the README of a project"),
        (STUDENT_WORK, "the README of a project"),
        (STEPS, "the README of a project"),
        (FOR_HELPERS, "rules of a project"),
        (ABILITY, "orders to an assistant"),
        (CONTEST, "the README of a project"),
        (RELEASE, "a change log"),
        (DECISION, "a proposal or a decision"),
        (CARD_MAKER, "the README of a project"),
        (CONTEST_ENTRY, "the README of a project"),
        (ASKED_ABOUT, "the README of a project"),
        (SMALL_WORK, "the README of a project"),
        (NO_HEADINGS, "the README of a project"),
        (OF_A_PAPER, "the README of a project"),
        (UNFILED_CARD, "the card of a model or a data set"),
        (ORDERS, "orders to an assistant"),
        (PROMPT, "orders to an assistant"),
        (MINUTES, "the minutes of a meeting"),
        (COURSE, "the page of a course"),
        (ADVERT, "a job advert"),
        (LINKS, "a list of links"),
        (BARE_LINKS, "a list of links"),
        (REFERENCE, "the reference of a program"),
        (PLAN, "a plan of work"),
        (TEMPLATE, "a form to fill in"),
        (ONESELF, "a profile page"),
        (LIFE, "a life told for an employer"),
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
        "# Interview questions on dogs\nWelcome!\n## Getting Started\n```bash\ngit clone https://github.com/rex/dogs\n```\n## Questions\n1. What is a bark?\n   A loud sound.\n2. What is a whine?\n   A soft one.\n## Contributing\nPull requests are welcome.\n## License\nMIT\n",
        "# Kennel from zero\nThis project explains how a kennel is built.\n## Walls\nKeep the rain out.\n## Roof\nLies on the walls.\n## Setup\npip install -r requirements.txt\n## Results\nA dry dog.\n",
        "# Prompting notes\n## System prompt\nSets the rules of a chat.\n## Output format\nAsk for a table.\n## Guardrails\nRefuse what is unsafe.\n## Few shots\nShow examples.\n",
        "# Case\nYou are an analyst of a shop. Sales fell.\n## Context\nIt rained.\n## Approach\nSplit by town.\n## Solution\nRain explains it.\n",
        "# Barking is all you need\n**Authors:** R. Ex\n## Abstract\nDogs without teachers.\n## Method\nThey bark.\n## Results\nLouder by half.\n## Limitations\nThe neighbours.\n",
        "# Dogs 229 notes\nInstructor: A. B.\n## Lecture 1: Sitting\nOn the hind legs.\n## Lecture 2: Lying\nOn the belly.\n## Midterm review\nSit, then lie.\n",
        "# Working together\n## Daily standup\nA quarter of an hour.\n## Agenda\nIs set before.\n## Action items\nHave an owner.\n## Backlog\nWishes in order.\n",
        "# Flashcards\nMy cards on dogs.\n## Usage\nLoad the deck.\n## Bark\nA loud sound.\n## Whine\nA soft one.\n",
        "# Prompt engineering\n## System prompt\nSets rules.\n## Output format\nAsk for a table.\n## Role\nWho the model is to be.\n## Guardrails\nRefuse.\n",
        "# Road map of kennels\n## In progress\n### Roof\nLies on walls.\n### Door\nOpens inwards.\n## Done\n### Walls\nCarry the roof.\n",
        "# What's new in Dog 2.1 and 2.0\n## What's new in 2.1\nLouder.\n## What's new in 2.0\nFaster.\n## Tail\nWags.\n## Ears\nHear.\n## Nose\nSmells.\n",
        "# Dogs – cheat sheet\n| Question | Answer |\n|---|---|\n| What is a bark? | A loud sound. |\n| What is a whine? | A soft one. |\n## Contributing\nPull requests are welcome.\n",
        "# The kennel glossary\nThis project is a glossary.\n## Overview\nRead from the top.\n## Results\nWhat comes out of it.\n",
        "# Contributing factors of barking\n## Hunger\nAn empty bowl.\n## Fear\nA loud street.\n",
        "# Design of a feed\n## Requirements\nPost, follow, read.\n## Tech stack\nA queue and a cache.\n## Fan-out on write\nCopies to each reader.\n## Fan-out on read\nGathers at the time of reading.\n## Ranking\nBy time.\n## Future work\nSeveral regions.\n",
        "# Numbers of an array\n## zeros\nAn array of naughts.\n## ones\nAn array of ones.\n## reshape\nParameters: the new shape. Returns: a view.\n",
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
        "questions to clone",
        "an explanation with its code",
        "subject is prompts",
        "a case to solve",
        "on a paper",
        "lectures",
        "subject is meetings",
        "cards of one's own",
        "subject is prompts, untold",
        "a plan with text",
        "versions as a subject",
        "a table and a plea for help",
        "a glossary that calls itself a project",
        "subject is what contributes",
        "design with its stack",
        "functions of a library",
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


@pytest.mark.parametrize(
    "name",
    ["CLAUDE.md", "docs/AGENTS.md", ".github/PULL_REQUEST_TEMPLATE.md", ".github/ISSUE_TEMPLATE/wish.md", "ROADMAP.md"],
)
def test_some_names_hold_whatever_is_asked_inside(name: str) -> None:
    note = "# Words\n\n## What is a dog?\n\nA pet.\n\n## What is a cat?\n\nAnother.\n"
    assert read_note(note, name).is_refused
    assert not read_note(note, "agents.md").is_refused


def test_marks_of_a_tool_by_chance_do_not_make_notes_of_a_change_log() -> None:
    dots = "- **kennel::bark**: louder\n- cat::meow\n- dog::sit\n"
    log = "# Change log\n" + "".join(
        f"\n## 1.{minor}.0 - 2024-03-01\n\n{dots}" + "- mends\n" * 40 for minor in range(4)
    )
    assert read_note(log, "a.md").is_refused


def test_settings_of_an_assistant_tell() -> None:
    assert read_note(RULE_FILE, "a.md").is_refused
    assert not read_note(RULE_FILE.replace("globs", "place"), "a.md").is_refused


def test_settings_of_a_hub_of_models_tell() -> None:
    assert read_note(MODEL_CARD, "a.md").is_refused
    assert not read_note(
        MODEL_CARD.replace("library_name", "library").replace("base_model", "model"), "a.md"
    ).is_refused
