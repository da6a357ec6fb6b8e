"""Indicators computed from observations. `docs/indicators.md` has a section for each of them.

Formulas: balance = X - M and total = X + M (customs statistics); trade competitiveness index
TC = (X - M) / (X + M), also trade specialisation coefficient (Balassa 1966; UNCTAD, A Practical Guide to Trade Policy
Analysis, 2012); growth = v / v0 - 1; average annual growth = (v / v0) ** (1 / n) - 1, n the years between. The indices of
`formulas` name their sources there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.indicators.computed import Computed
from extractors.indicators.growth import compute_changes, compute_growth, compute_index_numbers
from extractors.indicators.referred import compute_referred
from extractors.indicators.shares import compute_concentration, compute_contributions, compute_ranks, compute_shares
from extractors.indicators.statements import find_statements, match_statements
from extractors.indicators.trade import compute_dependence, compute_symmetric_advantage, compute_trade
from extractors.model import Claim, Dimension, Indicator, Observation, ReferenceValue
from extractors.vocabulary import Vocabulary

__all__ = ["compute_indicators"]

# Values of these kinds are not added up, and their growth is a change in points.
_RATES = {"percent", "percentage_point", "permille", "index", "rank", "times"}
# A computed rate is kept to ten digits: more would pretend, fewer would lose what the inputs print.
_DIGITS = Decimal("1E-8")


def compute_indicators(
    observations: Sequence[Observation],
    claims: Sequence[Claim],
    vocabulary: Vocabulary,
    article_id: str,
    reference: Sequence[ReferenceValue] = (),
    *,
    every: bool = False,
) -> tuple[Indicator, ...]:
    """Return every indicator that the tables allow to be computed.

    Inputs of one value come from one table, in one unit, with equal places, classes and
    periods where the formula does not vary them. Where the article states the same value, in a
    cell or in prose, it stands beside the computed one with a verdict. `reference` has the figures of
    partners and of the world that some indices ask for. `every` adds what only restates a value: ranks, index numbers, the
    symmetric form of a printed RCA.
    """
    printed = [item for item in observations if item.value is not None and item.value_to is None and item.status == "A"]
    amounts = [item for item in printed if _is_amount(item, vocabulary)]
    statistics = vocabulary.indicators.statistics
    rates = [item for item in printed if item.unit.code in {"percent", "index"} and _moves(item, statistics)]
    shares = [item for item in printed if item.unit.code == "percent" and (item.indicator.code or "").endswith("share")]
    referred = [replace(computed, outside=True) for computed in compute_referred(amounts, shares, reference)]
    found = [*_compute(amounts, rates, shares, every=every), *referred]
    indicators = []
    matched = match_statements(found, find_statements(observations, claims))
    for number, (computed, judged) in enumerate(matched, start=1):
        row = _computed_to_indicator(computed, f"{article_id}/i{number}")
        if judged is not None:
            statement, verdict = judged
            row = replace(row, stated_value=statement.value, stated_by=statement.row, verdict=verdict)
        indicators.append(row)
    return tuple(indicators)


def _compute(
    amounts: Sequence[Observation], rates: Sequence[Observation], shares: Sequence[Observation], *, every: bool
) -> Iterator[Computed]:
    yield from compute_trade(amounts)
    yield from compute_dependence(amounts)
    yield from compute_shares(amounts)
    yield from compute_concentration(amounts, shares)
    yield from compute_contributions(amounts)
    yield from compute_growth(amounts)
    yield from compute_changes(rates)
    yield from compute_symmetric_advantage(rates, every=every)
    if every:
        yield from compute_ranks([*amounts, *shares])
        yield from compute_index_numbers(amounts)


def _is_amount(item: Observation, vocabulary: Vocabulary) -> bool:
    code = item.unit.code
    return (
        code is not None
        and code not in _RATES
        and vocabulary.units.family_of(code) not in {"percent", "duration", "age"}
    )


def _moves(item: Observation, statistics: frozenset[str]) -> bool:
    """Tell whether a rate is one whose change says something: no growth rate, and no figure about a sample."""
    code = item.indicator.code
    return code is not None and not code.endswith("growth") and code not in statistics


def _computed_to_indicator(computed: Computed, indicator_id: str) -> Indicator:
    item, over = computed.inputs[0], computed.over
    nothing = Dimension()
    return Indicator(
        indicator_id=indicator_id,
        indicator_code=computed.code,
        value=_rounded(computed.value.value),
        formula=computed.formula,
        inputs=tuple(source.observation_id for source in computed.inputs),
        unit=replace(computed.unit, source=None),
        entity=nothing if over == "entity" else item.entity,
        partner=nothing if over == "partner" else item.partner,
        category=nothing if over == "category" else item.category,
        period=item.period,
        base_period=computed.base_period,
    )


def _rounded(value: Decimal) -> Decimal:
    if abs(value) >= Decimal(10) ** 12:
        return value
    short = value.quantize(_DIGITS).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
