"""What leads a stretch of mended text back to the print."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.model import Passage, Span


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=12), st.integers(0, 40), st.integers(0, 40))
def test_the_runs_behind_a_stretch_are_those_of_its_characters(lengths, start, end):
    parts, at = [], 0
    for length, gap in lengths:
        parts.append(Passage.of("x" * length, Span(at, at + length)))
        at += length + gap
    passage = Passage.joined(parts, [" "] * (len(parts) - 1))
    behind = {}  # the source offset of each character that was printed
    for piece in passage.pieces:
        behind |= {piece.start + step: piece.span.start + step for step in range(len(piece.span))}
    spans = passage.spans(start, end)
    assert [offset for span in spans for offset in range(span.start, span.end)] == [
        behind[k] for k in sorted(behind) if start <= k < end
    ]
    assert passage.part(start, end).spans() == spans
