"""The marks that announce a caption, a unit or a note (注：, brackets, the colon after a label), put back into its block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.model import Block, Document, Passage, Region, Span
from extractors.structure.sentences import separator_between

_ANNOUNCED = frozenset({"caption", "unit_line", "note"})


def keep_marks(document: Document, blocks: Sequence[Block], regions: Sequence[Region]) -> tuple[Block, ...]:
    """Return the blocks with every printed character of the document in one of them, or in a region's lines.

    A region's caption, unit and notes are without the marks that announce them; their blocks
    are as printed.
    """
    covered = bytearray(len(document.text))
    for span in _all_spans(blocks, regions):
        covered[span.start : span.end] = b"\x01" * len(span)
    runs = [run for page in document.pages for word in page.words for run in _uncovered(word.span, covered)]
    if not runs:
        return tuple(blocks)
    beginnings: dict[int, int] = {}
    endings: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.kind in _ANNOUNCED:
            beginnings |= {span.start: index for span in block.passage.spans()}
            endings |= {span.end: index for span in block.passage.spans()}
    extra: dict[int, list[Span]] = {}
    # From the last to the first, for a mark may stand before another (注 :), and the other way for those behind.
    behind = []
    for run in sorted(runs, reverse=True):
        owner = beginnings.get(_skip(document.text, run.end, 1))
        if owner is None or _skip(document.text, run.start, -1) in endings:
            behind.append(run)
            continue
        extra.setdefault(owner, []).append(run)
        beginnings[run.start] = owner
    for run in reversed(behind):
        owner = endings.get(_skip(document.text, run.start, -1), beginnings.get(_skip(document.text, run.end, 1)))
        if owner is not None:
            extra.setdefault(owner, []).append(run)
            endings[run.end] = owner
    return tuple(
        replace(block, passage=_with_spans(document.text, block.passage, extra[index])) if index in extra else block
        for index, block in enumerate(blocks)
    )


def _all_spans(blocks: Sequence[Block], regions: Sequence[Region]) -> Iterable[Span]:
    for block in blocks:
        yield from block.passage.spans()
    for region in regions:
        for line in region.lines:
            yield from line.passage.spans()


def _uncovered(span: Span, covered: bytearray) -> Iterable[Span]:
    start = covered.find(b"\x00", span.start, span.end)
    while start >= 0:
        end = covered.find(b"\x01", start, span.end)
        end = span.end if end < 0 else end
        yield Span(start, end)
        start = covered.find(b"\x00", end, span.end)


def _skip(text: str, position: int, step: int) -> int:
    """Return the position behind the blanks that follow (step 1) or precede (step -1) a position."""
    while 0 <= (at := position if step > 0 else position - 1) < len(text) and text[at].isspace():
        position += step
    return position


def _with_spans(text: str, passage: Passage, extra: Sequence[Span]) -> Passage:
    spans = sorted([*passage.spans(), *extra])
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    parts = [Passage.of(text[span.start : span.end], span) for span in merged]
    separators = [
        separator_between(left.text, right.text)
        if "\n" in (gap := text[left.spans()[0].end : right.spans()[0].start]) or "\r" in gap
        else " "
        for left, right in pairwise(parts)
    ]
    return Passage.joined(parts, separators)
