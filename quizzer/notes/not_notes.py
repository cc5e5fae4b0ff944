"""Files that are Markdown and no notes: change logs, licences, the README of a library.

They are offered and not read, because the cards of a change log are of no use to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.fronts import front_text
from quizzer.notes.labels import read_label
from quizzer.notes.outline import LineKind, Outline
from quizzer.notes.wording import is_question

_VERSION = re.compile(
    r"^\W*(?:(?:version|release)\s+v?\d|v\d+\.\d|\d+\.\d+\.\d|\d+\.\d+(?=\W*(?:$|\d{4}\b)))[\w.+-]*\W*(?:$|[-–—(\[/,:\s]*\d{4}\b|[-–—(])"
    r"|^\W*unreleased\b",
    re.IGNORECASE,
)
_DATE = late(r"^\W*\d{4}-\d{2}-\d{2}\W*$")
_CHANGES = re.compile(
    r"\b(?:change ?log|changes|releases?(?: notes)?|what'?s new|news|history|added|fixed|bug ?fixes)\b", re.IGNORECASE
)
"""Without such a heading, dates are those of a diary."""
_LICENCE = re.compile(
    r"permission is hereby granted|terms and conditions (?:for use|of use|for copying)|everyone is permitted to copy and distribute"
    r"|redistribution and use in source and binary forms|creative commons corporation|creative commons public licen"
    r"|without warranty of any kind|provided \W?as is\W?|public domain dedication|under the terms of this (?:public )?licen"
)
"""In small letters."""
_LICENCE_TITLE = late(r"\b(?:licen[cs]e|creative commons|copying|cc[- ]by|cc0)\b", re.IGNORECASE)
_CONDUCT = re.compile(
    r"^\W*(?:contributor covenant )?code of conduct|^\W*(?:contributing|contribution guid|security policy|how to contribute)",
    re.I,
)
_MANUAL = re.compile(
    r"^\W*(?:installation|install|installing|setup|set up|getting started|quick ?start|usage|basic usage|how to use|build|building|building from source"
    r"|requirements|prerequisites|dependencies|configuration|contributing|contributors|license|licence|development|developing|testing|running tests|tests"
    r"|api|api reference|documentation|docs|examples?|demo|features|roadmap|changelog|change ?log|support|acknowledge?ments|credits|authors?|deployment|docker|cli|commands"
    r"|project structure|screenshots?|tech stack|built with|badges?|download|upgrading|migration|troubleshooting|sponsors?|citation|citing|community|supported platforms"
    r"|options|(?:try|use|get|install|run|build) it(?: out)?|using it|why \w+|background|related projects?|maintainers?|security|versioning|integrations?|plugins?|tutorials?|benchmarks?|performance|table of contents|contents|overview|how to (?:run|build|start|deploy|set ?up)(?: (?:it|the \w+|locally))?|results?|future work|experiments?|(?:folder|directory|file|repository) structure"
    r"|technolog(?:y|ies)(?: used)?|datasets?"
    r"|安装(?:步骤|说明|指南)?|快速(?:开始|上手|入门)|使用(?:方法|说明|指南|示例)?|如何使用|运行(?:方法|示例|项目)?|环境(?:要求|依赖|配置|准备)|依赖|部署|配置(?:说明)?|贡献(?:指南)?|许可证?|开源协议|更新日志|开发|测试|功能(?:特性)?|特性|项目结构"
    r"|目录结构|技术栈|文档|常见问题|致谢|截图|路线图|instalación|uso|requisitos|configuración|contribuir|licencia|verwendung|nutzung|voraussetzungen|lizenz|mitwirken|konfiguration"
    r"|utilisation|prérequis|licence|contribuer|установка|использование|лицензия)\W*$",
    re.IGNORECASE,
)
_SET_UP = re.compile(
    r"^\W*(?:installation|install|installing|how to install|usage|basic usage|how to use|quick ?start|getting started|set ?up"
    r"|build(?:ing)?(?: from source)?|(?:try|use|install|run|get) it|how to run|running|run locally|local development|development|deployment|instalación|verwendung|utilisation|установка)\b"
    r"|^\W*(?:安装|快速(?:开始|上手|入门)|使用(?:方法|说明)|如何使用|运行(?:方法|项目)|部署)",
    re.IGNORECASE,
)
_GUIDE = re.compile(
    r"^\W*(?:(?:project |local |developer |development |dev )?(?:set ?up|installation|deployment|development|quick ?start|getting started)(?: (?:guide|instructions|notes|steps))?"
    r"|(?:guide|instructions) (?:for|to) (?:set ?up|installation|deployment))\W*$",
    re.IGNORECASE,
)
"""The title of a whole file that says how to get a program to run."""
_PROGRAM = re.compile(r"^`?[a-z0-9]+(?:[_-][a-z0-9]+)+`?$")
"""The name of a program or a package as the title of a file: `deck_maker`."""
_INSTALLS = re.compile(
    r"\b(?:pip3? install|npm (?:i|install)|yarn add|pnpm add|cargo (?:add|install)|brew install|go (?:get|install)|gem install|apt(?:-get)? install"
    r"|conda install|docker (?:run|pull|compose)|git clone|poetry add|uv (?:add|pip)|npx |make install|composer require|dotnet add|<dependency>)",
    re.IGNORECASE,
)
_BADGE = re.compile(
    r"\[!\[[^\]]*\]\(|!\[[^\]]*\]\([^)]*(?:badge|shields\.io|travis|codecov|actions/workflows)|<img[^>]*(?:badge|shields\.io)",
    re.I,
)


def reason_against(outline: Outline) -> str | None:
    """What this file is, when it is not notes; None for notes and for anything doubtful."""
    titles = [front_text(section.title) or section.title for section in outline.sections[1:]]
    raw_titles = [section.title for section in outline.sections[1:]]
    versions = sum(_is_version(title) for title in raw_titles)
    if any(_CHANGES.search(title) for title in raw_titles):
        versions += sum(bool(_DATE.match(title)) for title in raw_titles)
    if versions >= 2:
        main = _main_level(outline)
        if versions * 10 >= sum(section.level <= main for section in outline.sections[1:]) * 5:
            return "a change log"
    head = " ".join(line.body for line in outline.lines[:60])[:6000].lower()
    asking = sum(is_question(title) for title in titles)
    if (
        not asking
        and _LICENCE.search(head)
        and (len(titles) < 3 or _LICENCE_TITLE.search(" ".join(titles[:2])) or head.find("license") < 200)
    ):
        return "a licence"
    if _has_question_units(outline, asking):
        return None
    if titles and _CONDUCT.match(titles[0]) and not asking:
        return "rules of a project"
    return _reason_for_manual(outline, titles) if any(_SET_UP.match(title) for title in titles) else None


def _reason_for_manual(outline: Outline, titles: Sequence[str]) -> str | None:
    """What a file is whose headings are those of a manual, with commands that install something."""
    manual = sum(bool(_MANUAL.match(title)) for title in titles)
    is_named = outline.sections[1].level == 1 and bool(_PROGRAM.match(titles[0]))
    if manual < 2 and not is_named:
        return None
    text = "\n".join(line.text[:400] for line in outline.lines[:4000])
    installs = bool(_INSTALLS.search(text))
    if installs and is_named:
        return "the README of a project"
    if installs and outline.sections[1].level == 1 and _GUIDE.match(titles[0]):
        return "the manual of a program"
    is_shown = manual * 10 >= len(titles) * 2 and (installs or bool(_BADGE.search(text[:6000])))
    return "the README of a project" if is_shown or (manual >= 4 and manual * 2 >= len(titles)) else None


def _is_version(title: str) -> bool:
    return bool(_VERSION.match(re.sub(r"[\[\]`*#]", "", title)))


def _main_level(outline: Outline) -> int:
    """The level of the headings that carry versions."""
    levels = [
        section.level for section in outline.sections[1:] if _is_version(section.title) or _DATE.match(section.title)
    ]
    return max(set(levels), key=levels.count) if levels else 1


def _has_question_units(outline: Outline, asking: int) -> bool:
    """Are there questions enough that the file may be notes after all?"""
    if asking >= 2 and asking * 10 >= (len(outline.sections) - 1) * 3:
        return True
    labels = folds = 0
    for line in outline.lines[:4000]:
        if line.kind in {LineKind.TEXT, LineKind.ITEM} and not line.is_masked and line.body[0] in "*_qQ-<[>0123456789":
            label = read_label(line.body)
            labels += bool(label and label.text and "?" in label.text)
    folds = sum(is_question(block.summary) for block in outline.details)
    return labels >= 3 or folds >= 3
