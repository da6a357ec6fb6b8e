"""The cells of a flattened table, one after the other, and what each of them can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import log10
from typing import Final, Literal

import regex

from extractors.characters import to_plain
from extractors.model import Line, Passage

TokenKind = Literal["label", "period", "number", "missing"]

# A cell's note marks and significance stars stand behind it.
_MARKS: Final = regex.compile(r"(?:\[\d{1,2}\]|[*†‡①-⑳¹²³])+$")
# Units that print inside a cell; a longer word behind digits makes a label (4近邻矩阵).
_UNIT: Final = r"(?:%|‰|个百分点|倍|[万亿]?(?:元|美元|吨|人|户|家|件|公顷|亩)|[万亿]|pp|[kKMG]?t)"
_NUMBER: Final = regex.compile(
    rf"[+-]?\s?[$€£¥]?(?P<digits>\d{{1,3}}(?:[, ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s?(?P<unit>{_UNIT})?"
)
_RANGE: Final = regex.compile(r"[+-]?\d+(?:\.\d+)?%?\s?(?:~|±|--?)\s?\d+(?:\.\d+)?%?")
# A standard error or a share behind its value, in one cell: 7.53(0.75), 12(30.5%).
_BESIDE: Final = regex.compile(
    r"(?P<value>[+-]?\d[\d,]*(?:\.\d+)?%?\*{0,3})\s?[(\[]\s?[+-]?\d[\d,]*(?:\.\d+)?%?\s?[)\]]"
)
_MISSING: Final = regex.compile(r"-{1,3}|—+|…+|\.{2,3}|/|:|\.|n\.?\s?[ad]\.?|N\.?/?[AD]\.?|缺失|暂无|无数据")
_YEAR: Final = regex.compile(r"(?:1[89]|20)\d\d")
_YEAR_MONTH: Final = regex.compile(r"((?:1[89]|20)\d\d)\.(0[1-9]|1[0-2])")
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_PERIOD: Final = regex.compile(
    r"(?:1[89]|20)\d\d\s?(?:年度?|年末|年底)(?:\s?(?:\d{1,2}\s?(?:-\s?\d{1,2}\s?)?月份?|上半年|下半年|前?[一二三四1-4]\s?季度))?"
    r"|(?:1[89]|20)\d\d\s?[-/~]\s?(?:(?:1[89]|20)?\d\d)\s?年?(?:度|平均)?"
    r"|(?:1[89]|20)\d\d\s?[-./]?\s?(?:[QqHhSs][1-4]|M\d{1,2})|[QqHh][1-4](?:\s?(?:1[89]|20)\d\d)?|FY\s?(?:1[89]|20)?\d\d(?:/\d\d)?"
    r"|(?:第?[一二三四1-4]季度|[一二三四五六七八九十]{1,2}月|\d{1,2}\s?(?:-\s?\d{1,2}\s?)?月份?|上半年|下半年|全年)"
    r"|[“‘]?(?:[一二三四五六七八九十]{1,3}五)[”’]?(?:时期|期间)?"
    rf"|{_MONTH}(?:\s?(?:1[89]|20)\d\d)?"
    r"|(?:1[89]|20)\d\dE?[EFPef]"
)
_PERIOD_TAIL: Final = frozenset({"年", "月", "年度", "月份", "季度", "年末", "年底"})
_AFTER_BRACKET: Final = regex.compile(r"(\(\d+(?:\.\d+)?\))([+-]?\d+(?:\.\d+)?%?)")
_AFTER_WORD: Final = regex.compile(r"(.*\p{Han}\)?)(-?\d+\.\d+%?)")
_RUNS: Final = tuple(regex.compile(rf"(-?(?:0|[1-9]\d{{0,4}})\.\d{{{decimals}}})+") for decimals in (1, 2, 3, 4))
_MOSTLY: Final = 0.8  # of the lines of a table that was printed one cell a line
# The multiple that a column counts in, behind its name: Vacancies (1000).
_THOUSANDS: Final = regex.compile(r"[(\[]1[, ']?000[)\]]")
_WIDE: Final = 1.0  # em: two blanks, or a full-width one, were put there to part two cells


@dataclass(frozen=True, slots=True)
class Token:
    """One printed cell, or a piece of one: a run of characters of one line.

    `line` is the index of its line in the region, `block` counts blank lines (0 throughout when they say
    nothing), `start` and `end` count in the line's text. `year` is set when a number could as well be a year (or a month: then it counts months), and
    `ordinal` when it could be a running number. `magnitude` is log10 of the absolute value (None for 0 and text).
    `more` are the line, start and end of the further pieces of a label on several lines.
    `tight` says that only a single blank parts it from the token before on the same line.
    """

    text: str
    kind: TokenKind
    line: int
    start: int
    end: int
    block: int = 0
    tight: bool = False
    value: float | None = None
    decimals: int = 0
    percent: bool = False
    negative: bool = False
    magnitude: float | None = None
    year: int | None = None
    ordinal: int | None = None
    marks: tuple[str, ...] = ()
    more: tuple[tuple[int, int, int], ...] = ()

    @property
    def is_value(self) -> bool:
        """Tell whether it is printed as a value: a number or the sign of a missing one."""
        return self.kind in {"number", "missing"}

    @property
    def is_hard_value(self) -> bool:
        """Tell whether it is a value and cannot be a year."""
        return self.is_value and self.year is None


def text_to_token(text: str, line: int, start: int, end: int) -> Token:
    """Say what a printed cell can be, from its characters alone."""
    plain = to_plain(text).strip()
    found = _MARKS.search(plain)
    marks = tuple(regex.findall(r"\[\d{1,2}\]|\*+|[†‡①-⑳¹²³]", found.group())) if found and found.start() else ()
    bare = plain[: found.start()].rstrip() if found and found.start() else plain
    token = Token(text, "label", line, start, end, marks=marks)
    if _MISSING.fullmatch(bare):
        return replace(token, kind="missing")
    if _PERIOD.fullmatch(bare):
        return replace(token, kind="period")
    if _RANGE.fullmatch(bare) and not _YEAR.match(bare):
        return replace(token, kind="number", decimals=-1, percent="%" in bare)
    beside = _BESIDE.fullmatch(bare)
    if beside is not None and not _YEAR.fullmatch(beside["value"]):
        token = text_to_token(beside["value"], line, start, end)
        return replace(token, text=text, ordinal=None, marks=(*token.marks, *marks))
    # Accountants print a negative number in brackets, econometricians a standard error.
    bracketed = len(bare) > 2 and bare[0] in "([" and bare[-1] in ")]"
    number = _NUMBER.fullmatch(bare[1:-1].strip() if bracketed else bare)
    if number is None:
        return token
    digits = number["digits"].replace(",", "").replace(" ", "")
    if len(digits) > 30:
        return token
    negative = bracketed or bare.startswith("-")
    size = float(digits)
    if bracketed and digits.isdecimal() and len(digits) <= 2:
        return token  # (1) (2) (3) number the columns of a regression table
    plain_integer = bare.isdecimal()
    return replace(
        token,
        kind="number",
        value=-size if negative else size,
        decimals=len(digits.partition(".")[2]),
        percent=number["unit"] in {"%", "‰", "个百分点"},
        negative=negative,
        magnitude=log10(size) if size else None,
        year=_to_year(bare),
        ordinal=int(bare) if plain_integer and len(bare) <= 4 and not (len(bare) > 1 and bare[0] == "0") else None,
    )


def _to_year(text: str) -> int | None:
    # 2021.06 may be a month as well; months are counted on a scale of their own.
    if _YEAR.fullmatch(text):
        return int(text)
    month = _YEAR_MONTH.fullmatch(text)
    return int(month[1]) * 12 + int(month[2]) if month else None


def lines_to_tokens(lines: Sequence[Line]) -> list[list[Token]]:
    """Return the cells of each line in printed order, with the blank-line block that each stands in."""
    blocks = lines_to_blocks(lines)
    rows = [line_to_tokens(line, index) for index, line in enumerate(lines)]
    if sum(len(row) == 1 for row in rows) >= _MOSTLY * len(rows):
        behind = [*rows[1:], []]
        rows = [_dated_label(line, row, after) for line, row, after in zip(lines, rows, behind, strict=True)]
    return [[replace(token, block=blocks[index]) for token in row] for index, row in enumerate(rows)]


def _dated_label(line: Line, row: list[Token], after: list[Token]) -> list[Token]:
    """Join a label and the year behind it (Passengers 2019) where a tool printed one cell on each line.

    Where a bare year follows, the year is the first of a row of them, glued to the corner (指标/年份 2015).
    """
    last = row[-1]
    if len(after) == 1 and (after[0].year or after[0].kind == "period"):
        return row
    if len(row) != 2 or row[0].kind != "label" or not last.tight or not (last.year or last.kind == "period"):
        return row
    start, end = row[0].start, last.end
    return [replace(row[0], text=line.text[start:end], end=end)]


def lines_to_blocks(lines: Sequence[Line]) -> list[int]:
    """Return the number of the block between blank lines that each line stands in; all 0 when the blank lines say nothing.

    Some tools print a blank line behind every line: there only a wider gap, which something else has left, parts blocks.
    """
    steps = [right.box.top - left.box.top if right.page == left.page else 0.0 for left, right in pairwise(lines)]
    least = 1.5
    if sum(step > least for step in steps) > 0.8 * len(steps):
        least = 1.5 * sorted(steps)[len(steps) // 2] if steps else least
    return [0, *accumulate(int(step > least) for step in steps)][: len(lines)]


def line_to_pieces(line: Line) -> list[tuple[int, int, float]]:
    """Return the runs without a blank of a line's text, and the gap (em) before each (0 for the first)."""
    found = [(match.start(), match.end()) for match in regex.finditer(r"[^ ]+", line.text)]
    known = len(found) == len(line.words)
    pieces: list[tuple[int, int, float]] = []
    for index, (start, end) in enumerate(found):
        gap = 0.0
        if index:
            gap = 0.5
            if known:
                left, right = line.words[index - 1], line.words[index]
                gap = (right.box.x0 - left.box.x1) / max(right.size, 0.1)
        pieces += [(low, high, gap if low == start else 0.0) for low, high in split_run(line.text, start, end)]
    return pieces


