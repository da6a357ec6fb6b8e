"""What the article itself says of an indicator, and how it compares with what was computed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.indicators.computed import TIMES, TOTAL_CODE, Computed, Key, dimensions_of, name_of, stem_of_code
from extractors.model import Claim, Observation, Verdict
from extractors.quantities.intervals import Interval, compare

_ALIASES = {"trade": "trade_value"}
_AXIS_ENDINGS = ("_partner", "_category", "_entity")
# A header often does not say of which measure it is: 占比, HHI. What is printed for itself may stand in a table of its own …
_HEADS = regex.compile(r"share|hhi|cr\d{1,2}")
# … and what only makes sense beside the figures that it is made of is looked for in their table alone.
_HEADS_BESIDE = regex.compile(
    r"growth|average_growth|rank|change|share_change|contribution|contribution_points|fixed_base_index"
)
# The index of Brown and Kojima is that of exports; articles that speak of complementarity use Michaely's too.
_OTHER_NAMES = {"export_tii": "tii", "michaely": "tci"}
# CR4 at the end of a label says of how many the ratio is; the vocabulary has one code for all of them.
_RATIO = regex.compile(r"CR\s?(?P<largest>\d{1,2})$", regex.IGNORECASE)
_AVERAGED = regex.compile(r"年均|平均|average|compound|CAGR", regex.IGNORECASE)
# Of more figures under one name nobody can say which is meant.
_MOST_MEANT = 12
_SCALE = 10_000  # of the Herfindahl index where it is not printed as a fraction


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that the article itself gives for an indicator, and the row that gives it."""

    value: Decimal
    decimals: int | None
    row: str
    certain: bool = True
    base: str | None = None


