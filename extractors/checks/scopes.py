"""Whether a clause speaks of what a table shows: of another source or scope, of another measure, of another part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from extractors.checks.labels import label_to_tokens
from extractors.checks.mentions import HEADS
from extractors.checks.readings import View
from extractors.checks.sheets import code_of_measure
from extractors.model import Claim, Span
from extractors.vocabulary.indicators import flow_of_value

_ELSEWHERE: Final = regex.compile(
    r"剔除|若(?![干按以从])|如果|假如|假设|倘若|实际(?:增|下降|出口|进口)|认为|方面的统计|口径|全国|世界|全球|全口径|简单平均|算术平均|加权平均|中位数|实际增长|可比|不变价|扣除|据(?!表|此).{0,20}(?:预测|估计|测算|统计|报道|显示|调查)|预计|目标|规划|预期|文献|学者|已有研究|抽样|受访|子样本|分样本"
    r"|real terms|constant prices|adjusted for|forecast|expected|according to|target|survey|world|global|estimate",
    regex.IGNORECASE,
)


def speaks_of_elsewhere(claim: Claim) -> bool:
    """Tell whether the clause of a claim, or the one before, names another source, another scope or another price than the tables have."""
    return is_elsewhere(claim.sentence, Span(claim.start, claim.end))


def is_elsewhere(text: str, at: Span) -> bool:
    """Tell whether the words before a place, from the last full stop or semicolon on, name another source, scope or price."""
    start = max(text.rfind(mark, 0, at.start) for mark in "。；;") + 1
    return _ELSEWHERE.search(text, start, at.end) is not None


def speaks_of_another(view: View, inputs: Sequence[str]) -> bool:
    """Tell whether the clause names an indicator of the vocabulary that is not that of the cells, nor in the words of the table."""
    start, end = view.sentence.clause_start(view.claim.start), view.claim.start
    cells = [cell for cell in view.sheet.cells.values() if cell.observation_id in inputs]
    shown = {code for cell in cells if (code := code_of_measure(cell)) is not None}
    about = {*view.sheet.over, *(token for entry in view.sheet.entries for token in entry.tokens)}
    named = {
        code
        for span, code in view.sentence.terms
        if start <= span.start < end
        and code.rpartition("_")[2] not in HEADS
        and not set(label_to_tokens(view.sentence.text[span.start : span.end])) <= about
    }
    flows = {flow for code in shown if (flow := flow_of_value(code)) is not None}
    return bool(named and shown) and not named & shown and not {flow_of_value(code) for code in named} & flows


def is_of_other(view: View, inputs: Sequence[str]) -> bool:
    """Tell whether a cell's share is one of a partner or class that its table names and the claim does not."""
    said = {d.code for d in (view.claim.entity, view.claim.partner, view.claim.category)}
    named = {mention.entry.code for mention in view.mentions}
    cells = [cell for cell in view.sheet.cells.values() if cell.observation_id in inputs]
    lines = {
        (mention.entry.axis, line)
        for mention in (*view.mentions, *view.carried)
        if mention.exact and not mention.entry.whole
        for line in mention.entry.lines
    }
    # Of a share that is computed the last cell is the whole.
    parts = cells if len(inputs) == 1 else [c for c in cells if c.observation_id in inputs[:-1]]
    return any(
        d.code is not None and d.code not in said | named and not {("row", cell.row), ("column", cell.column)} & lines
        for cell in parts
        for d in (cell.partner, cell.category)
    )