def split_run(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part cells that a tool printed without a blank between them: （0.49）13.27, 24.6920.29, 出口额3.01.

    Decimals that a column shares tell where one number of a run ends; only one number of decimals may fit.
    """
    plain = to_plain(text[start:end])
    glued = _AFTER_BRACKET.fullmatch(plain) or _AFTER_WORD.fullmatch(plain)
    if glued:
        return [(start, start + glued.end(1)), (start + glued.end(1), end)]
    if plain.count(".") >= 2 and len(plain) <= 200:
        fits = [found for found in (run.fullmatch(plain) for run in _RUNS) if found]
        if len(fits) == 1:
            return [(start + low, start + high) for low, high in fits[0].spans(1)]
    return [(start, end)]


def line_to_tokens(line: Line, index: int, split_labels: bool = False) -> list[Token]:
    """Return the cells of one line.

    Wide gaps part cells. Between single blanks a line's trailing values are cells of their own, and so are
    labels of ideographs (出口额 进口额), but not the letters of a spaced-out word (越 南) nor a word and a
    numeral (第 16 类). A bracket joins the label before it. `split_labels` parts labels at every blank.
    """
    tokens: list[Token] = []
    stretch: list[tuple[int, int, float]] = []
    for piece in line_to_pieces(line):
        if stretch and piece[2] >= _WIDE:
            tokens += _stretch_to_tokens(line.passage, index, stretch, split_labels)
            stretch = []
        stretch.append(piece)
    tokens += _stretch_to_tokens(line.passage, index, stretch, split_labels) if stretch else []
    return [whole] if (whole := _to_lone_value(line.text, tokens)) is not None else tokens


def _to_lone_value(text: str, tokens: Sequence[Token]) -> Token | None:
    # 1269 (19.9%) by itself on a line is one cell: a count and its share, one blank apart.
    if len(tokens) != 2 or not tokens[1].tight or not to_plain(tokens[1].text).startswith("("):
        return None
    start, end = tokens[0].start, tokens[1].end
    whole = text_to_token(text[start:end], tokens[0].line, start, end)
    return whole if whole.kind == "number" and tokens[0].year is None else None


def _stretch_to_tokens(
    passage: Passage, index: int, stretch: list[tuple[int, int, float]], split_labels: bool
) -> list[Token]:
    text = passage.text
    runs = [(start, end) for start, end, _ in stretch]
    merged: list[tuple[int, int]] = []
    for start, end in runs:
        piece = to_plain(text[start:end])
        # (%) and the 年 of "2016 年" belong to what stands before; a bracketed number is a value.
        brackets = piece[0] in "([" and (
            text_to_token(piece, index, start, end).kind == "label"
            or (bool(merged) and _THOUSANDS.fullmatch(piece) is not None and text[merged[-1][1] - 1].isalpha())
        )
        tail = piece in _PERIOD_TAIL or bool(regex.fullmatch(r"[①-⑳*†‡]+|%", piece))
        inside = merged and _is_open(text[merged[-1][0] : merged[-1][1]]) and ")" in to_plain(text[start:])
        if merged and (brackets or tail or inside):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    cells = [text_to_token(text[start:end], index, start, end) for start, end in merged]
    tokens: list[Token] = []
    joinable = False
    for place, cell in enumerate(cells):
        alone = _stands_alone(cells, place)
        if joinable and not alone and not split_labels and not _parts_labels(tokens[-1].text, cell.text):
            start = tokens[-1].start
            tokens[-1] = text_to_token(text[start : cell.end], index, start, cell.end)
        else:
            tokens.append(cell)
        joinable = not alone
    return tokens[:1] + [replace(token, tight=True) for token in tokens[1:]]


def _is_open(text: str) -> bool:
    plain = to_plain(text)
    return plain.count("(") > plain.count(")")


def _stands_alone(pieces: Sequence[Token], place: int) -> bool:
    # A value is a cell among values and at the end of a line; between words it is a piece of a label (第 16 类).
    # A year is a cell at the beginning of a line as well.
    def valued(token: Token) -> bool:
        return token.is_value or token.kind == "period"

    if not valued(pieces[place]):
        return False
    after = pieces[place + 1 :]
    if all(valued(piece) for piece in after) or (place and valued(pieces[place - 1])):
        return True
    return valued(after[0]) or (place == 0 and (pieces[0].year is not None or pieces[0].kind == "period"))


def _parts_labels(left: str, right: str) -> bool:
    if len(left) == 1 or len(right) == 1:
        return False
    return bool(regex.search(r"[\p{Han}）)]$", left) and regex.match(r"\p{Han}", right))
