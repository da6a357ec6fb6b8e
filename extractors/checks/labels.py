"""Labels of a table as words: what is compared when prose and table name the same thing."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.vocabulary.periods import read_period

Tokens = tuple[str, ...]

# A bracket behind a label holds its unit, its symbol or its place in a formula: none of it is said in prose.
_BRACKET: Final = regex.compile(r"\([^()]{0,24}\)|\[[^\[\]]{0,24}\]")
_TOKEN: Final = regex.compile(r"\p{Han}|[A-Za-z]+|\d+(?:\.\d+)?")
_PLURAL: Final = regex.compile(r"(?<=[a-z]{2}[^s])s$")
_PLURAL_OF_Y: Final = regex.compile(r"(?<=[a-z]{3})ies$")
# Words that indicators are written with or without: 出口(总)额, 粮食(的)产量, (the value of) exports.
_IDLE: Final = frozenset("的之和与及各总额量值率数") | {
    "the",
    "of",
    "and",
    "in",
    "for",
    "total",
    "value",
    "number",
    "amount",
}
_GENERAL: Final = frozenset(
    [
        "规模",
        "规模以上",
        "以上",
        "比重",
        "占比",
        "增长",
        "增速",
        "收入",
        "水平",
        "指标",
        "合计",
        "总量",
        "人均",
        "年均",
        "平均",
        "主要",
        "其他",
        "情况",
        "地区",
        "城市",
        "制造",
        "工业",
        "产业",
        "比例",
        "增减",
        "变化",
        "位次",
        "排名",
        "单位",
        "数量",
        "金额",
        "other",
        "others",
        "rest",
        "share",
        "rate",
        "value",
        "total",
        "average",
        "growth",
        "change",
        "rank",
        "main",
        "annual",
        "all",
        "and",
        "by",
        "change",
        "difference",
        "with",
        "without",
        "from",
        "to",
        "or",
        "per",
        "on",
        "level",
        "size",
        "part",
        "type",
        "group",
        "high",
        "low",
        "large",
        "small",
        "number",
        "unit",
        "market",
        "year",
        "first",
        "second",
        "third",
        "fourth",
        "last",
        "one",
        "two",
        "three",
    ]
)
# English words that say how much of something is meant or how it was counted, not what it is.
PLAIN: Final = regex.compile(
    r"(?:one|together|top|largest|biggest|leading|first|was|a|all|also|an|and|annual|any|are|as|at|average|been|both|but|by|combined|country|each|every|five|for"
    r"|four|from|gross|had|half|has|have|her|his|however|in|is|it|its|latter|less|mean|monthly|more|most|n"
    r"ational|net|no|of|on|or|our|out|over|overall|own|previous|quarterly|rising|same|seven|six|some|such|"
    r"that|the|their|then|there|these|they|this|those|three|to|total|two|under|up|was|were|when|which|whil"
    r"e|with|yearly|year|fell|rose|grew|reached|recorded|saw|million|billion|thousand|value|number|volume|"
    r"amount|level|rate|share|figure|aggregate|whole|former)"
)
# 其他, 其余13市, Other countries: a line of what is left is none of the things that are put in order.
_RESIDUAL: Final = regex.compile(
    r"(?:其[他它余]|余下)(?:国家(?:[和或及]?地区)?|\d{0,3}个?\p{Han}{0,2})|(?:all |any )?others?(?:\s\p{L}+)?|(?:the )?rest(?: of .*)?|remaining\s.*|remainder",
    regex.IGNORECASE,
)
_JOINING: Final = frozenset(("of", "the", "in", "for", "and", "by"))
_SHORT: Final = 3  # letters of a word that says too little
_TOTAL: Final = regex.compile(
    r".{0,8}(?:合计|总计|总和|共计)|全部|总体|总额|总量|全[国省市区县州]|(?:grand |sub)?totals?|totals? .{1,24}|.{1,24} total|all(?: .{1,24})?|sum|overall",
    regex.IGNORECASE,
)


def label_to_tokens(text: str) -> Tokens:
    """Return the words of a label: ideographs one by one, Latin words without their plural s, nothing that stands in brackets.

    >>> label_to_tokens("出口额（亿元）"), label_to_tokens("Total exports")
    (('出', '口', '额'), ('total', 'export'))
    """
    plain = to_plain(text).casefold()
    bare = _BRACKET.sub(" ", plain)
    return tuple(singular(token) for token in _TOKEN.findall(bare if bare.strip() else plain))


def singular(word: str) -> str:
    """Return an English word without its plural s: counties becomes county; the same is done to labels and to sentences."""
    single: str = _PLURAL.sub("", _PLURAL_OF_Y.sub("y", word))
    return single


def share_found(label: Tokens, text: Tokens) -> float:
    """Return the share of a label's words that a text has in the same order, 0 to 1; words that may be left out count half.

    The heaviest common subsequence, by the usual table (Wagner and Fischer 1974): as many steps as the one has words
    times the other.
    """
    known = set(text)
    whole = sum(map(_weight, label))
    if not label or sum(_weight(token) for token in label if token in known) < whole / 2:
        return 0.0
    best = [0.0] * (len(label) + 1)
    for word in text:
        diagonal = 0.0
        for index, token in enumerate(label, start=1):
            above = best[index]
            best[index] = max(above, best[index - 1], diagonal + _weight(token) if token == word else 0.0)
            diagonal = above
    return best[-1] / whole


def _weight(token: str) -> float:
    return 0.5 if token in _IDLE else 1.0


def is_period_label(label: str) -> bool:
    """Tell whether a label is a period of time and nothing else."""
    return read_period(label) is not None


def is_total_label(label: str) -> bool:
    """Tell whether a label stands over or before the whole of its column or row."""
    bare = _BRACKET.sub("", to_plain(label)).strip()
    return _TOTAL.fullmatch("".join(bare.split()) if not bare.isascii() else bare) is not None


def is_residual_label(label: str) -> bool:
    """Tell whether a line holds what is left once the others are named (其他, 其余13市, Rest of the world)."""
    return _RESIDUAL.fullmatch(to_plain(label).strip()) is not None


def is_general(tokens: Tokens) -> bool:
    """Tell whether words may stand in any sentence (规模, 总额, value) and so name nothing by themselves."""
    text = "".join(tokens)
    if text[:1].isdigit() and read_period(text) is not None:
        return True
    return (
        all(token in _IDLE for token in tokens)
        or text in _GENERAL
        or (len(tokens) < 2 and (not text.isascii() or len(text) < 3 or not text.isalpha()))
    )


def pairs_of(words: Tokens) -> frozenset[tuple[str, str]]:
    """Return the pairs of English words beside each other that say what is meant (output cheese of Output of cheese)."""
    said = [word for word in words if word not in _JOINING]
    return frozenset(
        pair
        for pair in pairwise(said)
        if all(len(word) > _SHORT and word.isalpha() and PLAIN.fullmatch(word) is None for word in pair)
    )
