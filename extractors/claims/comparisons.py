"""Comparisons that a sentence states without a number: 甲省的出口额高于乙省, exceeded that of."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.claims.kinds import Statement
from extractors.claims.moves import Direction
from extractors.model import Quantity, Span

_UP = r"高于|多于|大于|快于|优于|强于|超过|超出|领先于?"
_DOWN = r"低于|少于|小于|慢于|不及|落后于|弱于"
_HOW = r"(?:明显|显著|远远?|略|大大|均|都|也|已|已经|仍|始终|一直|总体)"
# A common noun of degree or a number behind is another statement: 高于平均水平 names no other, 超过5% has its figure.
_VERB = regex.compile(
    rf"(?P<how>{_HOW}{{0,2}})(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<other>(?!预期|以往|往年|上年|去年|同期|一般|其他|世界平均|平均|自身|预计|目标|临界|警戒|一切|了|过)\p{{Han}}[^，。；：、！？\d（(]{{1,24}})(?=[，。；！？]|$)"
)
_VERB_EN = regex.compile(
    r"(?i:\b(?:(?P<up>exceed(?:s|ed)|surpass(?:es|ed)|overtook|outpaced|(?:was|were|is|are|remain(?:s|ed))(?:\s(?:much|far|significantly|slightly|well|still))?\s(?:higher|larger|greater|faster)\sthan)|"
    r"(?P<down>(?:was|were|is|are|remain(?:s|ed))(?:\s(?:much|far|significantly|slightly|well|still))?\s(?:lower|smaller|less|slower)\sthan)))\s"
    r"(?i:(?:that|those)\s(?:of|in|for|among)\s|in\s)?(?i:the\s)?(?P<other>(?!\d)[A-Za-z][^,.;:()\d%$]{1,60}?)(?=\s(?i:in|during|by|since)\s\d|[,.;:]|$)"
)
_NUMBER = regex.compile(
    r"的(?:现象|情况|情形|因素|原因|可能|问题|机会|条件)|可能|[\d百千万亿半%％]|[一二两三四五六七八九十]+[个成倍]|(?i:\b(?:half|percent|times|twice|expect\w*|average)\b)"
)
# 若甲高于乙, whether A exceeded B: what is supposed or asked is not stated.
_SUPPOSED = regex.compile(
    r"(?:如果|若|假如|当|是否|能否|应|要求|不得|必须|(?i:\b(?:if|whether|when|should|must|where)\b))[^，。；,;]*$"
)
# 高于乙省，但低于丙省
_GOES_ON = regex.compile(r"，(?:但|却|而|且|也|并)")
_DENIED = regex.compile(r"(?:不|未|没有|并非|(?i:\bnot))\s?$")


def find_comparisons(plain: str) -> Iterator[tuple[Quantity, Statement, Span]]:
    """Find the comparisons that a sentence in plain form states without a number, each with the words for the other side."""
    for pattern in (_VERB, _VERB_EN):
        last = len(plain)
        for match in pattern.finditer(plain):
            other = Span(*match.span("other"))
            begin = max(plain.rfind(mark, 0, match.start()) for mark in "，。；,;") + 1
            before = plain[begin : match.start()]
            if _NUMBER.search(match["other"]) or _SUPPOSED.search(before) or _DENIED.search(before):
                continue
            if len(before.strip()) < 2 and _GOES_ON.fullmatch(plain, last, match.start()) is None:
                # 高于乙省 behind a comma goes on with a number before it, and says what that is higher than.
                continue
            last = other.end
            direction: Direction = "up" if match["up"] is not None else "down"
            span = Span(match.start(), match.start() + len(plain[match.start() : other.start].rstrip()))
            yield (
                Quantity(plain[span.start : span.end], span, span, None),
                Statement("comparison", None, direction),
                other,
            )
