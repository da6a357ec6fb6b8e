"""What the article itself says of an indicator, and how it compares with what was computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractors.indicators.computed import TIMES, Computed, Key, dimensions_of, name_of, stem_of_code
from extractors.model import Claim, Observation, Verdict
from extractors.quantities.intervals import Interval, compare

_ALIASES = {"trade": "trade_value"}
_AXIS_ENDINGS = ("_partner", "_category", "_entity")
_HEADS = {"share", "hhi", "contribution"}
# CR4 at the end of a label says of how many the ratio is; the vocabulary has one code for all of them.
_RATIO = regex.compile(r"CR\s?(?P<largest>\d{1,2})$", regex.IGNORECASE)
_SCALE = 10_000  # of the Herfindahl index where it is not printed as a fraction


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that the article itself gives for an indicator, and the row that gives it.

    A statement that is not certain may be of a wider or narrower scope than what was computed.
    """

    value: Decimal
    decimals: int | None
    row: str
    certain: bool = True
    base: str | None = None


def find_statements(observations: Iterable[Observation], claims: Iterable[Claim]) -> Mapping[Key, Statement]:
    """Return the statements of cells and of sentences by what they state; a cell goes before a sentence."""
    return {**_stated_by_claims(claims), **_stated_by_cells(observations)}


def find_statement(computed: Computed, stated: Mapping[Key, Statement]) -> Statement | None:
    """Return what the article states of a computed value; never a value that went into it."""
    rest = (
        *dimensions_of(computed.inputs[0], without=computed.over),
        computed.unit.code,
        computed.unit.multiplier,
    )
    for code, certain in _names_of(computed.code):
        statement = stated.get((code, *rest))
        if statement is None:
            continue
        elsewhere = statement.base is not None and statement.base != computed.base_period
        if not elsewhere and all(statement.row != item.observation_id for item in computed.inputs):
            return statement if certain else replace(statement, certain=False)
    return None


def judge(statement: Statement, computed: Computed) -> Verdict:
    """Compare a statement with the computed interval."""
    expected = computed.value
    if "hhi" in computed.code and statement.value > 1:
        expected = Interval(expected.low * _SCALE, expected.value * _SCALE, expected.high * _SCALE)
    verdict = compare(statement.value, statement.decimals, expected)
    # Authors compute rates from figures with more digits than they print, of a wider or narrower scope, or by other
    # statistics of the world than the user's.
    return "ambiguous" if verdict == "contradicts" and (computed.outside or not statement.certain) else verdict


def _names_of(code: str) -> Iterable[tuple[str, bool]]:
    """Return the codes under which an article may print the indicator, and whether that is the same thing for sure."""
    yield code, True
    plain = code
    for ending in _AXIS_ENDINGS:
        plain = plain.removesuffix(ending)
    if plain != code:
        yield plain, False
    # 占比 beside the amounts, HHI without a word of what: most often of the same table, but it need not be.
    head = plain.rpartition("_")[2]
    if head != plain and (head in _HEADS or _RATIO.fullmatch(head)):
        yield head, False


def _stated_by_cells(observations: Iterable[Observation]) -> dict[Key, Statement]:
    stated: dict[Key, Statement] = {}
    for item in observations:
        if item.value is None or item.indicator.code is None:
            continue
        code = _ALIASES.get(item.indicator.code, item.indicator.code)
        if code.endswith("concentration") and (ratio := _RATIO.search(item.indicator.label or "")):
            code = f"{code.removesuffix('concentration')}cr{ratio['largest']}"
        key = (code, *dimensions_of(item), item.unit.code, item.unit.multiplier)
        stated.setdefault(key, Statement(item.value, item.decimals, item.observation_id))
    return stated


def _stated_by_claims(claims: Iterable[Claim]) -> dict[Key, Statement]:
    stated: dict[Key, Statement] = {}
    for claim in claims:
        if claim.value is None or claim.value_to is not None or claim.modifier != "exact":
            continue
        if claim.indicator.code is None or claim.entity.code is None or claim.period.text is None:
            continue
        code, value = _code_of(claim, claim.indicator.code), claim.value
        if code is None:
            continue
        if claim.kind == "multiple" and claim.sense == "growth_by":
            value += 1  # 增长了3倍 is four times as much
        value = -value if claim.direction == "down" else value
        last = claim.period.text.rpartition("/")[2]
        key = (code, *(name_of(d) for d in (claim.entity, claim.partner, claim.category)), last, claim.unit.code, 0)
        stated.setdefault(key, Statement(value, claim.decimals, claim.claim_id, certain=False, base=claim.base_period))
    return stated


def _code_of(claim: Claim, indicator: str) -> str | None:
    stem = stem_of_code(indicator)
    if claim.kind == "growth_rate":
        return f"{stem}_average_growth" if claim.sense == "average_annual" else f"{stem}_growth"
    if claim.kind == "point_change" and claim.unit.code == "percentage_point":
        return f"{indicator}_change"
    if claim.kind == "multiple" and claim.direction != "down" and claim.base_period and claim.unit.code == TIMES.code:
        return f"{stem}_multiple"
    return None
