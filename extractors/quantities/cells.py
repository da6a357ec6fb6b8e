"""What a table cell says, read as one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from extractors.characters import to_plain
from extractors.model import Modifier, Status, Unit
from extractors.quantities.figures import CELL_FIGURE, read_figure
from extractors.quantities.thousands import is_thousands
from extractors.vocabulary.units import Units, load_units

# Marks that send the reader to a note: circled and superscript digits, daggers, stars, bracketed letters and numbers.
_MARK = r"[\N{CIRCLED DIGIT ONE}-\N{CIRCLED NUMBER TWENTY}⑴-⒇⁰\N{SUPERSCRIPT ONE}²³⁴-⁹]|[*†‡§¶#]+|\[(?:\d{1,2}|[a-z])\]"
_LETTERS = regex.compile(r"[a-h]{1,3}$")
_MARKS = regex.compile(rf"(?:\s?(?:{_MARK}))+$")
_ONE_MARK = regex.compile(_MARK)
# What is printed where a figure is missing, unknown, nil or secret: the legends of statistical yearbooks.
_MISSING = regex.compile(
    r"^(?:-{1,6}|\N{HORIZONTAL ELLIPSIS}{1,3}|\.{2,6}|:|/|\\|n\.?\s?/?a\.?|n\.?d\.?|nil|none|null|missing|"
    r"缺|缺失|数据缺失|缺省|暂无|暂缺|无|无数据|不详|未公布|未知|未统计|空缺)$",
    regex.IGNORECASE,
)
_SIGN = r"[-+]\s?"
_BODY = regex.compile(
    rf"^(?P<bound><=|>=|[<>≤≥~≈]|约|大约|近)?\s?(?P<sign>{_SIGN})?(?P<figure>{CELL_FIGURE})"
    rf"(?P<stars>\s?\*{{1,4}})?"
    rf"(?:\s?(?P<range>[-~]|--|至|to|and)\s?(?P<to_sign>{_SIGN})?(?P<to>{CELL_FIGURE})"
    rf"|\s?(?:±|\+/-)\s?(?P<error>{CELL_FIGURE})"
    rf"|\s?[\n]?\s?[(\[]\s?(?P<bracket>-?{CELL_FIGURE})\s?[)\]])?"
)
# In prose 5，200 is two numbers; in a cell the comma of Chinese marks thousands where groups of three follow it.
_COMMAS = regex.compile(r"(?<=^[^\d，]{0,4}\d{1,3}(?:，\d{3})*)，(?=\d{3}(?:，\d{3})*(?![\d，]))")
_BRACKETED = regex.compile(r"^\(\s?(?P<inner>[^()]+?)\s?\)$")
_DATE = regex.compile(r"^(?:1[5-9]|20)\d\d年|^\d{1,2}[月日号]|^(?:1[5-9]|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?$")
_FLAGS: dict[str, Status] = {"e": "E", "f": "F", "p": "P"}
_FLAG = regex.compile(r"(?<=[\d%])\s?\(?(?P<flag>[efp])\)?$")
_ESTIMATE = regex.compile(r"(?<=\d)\s?\(?(?P<flag>预测|预计|估计|初步|初步核算)\)?$")
_ESTIMATES: dict[str, Status] = {"预测": "F", "预计": "F", "估计": "E", "初步": "P", "初步核算": "P"}
_BOUNDS: dict[str, Modifier] = {
    "<": "under", "≤": "at_most", "<=": "at_most", ">": "over", "≥": "at_least", ">=": "at_least",
    "~": "about", "≈": "about", "约": "about", "大约": "about", "近": "nearly",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellValue:
    """The value that a cell prints.

    `value` carries its sign and is None for a missing value (`status` O). `bracketed` says that the
    whole figure stood in round brackets: accountants print a negative so, and it is read so; a
    regression table prints a standard error so, which only the row above can tell. `unit` is None
    where the cell prints none. `note_marks` are ①, *** and the like, in printed order.
    """

    value: Decimal | None
    value_to: Decimal | None = None
    uncertainty: Decimal | None = None
    decimals: int | None = None
    unit: Unit | None = None
    note_marks: tuple[str, ...] = ()
    status: Status = "A"
    modifier: Modifier = "exact"
    bracketed: bool = False


def read_cell(text: str, units: Units) -> CellValue | None:
    """Read a cell that prints one number, a range, a number with its error, or a sign for none.

    None where the cell is empty or says anything else: words, a date (2021年, 2021-03), a
    bound of a class (50人以上), two numbers. A bare 2018 is a number; that it is a
    year, its row and column tell.
    """
    printed = text.strip()
    plain = _COMMAS.sub(",", to_plain(printed).replace("\n", " ").strip())
    if not plain:
        return None
    plain, marks = _without_marks(plain)
    if _MISSING.match(plain):
        return CellValue(None, note_marks=marks, status="O")
    if not any(character.isdigit() for character in plain) or _DATE.match(plain) or is_thousands(plain):
        return None
    plain, status = _without_flag(plain)
    bracketed = _BRACKETED.match(plain)
    if bracketed is not None:
        inner, inner_marks = _without_marks(bracketed["inner"])
        if _DATE.match(inner):
            return None
        value = _read_body(inner, units, printed)
        if value is None or value.value is None or value.uncertainty is not None:
            return None
        negative = -value.value if value.value_to is None and value.value > 0 else value.value
        return replace(value, value=negative, note_marks=(*inner_marks, *marks), status=status, bracketed=True)
    value = _read_body(plain, units, printed)
    return None if value is None else replace(value, note_marks=(*value.note_marks, *marks), status=status)


def is_number(text: str) -> bool:
    """Tell whether a cell prints a number, whatever is measured; a missing value and words are none.

    Ages, spans of time and counted things (0-14岁, 3年, 35人) are labels more often than values, and are none.
    """
    units = _units()
    value = read_cell(text, units)
    if value is None or value.value is None:
        return False
    return value.unit is None or units.family_of(value.unit.code) not in ("duration", "age", "count")


@cache
def _units() -> Units:
    return load_units()


def _read_body(plain: str, units: Units, printed: str) -> CellValue | None:
    start = 0
    sign = regex.match(r"[-+]\s?(?=\D)", plain)
    lead = plain[sign.end() :] if sign is not None else plain
    currency, sign_text = None, ""
    # A currency sign stands before the digits: $3.4bn, -$5, USD 1,200.
    first = regex.search(r"[-+]?\.?\d", lead)
    if first is not None and first.start() > 0:
        found = units.sign_before(lead, first.start())
        if found is not None and found.start == 0:
            currency, start = found.code, found.end
            sign_text = _printed(printed, lead[: found.end])
    body = _BODY.match(lead[start:].lstrip())
    if body is None:
        return None
    rest = lead[start:].lstrip()[body.end() :]
    unit_text, code, power = "", currency, 0
    match = units.match(rest, 0, money=currency is not None) if rest.strip() else None
    if match is not None and (currency is None or match.code in (None, currency)):
        unit_text, power = rest[match.start : match.end], match.multiplier
        code = currency or match.code
        rest = rest[match.end :]
    rest, marks = _without_marks(rest.strip())
    if rest and match is None and _LETTERS.match(rest):
        # Letters of a comparison of means stand behind the figure: 12.5ab.
        rest, marks = "", (rest, *marks)
    if rest:
        return None
    figure = read_figure(body["figure"])
    negative = (body["sign"] or (sign.group() if sign is not None else "")).startswith("-")
    value = -figure.value if negative else figure.value
    value_to, error = None, None
    modifier: Modifier = _BOUNDS.get(body["bound"] or "", "exact")
    if body["to"] is not None:
        value_to = read_figure(body["to"]).value
        value_to = -value_to if (body["to_sign"] or "").startswith("-") else value_to
        modifier = "between"
        if value_to < value:
            return None
    if body["error"] is not None or body["bracket"] is not None:
        error = abs(read_figure((body["error"] or body["bracket"]).lstrip("-")).value)
    stars = ((body["stars"] or "").strip(),) if body["stars"] else ()
    unit_printed = sign_text + _printed(printed, unit_text)
    unit = Unit(unit_printed, code, power, "stated") if unit_printed else None
    return CellValue(value, value_to, error, figure.decimals, unit, (*stars, *marks), modifier=modifier)


def _printed(printed: str, plain_part: str) -> str:
    # to_plain keeps every character in its place, so the printed form is found at the plain one's offset.
    at = to_plain(printed).find(plain_part)
    return printed[at : at + len(plain_part)] if at >= 0 else plain_part


def _without_marks(plain: str) -> tuple[str, tuple[str, ...]]:
    tail = _MARKS.search(plain)
    if tail is None or tail.start() == 0:
        return plain, ()
    # hm² and 10³ are raised for another reason: a superscript behind a letter belongs to a unit.
    if plain[tail.start() - 1].isalpha() and tail.group().strip()[0] in "\N{SUPERSCRIPT ONE}²³":
        return plain, ()
    return plain[: tail.start()].rstrip(), tuple(mark.group() for mark in _ONE_MARK.finditer(tail.group()))


def _without_flag(plain: str) -> tuple[str, Status]:
    flag = _FLAG.search(plain)
    if flag is not None:
        return plain[: flag.start()], _FLAGS[flag["flag"]]
    estimate = _ESTIMATE.search(plain)
    if estimate is not None:
        return plain[: estimate.start()], _ESTIMATES[estimate["flag"]]
    return plain, "A"
