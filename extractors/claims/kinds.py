"""What kind of statement a sentence makes with a number."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.claims.moves import (
    CAUSED,
    DOWN,
    EN_MOVES,
    MOVED,
    MOVED_IN,
    REACHED,
    UP,
    Direction,
    any_direction,
    change_direction,
    direction_of,
    last_of,
)
from extractors.model import ClaimKind, Quantity
from extractors.vocabulary.units import Units

_BY_ITSELF = regex.compile(r"\s?(?i:by)(?:\s(?i:about|around|nearly|almost|over|some|only|just))?\s?")
_DOWN_NOUN = r"降幅|跌幅|减幅|下降率|缩减率"
_GROWTH_NOUN = regex.compile(
    rf"增速|增长率|增长速度|增幅|涨幅|{_DOWN_NOUN}|升幅|增长幅度|变化率|变动率|增减率|复合增长|年均增长|平均增长|递增率|同比变化|同比|环比|"
    r"(?i:growth rates?|growth|(?:grew|grown|growing|grow|rose|increased|fell|declined|expanded)(?:\s\w+){0,3}\sat\b|average annual rate|year[- ]on[- ]year|y-o-y|yoy|annual increase|rate of increase|CAGR|\binflation(?:\srate)?\b(?!-))"
)
_SHARE_NOUN = regex.compile(
    r"占|比重|比例|份额|之比|(?<!增长|变化|变动|增减|递增|复合增长|平均增长)率(?!先)|覆盖|构成|程度|浓度|含量|"
    r"(?i:share|proportion|percentage of|account(?:s|ed|ing)? for|compris(?:e|es|ed|ing)|represent(?:s|ed|ing)?|made up|constitut(?:e|es|ed)|(?<!annual |growth )rate|ratio)"
)
_INDEX_NOUN = regex.compile(r"指数|(?i:\bindex\b|\bindices\b)")
_GROWTH_AFTER = regex.compile(
    rf"\s?(?:(?:左右|以上|以内)?的?(?:[^，。；、,;]{{0,8}}?)(?P<noun>增长|增速|增幅|涨幅|升幅|{_DOWN_NOUN}|下降|跌落|降低|提升|递增|降速|萎缩)|"
    r"(?:[a-z-]+\s){0,2}?(?P<en>(?i:growth|increase|rise|gain|decline|decrease|drop|fall|reduction|contraction|(?:more|less|higher|lower|fewer|faster|slower|larger|smaller)(?= than\b| in\b| on\b| for\b| among\b|[,.;]|$)))\b)"
)
_REACHING = regex.compile(r"(?:了)?(?:到|至|为|(?i:\s?to\b))")
_DOWN_WORD = regex.compile(
    rf"(?:{_DOWN_NOUN}|下降|跌落|降低|降速|萎缩|(?i:decline|decrease|drop|fall|reduction|contraction|less|lower|fewer))"
)
_FILLING = regex.compile(
    r"\d+年?|和|与|、|分别|达到?|为|是|的|到|至|由|从|其中|且|而|并|在|同期|[一二三四]季度|[上下]半年|全年|\d+月份?|[（(：:]|\s"
)
_LATIN = regex.compile(r"[A-Za-z]")
_DIFFERENCE = regex.compile(r"(?:相差|差距|之差|差异|(?i:differ(?:s|ed|ence)? (?:by|of)|gap of))[^，。；]{0,12}$")
_GAP = regex.compile(r"相差|差距")
_RATIO_NOUN = regex.compile(
    r"(?:收入比|之比|比值|比率|比(?!较|重|例|[上去前同年])|倍数|市盈率|市净率|(?<![A-Za-z])P/?[EB](?![A-Za-z])|(?i:\bratio))(?:分别|均|仅|只|高|已)?(?:为|是|达到?|降至|升至|至|到|[:：]|(?i:\s(?:is|was|of|to|at)))?(?:由|从)?(?![^，。；、\d]{0,6}(?:指数|系数|得分|程度))[^，。；、\d]{0,6}\s?$"
)
_AVERAGE = regex.compile(
    r"年均|年平均|年复合|复合(?:年均)?增长|平均(?:每年|增长|增速|递增|增幅|年增)|[年月]平均|平均[^，。；]{0,4}增[长速]|(?i:annual average|average annual|on average|CAGR|compound annual|per year|a year|annually|per annum)"
)
_YEAR_ON_YEAR = regex.compile(
    r"同比|(?:比|较|与)(?:上年|去年|上一年|前一年|上年同期|去年同期)(?:相比)?|(?i:year[- ]on[- ]year|y-o-y|\byoy\b|over the (?:previous|same) (?:year|period)|from a year (?:ago|earlier)|compared with the previous year)"
)
_YEAR_BEHIND = regex.compile(
    r"[^，。；,;]{0,12}(?i:year[- ]on[- ]year|(?:over|from|than in|on) the (?:previous|preceding) year|(?:from|than) a year (?:earlier|ago))"
)
_AVERAGE_BEHIND = regex.compile(r"[^，。；,;]{0,8}(?:平均增|年均|a year|per year|annually|per annum)")
_ON_YEAR = regex.compile(r"同比|环比")
_CUMULATIVE = regex.compile(r"累计|(?i:cumulative)")
_HERDS = frozenset(("人", "人次", "头", "只", "羽", "匹", "口", "persons", "people", "visits", "visitors", "tourists"))
_ASIDE = regex.compile(r"[（(][^（()）]*[)）]")
_CLAUSE = regex.compile(r"[，。；：！？(（]|[,;](?=\s)|:(?=\s)|\.(?=\s)|\s(?i:while|whereas)(?=\s)")
_LIST = regex.compile(r"\s?(?:[、]|和|与|及|以及|或|(?:,\s?)?(?i:and|or)|,)\s?$")


# 血浆增长最慢，只有13.9%: how fast it grew.
_DEGREE = regex.compile(
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:幅度|速度)?(?:最|较|更|相对)(?:快|慢|大|小|高|低|多|少|猛|明显|显著|迅速|缓慢)的?(?:是[^，。；\d]{{1,12}})?，(?:仅|只|达|为|高达|也|均|都|约|有|到|是)*$"
)
# 9.8:45.6:44.6
_OF_PARTS = regex.compile(r".{0,2}?:\s?\d|.{0,2}?\d[\d.]{0,6}\s?:")
_NAME_ALONE = regex.compile(
    r"(?:\s(?i:of)\s(?i:its|their)\s[a-z ]{2,30}?)?(?:[,;]|,?\s(?i:and|while|but))\s(?:(?i:and)\s)?(?:(?i:the|its|their)\s)?(?!(?i:an?|up|down|in|on|at|of|to|from|with|by|for|as|or|compared|against|than|which|after|another)\b)[A-Za-z][A-Za-z&'’ -]{1,40}\s"
)
_BEHIND_ALONE = regex.compile(r"\s(?:in|for|among)\s[a-z][a-z ]{1,40}?(?:,|,?\s(?:and|but|while))\s(?:by\s)?")
_GAPPED = regex.compile(r"[^.;]{0,80}\s(?i:by)(?:\s(?i:about|around|nearly|almost|over|some|only|just))?\s?$")


@dataclass(frozen=True, slots=True)
class Statement:
    """Kind, sense and direction of what is stated; `listed` says that a list carried them from the number before."""

    kind: ClaimKind
    sense: str | None = None
    direction: Direction | None = None
    listed: bool = False


def read_statement(
    plain: str, quantity: Quantity, units: Units, before: tuple[Quantity, Statement] | None
) -> Statement:
    """Read what a sentence in plain form says with one of its quantities.

    `before` is the quantity stated before it in the sentence: a list (增长15.8%和14.4%) and a
    clause that only names another subject (二季度为3 %) go on with its kind.
    """
    start, end = quantity.span.start, quantity.span.end
    clause = clause_before(plain, start)
    family = units.family_of(quantity.unit.code)
    if (
        family == "percent"
        and before is not None
        and before[1].direction is not None
        and before[1].kind in ("level", "count")
        and _OR.fullmatch(plain[before[0].span.end : start])
    ):
        # decreased $51.7 billion or 2.3 percent: the same change in its share.
        return Statement("growth_rate", _sense(clause, plain[end : end + 40]), before[1].direction)
    if family == "percent" and plain[start - 1 : start] == "+":
        # A printed plus is that of a change: China (+22%).
        return Statement("growth_rate", _sense(clause, plain[end : end + 40]), "up")
    if before is not None and before[0].unit.code == quantity.unit.code:
        between = plain[before[0].span.end : start]
        gapped = any(pattern.fullmatch(between) for pattern in (_GAPPED, _NAME_ALONE, _BEHIND_ALONE))
        if before[1].kind == "growth_rate" and gapped and EN_MOVES.search(between) is None:
            # exports rose by 12 % and imports by 9 %: the verb is said once.
            return before[1]
        if _LIST.fullmatch(between):
            carried = before[1]
            return Statement(carried.kind, carried.sense, carried.direction, listed=True)
    if family == "percent" and quantity.unit.text is None and _OF_PARTS.match(plain[max(0, start - 2) : end + 2]):
        return Statement("share")
    if family == "percent":
        return _percent(plain, clause, quantity, before)
    if family == "percentage_point":
        direction = direction_of(clause, quantity) or any_direction(clause, plain[end : end + 12])
        return Statement("point_change", "change_by", direction)
    if family == "times":
        return _times(clause, plain[end : end + 16], quantity)
    if family == "rank":
        return Statement("rank")
    if family == "duration":
        return Statement("level" if (quantity.unit.text or "").endswith(("岁", "old", "age")) else "duration")
    if family == "count":
        herd = quantity.unit.multiplier > 0 and _counted_word(quantity) in _HERDS
        return Statement("level" if herd else "count", _comparison(clause), change_direction(clause))
    if family == "index" or (quantity.unit.code is None and quantity.unit.multiplier == 0):
        if quantity.unit.code is None and _RATIO_NOUN.search(clause):
            return Statement("multiple", "ratio_to")
        change = change_direction(clause)
        if change is not None:
            # 六年提高15.8: by how much an index moved.
            return Statement("index", "change_by", change)
        if quantity.unit.code is None and _NUMBER_OF.search(clause) is not None:
            return Statement("count")
        return Statement("index")
    return Statement("level", _comparison(clause), change_direction(clause))


def _counted_word(quantity: Quantity) -> str:
    words = (quantity.unit.text or "").lstrip("十百千万亿").split()
    return words[-1] if words else ""


def clause_before(plain: str, start: int) -> str:
    """Return what stands before a character in its clause: from the last comma, colon or opening bracket on."""
    low = max(0, start - 160)
    # Marks inside of closed brackets end no clause: 采购经理指数（PMI）为51.9%.
    window = _ASIDE.sub(lambda aside: " " * len(aside.group()), plain[low:start])
    begin = 0
    for mark in _CLAUSE.finditer(window):
        begin = mark.end()
    return plain[low + begin : start]


def _percent(plain: str, clause: str, quantity: Quantity, before: tuple[Quantity, Statement] | None) -> Statement:
    after = plain[quantity.span.end : quantity.span.end + 40]
    following = _GROWTH_AFTER.match(after)
    share_at = last_of(_SHARE_NOUN, clause)
    growth_at = last_of(_GROWTH_NOUN, clause)
    moved = None if REACHED.search(clause) else MOVED.search(clause)
    if _DIFFERENCE.search(clause):
        return Statement("point_change", "change_by", "up")
    caused = (
        CAUSED.search(clause)
        or MOVED_IN.search(clause)
        or _DEGREE.search(plain, max(0, quantity.span.start - 40), quantity.span.start)
    )
    if caused is not None:
        return Statement("growth_rate", _sense(clause, after), "down" if caused["down"] else "up")
    if _BY_ITSELF.fullmatch(clause) is not None:
        # grew faster, by 15 %, than …: the verb stands in the clause before.
        earlier = plain[: quantity.span.start - len(clause)].rstrip(", ")
        moves = [*EN_MOVES.finditer(earlier, max(0, len(earlier) - 60))]
        if moves:
            return Statement("growth_rate", _sense(clause, after), "up" if moves[-1]["up"] is not None else "down")
    if moved is not None and moved.start() >= share_at - 1:
        return Statement("growth_rate", _sense(clause, after), direction_of(clause, quantity))
    if following is not None and share_at < 0 and not _REACHING.match(after, following.end()):
        direction: Direction = "down" if _DOWN_WORD.search(following.group()) else "up"
        return Statement("growth_rate", _sense(clause, after), direction)
    reached = REACHED.search(clause) is not None
    if reached:
        # 增速提高到15.5%: the verb says how the rate moved, the noun what rate it is.
        nouns = _ON_YEAR.sub("  ", clause)
        growth_at, share_at = last_of(_GROWTH_NOUN, nouns), last_of(_SHARE_NOUN, nouns)
    if growth_at >= 0 and growth_at > share_at:
        down = regex.search(_DOWN_NOUN, clause) is not None
        value_down = quantity.value is not None and quantity.value < 0
        return Statement("growth_rate", _sense(clause, after), "down" if down or value_down else "up")
    if share_at >= 0 or (_PART_OF.search(clause) is not None and growth_at < 0):
        return Statement("share")
    if _INDEX_NOUN.search(clause):
        return Statement("index")
    # 泰国为5.6%，越南为4.3%: a clause that names little more than another subject goes on with the kind before it.
    little = len(_LATIN.sub("  ", _FILLING.sub("", clause))) <= 4
    carries = before is not None and before[0].unit.code == "percent" and (little or before[1].kind == "share")
    if carries and before is not None and before[1].kind in ("share", "growth_rate", "index"):
        carried = before[1]
        return Statement(carried.kind, carried.sense, carried.direction)
    # The subject may stand clauses before: 增速逐年放缓，由2018年的7%…
    earlier = plain[: quantity.span.start]
    nouns = _ON_YEAR.sub("  ", earlier)
    growth_at, share_at, gap_at = last_of(_GROWTH_NOUN, nouns), last_of(_SHARE_NOUN, nouns), last_of(_GAP, nouns)
    if gap_at > max(growth_at, share_at):
        return Statement("point_change", "change_by", "up")
    moves = [*EN_MOVES.finditer(earlier)] if growth_at < 0 and share_at < 0 else []
    if moves and _FASTER.match(earlier, moves[-1].end()) is not None:
        # Exports of A grew faster than those of B, 3 % in the former and 2 % in the latter.
        return Statement("growth_rate", None, "up" if moves[-1]["up"] is not None else "down")
    return Statement("growth_rate", None, "up") if growth_at > share_at else Statement("share")


def _times(clause: str, after: str, quantity: Quantity) -> Statement:
    if quantity.unit.text == "番":
        return Statement("multiple", "growth_by", "up")
    if _TURNED.search(clause) is not None:
        return Statement("multiple", "growth_by", "up")
    moved = None if REACHED.search(clause) else MOVED.search(clause)
    if moved is not None and (quantity.unit.text is not None or quantity.text.endswith("fold")):
        return Statement("multiple", "growth_by", direction_of(clause, quantity))
    if ":" not in quantity.text and "：" not in quantity.text and _GROWTH_AFTER.match(after):
        return Statement("multiple", "growth_by", "up")
    return Statement("multiple", "ratio_to")


def _sense(clause: str, after: str) -> str | None:
    if _AVERAGE.search(clause) or _AVERAGE_BEHIND.match(after):
        return "average_annual"
    if _YEAR_ON_YEAR.search(clause) or _YEAR_BEHIND.match(after) is not None:
        return "year_on_year"
    if _CUMULATIVE.search(clause):
        return "cumulative"
    return None


def _comparison(clause: str) -> str | None:
    return "year_on_year" if _YEAR_ON_YEAR.search(clause) else None


_FASTER = regex.compile(
    r"\s(?i:(?:much\s|far\s|even\s)?(?:faster|slower|more\s\w+|less\s\w+|sharply|strongly|steadily))\b"
)
_TURNED = regex.compile(r"翻了?(?:约|近|超过?)?\s?$")
# 中位数增长7.4%，是平均数的91.3%
_PART_OF = regex.compile(r"(?:是|相当于|仅为|约为)[^，。；\d]{2,20}的(?:约|近)?\s?$")
_OR = regex.compile(r",?\s(?i:or|i\.e\.|that is),?\s(?:(?i:by|about|around)\s)?[(]?|\s[(]")
_NUMBER_OF = regex.compile(r"\b(?i:number of)\b")
