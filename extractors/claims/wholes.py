"""Of what whole a share is taken, and with what a multiple compares."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.claims.scene import Scene
from extractors.model import Quantity, Span

# 占 as a verb; 占比, 市场占有率, 占地, 占用, 占据 and 占领 are nouns or other verbs.
_TAKES = r"(?<![侵抢所市])占(?!比(?![重例])|有|地(?![区方级])|用|优|领|主导)(?:到|了|据)?"
SHARE_NOUN = r"(?:比重|比例|份额|百分比|比率|权重)"
_BOUND = r"(?:分别|依次|合计|共计|约|大约|近|将近|接近|超过?|逾|不到|不足|达到?|高达|为|是|仅|只|均|都|各|已|已经|也|就|至|到|的|以上|最高|最大|以|高|\s)"
# 占出口总额的比重由2012年的68%升至…, 占全省出口总值的58.3%, 占17.7%: behind the share's noun any words may stand,
# without one only what qualifies the number.
_PREDICATE = regex.compile(
    rf"{_TAKES}{_BOUND}{{0,2}}(?P<whole>[^，。；、：:（(%]{{0,40}}?)(?:的|所占)?(?:{SHARE_NOUN}(?P<rest>.*)|{_BOUND}{{0,4}})$"
)
# 某类产品在出口总额中的占比为5%, 在外贸总值中占8%
_WITHIN = regex.compile(
    rf"在(?P<whole>[^，。；、：:（(%]{{2,30}}?)(?:当中|之中|中|里)(?:的|所)?(?:占(?!有)比?|{SHARE_NOUN})(?P<rest>.*)$"
)
# 不到出口总额的5%, 是甲省的12倍, 相当于全国的两倍: a number of 的 takes its part of what stands before.
_PART_OF = regex.compile(
    rf"(?:不[到足及]|未达到?|不少于|不低于|不超过|超过?|逾|高达|达到?|相当于|等于|约?为|仅为|只有|仅有|接近|将近|约|近|是|{_TAKES})"
    rf"(?P<whole>[^，。；、：:（(%]{{2,30}}?)的{_BOUND}{{0,3}}$"
)
# 一半以上的企业认为…, 约七成受访者支持…: the whole stands behind its part where nothing stands before.
_NOTHING = regex.compile(rf"(?:{_BOUND}|有|其中|而|但|且|另有|还有|\||，)*+")
_PART_BEFORE = regex.compile(
    r"\s?(?:以上|以下|左右|多)?的?(?P<whole>(?!的|左右|以)\p{Han}{2,12}?)(?=认为|表示|支持|反对|选择|来自|用于|没有|不|曾|因|遭遇|是|为|有|已|在|都|均|属|实现|出现|参与|使用|接受|愿意|希望|完成|集中|分布|处于|面临|达到|位于)"
)
# 样本中男性占52.3%, 工人中约三分之二: the part is taken of what stands before 中. 其中 points back, 过程中 is no whole.
_AMONG = regex.compile(
    r"(?:^|[，。；：])(?:在|从)?(?P<whole>(?:(?!在)[^，。；：（(]){2,24}?)(?<![其当集过程实践背景此途心水空手])(?:当中|之中|(?<!、)中|里)(?!部|国|型|央|间|心|等|小|东|亚|欧|非|美|高|老|年|方|外|西|药|医|成|学|期|占)(?=[，\p{Han}]|$)"
)
_OF = regex.compile(
    r"\s(?i:of)\s(?:(?i:the|its|their|all)\s)?(?P<whole>(?i:total\s)?[A-Za-z][^,.;:()\d]{1,60}?)(?=[,.;:()]|\s(?:in|on|and|while|but|which|that|who|by|from|during|over|between|was|respectively|were|is|are|had|have|has|came|come|comes|went|live[sd]?|did|do|said|report(?:ed)?|rely|relied|belong(?:ed)?|own(?:ed)?|use|work(?:ed)?|depend(?:ed)?|earn(?:ed)?|spend|spent|receive[d]?|need(?:ed)?|face[d]?|lack(?:ed)?|consider(?:ed)?|believe[d]?|prefer(?:red)?|expect(?:ed)?|agree[d]?|choose|chose|think|thought|indicated|participate[d]?|attend(?:ed)?|engage|adopt(?:ed)?|grow|grew|sell|sold)\b|\s?\d|$)"
)
# the share of manufacturing in GDP is taken of GDP, the share of world exports of world exports
_SHARE_OF = regex.compile(
    r"(?i:\b(?:share|proportion|percentage|fraction)\s(?:of|in)\s)(?:(?i:the|its|their|all)\s)?(?:[A-Za-z][A-Za-z' -]{1,40}?\s(?i:in)\s(?:(?i:the|its|their)\s)*(?=[A-Za-z]))?(?P<whole>[A-Za-z][^,.;:()\d]{1,60}?)(?=\s(?:was|were|is|are|had|has|have|rose|rises?|fell|falls?|increased|decreased|declined|dropped|grew|climbed|reached|reaches|stood|stands|remained|remains|amounted|went|from|to|at|by|in)\b|[,.;:()]|$)"
)
# accounted for 22% and 15% of export earnings: the members of a list share the whole behind the last.
_LISTED_OF = regex.compile(r"(?:[%\w.,\s]|percent|per cent){0,60}?(?:%|percent|per cent)(?=\sof\s)")
# visitors, 60 % of whom …; households, of which 62 % …: the whole is what the clause before counts.
_RELATIVE = regex.compile(r"(?i:whom|which|them|those|these|it|this|that)")
_BEFORE_TIME = regex.compile(r"\s(?i:at|by|around|towards?)\sthe\s(?i:end|beginning|start|turn)(?:\sof)?$")
# One in five households reported losses: the set stands behind the words for the part.
_IN_SO_MANY = regex.compile(r"\s(?i:in|out\sof)\s")
_OUT_OF = regex.compile(
    r"\s(?P<whole>[A-Za-z][A-Za-z -]{2,40}?)(?=[,.;:()]|\s(?i:was|were|is|are|had|have|has|do|did|said|report(?:s|ed)?|live[sd]?|use[sd]?|own(?:s|ed)?|work(?:s|ed)?|receive[sd]?|lack(?:s|ed)?|face[sd]?|in|with|who|that)\b|$)"
)
# less than half of that in urban areas: what was measured, of another place or group.
POINTS_BACK = regex.compile(r"(?i:that|those)(?P<of>\s(?i:in|of|for|among|at)\s[^,.;:()]{2,60})")
# A noun phrase has no determiner but behind a preposition: the word before it is the verb (households own at least one).
_PREDICATED = regex.compile(
    r"\s(?!(?i:and|or|in|on|of|for|from|with|without|by|to|at|as|than|all|both|into|over|under|between|among|across|within|around|about|per|under|during|through|not|nor|but|like|near|using)\b)"
    r"(?:(?i:also|still|now|never|already|currently)\s)?[A-Za-z-]+\s(?:(?i:on|in|to|from|with|for)\s)?(?=(?i:the|an?|their|its|his|her|no|any|at\s(?:least|most)|more\sthan|less\sthan|fewer\sthan|up\sto)\s)"
)

# an 11 % share in total exports
_SHARE_IN = regex.compile(
    r"\s(?i:share|stake)\s(?i:in|of)\s(?:(?i:the|its|their|all)\s)?(?P<whole>[A-Za-z][^,.;:()\d]{2,60}?)(?=[,.;:()]|\s(?:in|on|and|while|but|which|that|by|from|during|over|was|were|is|are)\b|$)"
)
# half the national average
_HALF_THE = regex.compile(
    r"\s(?:the|its|their)\s(?P<whole>[A-Za-z][^,.;:()\d]{2,60}?)(?=[,.;:()]|\s(?:in|on|and|while|but|which|that|by|from|during|over|was|were|is|are)\b|$)"
)
_OF_WHICH = regex.compile(r"(?i:of (?:which|whom|these|them))\s(?:(?i:about|around|some|nearly|almost|over|only)\s)?$")
_ALONE = regex.compile(r"(?:\s(?i:alone|itself|also|still|only|therefore|thus|further))*")
# Of the 412 firms surveyed, 37 % …; among respondents, half …
_AMONG_EN = regex.compile(r"(?:^|[.;,]\s)(?i:of|among)\s(?i:all\s)?(?i:the\s)?(?P<whole>[\w][^,.;]{2,50}?),\s")
_NAMED = regex.compile(
    rf"{_TAKES}(?P<whole>[^，。；、：:（(%\d]{{2,40}}?)的?(?:{SHARE_NOUN})|"
    rf"(?<!现)在(?P<within>[^，。；、：:（(%\d]{{2,30}}?)(?:当中|之中|中)的?(?:占比|{SHARE_NOUN})"
)
_COUNTED_GROUP = regex.compile(
    r"(?:[一二两三四五六七八九十百]{1,3}|\d{1,3})(?:个)?(?:成员)?(?:国家|国|省区市|省市区?|省份|省|市|地区)"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole of a share or the base of a multiple: where its phrase stands, and where the topic before it ends.

    `whole` is None where the verb names none (占17.7%); `compares` says that the verb is none of taking (仅为甲省的5%).
    """

    topic_end: int
    whole: Span | None
    compares: bool = False


