"""Numbers of an abstract or a conclusion that repeat one of the text or of a table, but for a figure.

The writers' habit: an abstract and a conclusion state again what the article has found, and nothing else. A number of theirs that is
printed nowhere else, and that differs as misprints do from the one number of its kind, unit and period that is said in the
same words, repeats that one wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.cells_meant import fits, shift_between
from extractors.checks.labels import PLAIN, is_general, label_to_tokens
from extractors.checks.prose import Prose, Said, Section
from extractors.checks.repeats import is_plain
from extractors.checks.scopes import speaks_of_elsewhere
from extractors.checks.sheets import Sheet
from extractors.checks.slips import chance_of_misprint
from extractors.checks.statements import Finding, Language, table_name
from extractors.model import Claim, Observation, Structure
from extractors.quantities.intervals import Interval, compare
from extractors.quantities.sentences import split_sentences

_CONCLUDING: Final = regex.compile(
    r"结论|结语|小结|总结|结束语|\b(?:conclusions?|concluding|summary)\b", regex.IGNORECASE
)
_LEAST_WORDS: Final = 2
_LIKEST: Final = 0.6  # of the words that the likest has in common
_NO_CHANCE: Final = 0.15  # that one of the numbers said in the same words lies so near
_LETTERS: Final = 3
_KINDS: Final = frozenset(
    ("level", "count", "share", "index", "growth_rate")
)  # of differences and multiples there are many
_LEVELS: Final = {"count": "level"}


_Words = frozenset[tuple[str, ...]]
_Stated = tuple[Claim, _Words]
_Shown = tuple[Observation, str, _Words]


@dataclass(frozen=True, slots=True)
class _Printed:
    """A number elsewhere: its value in the unit of the claim, how many words it shares with it, and how a message names it."""

    value: Interval
    words: int
    subject: str
    said: str


def check_restated(
    claims: Sequence[Claim],
    sheets: Sequence[Sheet],
    prose: Prose,
    language: Language,
    *,
    known: frozenset[str],
    structure: Structure | None,
) -> list[Finding]:
    """Find numbers of abstract and conclusion that misprint the number which they repeat; `known` are those that something else decides."""
    summing = _summing_up(structure)
    asked = [
        claim
        for claim in claims
        if (claim.section, claim.sentence) in summing
        and claim.claim_id not in known
        and claim.kind in _KINDS
        and is_plain(claim, prose.home, dated=False)
    ]
    if not asked:
        return []
    body = [
        (claim, _words_around(prose.of(claim), claim))
        for claim in claims
        if claim.value is not None
        and (claim.section, claim.sentence) not in summing
        and not speaks_of_elsewhere(claim, prose.home)
    ]
    cells = _cells(sheets, language)
    findings = []
    for claim in asked:
        elsewhere = list(_printed(claim, body, cells, _words_around(prose.of(claim), claim), language))
        if any(
            compare(abs(claim.value or Decimal(0)), claim.decimals, item.value) != "contradicts" for item in elsewhere
        ):
            continue
        alike = [item for item in elsewhere if item.words >= _LEAST_WORDS]
        most = max((item.words for item in alike), default=0)
        alike = [item for item in alike if item.words >= _LIKEST * most]
        values = {item.value.value for item in alike}
        hits = [item for item in alike if len(values) * chance_of_misprint(claim, item.value.value) < _NO_CHANCE]
        if len({item.value.value for item in hits}) == 1:
            findings.append(_finding(claim, max(hits, key=lambda item: item.words), language))
    return findings


def _summing_up(structure: Structure | None) -> set[tuple[Section, str]]:
    """Return the sentences of abstracts and of sections that conclude."""
    return {
        (block.section, block.passage.text[start:end])
        for block in (structure.blocks if structure is not None else ())
        if block.kind == "abstract"
        or (block.kind == "paragraph" and block.section and _CONCLUDING.search(block.section[-1]))
        for start, end in split_sentences(block.passage)
    }


def _printed(
    claim: Claim, body: Sequence[_Stated], cells: Sequence[_Shown], mine: _Words, language: Language
) -> Iterator[_Printed]:
    """Return the numbers of text and tables that a claim could repeat: of its kind, its unit and its period."""
    kind = _LEVELS.get(claim.kind, claim.kind)
    for other, words in body:
        shift = shift_between(claim.unit, other.unit)
        same = _LEVELS.get(other.kind, other.kind) == kind and _at_one_time(claim, other.period.text)
        if other.value is not None and shift is not None and same:
            value = Interval.printed(abs(other.value), other.decimals).scaled(shift)
            said = (
                f"{other.text}（“{other.sentence.strip()[:60]}”）"
                if language == "zh"
                else f'{other.text} ("{other.sentence.strip()[:80]}")'
            )
            yield _Printed(value, len(mine & words), other.claim_id, said)
    for cell, name, words in cells:
        shift = shift_between(claim.unit, cell.unit)
        if cell.value is None or shift is None or not _at_one_time(claim, cell.period.text) or not fits(claim, cell):
            continue
        value = Interval.printed(abs(cell.value), cell.decimals).scaled(shift)
        labels = " ".join((*cell.row_labels, *cell.column_labels))
        said = f"{cell.text}（{name}“{labels}”）" if language == "zh" else f'{cell.text} ({name} "{labels}")'
        yield _Printed(value, len(mine & words), cell.observation_id, said)


def _cells(sheets: Sequence[Sheet], language: Language) -> list[_Shown]:
    """Return the cells of all tables, each with the name of its table and the words of its labels and of the caption."""
    shown: list[_Shown] = []
    for sheet in sheets:
        name, about = table_name(sheet.table, language), _pairs(label_to_tokens(sheet.table.caption or ""))
        words = {
            label: _pairs(label_to_tokens(label))
            for label in {label for cell in sheet.cells.values() for label in (*cell.row_labels, *cell.column_labels)}
        }
        shown += [
            (cell, name, about.union(*(words[label] for label in (*cell.row_labels, *cell.column_labels))))
            for cell in sheet.cells.values()
        ]
    return shown


def _at_one_time(claim: Claim, period: str | None) -> bool:
    return claim.period.text is None or period is None or claim.period.text == period


def _words_around(said: Said, claim: Claim) -> _Words:
    """Return the words of the clause of a number and of the one before it."""
    sentence = said.sentence
    start = sentence.clause_start(max(sentence.clause_start(claim.start) - 1, 0))
    end = sentence.clause_end(claim.end)
    inside = [w for w, span in zip(sentence.words, sentence.spans, strict=True) if start <= span.start < end]
    return _pairs(inside)


def _pairs(words: Sequence[str]) -> _Words:
    """Return the words that say what is meant: pairs of ideographs, English words of four letters and more."""
    han = {pair for pair in pairwise(words) if not pair[0].isascii() and not pair[1].isascii() and not is_general(pair)}
    latin = {(w,) for w in words if w.isascii() and w.isalpha() and len(w) > _LETTERS and PLAIN.fullmatch(w) is None}
    return frozenset(han | latin)


def _finding(claim: Claim, printed: _Printed, language: Language) -> Finding:
    words = (
        f"文中印为{claim.text}，而另一处印为{printed.said}，两处不一致，请核对。"
        if language == "zh"
        else f"The text's figure is printed as {claim.text}, elsewhere as {printed.said}; please check which is right."
    )
    return Finding(
        subject=claim.claim_id,
        rule="repeated",
        formula=printed.said.partition("（" if language == "zh" else " (")[0],
        inputs=(printed.subject,),
        stated=claim.text,
        verdict="contradicts",
        message=words,
        stated_value=claim.value,
        expected=printed.value,
    )
