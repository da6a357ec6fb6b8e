"""Numbers of the prose against the tables: each is explained by what its words point to, or found to be at odds with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

import regex

from extractors.checks.accusations import choose_explanation
from extractors.checks.cells_meant import Hypothesis
from extractors.checks.derived import weigh
from extractors.checks.formulas import find_formulas
from extractors.checks.misprints import (
    NO_CHANCE,
    Explained,
    all_cells,
    find_unmistakable,
    is_bare,
    is_one_of_series,
)
from extractors.checks.percentages import MOVES, as_moved
from extractors.checks.prose import Prose
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.slips import chance_of_misprint, digits_of, is_told
from extractors.checks.stated_changes import is_change
from extractors.checks.stated_figures import from_stated, is_given
from extractors.checks.statements import Finding, Language, table_name, verdict_sentence
from extractors.model import Claim, Verdict
from extractors.quantities.intervals import Interval

_QUOTED: Final = 0.15  # and before a number that they do give is what they mean
_TELLING: Final = 3  # figures as printed: of fewer, some reading is right by chance
_BOUNDS: Final = {"over", "under", "at_least", "at_most"}
_EVERY: Final = regex.compile(r"均|都|全部|各|每|皆|\b(?:all|each|every|both|everywhere)\b", regex.IGNORECASE)
_FEWEST_RATES: Final = 2  # of an article that its tables give
_POINTS: Final = 0.3  # of the words of the claim's indicator: below, nothing in a sentence points to a table


def check_recomputed(
    claims: Sequence[Claim], sheets: Sequence[Sheet], prose: Prose, language: Language
) -> list[Finding]:
    """Hold every number of the prose against the cells that its words name.

    A number that some reading of its words gives is confirmed by the surest of those. It contradicts
    only what its words mean beyond doubt: one row, one column, one period, in a table that the sentence names or that
    other numbers around it quote; and only if no other reading gives it.
    """
    if not sheets:
        return []
    views = list(_views([as_moved(claim) for claim in claims], sheets, prose))
    explained: list[list[Explained]] = []
    before: tuple[Claim, Explained] | None = None
    for index, group in enumerate(views):
        claim = group[0].claim
        if before is not None and (before[0].section, before[0].sentence) != (claim.section, claim.sentence):
            before = None
        views[index] = group if before is None else _anchored(group, before[1])
        explained.append(_explain(views[index]))
        quoted = _quoted_first(claim, explained[-1])
        # A figure that no cell gives is that of something else, and so is what follows from it.
        before = quoted if quoted is not None or _is_figure(claim) else before
    focus: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for group, found in zip(views, explained, strict=True):
        claim = group[0].claim
        for item in found[:1]:
            if item.verdict.startswith("agrees") and digits_of(claim) >= 3:
                focus[claim.section, claim.sentence].add(item.sheet.table.table_id)
    chosen: list[tuple[Claim, Explained]] = []
    for group, found in zip(views, explained, strict=True):
        claim = group[0].claim
        best = choose_explanation(group, found, focus[claim.section, claim.sentence], prose.home)
        if best is not None and not best.verdict.startswith("agrees") and is_given(claim, prose.of(claim).claims):
            continue
        chosen += [(claim, best)] if best is not None else []
    chosen = _but_for_other_things(chosen)
    rates = [item.verdict for claim, item in chosen if claim.kind == "growth_rate" and item.hypothesis.rule == "growth"]
    computed = sum(verdict.startswith("agrees") for verdict in rates)
    nominal = computed >= _FEWEST_RATES and computed >= rates.count("contradicts")
    return [_finding(claim, item if nominal else _real(claim, item), language) for claim, item in chosen]


def _but_for_other_things(chosen: Sequence[tuple[Claim, Explained]]) -> list[tuple[Claim, Explained]]:
    """Leave out contradictions by what another number of the sentence states rightly: the same is not said twice (占77.8%，也提供了78.6%)."""
    stated = {
        (claim.section, claim.sentence, item.hypothesis.inputs, item.hypothesis.rule)
        for claim, item in chosen
        if item.verdict.startswith("agrees")
    }
    return [
        (claim, item)
        for claim, item in chosen
        if item.verdict.startswith("agrees")
        or (claim.section, claim.sentence, item.hypothesis.inputs, item.hypothesis.rule) not in stated
    ]


def _is_figure(claim: Claim) -> bool:
    return claim.kind in {"level", "count", "index"} and not is_change(claim)


def _quoted_first(claim: Claim, found: Sequence[Explained]) -> tuple[Claim, Explained] | None:
    """Return the cell that a claim quotes beyond chance, for the numbers behind it to start from."""
    for item in found[:1]:
        if item.verdict.startswith("agrees") and item.hypothesis.rule == "equals_cell" and digits_of(claim) >= _TELLING:
            return claim, item
    return None


def _anchored(group: Sequence[View], item: Explained) -> list[View]:
    cells = {cell.observation_id: cell for cell in item.sheet.cells.values()}
    anchor = cells[item.hypothesis.inputs[0]]
    return [replace(view, anchor=anchor) if view.sheet is item.sheet else view for view in group]


def _real(claim: Claim, item: Explained) -> Explained:
    """Leave a rate in doubt that amounts of money do not give: statistics are published at constant prices, too.

    Where other rates of the article are those of its tables, its author has computed them.
    """
    if claim.kind != "growth_rate" or item.verdict != "contradicts" or item.hypothesis.rule != "growth":
        return item
    units = {c.unit.code for c in item.sheet.cells.values() if c.observation_id in item.hypothesis.inputs}
    if not any(code is not None and code.isupper() for code in units):
        return item  # people, tonnes and megawatts have no prices
    return replace(item, verdict="ambiguous")


def _views(claims: Sequence[Claim], sheets: Sequence[Sheet], prose: Prose) -> Iterable[list[View]]:
    places = Counter(claim.entity.code for claim in claims if claim.entity.code is not None)
    main = places.most_common(1)[0][0] if places else None
    for claim in claims:
        if claim.value is None or claim.value_to is not None or claim.modifier == "between":
            continue
        if claim.unit.code is None and not claim.unit.multiplier:
            continue
        if claim.modifier in _BOUNDS and _EVERY.search(claim.sentence, max(0, claim.start - 16), claim.end + 16):
            continue  # said of all lines at once
        if claim.modifier in _BOUNDS and claim.period.text and "/" in claim.period.text:
            continue  # and of all periods
        said = prose.of(claim)
        yield [
            View(claim, sheet, said.sentence, said.mentions[index], said.carried[index], said.foreign[index], main)
            for index, sheet in enumerate(sheets)
        ]


def _explain(views: Sequence[View]) -> list[Explained]:
    """Return what explains a claim, what agrees before what does not, the surest first."""
    found: list[Explained] = []
    near: list[tuple[float, Explained]] = []
    weights: dict[Decimal, float] = {}
    pointed = [view for view in views if view.mentions or view.carried or view.measure() >= _POINTS]
    for view in pointed:
        found += _read(view, from_stated(view, find_formulas(view)), near, weights)
    if not any(item.verdict.startswith("agrees") and item.hypothesis.weight >= _QUOTED for item in found):
        for view in pointed:
            found += _read(view, all_cells(view), near, weights)
        found += find_unmistakable(near, weights)
    return sorted(found, key=lambda item: (not item.verdict.startswith("agrees"), -item.hypothesis.weight))


def _read(
    view: View,
    hypotheses: Iterable[Hypothesis],
    near: list[tuple[float, Explained]],
    weights: dict[Decimal, float],
) -> Iterable[Explained]:
    """Return the surest of the readings that give a number, of those that it misprints, and of the others; add to what its figures may tell."""
    best: dict[str, Explained] = {}
    for hypothesis in hypotheses:
        verdict = _weigh(view, hypothesis.expected)
        if verdict == "not_checkable" or view.is_elsewhere(hypothesis.inputs):
            continue
        value = hypothesis.expected.value
        weights[value] = max(weights.get(value, 0.0), hypothesis.weight)
        chance = chance_of_misprint(view.claim, value)
        if (
            chance < NO_CHANCE
            and verdict == "contradicts"
            and not (is_bare(view.claim) and is_one_of_series(view.sheet, hypothesis.inputs))
        ):
            near.append((chance, Explained(view.sheet, hypothesis, verdict, unmistakable=True)))
        # Four figures that differ as misprints do say themselves which reading is meant.
        told = is_told(view.claim, value)
        kind = "agrees" if verdict.startswith("agrees") else "misprint" if told else "contradicts"
        known = best.get(kind)
        if known is None or known.hypothesis.weight < hypothesis.weight:
            best[kind] = Explained(view.sheet, hypothesis, verdict)
    return best.values()


def _weigh(view: View, expected: Interval) -> Verdict:
    """Weigh a claim; where only its sign is at odds, by the word of movement that stands nearest to its number."""
    claim = view.claim
    verdict = weigh(claim, expected)
    if (
        verdict != "contradicts"
        or claim.direction is None
        or claim.kind not in {"growth_rate", "point_change", "level", "count"}
    ):
        return verdict
    turned = weigh(replace(claim, direction="down" if claim.direction == "up" else "up"), expected)
    if not turned.startswith("agrees"):
        return verdict
    moves = list(MOVES.finditer(view.sentence.text, view.sentence.clause_start(claim.start), claim.start))
    # 降幅最大，为6.5%: the word may stand in the clause before, but not in the statement before (年均递减7.3%；离结比由26.0%升到42.1%).
    start = max(view.sentence.text.rfind(mark, 0, claim.start) for mark in "；;") + 1
    moves = moves or list(MOVES.finditer(view.sentence.text, start, claim.start))
    if not moves:
        return turned if start else verdict
    up = moves[-1]["up"] is not None
    return turned if up == (expected.value > 0) else verdict


def _finding(claim: Claim, chosen: Explained, language: Language) -> Finding:
    hypothesis = chosen.hypothesis
    where = "文中" if language == "zh" else "The text's figure"
    name = table_name(chosen.sheet.table, language)
    formula = f"{name}：{hypothesis.formula}" if language == "zh" else f"{hypothesis.formula} ({name})"
    if hypothesis.rule == "equals_cell":
        cell = next(c for c in chosen.sheet.cells.values() if c.observation_id == hypothesis.inputs[0])
        labels = " ".join((*cell.row_labels, *cell.column_labels))
        formula = f"{name}“{labels}”" if language == "zh" else f'{name} "{labels}"'
    return Finding(
        subject=claim.claim_id,
        rule=hypothesis.rule,
        formula=hypothesis.formula,
        inputs=hypothesis.inputs,
        stated=claim.text,
        verdict=chosen.verdict,
        message=verdict_sentence(where, claim.text, (formula, hypothesis.expected), chosen.verdict, language),
        stated_value=claim.value,
        expected=hypothesis.expected,
    )
