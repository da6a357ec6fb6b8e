"""What the prose says of a cell, against the cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractors.checks.series import stands_for_one_value
from extractors.checks.statements import Finding, Language, plain, table_name, verdict_sentence
from extractors.model import Claim, Dimension, Observation, Table, Verdict
from extractors.quantities.intervals import Interval, compare

_CELL_KINDS = {"level", "share", "index", "growth_rate", "count", "rank"}


def check_quotations(
    claims: Sequence[Claim], observations: Sequence[Observation], tables: Iterable[Table], language: Language
) -> list[Finding]:
    """Compare each claim with the cell that it quotes.

    A cell with the claimed value whose dimensions do not conflict confirms the claim. A claim is
    contradicted only by a cell that has the same entity, partner, category, indicator, period and unit
    without doubt, and only if no cell confirms it.
    """
    usable = [item for item in observations if stands_for_one_value(item) and item.unit.code is not None]
    by_period: dict[str | None, list[Observation]] = defaultdict(list)
    for item in usable:
        by_period[item.period.text].append(item)
    names = {table.table_id: table_name(table, language) for table in tables}
    findings = []
    for claim in claims:
        if claim.value is None or claim.value_to is not None or claim.kind not in _CELL_KINDS:
            continue
        if claim.sense in {"growth_by", "change_by", "average_annual", "ratio_to"} and claim.kind != "share":
            continue
        if claim.modifier in {"over", "under", "at_least", "at_most", "between"}:
            continue
        cells = by_period.get(claim.period.text, []) if claim.period.text else []
        match = _confirm(claim, cells) or _contradict(claim, cells)
        if match is not None:
            cell, verdict = match
            findings.append(_finding(claim, cell, verdict, names.get(cell.table_id, ""), language))
    return findings


def _confirm(claim: Claim, cells: Sequence[Observation]) -> tuple[Observation, Verdict] | None:
    best: tuple[int, Observation, Verdict] | None = None
    for cell in cells:
        if not _compatible(claim, cell):
            continue
        verdict = _verdict(claim, cell)
        if verdict in {"agrees", "agrees_rounded"}:
            score = _likeness(claim, cell)
            if best is None or score > best[0]:
                best = (score, cell, verdict)
    # A bare number that two places share by chance is no quotation: something beside period and unit must be the same.
    if best is None or best[0] < 1:
        return None
    return best[1], best[2]


def _contradict(claim: Claim, cells: Sequence[Observation]) -> tuple[Observation, Verdict] | None:
    if claim.modifier not in {"exact", "about", "only"} or claim.confidence < 0.5:
        return None
    same = [cell for cell in cells if _same(claim, cell)]
    if not same or len({cell.value_base for cell in same}) > 1:
        return None
    cell = same[0]
    verdict = _verdict(claim, cell)
    if verdict == "contradicts" and _is_slack(claim, cell):
        verdict = "ambiguous"
    return cell, verdict


def _verdict(claim: Claim, cell: Observation) -> Verdict:
    if claim.value is None or cell.value is None:
        return "not_checkable"
    shift = cell.unit.multiplier - claim.unit.multiplier
    expected = Interval.printed(abs(cell.value), cell.decimals).scaled(shift)
    return compare(abs(claim.value), claim.decimals, expected)


def _is_slack(claim: Claim, cell: Observation) -> bool:
    # 约4.5 beside 4.72, and figures off by a factor that only a lost unit explains, are for people to judge.
    if claim.value is None or cell.value is None or not cell.value:
        return True
    ratio = abs(claim.value.scaleb(claim.unit.multiplier) / cell.value.scaleb(cell.unit.multiplier))
    if claim.modifier == "about":
        return Decimal("0.8") < ratio < Decimal("1.25")
    return not Decimal("0.2") < ratio < Decimal(5)


def _compatible(claim: Claim, cell: Observation) -> bool:
    if claim.unit.code != cell.unit.code:
        return False
    pairs = ((claim.category, cell.category), (claim.entity, cell.entity), (claim.partner, cell.partner))
    if any(_conflict(left, right) for left, right in pairs[:1]):
        return False
    places = {_name(claim.entity), _name(claim.partner)} - {None}
    cell_places = {_name(cell.entity), _name(cell.partner)} - {None}
    if places and cell_places and not (places <= cell_places or cell_places <= places):
        return False
    return not _conflict(claim.indicator, cell.indicator) or _related(claim.indicator, cell.indicator)


def _likeness(claim: Claim, cell: Observation) -> int:
    score = 0
    for left, right in (
        (claim.entity, cell.entity),
        (claim.partner, cell.partner),
        (claim.category, cell.category),
        (claim.indicator, cell.indicator),
    ):
        score += 2 * (_name(left) is not None and _name(left) == _name(right))
    return score + _related(claim.indicator, cell.indicator)


def _same(claim: Claim, cell: Observation) -> bool:
    if claim.unit.code != cell.unit.code or cell.confidence < 0.5:
        return False
    if claim.entity.source == "default" or claim.indicator.code is None:
        return False
    return (
        _name(claim.entity) is not None
        and _name(claim.entity) == _name(cell.entity)
        and _name(claim.partner) == _name(cell.partner)
        and _name(claim.category) == _name(cell.category)
        and claim.indicator.code == cell.indicator.code
    )


def _conflict(left: Dimension, right: Dimension) -> bool:
    return _name(left) is not None and _name(right) is not None and _name(left) != _name(right)


def _related(left: Dimension, right: Dimension) -> bool:
    """Tell whether one indicator is the other with more said: share and trade_value_share, 占比 and 贸易额占比."""
    first, second = left.code or "", right.code or ""
    if first and second and (first.endswith(second) or second.endswith(first)):
        return True
    if (
        first
        and second
        and first.rpartition("_")[2] == second.rpartition("_")[2]
        and "value" not in (first.rpartition("_")[2])
    ):
        return first.split("_")[0] == second.split("_")[0] or "share" in {first, second}
    one, other = left.label or "", right.label or ""
    return bool(one and other) and (one in other or other in one)


def _name(dimension: Dimension) -> str | None:
    return dimension.code or dimension.label


def _finding(claim: Claim, cell: Observation, verdict: Verdict, table: str, language: Language) -> Finding:
    value = cell.value if cell.value is not None else Decimal(0)
    shift = cell.unit.multiplier - claim.unit.multiplier
    expected = Interval.printed(abs(value), cell.decimals).scaled(shift)
    labels = " ".join((*cell.row_labels, *cell.column_labels))
    formula = f"{table}“{labels}”" if language == "zh" else f'{table} "{labels}"'.strip()
    where = "文中" if language == "zh" else "The text's figure"
    return Finding(
        subject=claim.claim_id,
        rule="equals_cell",
        formula=plain(abs(value).scaleb(shift)),
        inputs=(cell.observation_id,),
        stated=claim.text,
        verdict=verdict,
        message=verdict_sentence(where, claim.text, (formula, expected), verdict, language),
        stated_value=claim.value,
        expected=expected,
    )