def read_comparison(scene: Scene, quantity: Quantity, since: int) -> Comparison | None:
    """Find what a clause takes a share of or compares with, between `since` and the number; None if nothing.

    占 X 的 N%, 占 X 的比重为 N%, 不到 X 的 N%, 是 X 的 N 倍; in English N % of X, the share of X is N %.
    """
    text, start = scene.text, quantity.span.start
    begin = max(since, scene.clause_start(start))
    if scene.english:
        return _english(scene, quantity, begin)
    part = text[begin:start]
    match = _WITHIN.search(part) or _PREDICATE.search(part)
    if match is not None:
        whole = _stripped(scene, begin + match.start("whole"), begin + match.end("whole"))
        return Comparison(begin + match.start(), whole)
    match = _PART_OF.search(part)
    if match is None and _NOTHING.fullmatch(scene.masked(begin, start)) is not None:
        match = _PART_BEFORE.match(text, quantity.span.end)
        return None if match is None else Comparison(start, Span(*match.span("whole")))
    if match is None:
        return None
    whole = _stripped(scene, begin + match.start("whole"), begin + match.end("whole"))
    return Comparison(begin + match.start(), whole, compares=True) if whole is not None else None


def _english(scene: Scene, quantity: Quantity, begin: int) -> Comparison | None:
    text = scene.text
    match = _OF.match(text, quantity.span.end)
    back = POINTS_BACK.match(text, match.start("whole")) if match is not None else None
    if back is not None:
        # One third of those in Germany: a place is compared with, and no whole.
        placed = any(back.start() <= party.span.start < back.end() for party in scene.parties)
        return Comparison(quantity.span.start, None if placed else Span(*back.span()))
    if match is not None and _RELATIVE.fullmatch(match["whole"]) is not None:
        return Comparison(quantity.span.start, None)
    if match is None and _OF_WHICH.search(text[begin : quantity.span.start]) is not None:
        return Comparison(quantity.span.start, None)
    if match is None and (listed := _LISTED_OF.match(text, quantity.span.end)) is not None:
        match = _OF.match(text, listed.end())
    if match is None and quantity.text.lower().endswith("half"):
        match = _HALF_THE.match(text, quantity.span.end)
    if match is None:
        match = _SHARE_IN.match(text, quantity.span.end)
    if match is None and _IN_SO_MANY.search(quantity.text) is not None:
        match = _OUT_OF.match(text, quantity.span.end)
    if match is None:
        match = _last(_SHARE_OF, text[begin : quantity.span.start])
        if match is None:
            return None
        whole = Span(begin + match.start("whole"), begin + match.end("whole"))
        # The share of Viet Nam rose: the place is the part, and of what is said elsewhere.
        part = any(whole.start == p.span.start and _ALONE.fullmatch(text, p.span.end, whole.end) for p in scene.parties)
        return Comparison(quantity.span.start, None if part else whole)
    return Comparison(quantity.span.start, _phrase(text, Span(*match.span("whole"))))