Statements = Mapping[Key, Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class _Name:
    """Under what an article may state a computed value; one that is not certain may speak of another scope."""

    key: Key
    certain: bool
    vague: bool = False


def find_statements(observations: Iterable[Observation], claims: Iterable[Claim]) -> Statements:
    """Return the statements of cells and of sentences by what they state; a cell goes before a sentence."""
    stated: dict[Key, list[Statement]] = defaultdict(list)
    for key, statement in (*_stated_by_cells(observations), *_stated_by_claims(claims)):
        stated[key].append(statement)
    return stated


def match_statements(
    found: Sequence[Computed], stated: Statements
) -> Iterator[tuple[Computed, tuple[Statement, Verdict] | None]]:
    """Put beside each computed value what the article states of it, and the verdict; never a value that went into it.

    A header that names no measure (同比增长 beside exports and imports) may be of any of its neighbours: where it fits one
    of them it is of that one, and where several could be meant and none fits, of none.
    """
    of_series = Counter(_series_of(computed) for computed in found)
    chosen = [_candidates(computed, stated, alone=of_series[_series_of(computed)] == 1) for computed in found]
    claimants = Counter(statement.row for _, vague, statements in chosen if vague for statement in statements)
    for computed, (certain, vague, statements) in zip(found, chosen, strict=True):
        judged = [(statement, _judge(statement, computed, certain=certain)) for statement in statements]
        if vague and (len(judged) > 1 or any(claimants[statement.row] > 1 for statement in statements)):
            judged = [(statement, verdict) for statement, verdict in judged if verdict.startswith("agrees")]
        yield computed, judged[0] if judged else None


def _candidates(computed: Computed, stated: Statements, *, alone: bool) -> tuple[bool, bool, Sequence[Statement]]:
    for name in _names_of(computed, alone=alone):
        named = stated.get(name.key, ())
        fitting = [
            statement
            for statement in (named if len(named) <= _MOST_MEANT else ())
            if statement.base in {None, computed.base_period}
            and all(statement.row != item.observation_id for item in computed.inputs)
        ]
        if fitting:
            return name.certain, name.vague, fitting if name.vague else fitting[:1]
    return True, False, ()


def _names_of(computed: Computed, *, alone: bool) -> Iterator[_Name]:
    """Yield the keys under which the article may state a value, the surest first.

    `alone`: no other year of the table has the value, so that a column without a year (2019 | 2020 | 增长率) is of it.
    """
    item, over = computed.inputs[0], computed.over
    unit = (computed.unit.code, computed.unit.multiplier)
    *place, period = dimensions_of(item, without=over)
    periods = [period]
    if computed.base_period is not None and (year_range := f"{computed.base_period}/{period}") != period:
        periods.append(year_range)
    if alone and period is not None:
        periods.append(None)
    places = [tuple(place)]
    if over is not None:
        # What is made of all classes stands in the row of their total.
        order = ("entity", "partner", "category").index(over)
        places.append((*place[:order], TOTAL_CODE, *place[order + 1 :]))
    for code, certain, vague, beside in _codes_of(computed.code):
        for where in places:
            for when in periods:
                sure = certain and where == places[0] and when is not None
                for table in (item.table_id,) if beside or when is None else (item.table_id, None):
                    yield _Name((table, code, *where, when, *unit), sure, vague)


def _codes_of(code: str) -> Iterator[tuple[str, bool, bool, bool]]:
    """Yield codes for an indicator: whether it is the same thing for sure, names no measure, and is meant beside its inputs."""
    yield code, True, False, False
    plain = code
    for ending in _AXIS_ENDINGS:
        plain = plain.removesuffix(ending)
    if plain != code:
        yield plain, False, False, False
    if code in _OTHER_NAMES:
        yield _OTHER_NAMES[code], False, False, False
    for at in (at for at, character in enumerate(plain) if character == "_"):
        head = plain[at + 1 :]
        if _HEADS.fullmatch(head):
            yield head, False, True, False
        # export_average_growth is no growth from year to year.
        elif _HEADS_BESIDE.fullmatch(head) and not (head == "growth" and plain.endswith("average_growth")):
            yield head, False, True, True


def _judge(statement: Statement, computed: Computed, *, certain: bool) -> Verdict:
    """Compare a statement with the computed interval."""
    expected = computed.value
    if "hhi" in computed.code and statement.value > 1:
        expected = Interval(expected.low * _SCALE, expected.value * _SCALE, expected.high * _SCALE)
    verdict = compare(statement.value, statement.decimals, expected)
    # Authors compute rates from figures with more digits than they print, of a wider or narrower scope, or by other
    # statistics of the world than the user's.
    doubtful = computed.outside or not certain or not statement.certain
    return "ambiguous" if verdict == "contradicts" and doubtful else verdict


def _series_of(computed: Computed) -> Key:
    item = computed.inputs[0]
    return (item.table_id, computed.code, computed.over, *dimensions_of(item, without=computed.over)[:3])


def _stated_by_cells(observations: Iterable[Observation]) -> Iterator[tuple[Key, Statement]]:
    for item in observations:
        if item.value is None or item.indicator.code is None:
            continue
        rest = (_code_of_cell(item, item.indicator.code), *dimensions_of(item), item.unit.code, item.unit.multiplier)
        statement = Statement(item.value, item.decimals, item.observation_id)
        yield (item.table_id, *rest), statement
        yield (None, *rest), statement


def _code_of_cell(item: Observation, code: str) -> str:
    label = item.indicator.label or ""
    if code.endswith("concentration") and (ratio := _RATIO.search(label)):
        return f"{code.removesuffix('concentration')}cr{ratio['largest']}"
    if code.endswith("growth") and item.unit.code == "percent" and _AVERAGED.search(label):
        return f"{code.removesuffix('growth')}average_growth"
    if item.unit.code == "percentage_point":
        # 拉动（百分点） is in points what 贡献率（%） is in per cent; of other percentages points are a change.
        if code.endswith("contribution"):
            return f"{code}_points"
        return f"{code.removesuffix('growth').removesuffix('_')}_change".removeprefix("_")
    return _ALIASES.get(code, code)


def _stated_by_claims(claims: Iterable[Claim]) -> Iterator[tuple[Key, Statement]]:
    for claim in claims:
        if claim.value is None or claim.value_to is not None or claim.modifier != "exact":
            continue
        if claim.indicator.code is None or claim.entity.code is None or claim.period.text is None:
            continue
        code, value = _code_of_claim(claim, claim.indicator.code), claim.value
        if code is None:
            continue
        if claim.kind == "multiple" and claim.sense == "growth_by":
            value += 1  # 增长了3倍 is four times as much
        value = -value if claim.direction == "down" else value
        last = claim.period.text.rpartition("/")[2]
        places = (name_of(dimension) for dimension in (claim.entity, claim.partner, claim.category))
        key = (None, code, *places, last, claim.unit.code, 0)
        yield key, Statement(value, claim.decimals, claim.claim_id, certain=False, base=claim.base_period)


def _code_of_claim(claim: Claim, indicator: str) -> str | None:
    stem = stem_of_code(indicator)
    if claim.kind == "growth_rate":
        return f"{stem}_average_growth" if claim.sense == "average_annual" else f"{stem}_growth"
    if claim.kind == "point_change" and claim.unit.code == "percentage_point":
        return f"{indicator}_change"
    if claim.kind == "multiple" and claim.direction != "down" and claim.base_period and claim.unit.code == TIMES.code:
        return f"{stem}_multiple"
    return None
