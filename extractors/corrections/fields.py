"""The fields that a correction may set, and what each may hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeGuard, get_args

import regex

from extractors.corrections.entries import Fields, FieldValue
from extractors.model import ClaimKind, Modifier, Sense

DIMENSIONS: Final = ("entity", "partner", "category", "indicator")
DIMENSION_FIELDS: Final = (
    *(name for dimension in DIMENSIONS for name in (dimension, f"{dimension}_code")),
    "unit",
    "unit_code",
    "unit_multiplier",
    "period",
)
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": get_args(ClaimKind),
    "sense": ("", *get_args(Sense)),
    "modifier": get_args(Modifier),
    "direction": ("", "up", "down"),
}
CLAIM_FIELDS: Final = (
    "value",
    "value_to",
    *DIMENSION_FIELDS,
    "kind",
    "sense",
    "modifier",
    "direction",
    "denominator",
    "base_entity",
    "base_period",
)
_LONGEST: Final = 500  # characters of a value; labels are shorter by far
_LONGEST_SHOWN: Final = 60
_LARGEST_INDEX: Final = 100_000
_LARGEST_POWER: Final = 30
# Control characters, surrogates, separators of lines and paragraphs, and what turns the order of writing round.
_UNPRINTABLE = regex.compile(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]")

_CODE = regex.compile(r"[!-~]{0,64}")


class FieldError(ValueError):
    """A field holds what it cannot: the message is the rest of a sentence that begins with file and entry."""


def to_fields(values: Mapping[str, object], names: tuple[str, ...]) -> Fields:
    """Return the fields among `names` that are given, in the order of `names`. Raises `FieldError`."""
    return tuple((name, to_field(values[name], name)) for name in names if name in values)


def to_field(value: object, name: str) -> FieldValue:
    """Return what a field is set to. Raises `FieldError`."""
    if name in {"value", "value_to"}:
        return to_number(value, name)
    if name == "unit_multiplier":
        if not _is_whole(value) or abs(value) > _LARGEST_POWER:
            raise FieldError(f"{name} is a power of ten, 8 for 亿, not {shown(value)}")
        return value
    text = to_text(value, name, empty=True)
    if name.endswith("_code") and _CODE.fullmatch(text) is None:
        raise FieldError(f"{name} is a code without blanks, CHN or HS:XVI, not {shown(value)}")
    if name in _CHOICES and text not in _CHOICES[name]:
        raise FieldError(f"{name} is one of {', '.join(filter(None, _CHOICES[name]))}, not {shown(value)}")
    return text


def to_number(value: object, name: str) -> Decimal:
    """Return a number, its decimals as written. Raises `FieldError`."""
    if _is_whole(value):
        value = Decimal(value)
    if not isinstance(value, Decimal):
        raise FieldError(f"{name} is a number without quotation marks, not {shown(value)}")
    if not value.is_finite() or len(value.as_tuple().digits) > _LARGEST_POWER or abs(value.adjusted()) > _LARGEST_POWER:
        raise FieldError(f"{name} is no number that an article could state")
    return value


def to_index(value: object, name: str) -> int:
    """Return an index or a count. Raises `FieldError`."""
    if not _is_whole(value) or not 0 <= value <= _LARGEST_INDEX:
        raise FieldError(f"{name} is a whole number from 0, not {shown(value)}")
    return value


def to_text(value: object, name: str, *, empty: bool = False, longest: int = _LONGEST) -> str:
    """Return a text that can be published. Raises `FieldError`: no text, too long, control characters, nothing in it."""
    text = to_quotation(value, name, longest=longest).strip()
    if _UNPRINTABLE.search(text) is not None:
        raise FieldError(f"{name} holds a line break or another control character")
    if not text and not empty:
        raise FieldError(f"{name} is empty")
    return text


def to_quotation(value: object, name: str, *, longest: int = 10_000) -> str:
    """Return a text that is only compared with what was read, which may hold anything. Raises `FieldError`."""
    if not isinstance(value, str):
        raise FieldError(f"{name} is a text in quotation marks, not {shown(value)}")
    if len(value) > longest:
        raise FieldError(f"{name} is longer than {longest} characters")
    return value


def shown(value: object) -> str:
    """Return a value as messages print it: short, and without control characters."""
    if isinstance(value, str):
        start = value[:_LONGEST_SHOWN]
        text = ascii(start) if _UNPRINTABLE.search(start) else repr(start)
        return text if len(value) <= _LONGEST_SHOWN else f"{text}…"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal) or _is_whole(value):
        return str(value)[:_LONGEST_SHOWN]
    kinds = {int: "a number beyond reason", dict: "a table", list: "a list"}
    return kinds.get(type(value), "a date or a time")


def _is_whole(value: object) -> TypeGuard[int]:
    # Of hexadecimal ones Python reads any size, and writes none of more than 4,300 digits.
    return isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= 128
