"""Numbers that a sentence computes from two figures it has just stated (由3.2万吨增至4.1万吨，增长28.1%), without any table.

The writers' habit: the figures that a change or a ratio rests on stand right before it, and nothing but words of movement in
between. Where other words stand there, the number may be of something else, and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from extractors.checks.derived import finding_on, weigh
from extractors.checks.prose import Prose
from extractors.checks.rates import years_between
from extractors.checks.statements import Finding, Language, shortened
from extractors.model import Claim, Verdict
from extractors.quantities.intervals import Interval

_LEVELS: Final = frozenset(("level", "index", "count", "share"))
_NO_FIGURES: Final = frozenset(("duration", "rank"))
_PRINTED: Final = frozenset(("exact", "only"))
# What may stand between the second figure and the change: 六年累计增长, 年均名义增长, a decline of.
_MOVED: Final = regex.compile(
    r"[，,（(\s]*(?:(?:[一二两三四五六七八九十]|\d{1,2})+年(?:间|来|内)?|期间|累计|年均|年平均|平均每年|共|名义|总共|净|大幅|仅|[，,])*"
    r"(?:增长|增加|下降|减少|上升|提高|降低|下跌|上涨|扩大|缩小|回落|提升|下滑|增幅|降幅|增速|跌幅|涨幅|年均增长率|增长率)"
    r"(?:速度|率|幅度)?(?:了|为|达到?|约|高达|仅|[:：])*"
    r"|,?\s(?:(?:an?|or|up|down|i\.e\.|representing|equivalent|equal|to|which|is|was|that|overall|total|cumulative|average|mean|compound|annual|yearly)\s)*"
    r"(?:(?:growth|increase|rise|gain|decline|drop|fall|decrease|reduction)(?:\srate)?\s(?:of|by)\s)?"
)
# Growth at constant prices is not that of the amounts, and of these writers seldom say which they mean.
_OFTEN_REAL: Final = regex.compile(
    r"生产总值|增加值|产值|GDP|总产出|收入|消费|零售|投资|\b(?:output|product|value added|income|earnings|wages?|consumption|investment)\b",
    regex.IGNORECASE,
)
_NOMINAL: Final = regex.compile(r"名义|nominal", regex.IGNORECASE)
_REAL: Final = regex.compile(r"可比|不变价|实际增|扣除|real terms|constant prices", regex.IGNORECASE)
_FROM: Final = regex.compile(
    r"(?:由|从|自)[^，。；]{0,14}$|\bfrom\s(?:about\s)?(?:[A-Z]{3}\s)?$|\d{4}年?(?:的|为|是|时为)$"
)
_TO: Final = regex.compile(
    r"[^，。；]{0,8}?(?:[增升涨提扩跌降减缩滑落]|达|变)[^，。；\d]{0,6}?(?:\d{4}年?的?)?约?"
    r"|(?:\sin\s\d{4})?\sto\s(?:about\s)?(?:[A-Z]{3}\s)?"
)
_IN_TWO_YEARS: Final = regex.compile(
    r"[，,；](?:而|较|到|至)?\d{4}年(?:则|仅|只|的|为|是|达到?|有|占比|比重|份额|占)*"
)  # 2023年为9717
_FORMER: Final = regex.compile(
    r"[，,；。]\s?(?P<first>前者|后者)(?:约|大约|大致|仅|只|恰)?(?P<how>是|为|相当于|比|较|高于|快于|低于|慢于|多于|少于)(?P<other>前者|后者)"
    r"(?:的|高出|高|快|低|慢|多|少|高了|低了|出|约|近)*"
)
_OF_WHICH: Final = regex.compile(
    r"[^。；\d]{0,4}[，,；]其中[^，。；\d]{1,16}|[^.;\d]{0,12}, of which [^.;\d]{0,24}?(?:[A-Z]{3}\s)?",
    regex.IGNORECASE,
)
_TOGETHER: Final = regex.compile(r"合计|总|共|\b(?:total|all)\b", regex.IGNORECASE)
_IS_TIMES: Final = regex.compile(
    r"[，,]\s?(?:约|大约)?(?:是|为|相当于)[^，。；\d]{0,10}(?:(?:19|20)\d\d年)?[^，。；\d]{0,10}"
)
_OF_IT: Final = regex.compile(r"的?(?:约|近)?")
_PART: Final = regex.compile(
    r"[，,]\s?(?:占比|比重|份额|占)(?P<of>[^，。；\d]{0,8}?)(?:的|为|达到?|比重|比例|份额)*"
    r"|,?\s(?:or|accounting for|a share of)\s"
)
_HIGHER: Final = regex.compile(
    r"[，,](?P<noun>[增涨降跌]幅|增速|增长率)?(?:明显|显著|远|略|稍|大幅)?(?P<how>高于|快于|大于|低于|慢于|小于|不及)"
    r"[^，。；\d]{1,16}的(?:约)?"
)
_STILL: Final = regex.compile(
    r"[，,]\s?(?:但|并|且|已|已经|仍|仍然|尚|还|依然|依旧|均|明显|显著|远|略)*(?:(?P<up>高于|超过|突破|大于|多于|超出)|(?P<down>低于|不足|小于|少于|不到))了?"
)
_MOVED_BY: Final = frozenset(("growth_rate", "point_change", "multiple", "duration", "rank"))
_HIGHER_EN: Final = regex.compile(
    r",?\s(?:but\s|and\s|i\.e\.\s)?(?:much\s|far\s|slightly\s|somewhat\s)?(?:(?P<up>faster|more quickly|more rapidly|more strongly|more steeply|more than)"
    r"|more slowly|slower|less quickly|less steeply|less than)(?<!than)(?:\sthan)?\s(?:in\s|those\sin\s|that\sof\s)?[^.;\d]{1,40}?,?\s(?:where|which|whose)\s[^.;,\d]{1,40}?\sby\s(?:about\s)?",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Basis:
    """A claim and the two figures, the earlier or the base last, that it must follow from."""

    claim: Claim
    now: Claim
    base: Claim
    rule: str
    sure: bool = True


def check_beside(prose: Prose, language: Language) -> list[Finding]:
    """Hold changes, ratios, shares and comparisons against the two figures that their sentence states right before them."""
    findings: list[Finding] = []
    for said in prose:
        claims = [c for c in said.claims if c.value is not None and c.value_to is None and c.kind not in _NO_FIGURES]
        for index, claim in enumerate(claims):
            if index < 1 or claim.modifier == "between":
                continue
            for find in (_changed, _former, _part, _times, _compared):
                basis = next(iter(find(claims, index)), None)
                finding = _judge(basis, language) if basis is not None else None
                if finding is not None:
                    findings.append(finding)
                    break
    return findings


def _changed(claims: Sequence[Claim], index: int) -> Iterator[_Basis]:
    """从A增至B，增长X%; 2019年为A，2023年为B，提高X个百分点."""
    claim, text = claims[index], claims[index].sentence
    if index < 2 or claim.kind not in {"growth_rate", "multiple", "point_change"}:
        return
    # 由A增至B，增长X%，年均增长Y%: both rest on A and B.
    at = index - 1
    while at > 1 and claims[at].kind in {"growth_rate", "multiple", "point_change"}:
        at -= 1
    base, now = claims[at - 1], claims[at]
    if not _alike(base, now) or not all(
        _MOVED.fullmatch(text, left.end, right.start)
        for left, right in zip(claims[at:index], claims[at + 1 : index + 1], strict=True)
    ):
        return
    between = text[base.end : now.start]
    course = _FROM.search(text[: base.start]) is not None and _TO.fullmatch(between) is not None
    dated = _IN_TWO_YEARS.fullmatch(between) is not None and claim.direction is not None
    if not course and not dated:
        return
    if not course and base.period.text and now.period.text and base.period.text > now.period.text:
        base, now = now, base
    if claim.kind == "point_change":
        rule = "point_change" if now.unit.code == "percent" else ""
    elif claim.kind == "multiple":
        rule = {"growth_by": "growth", "ratio_to": "ratio"}.get(claim.sense or "", "")
    else:
        averaged = claim.sense == "average_annual" or "年均" in text[now.end : claim.start]
        rule = "average_growth" if averaged else "growth"
    window = text[max(text.rfind(mark, 0, claim.start) for mark in "。；;") + 1 : claim.end]
    if rule in {"growth", "average_growth"} and _REAL.search(window):
        return
    sure = bool(_NOMINAL.search(window)) or not (claim.kind == "growth_rate" and _OFTEN_REAL.search(window))
    if rule:
        yield _Basis(claim, now, base, rule, sure)


def _former(claims: Sequence[Claim], index: int) -> Iterator[_Basis]:
    """甲为A，乙为B，前者是后者的X倍."""
    claim, text = claims[index], claims[index].sentence
    if index < 2 or claim.kind not in {"multiple", "point_change", "level"}:
        return
    first, second = claims[index - 2], claims[index - 1]
    match = _FORMER.fullmatch(text, second.end, claim.start)
    if match is None or match["first"] == match["other"] or not _alike(first, second):
        return
    now, base = (first, second) if match["first"] == "前者" else (second, first)
    if claim.kind == "multiple" and claim.sense == "ratio_to":
        yield _Basis(claim, now, base, "ratio")
    elif claim.kind == "point_change" or claim.unit.code == now.unit.code:
        yield _Basis(claim, now, base, "point_change" if claim.kind == "point_change" else "difference")


def _part(claims: Sequence[Claim], index: int) -> Iterator[_Basis]:
    """合计A，其中甲B，占X%."""
    claim, text = claims[index], claims[index].sentence
    if index < 2 or claim.kind != "share":
        return
    whole, part = claims[index - 2], claims[index - 1]
    match = _PART.fullmatch(text, part.end, claim.start)
    if match is None or not _alike(whole, part) or part.kind == "share":
        return
    clause = text[max(text.rfind(mark, 0, whole.start) for mark in "。；，,;") + 1 : whole.start]
    named = match["of"] or ""
    about = all(sign in clause or sign in "的总额量全部" for sign in named)
    if about and _TOGETHER.search(clause) and _OF_WHICH.fullmatch(text, whole.end, part.start):
        yield _Basis(claim, part, whole, "share")


def _times(claims: Sequence[Claim], index: int) -> Iterator[_Basis]:
    """顺差A，是2019年B的X倍."""
    claim, text = claims[index], claims[index].sentence
    if index < 2 or claim.kind != "multiple" or claim.sense != "ratio_to":
        return
    now, base = claims[index - 2], claims[index - 1]
    if (
        _alike(now, base)
        and _IS_TIMES.fullmatch(text, now.end, base.start)
        and _OF_IT.fullmatch(text, base.end, claim.start)
    ):
        yield _Basis(claim, now, base, "ratio")


def _compared(claims: Sequence[Claim], index: int) -> Iterator[_Basis]:
    """增长A%，增幅高于乙的B%."""
    base, now = claims[index], claims[index - 1]
    english = _HIGHER_EN.fullmatch(base.sentence, now.end, base.start)
    if english is not None and _alike(now, base) and now.direction == base.direction and now.value != base.value:
        yield _Basis(now, now, base, "bound" if english["up"] is not None else "bound below")
    yield from _bounded(now, base)
    match = _HIGHER.fullmatch(base.sentence, now.end, base.start)
    if match is None or not _alike(now, base) or now.value == base.value:
        return
    falling = "down" in {now.direction, base.direction}
    if falling and (match["noun"] or "")[:1] not in {"降", "跌"}:
        return
    yield _Basis(now, now, base, "bound" if match["how"] in {"高于", "快于", "大于"} else "bound below")


def _bounded(now: Claim, bound: Claim) -> Iterator[_Basis]:
    """2023年下降到5.6个月，仍高于6个月的下限."""
    match = _STILL.fullmatch(now.sentence, now.end, bound.start)
    same = now.unit.code == bound.unit.code and now.unit.text == bound.unit.text and now.kind not in _MOVED_BY
    if match is None or not same or now.modifier not in _PRINTED or bound.kind in _MOVED_BY or now.value is None:
        return
    plain = replace(bound, modifier="exact", direction=None)
    if bound.modifier in {"over", "at_least"} and match["up"] is not None:
        yield _Basis(bound, now, plain, "bound")
    elif bound.modifier in {"under", "at_most"} and match["down"] is not None:
        yield _Basis(bound, now, plain, "bound below")


def _alike(one: Claim, other: Claim) -> bool:
    """Tell whether two figures are of one kind and unit, as printed."""
    rates = one.kind == other.kind == "growth_rate"
    levels = one.kind in _LEVELS and (other.kind == one.kind or {one.kind, other.kind} <= {"level", "index", "count"})
    same = one.unit.code == other.unit.code and one.unit.code is not None and one.unit.text == other.unit.text
    return (rates or levels) and same and one.modifier in _PRINTED and other.modifier in _PRINTED and not one.list_id


def _judge(basis: _Basis, language: Language) -> Finding | None:
    claim = basis.claim
    now, base = _interval(basis.now), _interval(basis.base)
    if now is None or base is None:
        return None
    left, right = shortened(now.value), shortened(base.value)
    inputs = (basis.now.claim_id, basis.base.claim_id)
    verdict: Verdict
    if basis.rule.startswith("bound"):
        holds = (abs(now.value) > abs(base.value)) == (basis.rule == "bound")
        verdict = "agrees" if holds else "contradicts"
        formula = f"{left} {'>' if now.value > base.value else '<'} {right}"
        return finding_on(claim, "bound", (formula, now - base, inputs), verdict, language) if not holds else None
    computed = _FORMULAS[basis.rule](basis, now, base)
    if computed is None:
        return None
    formula, expected = computed
    verdict = weigh(claim, expected)
    if verdict == "not_checkable":
        return None
    if verdict == "contradicts" and (not basis.sure or claim.modifier not in _PRINTED):
        verdict = "ambiguous"
    return finding_on(claim, basis.rule, (formula, expected, inputs), verdict, language)


_Computed = tuple[str, Interval] | None


def _growth(basis: _Basis, now: Interval, base: Interval) -> _Computed:
    quotient = now.ratio(base)
    if quotient is None:
        return None
    left, right = shortened(now.value), shortened(base.value)
    if basis.claim.kind == "multiple":
        return f"({left} - {right}) / {right}", quotient - Interval.exact(1)
    return f"({left} / {right} - 1) * 100", (quotient - Interval.exact(1)) * 100


def _average(basis: _Basis, now: Interval, base: Interval) -> _Computed:
    quotient, years = now.ratio(base), years_between(basis.base.period.text, basis.now.period.text)
    if not years and basis.claim.base_period:
        years = years_between(basis.claim.base_period, (basis.claim.period.text or "").rpartition("/")[2])
    if quotient is None or years < 2 or quotient.low <= 0:
        return None
    formula = f"(({shortened(now.value)} / {shortened(base.value)}) ** (1 / {years}) - 1) * 100"
    return formula, (quotient.root(years) - Interval.exact(1)) * 100


def _ratio(_: _Basis, now: Interval, base: Interval) -> _Computed:
    quotient = now.ratio(base)
    return None if quotient is None else (f"{shortened(now.value)} / {shortened(base.value)}", quotient)


def _share(_: _Basis, now: Interval, base: Interval) -> _Computed:
    quotient = now.ratio(base)
    if quotient is None or quotient.value > 1:
        return None
    return f"100 * {shortened(now.value)} / {shortened(base.value)}", quotient * 100


def _gap(basis: _Basis, now: Interval, base: Interval) -> _Computed:
    gap = now - base
    if basis.claim.direction is not None and (gap.value < 0) != (basis.claim.direction == "down"):
        gap = Interval.exact(0) - gap
    return f"{shortened(now.value)} - {shortened(base.value)}", gap


_FORMULAS: Final[dict[str, Callable[[_Basis, Interval, Interval], _Computed]]] = {
    "growth": _growth,
    "average_growth": _average,
    "ratio": _ratio,
    "share": _share,
    "point_change": _gap,
    "difference": _gap,
}


def _interval(claim: Claim) -> Interval | None:
    if claim.value is None:
        return None
    signed = -claim.value if claim.kind == "growth_rate" and claim.direction == "down" else claim.value
    return Interval.printed(signed, claim.decimals)
