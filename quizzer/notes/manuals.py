"""The README or the manual of a program: its headings say how to get it, run it and help with it, and so does its text.

No sign of it is proof. Each weighs something, and only a file that shows several is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzer.domain.patterns import late
from quizzer.notes.learning import is_to_learn
from quizzer.notes.outline import Outline

_SET_UP = late(
    r"^\W*(?:(?:how to |(?:\w+ )?)install\w*(?: .*)?|(?:basic |\w+ )?usage(?: .*)?|(?:how to )?us(?:e|ing) (?:it\b|\W?\w+\W?$|\w+ in\b|with\b).*|quick ?start.*|getting started.*|getting (?:the )?(?:latest )?source.*|set(?:ting)? ?up.*"
    r"|(?:how to )?(?:re)?build(?:ing)?(?: .*)?|compil(?:e|ing)(?: .*)?|requirements|dependencies|prerequisites|configuration|(?:(?:how to )?run(?:ning)? )?(?:the )?tests?|test(?:ing|s)\b.*|(?:local )?development"
    r"|(?:how to )?run(?:ning)? (?:it|locally|the \w+)|run locally|running|(?:try|get|run|build) it(?: out)?|using it|api(?: reference.*| documentation)?|cli(?: \w+)?|command[- ]line.*|options|download|deployment|docker|how to get .*"
    r"|usage examples?|return value|supported (?:terminals|platforms|versions|features)|compatibility|migrat(?:ing|ion)|upgrading|a simple example|(?:python|node) version support"
    r"|how to (?:run|build|start|deploy|set ?up)(?: .*)?|(?:project|folder|directory|file|repository) structure|screenshots?|tech stack|built (?:with|using)|demo"
    r"|安装(?:步骤|说明|指南)?|快速(?:开始|上手|入门)|使用(?:方法|说明|指南|示例)?|如何使用|运行(?:方法|示例|项目)?|环境(?:要求|依赖|配置|准备)|依赖|部署|配置(?:说明)?|开发|测试|项目结构|目录结构|技术栈"
    r"|instalación|uso|requisitos|configuración|verwendung|nutzung|voraussetzungen|konfiguration|utilisation|prérequis|установка|использование)\W*$",
    re.IGNORECASE,
)
"""How to get a program and start it."""
_HOUSE = late(
    r"^\W*(?:contribut\w*(?: .*)?|how to contribute|licen[cs](?:e|ing)(?: \w+)?|donat\w*|sponsors?|backers|report(?:ing)? (?:a |an |security )?(?:bugs?|issues?|vulnerabilit\w+).*|bugs"
    r"|credits|authors?|change ?log|release (?:notes|information|history)|code of conduct|security(?: contact.*| issues| policy)|maintainers?|issue trackers?|homepage|source code|acknowledge?ments|who maintains.*"
    r"|project information|related projects?|cit(?:ing|ation)\b.*|(?:clon|fork)ing .*|(?:getting |need )?help(?: and support)?"
    r"|贡献(?:指南)?|许可证?|开源协议|更新日志|致谢|contribuir|licencia|lizenz|mitwirken|contribuer|лицензия)\W*$",
    re.IGNORECASE,
)
"""What a project says of itself and of those who make it."""
_ASPECT = late(
    r"^\W*(?:overview|about(?: the project)?|background|results?|future work|experiments?|datasets?|benchmarks?|performance|(?:table of )?contents|examples?|tutorials?|technolog(?:y|ies)(?: used)?|why \w+"
    r"|documentation|docs|further information|more information|roadmap|versioning|badges?|troubleshooting|what it does|features|support|security|community|contact|releases|faq|功能(?:特性)?|特性|文档|截图|路线图)\W*$",
    re.IGNORECASE,
)
"""What notes have too, but seldom beside the others."""
_GUIDE = late(
    r"^\W*(?:(?:project |local |developer |development |dev )?(?:set ?up|installation|deployment|development|quick ?start|getting started)(?: (?:guide|instructions|notes|steps))?"
    r"|(?:guide|instructions) (?:for|to) (?:set ?up|installation|deployment))\W*$",
    re.IGNORECASE,
)
"""The title of a whole file that says how to get a program to run."""
_PROGRAM = late(r"^`?[a-z0-9]+(?:[_-][a-z0-9]+)+`?$")
"""The name of a program or a package as the title of a file: `deck_maker`."""
_INSTALLS = late(
    r"\b(?:pip3? install|npm (?:i|install)|yarn add|pnpm add|cargo (?:add|install)|brew install|go (?:get|install)|gem install|apt(?:-get)? install"
    r"|conda install|docker (?:run|pull|compose)|git clone|poetry add|uv (?:add|pip)|npx |make install|composer require|dotnet add|<dependency>)",
    re.IGNORECASE,
)
_CLONES = re.compile(r"\bgit clone (?:-\S+ )*\S*?[/:]([\w.-]+?)(?:\.git)?/?(?=[\s`)]|$)", re.MULTILINE)
_BADGE = late(
    r"\[!\[[^\]]*\]|!\[[^\]]*\]\([^)]*(?:badge|shields\.io|travis|codecov|actions/workflows)|<img[^>]*(?:badge|shields\.io)",
    re.IGNORECASE,
)
_BUILT = late(
    r"pypi/(?:v|py)|pyversions|badge\.fury|npm/(?:v|dm)|/v/release|codecov\.io|coveralls|travis-ci|circleci|appveyor|actions/workflows|crates/v|badge/\?version|anaconda\.org/conda-forge",
    re.IGNORECASE,
)
"""A badge of something that is built, tested and published."""
_THIS = late(
    r"\bthis (?:project|library|package|module|tool|plugin|crate|extension|repo(?:sitory)?|software|implementation)\b"
    r"|\b(?:python|node|npm|javascript|rust|go|c\+\+|ruby|php|command[- ]line) (?:package|library|module|tool|utility|implementation|bindings?)\b",
    re.IGNORECASE,
)
_HOST = late(
    r"(?:github|gitlab|bitbucket)\.com/[\w.-]+/[\w.-]+|pypi\.org/project|npmjs\.(?:com|org)/package|readthedocs\.(?:io|org)|docs\.rs",
    re.IGNORECASE,
)
_LICENSED = late(
    r"licensed under|\b(?:mit|bsd|apache|gpl|isc)[\w .-]{0,20}licen[cs]e|see (?:the )?\W?licen[cs]e", re.IGNORECASE
)
_HELPING = late(
    r"pull requests?|issue tracker|bug reports?|(?:file|open) an issue|contributions? (?:are|is) welcome", re.IGNORECASE
)
_NAME_END = re.compile(r":|\(| -{1,2} |\s*[–—]")
"""Where the name of a program ends in the title of its README."""
_README = late(r"(?:^|[/\\])readme(?:[._-]\w{2,5})*\.\w+$", re.IGNORECASE)
_OF_A_USER = late(
    r"\b(?:this|the|our) (?:project|library|package|module|tool|plugin|crate|extension|repo(?:sitory)?|software|app(?:lication)?|site|service|course|program|bot|api)\b"
    r"|\b(?:can|do|should|could|must|may|will|am|if|have|did) I\b|\bmy\b|^\W*(?:how|what|why|who|where) (?:does|is|do|can|to|was|made) (?:\w+ ){0,2}?it\b[^?]{0,20}\?",
    re.IGNORECASE,
)
"""What people ask about a program: `Can I use it on Windows?`, `How does this tool work?`."""
_OWN_WORK = late(
    r"^\W*(?:tech(?:nology)? stack|built with|(?:project|folder|directory|file|repository) structure)\W*$|\binstall -r \S*requirements",
    re.IGNORECASE | re.MULTILINE,
)
"""What only a repository of programs has: the list of what it is made of, the file that names what it needs."""
_LONGEST = 30_000
"""What a program is for and how to get it stands at the beginning."""
_LEAST = 1.5
"""Notes on a tool say how to install it; they do not speak of the tool as their own."""
_ENOUGH = 4.0


def is_of_manual(question: str, name: str) -> bool:
    """Does a question ask about the program that the file describes, or how to get it?

    >>> is_of_manual("Can I use my own data?", "barks"), is_of_manual("Why barks?", "Barks - a library")
    (True, True)
    """
    if _SET_UP.match(question) or _OF_A_USER.search(question):
        return True
    name = _name_in(name)
    return len(name) > 1 and question.casefold().rstrip("? ").endswith(f" {name}")


def is_of_readme(title: str) -> bool:
    """Is this a heading that READMEs have?"""
    return any(pattern.match(title) for pattern in (_SET_UP, _HOUSE, _ASPECT))


def _name_in(title: str) -> str:
    return _NAME_END.split(title, maxsplit=1)[0].strip(" `*_").casefold()


def reason_for_manual(outline: Outline, titles: Sequence[str], path: str) -> str | None:
    """What a file is that says of a program how to get it to run; None when it may be notes."""
    setting_up = sum(bool(_SET_UP.match(title)) for title in titles)
    house = sum(bool(_HOUSE.match(title)) for title in titles)
    if not (setting_up or house) and (len(titles) > 8 or not any("](http" in line.text for line in outline.lines[:60])):
        return None
    text = "\n".join(line.text[:400] for line in outline.lines[:1500])[:_LONGEST]
    installs, is_built = bool(_INSTALLS.search(text)), bool(_BUILT.search(text))
    if installs and setting_up > 1 and outline.sections[1].level == 1 and _GUIDE.match(titles[0]):
        return "the manual of a program"
    if installs and setting_up and outline.sections[1].level == 1 and _PROGRAM.match(titles[0]):
        return "the README of a project"
    is_cloned = _is_cloned(titles, text)
    is_used = is_cloned or _is_used(titles, text)
    if not (setting_up or is_built or is_used or house > 2):
        return None
    aspects = sum(bool(_ASPECT.match(title)) for title in titles)
    running = min(setting_up, 3) + 2 * installs + 1.5 * is_used + 0.5 * min(aspects, 3)
    project = (
        1.25 * min(house, 3) + 2 * is_built + 0.75 * min(len(_THIS.findall(text)), 2) + bool(_LICENSED.search(text))
        + 0.75 * min(len(_HELPING.findall(text)), 2) + bool(_README.search(path))
        + 1.5 * (setting_up > 1 and any(_OWN_WORK.search(part) for part in (*titles, text)))
        + 2 * is_cloned + 0.5 * min(len(_HOST.findall(text)), 2) + 0.5 * min(len(_BADGE.findall(text[:6000])), 2)
    )  # fmt: skip
    others = len(titles) - house - setting_up - aspects
    if others > 1 and others * 3 >= len(titles) and is_to_learn(outline, titles):
        return None
    if others <= 1 and len(titles) > 2 and installs:
        return "the README of a project"
    if setting_up > 3 and others * 3 <= len(titles) and "nstall" in text:
        return "the README of a project"
    doubt = 2 * ((house + setting_up) * 5 < len(titles) - 1 > 3) + 2 * (others > 12 and others * 8 > len(titles) * 7)
    doubt += 2 * (others * 2 > len(titles) and not (installs or is_built or is_used or house))
    return "the README of a project" if project >= _LEAST and running + project - doubt >= _ENOUGH else None


def _is_cloned(titles: Sequence[str], text: str) -> bool:
    """Does the file say how to fetch a repository of its own name?"""
    name = re.sub(r"\W+", "-", _name_in(titles[0])).strip("-") if titles else ""
    fetched = {found[1].casefold() for found in _CLONES.finditer(text)} if name and "git clone" in text else set()
    return re.sub(r"[-_]+", "-", name) in {re.sub(r"[-_.]+", "-", repo) for repo in fetched}


def _is_used(titles: Sequence[str], text: str) -> bool:
    """Is what the title names imported or installed further down?"""
    name = re.sub(r"\W+", "_", _name_in(titles[0])).strip("_") if titles else ""
    if not name or len(name) > 40:
        return False
    spelt = re.escape(name).replace("_", "[-_./]")
    return bool(
        re.search(rf"\b(?:import|from|use|require\(['\"]|install)\s*(?:-\S+ )?['\"]?@?{spelt}\b", text.casefold())
    )