def _phrase(text: str, whole: Span) -> Span:
    verb = _PREDICATED.search(text, whole.start, min(len(text), whole.end + 10))
    if verb is not None and whole.start < verb.start() < whole.end:
        return Span(whole.start, verb.start())
    # 62 % of GDP at the end of 2019: the words before a time are no part of the noun.
    late = _BEFORE_TIME.search(text, whole.start, whole.end)
    return Span(whole.start, late.start()) if late is not None and late.start() > whole.start else whole


def _stripped(scene: Scene, start: int, end: int) -> Span | None:
    while start < end and scene.text[start] in "的 了":
        start += 1
    while start < end and scene.text[end - 1] in "的 ":
        end -= 1
    span = Span(start, end)
    # 增长到2020年的42.8%: a time is no whole.
    timed = sum(len(time.span) for time in scene.times if start <= time.span.start and time.span.end <= end)
    return span if len(span) - timed > 1 else None


def share_taken(words: str) -> tuple[int, int] | None:
    """Return where a clause without a number begins to take a share, and where the word for it stands: 占…的比重."""
    match = _NAMED.search(words)
    return (
        (match.start(), match.end("whole" if match["whole"] is not None else "within")) if match is not None else None
    )


def named_wholes(text: str) -> tuple[Span, ...]:
    """Return the wholes that a sentence names with the word for a share, with or without a number behind."""
    return tuple(
        Span(*match.span("whole" if match["whole"] is not None else "within")) for match in _NAMED.finditer(text)
    )


def words_of(scene: Scene, span: Span) -> str:
    """Return the words of a whole, without the count that the name of a group carries along (甲盟十国的贸易额).

    The count is a claim of its own, and 甲盟十国 and 甲盟 are one whole.
    """
    text = scene.text[span.start : span.end]
    for party in scene.parties:
        if span.start <= party.span.start and party.span.end <= span.end:
            label = party.mention.label
            behind = _COUNTED_GROUP.match(scene.text, party.span.end)
            printed = label + (behind.group() if behind is not None else "")
            text = text.replace(printed, _COUNTED_GROUP.sub("", label) or label)
    return text


def among(text: str) -> str | None:
    """Return the set that a sentence opened with 中 (受访者中, 样本中), the last one named."""
    match = _last(_AMONG, text) or _last(_AMONG_EN, text)
    return str(match["whole"]) if match is not None else None


def _last(pattern: regex.Pattern[str], text: str) -> regex.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
