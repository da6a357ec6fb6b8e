"""Words before and after a numeral that make it a bound or an approximation."""

from __future__ import annotations

import re

import regex

from extractors.model import Modifier

# Words directly before the numeral, at most with a copula or 了 between: 约为368公顷, 突破了5200万户, nearly 40 %.
_LINK = r"(?:每\p{Han}{1,2})?(?:\s?(?:为|是|达到?|有|占到?|了|在|于|有着|as|of|to|by|the|at|a|an)){0,2}\s?$"
_BEFORE: tuple[tuple[Modifier, str], ...] = (
    (
        "at_least",
        r"(?:不少于|不低于|不小于|不下于|不下|不亚于|至少|最少|起码|大于等于|大于或等于|(?i:\bat least|\bno less than|\bnot less than|\bno fewer than|\ba minimum of)|≥)",
    ),
    (
        "at_most",
        r"(?:不超过|不高于|不大于|不多于|至多|最多|最高不超过|小于等于|小于或等于|控制在|(?i:\bat most|\bno more than|\bnot more than|\bnot exceed(?:ing)?|\bup to|\ba maximum of)|≤)",
    ),
    (
        "under",
        r"(?:不足|不到|未达到?|未满|不满|未超过|少于|小于|低于|不及|跌破|(?i:\bless than|\bfewer than|\bunder|\bbelow|\blower than|\bsmaller than|\bshort of)|<)",
    ),
    (
        "over",
        r"(?:超过|刚过|略过|稍过|突破|逾|超出|超|高于|大于|多于|高过|越过|迈过|跨过|跃过|破|站上|(?i:\bmore than|\bover|\babove|\bexceed(?:s|ed|ing)?|\bgreater than|\bin excess of|\bhigher than|\blarger than|\bsurpass(?:es|ed|ing)?|\bupwards? of|\btopp(?:ed|ing))|>)",
    ),
    (
        "nearly",
        r"(?:接近|将近|临近|近乎|几近|几乎翻|几乎|近|(?i:\bnearly|\balmost|\bclose to|\bjust under|\bjust below))",
    ),
    (
        "about",
        r"(?:大约|大概|大致|约|估计约|粗略|约占|左近|差不多|(?i:\babout|\baround|\bapproximately|\broughly|\bsome|\bcirca|\bc\.|\bca\.|\bin the (?:region|order) of)|≈|~)",
    ),
    ("only", r"(?:只有|仅有|仅仅|仅占|只占|仅为|只是|仅|只|(?i:\bonly|\bjust|\bmerely|\ba mere))"),
)
_NOT_BEFORE = {
    # 最近, 附近, 临近 and 靠近 end in 近; 远近 too. 条约, 合约, 节约 end in 约. 不只 is no 只.
    "近": "最附邻靠亲相晋",
    "约": "条合节契公制预履签纽大毁违",
    "超": "赶反",
    "破": "打跌",
    "只": "不",
    "仅": "不",
}
_COMPILED = tuple((modifier, regex.compile(pattern + _LINK)) for modifier, pattern in _BEFORE)
# Most numerals have no such word before them, which one search tells that allows a little more than all of them: where it
# finds something, each of them begins there or later. The sets of `re` are tables, those of `regex` are gone through.
_WORDS = "|".join(pattern for _, pattern in _BEFORE)
_FIRST = "".join(dict.fromkeys(regex.findall(r"(?<=[|:])[\p{Han}\p{S}]", _WORDS)))
_ANY = re.compile(
    rf"(?=[{_FIRST}A-Za-z])(?:{_WORDS}){_LINK}".replace(r"\b", "").replace(r"\p{Han}", "."),
)
# The bound may stand before the whole of which the share is taken: 不到出口总额的5%, 超过全省总量的一半.
_DISTANT = regex.compile(
    r"(?P<word>不到|不足|未达到?|超过|不超过|不少于|不低于|占到?近|接近|将近|约占|约为|仅占|只占)[^，。；、：,;:%\d到至为由从]{1,24}的\s?$"
)
_DISTANT_MODIFIERS: dict[str, Modifier] = {
    "不到": "under", "不足": "under", "未达": "under", "未达到": "under", "超过": "over", "不超过": "at_most", "不少于": "at_least",
    "不低于": "at_least", "占近": "nearly", "占到近": "nearly", "接近": "nearly", "将近": "nearly", "约占": "about", "约为": "about",
    "仅占": "only", "只占": "only",
}  # fmt: skip
_AFTER: tuple[tuple[Modifier, str], ...] = (
    ("at_least", r"\s?(?:及|或)?(?:其)?以上|\s?(?i:or more|or above|or over|and above|and over|or higher)\b"),
    ("at_most", r"\s?(?:及|或)?(?:其)?以[下内]|\s?(?i:or less|or below|or lower|or fewer)\b"),
    ("about", r"\s?(?:左右|上下|前后|开外|\s(?i:or so)\b)"),
    ("over", r"(?:有余|多(?=[，。；、的]|$))"),
)
_COMPILED_AFTER = tuple((modifier, regex.compile(pattern)) for modifier, pattern in _AFTER)
# What they begin with, blanks apart.
_BEGINNINGS_AFTER = frozenset("及或其以左上前开有多oa")
_WINDOW = 40


def read_modifier(plain: str, start: int, end: int) -> Modifier:
    """Return what the words around the characters start to end make of the number there; exact where they make nothing."""
    follower = plain[end : end + 1]
    if follower.isspace() or follower.lower() in _BEGINNINGS_AFTER:
        for modifier, pattern in _COMPILED_AFTER:
            if pattern.match(plain, end):
                return modifier
    before = plain[max(0, start - _WINDOW) : start]
    found: tuple[int, Modifier] | None = None
    first = _ANY.search(before)
    since = 0 if first is None else first.start()
    for modifier, pattern in _COMPILED if first is not None else ():
        match = pattern.search(before, since)
        if match is None:
            continue
        refused = next((value for word, value in _NOT_BEFORE.items() if match.group().startswith(word)), "")
        if match.start() and before[match.start() - 1] in refused:
            continue
        # The word that stands nearest decides; of two that end together the longer one: 不超过 holds 超过.
        if found is None or match.start() < found[0]:
            found = (match.start(), modifier)
    if found is not None:
        return found[1]
    distant = _DISTANT.search(before) if before.rstrip().endswith("的") else None
    return _DISTANT_MODIFIERS.get(distant["word"], "exact") if distant is not None else "exact"
