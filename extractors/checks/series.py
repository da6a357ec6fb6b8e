"""Observations put side by side: what may be added, subtracted, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import regex

from extractors.model import Dimension, Observation
from extractors.quantities.intervals import Interval
from extractors.vocabulary.indicators import Flow, flow_of_value

_ADDITIVE_NOT = {"percent", "percentage_point", "index", "rank", "times", None}

_AVERAGES = regex.compile(
    r"[人户亩店件次单笔日月]均|平均|均价|单[价产件位]|价格|密度|倍|比值|比率|\b(?:average|mean|per|ratio|price|yield|unit value|factor|intensity)\b",
    regex.IGNORECASE,
)

_CODES = regex.compile(r"(?:^|\s)(?:codes?|CPT|ID|zip)$|(?:编码|代码|编号|序号|邮编)$", regex.IGNORECASE)
Key = tuple[object, ...]


def name_of(dimension: Dimension) -> str | None:
    """Return what identifies a dimension's value: its code, else its label."""
    return dimension.code or dimension.label


def interval_of(observation: Observation) -> Interval:
    """Return the interval of a printed value, in the printed unit. The value must not be missing."""
    if observation.value is None:
        raise ValueError(f"{observation.observation_id} has no value")
    return Interval.printed(observation.value, observation.decimals)


def is_additive(observation: Observation) -> bool:
    """Tell whether values of this kind can be added up: amounts and counts can, rates, averages, prices and indices cannot."""
    code = observation.unit.code
    return code not in _ADDITIVE_NOT and "/" not in (code or "") and not _is_average(observation)


def _is_average(observation: Observation) -> bool:
    return any(_AVERAGES.search(label) for label in (*observation.column_labels, *observation.row_labels))


def may_add(observation: Observation) -> bool:
    """Tell whether numbers must show if a value is a sum: of amounts, of what nothing tells the unit of, of costs per hectare by their items."""
    code = observation.unit.code
    if code == "index":
        return not _is_average(observation)  # what is counted in an unknown currency, too
    return code is None or (code not in _ADDITIVE_NOT and not _is_average(observation))


def stands_for_one_value(observation: Observation) -> bool:
    """Tell whether an observation is a single number of normal status, and no code of something."""
    if any(_CODES.search(label) for label in (*observation.column_labels[-1:], *observation.row_labels[-1:])):
        return False
    return observation.value is not None and observation.value_to is None and observation.status in {"A", "P", "E"}


def context_key(observation: Observation) -> Key:
    """Return what all figures of one equation share: table, places, class, period, unit."""
    return (
        observation.table_id,
        name_of(observation.entity),
        name_of(observation.partner),
        name_of(observation.category),
        observation.period.text,
        observation.unit.code,
        observation.unit.multiplier,
    )


def group_by_context(observations: Iterable[Observation]) -> dict[Key, list[Observation]]:
    """Group single values that differ in their indicator alone."""
    groups: dict[Key, list[Observation]] = defaultdict(list)
    for observation in observations:
        if stands_for_one_value(observation):
            groups[context_key(observation)].append(observation)
    return groups


def only(observations: Sequence[Observation], flow: Flow) -> Observation | None:
    """Return the one observation of a flow; None if there is none or more than one."""
    found = [observation for observation in observations if flow_of_value(observation.indicator.code) == flow]
    return found[0] if len(found) == 1 else None
