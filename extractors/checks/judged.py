"""Statements without a number of their own, held against the measures that they may be made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from extractors.checks.fields import statement
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.scopes import is_elsewhere, speaks_of_another
from extractors.checks.sheets import Axis, Sheet
from extractors.checks.statements import Finding, Language
from extractors.model import Span, Verdict

_DECADE: Final = regex.compile(r"\b(?:1[5-9]|20)\d0s\b")
_CERTAIN: Final = 0.7  # a name in the sentence: not the total, nor what the sentence before speaks of
_POSSIBLE: Final = 0.2
_DOUBTFUL: Final = 0.3  # for what is reported as a doubt alone
_QUOTED: Final = 60  # characters of a statement as a message quotes it
_FAR: Final = 0.5  # for a table to which nothing in the sentence points, or that lacks what it names
_RIVAL: Final = (
    0.65  # of the weight of a measure for which a statement fails: from here on the one for which it holds is meant
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement held against one measure: whether it is so, in what numbers, of which cells, and how surely this measure is meant.

    `doubted` tells that its words leave open whether what the table shows is at odds with them.
    """

    holds: bool
    formula: str
    inputs: tuple[str, ...]
    weight: float
    doubted: bool = False


Judge = Callable[[View], Iterator[Judged]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement of a sentence: where its words stand, the rule of `checks` that it falls under, and how it is judged."""

    span: Span
    rule: str
    judge: Judge


def judge_prose(
    prose: Prose, sheets: Sequence[Sheet], find: Callable[[Said], Iterable[Spoken]], language: Language
) -> list[Finding]:
    """Hold all statements that a search finds against all tables.

    A statement is confirmed by any measure that its sentence may mean, and contradicts only the one it surely means.
    """
    findings: list[Finding] = []
    for said in prose:
        for spoken in find(said):
            judged: list[Judged] = []
            for index, sheet in enumerate(sheets):
                claim = statement(said, spoken.span, spoken.rule)
                view = View(claim, sheet, said.sentence, said.mentions[index], said.carried[index], said.foreign[index])
                far = _FAR if view.names_others() or not view.is_named() or view.is_of_another_measure() else 1.0
                # Since independence until the 1990s: a table of single years shows no decades.
                far *= _FAR if _DECADE.search(said.text) else 1.0
                english = said.text.isascii()
                judged += [
                    replace(
                        item,
                        weight=item.weight * far * (_FAR if english and speaks_of_another(view, item.inputs) else 1.0),
                    )
                    for item in spoken.judge(view)
                    if item.inputs and not view.is_elsewhere(item.inputs)
                ]
            chosen = weigh_judged(judged)
            if chosen is not None and (chosen.holds or not is_elsewhere(said.text, spoken.span, prose.home)):
                findings.append(_finding(said, spoken, chosen, language))
    return findings


def weigh_judged(judged: Sequence[Judged]) -> Judged | None:
    """Return what decides: the surest measure for which the statement holds, unless it surely means another one."""
    holding = [item for item in judged if item.holds and item.weight >= _POSSIBLE]
    failing = [item for item in judged if not item.holds and item.weight >= (_DOUBTFUL if item.doubted else _CERTAIN)]
    best = max(holding, key=lambda item: item.weight, default=None)
    worst = max(failing, key=lambda item: item.weight, default=None)
    if best is not None and (worst is None or best.weight >= _RIVAL * worst.weight):
        return best
    return worst


def line_label(sheet: Sheet, axis: Axis, line: int) -> str:
    """Return the innermost name of a row or column."""
    labels = [entry.label for entry in sheet.entries if entry.axis == axis and line in entry.lines]
    return labels[-1] if labels else str(line)


def _words(said: Said, span: Span) -> str:
    """Return a statement with what its sentence says before it, exceptions and all, where that is not long; else its clause."""
    text, end = said.text, said.sentence.clause_end(span.end)
    start = max(text.rfind(mark, 0, span.start) for mark in "。；;") + 1
    whole = text[start:end].strip()
    return whole if len(whole) <= _QUOTED else text[said.sentence.clause_start(span.start) : end].strip()


def _finding(said: Said, spoken: Spoken, chosen: Judged, language: Language) -> Finding:
    verdict: Verdict = "agrees" if chosen.holds else "ambiguous" if chosen.doubted else "contradicts"
    span, claim = spoken.span, said.claim_at(spoken.span)
    words = _words(said, span)
    quoted = claim.text if claim is not None else words
    if language == "zh":
        tail = f"与表中{chosen.formula}一致。" if chosen.holds else f"但表中{chosen.formula}，请核对。"
        message = f"文中称“{quoted}”，{tail}"
    else:
        shown = (
            f"as the table shows: {chosen.formula}."
            if chosen.holds
            else f"but the table prints {chosen.formula}; please check."
        )
        message = f'The text says "{quoted}", {shown}'
    subject = claim.claim_id if claim is not None else chosen.inputs[0]
    return Finding(subject, spoken.rule, chosen.formula, chosen.inputs, quoted, verdict, message)
