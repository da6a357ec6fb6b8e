"""What is measured: terms of trade and economic statistics, and what they are composed of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import regex

from extractors.model import Span
from extractors.vocabulary.lexicon import Lexicon

Role = Literal["flow", "level", "head", "statistic"]
Flow = Literal["export", "import", "total", "balance"]
UnitKind = Literal["money", "percent", "index", "count", "quantity", "rank", "times"]

# What may stand between the words of one term: 出口(额)的占比, 出口年均增速, share of exports.
_JOINT = regex.compile(
    r"\s*(?:的|之|(?:比|较)(?:上|去)年(?:同期)?|年均|年平均|平均|同比|所|占|of|in|of\s+the|total|annual)?\s*",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary: `stem` is what composed codes begin with (export_value has the stem export)."""

    code: str
    role: Role
    stem: str
    unit: UnitKind | None = None
    flow: Flow | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator named in a text, words that belong together taken together (出口额 + 占比).

    `unit` is the kind of unit that its values have, None where anything may be counted.
    `flow` relates the values of one table to each other: exports, imports, their total,
    their balance; it is kept where a share or an index is made of it. `derived` names
    what is made of the quantity (share, growth, tii …), None for the quantity as such.
    """

    span: Span
    label: str
    code: str
    unit: UnitKind | None = None
    flow: Flow | None = None
    derived: str | None = None
    role: Role = "level"


_VALUE_FLOWS: Mapping[str, Flow] = MappingProxyType(
    {
        "export": "export",
        "export_value": "export",
        "import": "import",
        "import_value": "import",
        "trade": "total",
        "trade_value": "total",
        "trade_balance": "balance",
    }
)


def flow_of_value(code: str | None) -> Flow | None:
    """Return the side of trade whose value a code names; None for volumes, shares, indices and everything else."""
    return _VALUE_FLOWS.get(code or "")


def stem_of_value(code: str) -> str:
    """Return what composed codes begin with: export_value gives export_share and export_growth, any other code itself."""
    return code.removesuffix("_value") if code in _VALUE_FLOWS else code


@dataclass(frozen=True, slots=True)
class Indicators:
    """The terms that are known."""

    terms: Lexicon[Term]
    alone: Lexicon[Term]

    @property
    def statistics(self) -> frozenset[str]:
        """Codes of the figures about a sample: means, coefficients, tests."""
        return frozenset(
            term.code
            for lexicon in (self.terms, self.alone)
            for term in lexicon.entries.values()
            if term.role == "statistic"
        )

    def read(self, text: str) -> Measure | None:
        """Return the indicator that a label as a whole names, short signs (t, N, AIC) among them."""
        stripped = text.strip()
        term = self.alone.get(stripped)
        if term is not None:
            start = text.index(stripped)
            return _run_to_measure(text, [(Span(start, start + len(stripped)), term)])
        measures = self.find(text)
        return (
            measures[0]
            if len(measures) == 1
            and text[: measures[0].span.start].strip() == ""
            and text[measures[0].span.end :].strip() == ""
            else None
        )

    def find(self, text: str) -> tuple[Measure, ...]:
        """Return the indicators that a text names, from left to right."""
        measures: list[Measure] = []
        run: list[tuple[Span, Term]] = []
        for span, term in self.terms.find(text):
            if run and not self._belongs(text, run, span, term):
                measures.append(_run_to_measure(text, run))
                run = []
            run.append((span, term))
        if run:
            measures.append(_run_to_measure(text, run))
        return tuple(measures)

    def _belongs(self, text: str, run: Sequence[tuple[Span, Term]], span: Span, term: Term) -> bool:
        last_span, last = run[-1]
        if not _JOINT.fullmatch(text, last_span.end, span.start):
            return False
        if last.role == "statistic" or term.role == "statistic":
            return False
        # Two quantities side by side are two indicators (出口额 进口额), a quantity and what is made of it one.
        return (last.role == "flow" and term.role == "level") or "head" in {term.role, last.role}


def _run_to_measure(text: str, run: Sequence[tuple[Span, Term]]) -> Measure:
    span = Span(run[0][0].start, run[-1][0].end)
    heads = [term for _, term in run if term.role == "head"]
    bases = [term for _, term in run if term.role != "head"]
    # In Chinese the last word says what the value is, in English the first (growth of the share of exports).
    ordered = heads if not text[span.start].isascii() or len(heads) < 2 else heads[::-1]
    if not heads:
        term = bases[-1]
        flow = next((base.flow for base in bases if base.flow in {"export", "import"}), term.flow)
        # 出口 alone, or with 金额 below it, is the value exported.
        code = term.code
        if term.role == "flow" or (term.code == "amount" and flow in {"export", "import"}):
            code = f"{flow if term.code == 'amount' else term.stem}_value"
        return Measure(span, text[span.start : span.end], code, term.unit, flow, None, term.role)
    stem = next((base.stem for base in bases), None)
    code = "_".join([*([stem] if stem else []), *(head.code for head in ordered)])
    flow = next((base.flow for base in bases if base.flow), None)
    last = ordered[-1]
    return Measure(span, text[span.start : span.end], code, last.unit, flow, last.code, "head")


def load_indicators(extra: Mapping[str, Any] | None = None) -> Indicators:
    """Read the shipped terms.

    Names under `alone` are found only where a label says nothing else. `extra` adds or replaces some, in the form of the file: `{code: {"role": "level", "unit": "money", "zh": [...], "en": [...]}}`.
    """
    text = files("extractors.vocabulary").joinpath("indicators.toml").read_text(encoding="utf-8")
    entries: dict[str, Any] = {**tomllib.loads(text)}
    names: list[tuple[str, Term]] = []
    alone: list[tuple[str, Term]] = []
    for code, entry in [*entries.items(), *(extra or {}).items()]:
        term = Term(
            code=code,
            role=entry.get("role", "level"),
            stem=entry.get("stem", code),
            unit=entry.get("unit") or None,
            flow=entry.get("flow"),
        )
        names += [(name, term) for name in (*entry.get("zh", ()), *entry.get("en", ()))]
        alone += [(name, term) for name in entry.get("alone", ())]
    return Indicators(Lexicon.of(names), Lexicon.of(alone))
