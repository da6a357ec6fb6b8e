"""Whether a clause speaks of what a table shows: of another source or scope, of another measure, of another part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.labels import PLAIN, is_general, label_to_tokens
from extractors.checks.mentions import HEADS
from extractors.checks.readings import View
from extractors.checks.sheets import Axis, code_of_measure
from extractors.model import Claim, Span
from extractors.vocabulary.indicators import flow_of_value
from extractors.vocabulary.periods import find_periods

_ELSEWHERE: Final = regex.compile(
    r"剔除|若(?![干按以从论看就])|如果|假如|假设|倘若|实际(?:增|下降|出口|进口)|认为|方面的统计|口径|全国|世界|全球|全口径|简单平均|算术平均|加权平均|中位数|实际增长|可比|不变价|扣除|据(?!表|此).{0,20}(?:预测|估计|测算|统计|报道|显示|调查)|预计|未来|目标|规划|预期|文献|学者|已有研究|抽样|受访|子样本|分样本"
    r"|\bno\s\w+\s(?:other\sthan|except)|real terms|constant prices|adjusted for|forecast|expect(?:s|ed|ations?)|project(?:s|ed|ions?)\b|according to|target|survey|world|global|estimate",
    regex.IGNORECASE,
)

# 某某等[4]（2022）…误差为11.6%: what others found repeats nothing.
_CITED: Final = regex.compile(
    r"\p{Han}等?\s?(?:\[\d{1,3}(?:[-,，]\d{1,3}){0,4}\]\s?)?[(（](?:19|20)\d\d[a-z]?[)）]|等\s?\[\d{1,3}"
    r"|\b(?:et al\.?,?|and [A-Z][a-z]+)\s[(（]?(?:19|20)\d\d|[A-Z][a-z]+\s\((?:19|20)\d\d[a-z]?\)"
)
_BEGINS_ELSEWHERE: Final = regex.compile(r"\s*(?:据|从|由)?(?P<whole>全国|世界|全球)")

# In the two decades before: no time that the table shows.
_OTHER_TIMES: Final = regex.compile(
    r"\b(?:decades?|years|centur(?:y|ies))\s(?:before|earlier|after|later|ago)\b", regex.IGNORECASE
)
_PART_OF_YEAR: Final = regex.compile(
    r"\b(?P<part>late|early|mid|half|spring|summer|autumn|winter|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:[- ]of)?[- ](?:\d{4}\b)",
    regex.IGNORECASE,
)
# 1.0090(1.0049, 1.0131): the bounds of an interval.
_OPENED: Final = regex.compile(
    r"[(（\[](?:\s?(?:95|99|90)\s?%\s?CI:?\s?)?(?:-?\d+(?:\.\d+)?%?\s?[,，~–-]\s?)?$", regex.IGNORECASE
)
_CLOSED: Final = regex.compile(r"\s?(?:[,，~–-]\s?-?\d+(?:\.\d+)?%?\s?)?[)）\]]")
_STATISTIC: Final = regex.compile(
    r"最[低高小大]值|极[小大]值|中位数|标准差|四分位|\b(?:minimum|maximum|median|standard deviation|quartile)\b",
    regex.IGNORECASE,
)
_MULTIPLE_OF: Final = regex.compile(r"(?:是|为|相当于|达到?)(?P<base>[“\"]?\p{Han}[^，。；是为]{1,20}?)的?\s?$")
_BESIDE_NAMES: Final = frozenset("的之其该于与和同及跟比较整个全部总")
_CHANGE_IN: Final = regex.compile(
    r"\s?(?:reduction|increase|decrease|decline|rise|fall|drop|growth|gain|cut)\s(?:in|of)\s(?:the\s)?(?P<what>[a-z]{2,20}(?:[\s-][a-z]{2,20}){0,2})",
    regex.IGNORECASE,
)
_SAME_LINE: Final = regex.compile(r"上年|去年|前年|上一|同期|[期年]初|前者|后者|[其它]$|自身|最[高低大小]")
_SUM_OF_SEVERAL: Final = regex.compile(
    r"(?:[两二三四五六七八九十]|(?<!\d)\d)个?(?:类|种|项|者|[省市县区国州地家]|行业|部门|品种)[^，。；\d]{0,6}(?:合计|共计|总计|之和|一共|共)"
)
_PART_AND_WHOLE: Final = 2
_NOUNS: Final = frozenset(("收入", "工业", "产业"))  # what may stand in any sentence, and says what is measured
_SHORT: Final = 3  # letters of a word that names no measure


def speaks_of_elsewhere(claim: Claim, home: frozenset[str]) -> bool:
    """Tell whether the clause of a claim, or the one before, names another source, another scope or another price than the tables have."""
    return is_elsewhere(claim.sentence, Span(claim.start, claim.end), home)


def is_elsewhere(text: str, at: Span, home: frozenset[str]) -> bool:
    """Tell whether the words before a place, from the last full stop or semicolon on, name another source, scope or price.

    What a sentence begins with, it says of all that follows (全国人口普查显示，…；65岁及以上为13.50%). `home` are words for a whole
    that the article itself is about (`words_at_home`).
    """
    start = max(text.rfind(mark, 0, at.start) for mark in "。；;") + 1
    if _CITED.search(text, start, at.start) is not None:
        return True
    begins = _BEGINS_ELSEWHERE.match(text)
    return any(found.group() not in home for found in _ELSEWHERE.finditer(text, start, at.end)) or (
        begins is not None and begins["whole"] not in home
    )


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
        and code != "mean"  # on average says how, not what
        and not set(label_to_tokens(view.sentence.text[span.start : span.end])) <= about
    }
    flows = {flow for code in shown if (flow := flow_of_value(code)) is not None}
    return bool(named and shown) and not named & shown and not {flow_of_value(code) for code in named} & flows


def says_another_line(view: View, inputs: Sequence[str]) -> bool:
    """Tell whether the words between the last name and the number are of other lines of the table, and not of those that cells lie on.

    收入却只占11.9%: where columns are 业务量, 业务收入 and 单件收入 it is said of one of the latter, though it names neither.
    """
    sentence, claim = view.sentence, view.claim
    start = sentence.clause_start(claim.start)
    named = [m for m in view.mentions if m.span.start < claim.start and m.span.end > start and m.exact]
    cells = [cell for cell in view.sheet.cells.values() if cell.observation_id in inputs]
    words = [
        (word, span)
        for word, span in zip(sentence.words, sentence.spans, strict=True)
        if start <= span.start < claim.start and not any(m.span.start <= span.start < m.span.end for m in named)
    ]
    pairs = {
        (one, two)
        for (one, at), (two, behind) in pairwise(words)
        if at.end == behind.start and not one.isascii() and (not is_general((one, two)) or one + two in _NOUNS)
    }
    for axis in ("row", "column"):
        if any(m.entry.axis == axis and m.entry.label for m in named):
            continue  # it names one
        lines = {cell.row if axis == "row" else cell.column for cell in cells}
        mine = [entry for entry in view.sheet.entries if entry.axis == axis and entry.lines & lines]
        rest = [entry for entry in view.sheet.entries if entry.axis == axis and not entry.lines & lines]
        known = {*pairwise(view.sheet.over), *(pair for entry in mine for pair in pairwise(entry.tokens))}
        if mine and (pairs - known) & {pair for entry in rest for pair in pairwise(entry.tokens)}:
            return True
    return False


def is_statistic_of_others(view: View) -> bool:
    """Tell whether a number is one that the table does not print: a bound of an interval in brackets, or the lowest, highest or median of cases of which it shows means."""
    sentence, claim = view.sentence, view.claim
    if _OPENED.search(sentence.text, 0, claim.start) and _CLOSED.match(sentence.text, claim.end):
        return True
    said = _STATISTIC.search(sentence.text, sentence.clause_start(claim.start), claim.start)
    about = {*view.sheet.over, *(token for entry in view.sheet.entries for token in entry.tokens)}
    return said is not None and not set(label_to_tokens(said.group())) <= about


def names_unknown_base(view: View) -> bool:
    """Tell whether a multiple is one of something that its words name and the table does not (是三病共存概率的2.6倍)."""
    sentence, claim = view.sentence, view.claim
    base = _MULTIPLE_OF.search(sentence.text, max(sentence.clause_start(claim.start) - 1, 0), claim.start)
    if base is None or find_periods(base["base"]) or _SAME_LINE.search(base["base"]):
        return False
    start, end = base.span("base")
    about = {*view.sheet.over, *(token for entry in view.sheet.entries for token in entry.tokens)}
    said = [m for m in view.mentions if m.entry.label and m.span.start < end and start < m.span.end]
    if any(m.entry.lines < view.sheet.lines(m.entry.axis) for m in said):
        return False  # one of several lines; a table of one row says with its name only what is measured
    return any(
        word not in about and word not in _BESIDE_NAMES
        for word, span in zip(sentence.words, sentence.spans, strict=True)
        if start <= span.start < end
    )


def is_narrowed(view: View) -> bool:
    """Tell whether an English sentence narrows what the table is about by a word that the table does not have (advertised rents, of rents).

    A word right before the one that the caption names says which of them are meant; words that say all or how they were
    counted narrow nothing (total exports, mean rents).
    """
    sentence, sheet = view.sentence, view.sheet
    # The figure of a year is not that of late 2023.
    part = _PART_OF_YEAR.search(
        sentence.text, sentence.clause_start(view.claim.start), sentence.clause_end(view.claim.end)
    )
    if part is not None and part["part"].casefold() not in sheet.over:
        return True
    if _OTHER_TIMES.search(sentence.text):
        return True
    about = {*sheet.over, *(token for entry in sheet.entries for token in entry.tokens)}
    over = {word for word in sheet.over if len(word) > _SHORT and PLAIN.fullmatch(word) is None}
    named = [m.span for m in view.mentions]
    words = [(w, s) for w, s in zip(sentence.words, sentence.spans, strict=True) if s.start < view.claim.start]
    # 42 % of world bromine production: the whole of a share is said behind it.
    said = (
        label_to_tokens(view.claim.denominator or "") if view.claim.kind == "share" and sentence.text.isascii() else ()
    )
    whole = [word for word in said if len(word) > _SHORT and PLAIN.fullmatch(word) is None]
    if 2 * sum(word not in about for word in whole) > len(whole):
        return True
    # a 26% reduction in greenhouse gas emissions: what changed is said behind the number.
    changed = _CHANGE_IN.match(sentence.text, view.claim.end)
    if changed is not None and view.claim.kind == "growth_rate":
        what = [w for w in label_to_tokens(changed["what"]) if len(w) > _SHORT and PLAIN.fullmatch(w) is None]
        if 2 * sum(word not in about for word in what) > len(what):
            return True
    narrowed = False
    for (word, span), (head, at) in pairwise(words):
        beside = sentence.text[span.end : at.start] == " "
        if head in over:
            plain = (
                word in about
                or PLAIN.fullmatch(word) is not None
                or len(word) < 2
                or not (word.isalpha() and word.isascii())
            )
            narrowed = beside and not plain and not any(other.start <= span.start < other.end for other in named)
    return narrowed


def sums_several(view: View, inputs: Sequence[str]) -> bool:
    """Tell whether a statement adds up things that it counts (两类机械合计…，占总额的54.4%) and does not name, where a share is of a single one."""
    text, at = view.sentence.text, view.claim.start
    start = max(text.rfind(mark, 0, at) for mark in "。；;") + 1
    if len(inputs) != _PART_AND_WHOLE or _SUM_OF_SEVERAL.search(text, start, at) is None:
        return False
    cell = next(cell for cell in view.sheet.cells.values() if cell.observation_id == inputs[0])
    said = [m for m in view.mentions if m.exact and start <= m.span.start < at]
    lines: tuple[tuple[Axis, int], ...] = (("row", cell.row), ("column", cell.column))
    return any(
        line in view.sheet.parts(axis)
        and len(view.sheet.parts(axis)) > 1
        and any(m.entry.axis == axis for m in view.carried)
        and not any(m.entry.axis == axis and line in m.entry.lines for m in said)
        for axis, line in lines
    )


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
    # Of a share that is computed the last cell is the whole, and so are those on lines of totals.
    rows, columns = view.sheet.parts("row"), view.sheet.parts("column")
    parts = (
        cells
        if len(inputs) == 1
        else [c for c in cells if c.observation_id in inputs[:-1] and c.row in rows and c.column in columns]
    )
    return any(
        d.code is not None and d.code not in said | named and not {("row", cell.row), ("column", cell.column)} & lines
        for cell in parts
        for d in (cell.partner, cell.category)
    )
