"""Courses that a sentence states without a number: 逐年上升, 呈下降趋势, rose steadily."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.claims.kinds import Statement
from extractors.claims.moves import Direction
from extractors.model import Quantity, Span

_UP = r"上升|增长|增加|上涨|提高|扩大|攀升|提升|走高|回升|增多|增强"
_DOWN = r"下降|减少|下跌|下滑|降低|缩小|回落|萎缩|走低|收窄|减弱"
_MOVE = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_ALWAYS = r"(?:逐年|年年|连年|每年都?|持续|不断|稳步|逐渐|逐步|稳定|连续|总体|整体|波动中?)"
_EN_UP = r"ris(?:e|es|ing)|rose|risen|increas(?:e|es|ed|ing)|gr(?:ew|ow|ows|own|owing)|climb(?:s|ed|ing)?|expand(?:s|ed|ing)?"
_EN_DOWN = r"f(?:all|alls|alling|ell|allen)|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|dropp?(?:s|ed|ing)?|shr(?:ank|ink|inks|unk|inking)"
_EN_ALWAYS = r"steadily|continuously|consistently|gradually|every year|each year|year (?:by|after|on) year"
_PATTERNS = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"呈现?(?:出|了)?[^，。；、\d]{{0,8}}?{_MOVE}[^，。；、\d]{{0,4}}?(?:趋势|态势|势头)",
        rf"{_ALWAYS}[^，。；、\d]{{0,4}}?{_MOVE}(?:的?(?:趋势|态势|势头))?",
        rf"(?:(?<!平|年|月|人|户)均|都)(?:呈现?|有所?|是|在|保持)?(?:了)?(?:不同程度的?|一定程度的?|明显|显著|较大)?{_MOVE}",
        rf"(?:有所|有不同程度的|有一定程度的|出现了?)(?:明显|显著)?{_MOVE}",
        rf"(?i:\b(?:{_EN_ALWAYS})\s(?:(?P<up>{_EN_UP})|(?P<down>{_EN_DOWN}))\b)",
        rf"(?i:\b(?:(?P<up>{_EN_UP})|(?P<down>{_EN_DOWN}))\s(?:{_EN_ALWAYS})\b)",
        r"(?i:\b(?:(?P<up>upward|rising|increasing)|(?P<down>downward|falling|declining|decreasing))\strend\b)",
    )
)
# 无明显增长, 未出现下降: what is denied is no course; what a number follows is a change with its size.
_DENIED = regex.compile(r"(?:无|没有?|未|不|非|(?i:\b(?:not|no|never|without)\s))[^，。；、,;]{0,4}$")
# 对整体外贸增长的贡献率, 稳步增长的投资: what only qualifies a noun is not stated.
_ATTRIBUTIVE = regex.compile(r"的(?!趋势|态势|势头|局面|状态|过程|特征|格局)\p{Han}")
_SIZED = regex.compile(
    r"(?:了|到|至|约|近|超过?|为|的|率|幅|幅度|(?i:\s(?:by|to|from|at|of)))*\s?[\d一两二三四五六七八九十百半]"
)


def find_trends(plain: str) -> Iterator[tuple[Quantity, Statement]]:
    """Find the courses that a sentence in plain form states, each as a quantity without value, in order."""
    taken: list[Span] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            span = Span(*match.span())
            if any(span.overlaps(other) for other in taken):
                continue
            if _ATTRIBUTIVE.match(plain, span.end):
                continue
            if _DENIED.search(plain[max(0, span.start - 8) : span.start]) or _SIZED.match(plain, span.end):
                continue
            taken.append(span)
            direction: Direction = "up" if match["up"] is not None else "down"
            quantity = Quantity(match.group(), span, span, None)
            yield quantity, Statement("trend", None, direction)
