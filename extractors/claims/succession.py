"""Who comes next in rank: the number is that of the next one, and says of it what was said of the first."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.claims.nouns import MEASURED
from extractors.claims.scene import Scene
from extractors.claims.topic import Topic
from extractors.model import Span
from extractors.model.data import Dimension

_NAME = r"(?P<name>(?!以)(?:第\d{1,3}[类章]|[\p{Han}A-Za-z·]{2,16}?))"
# 批发业占比最高，为35%；餐饮业次之，占21%: the verb of rank stands between the name and the comma.
_NAME_FIRST = regex.compile(
    rf"(?:^|[，。；：])(?:而|且|以|其中)?{_NAME}(?:则|也|紧)?(?:次之|居次|居其次|再次之|紧随其后|紧跟其后|(?:位?居|排在?|位?列|排名)第?(?:[二三四五]|\d)位?)(?:[，（(]|$)"
)
# 其次是餐饮业（21%）, 紧随其后的是餐饮业，占21%
_NAME_BEHIND = regex.compile(
    rf"(?:其次|再次|次之的?|紧随其后的?|紧跟其后的?|(?:排在?|位?居|位?列)(?:第[二三四五]位?|其后|其次)的|接下来|然后|最后)(?:分别|依次)?(?:是|为|则是|则为){_NAME}(?:[，（(]|的?占比?|的?比[重例]|$)"
)
# 其中机械类最高，为0.72: who leads is named in a clause of its own.
_LEADS = regex.compile(
    rf"(?:^|[，。；：])(?:其中，?|而|以)?{_NAME}(?:的?(?:占比|比重|指数|增速|份额|数值|值))?(?:最[高低大小多少快慢强]|(?:位?居|排名|排在?|位列)(?:首位|第一位?|榜首|首))[，（(](?:分别|平均)?(?:仅|约)?(?:为|达到?|占|是|有|高达)?(?:了|约|仅)?\s?$"
)
# 鞋类居第三位，占5%
_RANKED = regex.compile(rf"(?:^|[，。；：])(?:而|且|其中)?{_NAME}(?:位?居|排在?|位?列|排名|名列)$")
# Rice accounted for 34 % of the area, maize for 21 % and cassava for 9 %: the verb is said once.
# Footwear led with 40 %, followed by textiles (12 %), bags at 8 % and hats with 5 %: each name stands before its number.
_FOLLOWED = regex.compile(
    r"(?i:\bfollowed\s(?:\w+ly\s)?by\b|\bahead of\b|\bthen\s(?:come|came)\b|\baccount(?:s|ed|ing)?\sfor\b(?=.*?\d))"
)
_WORDS_EN = r"(?P<name>(?:(?!\b(?i:by|with|compared|followed|led|than|from|to|while|but|only|against|in|during|at|for|about|the|and|or|then|were|was|are|is|as)\b)[A-Za-z &'’-]){2,40}?)"
_NAME_EN = regex.compile(
    rf"(?:^|,|\b(?i:by|and|then|came|come))\s?(?:(?i:then|and|by|the)\s){{0,2}}{_WORDS_EN}(?:\s(?i:with|at|for|which accounted for|accounting for)|\s[(])\s?(?:(?i:about|around|nearly|almost|over|some|just|only)\s)?$"
)
# The main exports were copper (45 %), cobalt (22 %) and gold (9 %).
_LISTED_EN = regex.compile(
    rf"(?:,|:|\b(?i:and|were|was|are|is|including|include|as|namely|especially))\s(?:(?i:and|the)\s){{0,2}}{_WORDS_EN}\s[(]\s?(?:(?i:about|around|nearly|almost|over|some|just|only)\s)?$"
)
_RATES = regex.compile(r"占有率|占比|比重|增长率|指数|(?:出口|进口|贸易)[额量]")
_QUANTITY = regex.compile(r"增[速幅]|出口|进口|贸易|占有|年份?$|时期|地区$|[率额量值数]$")
_NO_NAME = regex.compile(r"[的于]|占|比重|同比|其中|分别")


def read_successor(scene: Scene, since: int, start: int) -> Span | None:
    """Return the name of the next in rank that stands between two numbers, or None where none is told."""
    if scene.english:
        told = _FOLLOWED.search(scene.text, 0, start)
        match = _NAME_EN.search(scene.mask[since:start]) if told is not None else None
        match = match or _LISTED_EN.search(scene.mask[since:start])
        return Span(since + match.start("name"), since + match.end("name")) if match is not None else None
    words = scene.mask[since:start]
    match = _last(_NAME_BEHIND, words) or _last(_NAME_FIRST, words) or _leader(words)
    if match is None and (ranked := _RANKED.search(words)) is not None:
        # Only goods that are listed are ranked by name alone: 规模居第三位 ranks what was measured.
        listed = any(mention.span.end == since + ranked.end("name") for mention in scene.classes)
        match = ranked if listed or ranked["name"].endswith(("类", "业", "品")) else None
    if match is None or _NO_NAME.search(match["name"]) is not None:
        return None
    return Span(since + match.start("name"), since + match.end("name"))


def _leader(words: str) -> regex.Match[str] | None:
    match = _LEADS.search(words)
    # 增速最高 and 出口额最大 tell what is largest, not whose it is.
    return None if match is None or MEASURED.search(match["name"]) or _QUANTITY.search(match["name"]) else match


def follow(scene: Scene, before: Topic, name: Span) -> Topic:
    """Return the topic of the next in rank: the name in the place of the one before it."""
    label = scene.text[name.start : name.end]
    named = [mention for mention in scene.classes if mention.span == name]
    category = Dimension(label, named[-1].code if named else None, "stated")
    indicator = renamed(before.indicator, before.category, category)
    if indicator.label is None:
        indicator = Dimension(label, None, "stated")
    return replace(before, indicator=indicator, category=category)


def renamed(indicator: Dimension, old: Dimension, new: Dimension) -> Dimension:
    """Return an indicator that was said of one class as it is said of another: 甲业占比 of 乙业 is 乙业占比.

    Where it names no class but is the thing counted itself, the other takes its place.
    """
    label, own = indicator.label or "", new.label or ""
    if old.label and old.label in label:
        return replace(indicator, label=label.replace(old.label, own, 1))
    measures = (
        indicator.code is not None
        or MEASURED.search(label) is not None
        or _RATES.search(label) is not None
        or " of " in label
    )
    return indicator if measures or not label else Dimension(own, None, "stated")


def _last(pattern: regex.Pattern[str], words: str) -> regex.Match[str] | None:
    return next(reversed(list(pattern.finditer(words))), None)
