"""Quantities of texts, for other programs: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractors.model import Quantity
from extractors.quantities import read_alone, read_numerals
from extractors.vocabulary.units import load_units
from flows.failure import RunError

_LONGEST = 10_000_000  # characters of one text

Item = dict[str, str | int | float | None]


def text_to_lines(text: str) -> Iterator[str]:
    """Yield one line of JSON for each quantity of a text, in printed order; `start` and `end` count its code points."""
    for item in _find(text, "standard input"):
        yield json.dumps(item, ensure_ascii=False) + "\n"


def records_to_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield for each line {"id": …, "text": …} one line {"id": …, "items": […]}, in the same order; blank lines are skipped.

    Other members, such as `lang`, are not needed: both languages are read in one text. Raises `RunError` for a
    line that is no such object, after the lines before it.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise RunError(f"line {number}: is no JSON ({error}); give one object a line.") from error
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise RunError(f'line {number}: give an object with a "text", as {{"id": 1, "text": "8.81亿美元"}}.')
        items = _find(record["text"], f"line {number}")
        yield json.dumps({"id": record.get("id"), "items": items}, ensure_ascii=False) + "\n"


def _find(text: str, name: str) -> list[Item]:
    if len(text) > _LONGEST:
        raise RunError(f"{name}: is longer than {_LONGEST:,} characters; cut it into parts.")
    units = load_units()
    alone = read_alone(text, units)
    found = read_numerals(text, units) if alone is None else (alone,)
    return [quantity_to_item(quantity) for quantity in found if quantity.reason is None]


def quantity_to_item(quantity: Quantity) -> Item:
    """Describe a quantity by plain values.

    `value` and `value_to` (the end of a range) are whole, in `unit`: a code of ISO 4217, UCUM, percent …, null for none; 8.81亿美元 is
    881000000 USD. `printed_value` times ten to the `multiplier` is the value; `decimals` are those of the printed one.
    """
    power = quantity.unit.multiplier
    return {
        "text": quantity.text,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "value": _number(quantity.value, power),
        "value_to": _number(quantity.value_to, power),
        "unit": quantity.unit.code,
        "printed_value": _number(quantity.value),
        "printed_unit": quantity.unit.text,
        "multiplier": power,
        "decimals": quantity.decimals,
        "modifier": quantity.modifier,
    }


def _number(value: Decimal | None, power: int = 0) -> int | float | None:
    if value is None:
        return None
    value = value.scaleb(power)
    return int(value) if value == value.to_integral_value() else float(value)
