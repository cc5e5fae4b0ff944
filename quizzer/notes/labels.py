"""Labels: the little words that say "here is the question" and "here is the answer".

One grammar for every spelling met in notes: `Q:`, `**Q1.**`, `QQ`, `Q]`, `Question 3 -`, `LLM interview question -`,
`A]`, `Ans.`, `**ANS** <br>`, `Answer:`. A label is an optional list mark, optional emphasis or bracket, one of a
small set of words, an optional number and one of `: ] . ) -`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizzer.domain.members import Members
from quizzer.domain.patterns import late
from quizzer.notes.breaks import without_breaks
from quizzer.notes.remembered import remembered
from quizzer.notes.wording import opens_as_question


class Role(Members):
    """What the text after a label is."""

    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at the start of a line, and the text after it."""

    role: Role
    text: str
    """What follows on the line; inside the emphasis when that is not closed after the label."""
    tail: str
    """What follows emphasis that holds the label and its text: `**Q: Why?** Because`."""
    is_letter: bool
    """True for `Q` and `A` alone, which mean other things too."""
    is_numbered: bool
    is_explanation: bool = False
    """True for `Explanation:`, which may come after an answer as well as in its place."""


_QUALIFIERS = (
    "strong|good|great|best|direct|short|correct|right|my|sample|model|ideal|expected|possible|suggested|the|example"
)
_QUALIFIER = rf"(?:{_QUALIFIERS})\s+"
_FOREIGN_QUESTION = (
    "frage|pregunta|pergunta|questão|domanda|vraag|fråga|spørgsmål|pytanie|otázka|pitanje|soru|kysymys|kérdés|întrebare|ερώτηση"
    r"|вопрос|питання|câu(?:\s+hỏi)?|pertanyaan|面试官(?:追问|提问)?|问题|問題|问|問|質問|질문|문제"
)
_FOREIGN_ANSWER = (
    "antwort|respuesta|resposta|risposta|réponse|reponse|antwoord|svar|odpowiedź|odpověď|odgovor|cevap|yanıt|vastaus|válasz|răspuns"
    r"|απάντηση|ответ|відповідь|trả\s+lời|đáp\s+án|jawaban|候选人|面试者|求职者|应聘者|答案|回答|答|解答|답변|답|정답"
)
_ASKING_PERSON = "(?:prof(?:essor)?|lecturer|teacher|instructor|tutor|recruiter|student|audience|examiner)"
_FOREIGN_FIRST = "câu|trả|đáp"
_PATTERN = re.compile(
    rf"""^(?:>\s*)*(?:(?:[-*+•]|\d{{1,3}}[.)])\s+)?(?:\#{{1,6}}\s+)?(?:[^\w\s*_<\[(`]+\s*)?
    (?P<open>\*{{1,3}}|_{{1,3}}|==|<(?:b|strong|u|em|i)>)?\s*(?:[^\w\s*_<>\[(`$:：|]{{1,3}}\s+)?(?P<bracket>[\[(])?
    (?:(?P<question>(?:[\w/.-]+\s+){{0,4}}?interview\s+question|interview\s+q|question|(?:bonus|asked)(?=\W{{0,4}}[:：])|ques?|qn|qq?|interviewer(?:\s+(?:then\s+|also\s+)?ask(?:s|ed))?(?=\s*[:*_])|{_ASKING_PERSON}\s+(?:then\s+|also\s+)?ask(?:s|ed)(?=\s*[:*_])|{_FOREIGN_QUESTION})
      |(?P<answer>(?:{_QUALIFIER})?(?:answers?(?:\s(?:should|must|would|could)(?:\s\w+)?)?|ans|solution|soln?|explanation(?=\s*[:*_])|(?:me|candidate|interviewee)(?=\s*[:*_])|{_FOREIGN_ANSWER}|a)))
    (?:\s?[.\#-]?\s?(?:n(?:o|r|um(?:ber)?)\b\.?\s*)?(?P<number>\d{{1,4}}[a-z]?))?(?P<unbracket>[\])])?(?:\s(?:\([^()]{{1,30}}\)|from\s\w+(?:\s\w+)?|\[[^\[\]]{{1,60}}\](?!\())(?=\s*[*_]{{0,3}}\s?[:：]))?
    (?P<before>(?:\s*[:：.)\]–—-]{{1,2}})?)
    (?P<close>\*{{1,3}}|_{{1,3}}|==|</(?:b|strong|u|em|i)>)?
    (?P<after>(?:\s*[:：.)\]–—-]{{1,2}})?)
    (?P<space>\s*(?:<br\s*/?>\s*)*)(?P<text>.*)$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_FIRST_WORD = re.compile(
    r"^[\W_]{0,12}(?:\d{1,3}[.)]\W{0,8})?(?:(?:b|strong|u|em|i)>\W{0,8})?([^\W\d_]{1,11})(?![^\W\d_])"
)
_FIRST_WORDS = re.compile(
    rf"(?:qq?|qn|ques?|question|bonus|asked|a|ans|answers?|soln?|solution|explanation|{_QUALIFIERS}"
    rf"|interviewe[re]|candidate|me|{_ASKING_PERSON}|{_FOREIGN_FIRST}|{_FOREIGN_QUESTION}|{_FOREIGN_ANSWER})$",
    re.IGNORECASE,
)
_OPENS_SENTENCE = re.compile(
    rf"(?:{_QUALIFIERS})(?!\s+(?:a|sol|expl|me|cand|interv|{_FOREIGN_ANSWER}))|a\s+[^\W\d_nf]", re.IGNORECASE
)
"""How a sentence begins with such a word: `The kiln`, `A kiln`. No label does, which is found out sooner."""
_PROVED = re.compile(r"E\.\s?D\.")
"""`Q. E. D.`"""
_BANNERS = frozenset({"===", "---", "+++", "***", "___"})
_BANNER = late(r"^([=+*_-])\1{2,}\s*(question|answer)\s*\1{3,}$", re.IGNORECASE)
"""`===== Answer =====`"""
_EXAM = late(
    r"^(?:#{1,6}\s+)?(?:\*\*)?(?:exam|topic|new|practice|sample|mock|test|section|module|part|set|chapter|domain)\b[\w ,.:()/|&–—-]{0,60}?\bquestion\s*(?:#|no\.?)?\s*\d{1,4}\W{0,3}$",
    re.IGNORECASE,
)
"""`Exam AZ-900, topic 1, question 12`: files the question that follows."""
_PAPER = late(
    r"^(?P<marks>(?:>\s*)*(?:[-*+•]\s+)?(?:\*\*|__)?)(?:(?:past|old|sample|mock|specimen|final|midterm|practice|resit|summer|winter|spring|autumn)\s+){0,2}"
    r"(?:paper|exam|finals?|midterm|mid-term|test|quiz|jan\w*|may|june|nov\w*|oct\w*)?\s*(?:19|20)\d\d[,:]?\s*(?:[-–—]\s*)?(?=Q(?:uestion)?\.?\s?\d)",
    re.IGNORECASE,
)
"""`Past paper 2022 Q1: Why?`: the year files the question."""
_WORTH = re.compile(r"[(\[]\d{1,3}\s?(?:marks?|points?|pts?|p)\.?[)\]]$", re.IGNORECASE)
"""`Question 1 (12 marks)`"""
_NUMBER_TOLD = re.compile(
    r"^(\W{0,4}(?:answers?|ans|solution|soln?|a))\s*[.–—-]\s+(?=\d)(?:(?!\d{1,3}\s*[:)\]]\s|\d{1,3}\.\s)|(?=1\)\s.{1,400}?\s2\)\s))",
    re.IGNORECASE,
)
"""`Ans. 12 GB`: the number is the answer, and not that of the label."""
_DOTS = late(r"(?<=[:：\])*_])\s*(?:\.{2,}|…)$")
"""What holds the place of an answer: `A: ...`."""
_CLOSING = {"<b>": "</b>", "<strong>": "</strong>", "<u>": "</u>", "<em>": "</em>", "<i>": "</i>"}
ANSWER_INSIDE = late(
    r"(?<=[?.!>*])\s+(?=\W{0,2}(?:A|Ans|Answer|Réponse|Respuesta|Resposta|Risposta|Antwort|Ответ)\s?\W{0,2}[:\]])"
)
"""Where the label of an answer stands behind its question on the same line."""
_LABELS_OF_QUESTIONS = frozenset({"bonus", "asked"})
"""Words that label only what asks in the words of a question: `Bonus: why?`, and not `Bonus: ten points`."""
_LONGEST = 4000


@remembered
def read_label(body: str) -> Label | None:
    """The label with which a line begins; None for the many lines that have none.

    >>> label = read_label("**Q2:** Why scale by sqrt(d)?")
    >>> label.role.value, label.text
    ('question', 'Why scale by sqrt(d)?')
    """
    body = _DOTS.sub("", body) if body.endswith(("..", "…")) else body
    body = without_breaks(body).lstrip() if body[:3].lower() == "<br" else body
    if "uestion" in body[-20:] and _EXAM.match(body):
        return Label(Role.QUESTION, "", "", is_letter=False, is_numbered=True)
    if "0" in body[:40] and " Q" in body[:40] and (paper := _PAPER.match(body)):
        body = paper["marks"] + body[paper.end() :]
    banner = _BANNER.match(body) if body[:3] in _BANNERS else None
    body = f"{banner[2]}:" if banner else body
    first = _FIRST_WORD.match(body)
    if not (first and _opens_label(first[1])) and "nterview" not in body[:80]:
        return None
    if first and _OPENS_SENTENCE.match(body, first.start(1)) and "nterview" not in body.lower():
        return None
    if first and first[1][0] in "aAsS":
        body = _NUMBER_TOLD.sub(r"\1: ", body, count=1)
    found = _PATTERN.match(body[:_LONGEST])
    if not found or not _is_label(found):
        return None
    text, tail = found["text"] + body[_LONGEST:], ""
    if text[:1] in "([" and _WORTH.match(text):
        text = ""
    opened = (found["open"] or "").lower()
    if opened and not found["close"]:
        inside, mark, outside = text.partition(_CLOSING.get(opened, opened))
        if not mark:
            return None
        text, tail = inside, outside
    word = (found["question"] or found["answer"]).lower()
    return Label(
        role=Role.QUESTION if found["question"] else Role.ANSWER,
        text=without_breaks(text).strip(),
        tail=without_breaks(tail).strip(),
        is_letter=len(word) == 1,
        is_numbered=found["number"] is not None,
        is_explanation=word == "explanation",
    )


@remembered
def _opens_label(word: str) -> bool:
    return bool(_FIRST_WORDS.match(word))


def _is_label(found: re.Match[str]) -> bool:
    word = (found["question"] or found["answer"]).lower()
    text = found["text"]
    if word == "q" and _PROVED.match(text):
        return False
    if word in _LABELS_OF_QUESTIONS and not opens_as_question(text.lstrip('"“')):
        return False
    has_separator = bool(found["before"].strip() or found["after"].strip() or found["unbracket"])
    is_closed = bool(found["open"] and found["close"])
    if found["bracket"] and not found["unbracket"] and "]" not in found["before"]:
        return False
    if not found["space"] and text and not (found["close"] or has_separator):
        return False
    if not found["space"] and text and has_separator and not found["close"] and word in {"a", "q", "an"}:
        # `A:b`, `Q.E.D.`, `q-learning` are no labels; `Q:Why` is
        mark = found["before"].strip()
        return mark == "：" or (mark in {":", "]"} and text[0].isupper() and len(text) > 3)
    if found["number"] and found["question"] and (opens_as_question(text) or "? " in text):
        return True
    if len(word) == 1 and is_closed and not has_separator and text[:1].islower():
        return False  # `**A** is a matrix`
    if has_separator or is_closed:
        is_compound = not found["space"] and found["before"].startswith(("-", ".")) and bool(text)
        return not is_compound
    if word in {"a", "i"}:
        return False
    is_alone = not text.strip() and (bool(found["close"]) == bool(found["open"]))
    return is_alone or bool(found["number"] and found["question"] and len(word) > 2)
