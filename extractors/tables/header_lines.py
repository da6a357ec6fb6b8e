"""How many lines at the top of a table are its header: told by the rule under it, or by the first numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractors.characters import to_plain
from extractors.strokes import Stroke
from extractors.tables.kinds import ordinal
from extractors.tables.slabs import Slab, is_one_text, is_title
from extractors.tables.tokens import Sheet, Token

_ASIDE = 0.8  # em by which a title may miss the edge or the middle of its table
_LEVEL = 0.3  # em between rules on one level


def find_header_lines(sheet: Sheet, slabs: Sequence[Slab], across: Sequence[Stroke]) -> int:
    """Count the lines of the header: those above the rule under it, else above the first line with numbers.

    Numbers in the first column are labels (years, mostly) and years name columns, so neither
    counts; nor do columns that are merely numbered.
    """
    numeric = [holds_values(slab) for slab in slabs]
    by_content = next((slab.lines[0] for slab, values in zip(slabs, numeric, strict=True) if values), None)
    by_rule = _lines_above_rule(sheet, across, by_content)
    if by_rule is not None and (by_content is None or _is_under_header(slabs, by_rule, by_content)):
        return by_rule
    if by_content is None:
        return len(slabs[0].lines) if len(slabs) > 1 else 0
    by_columns = _lines_above_column_rules(sheet, across, by_content)
    if by_columns is not None:
        return by_columns
    return by_content - _title_lines(sheet, by_content)


def _is_under_header(slabs: Sequence[Slab], by_rule: int, by_content: int) -> bool:
    """Tell whether the rule with `by_rule` lines above it ends the header, or parts rows (a total from its items).

    One line of numbers may stand in a header (10 % 5 % 1 %); but not below other lines of it
    and as full as the rows that follow.
    """
    above = [slab for slab in slabs if slab.lines[-1] < by_rule and _is_row_of_values(slab)]
    below = [sum(token.value for token in slab.tokens[1:]) for slab in slabs if slab.lines[0] >= by_rule]
    full = median(below) if below else 0
    filled = sum(sum(token.value for token in slab.tokens[1:]) >= full > 0 for slab in above)
    return len(above) < 2 and not (filled and by_content > 0)


def _lines_above_column_rules(sheet: Sheet, across: Sequence[Stroke], by_content: int) -> int | None:
    """Count the lines above rules that each stand under the label of one column; what follows in the stub are titles of groups.

    Accountants and statisticians underline the label of every column of figures by itself.
    """
    middles = [sum(token.box.center_y for token in line) / len(line) for line in sheet.lines]
    for stroke in reversed(across):
        count = sum(middle < stroke.position for middle in middles)
        if not 0 < count < by_content:
            continue
        level = [other for other in across if abs(other.position - stroke.position) < _LEVEL * sheet.em]
        start = min(other.start for other in level)
        labels = sheet.lines[count - 1]
        labelled = all(any(_stands_over(token, other) for token in labels) for other in level)
        if count < by_content and _is_bracketed(sheet.lines[count]):
            count += 1  # the unit of the figures
        stub = all(line[-1].box.x1 <= start + sheet.em for line in sheet.lines[count:by_content])
        if len(level) > 1 and labelled and stub:
            return count
    return None


def _stands_over(token: Token, stroke: Stroke) -> bool:
    return stroke.start < token.box.center_x < stroke.end and stroke.position - token.box.center_y < 1.5 * token.size


def _is_bracketed(line: Sequence[Token]) -> bool:
    return to_plain(line[0].text)[0] == "(" and to_plain(line[-1].text)[-1] == ")" and len(line) > 1


def _title_lines(sheet: Sheet, header_lines: int) -> int:
    """Count the lines at the end of a header that are the title of the first group of rows.

    Such a title stands alone under the stub's label, as far from it as from its first row;
    the second line of a wrapped label stands closer.
    """
    if not 2 <= header_lines < len(sheet.lines) or not is_one_text(sheet.lines[header_lines - 1], sheet.em):
        return 0
    if _has_mates(sheet, header_lines - 1):
        return 1
    above, title, below = (sheet.lines[header_lines + offset][0] for offset in (-2, -1, 0))
    alone = above.box.x0 - sheet.em <= title.box.x0 <= above.box.x1 and len(sheet.lines[header_lines - 2]) > 1
    apart = title.box.center_y - above.box.center_y >= 0.9 * (below.box.center_y - title.box.center_y)
    return int(alone and apart and (len(sheet.lines[header_lines - 1]) > 1 or not title.value))


def _has_mates(sheet: Sheet, index: int) -> bool:
    """Tell whether a line of one text is one of several titles: others stand alone below, with the same edge or middle.

    The middle alone says so only of texts of different lengths, beside a label of their own
    column they would be wrapped.
    """
    lines = [line for line in sheet.lines[index:] if is_one_text(line, sheet.em)]
    if len(lines) < 2 or any(token.value and not token.year for line in lines for token in line[:1]):
        return False
    title, mates = lines[0], lines[1:]
    middle = (title[0].box.x0 + title[-1].box.x1) / 2
    stub = min(token.box.x0 for line in sheet.lines for token in line)
    if title[0].box.x0 - stub < sheet.em:
        return False  # what stands in the stub is told by its distance
    return any(abs((line[0].box.x0 + line[-1].box.x1) / 2 - middle) < 0.3 * sheet.em for line in mates)


def holds_values(slab: Slab) -> bool:
    """Tell whether lines hold numbers beyond the first column, other than years and those that count columns."""
    values = [token for token in slab.tokens[1:] if token.value]
    alone = [token for index, token in enumerate(slab.tokens) if index and token.value and _stands_alone(slab, index)]
    if not alone or all(token.year for token in alone):
        return False
    # With two columns, and no label in the stub, the first number of (1) (2) stands where others have their label.
    bracketed = all(to_plain(token.text)[0] == "(" for token in slab.tokens)
    return not any(len(tokens) >= 2 and _is_counted(tokens) for tokens in (values, slab.tokens if bracketed else ()))


def _is_counted(tokens: Sequence[Token]) -> bool:
    counted = [ordinal(token.text) for token in tokens]
    start = counted[0] or 0
    return counted == list(range(start, start + len(counted)))


def _stands_alone(slab: Slab, index: int) -> bool:
    """Tell whether a number is a cell, not a word of a label: 1 year, top 10 firms, FY 2010."""
    token = slab.tokens[index]
    if _is_of_counted(slab, index):
        return False
    beside = [other for other in slab.tokens[max(0, index - 1) : index + 2] if other is not token and not other.value]
    space = 0.55 * token.size
    return all(other.box.x0 - token.box.x1 > space or token.box.x0 - other.box.x1 > space for other in beside)


def _is_of_counted(slab: Slab, index: int) -> bool:
    """Tell whether a number is a part of what is said of counted columns: (1)-(2)."""
    token = slab.tokens[index]
    near = [
        other
        for other in slab.tokens[max(0, index - 1) : index + 2]
        if max(other.box.x0 - token.box.x1, token.box.x0 - other.box.x1) < 0.6 * token.size
    ]
    counted = [to_plain(other.text)[0] == "(" and ordinal(other.text) is not None for other in near]
    return len(near) > 1 and any(counted) and any(to_plain(other.text) in "-+" for other in near)


def _is_row_of_values(slab: Slab) -> bool:
    # Classes in a header ($10,000 or more) are numbers among words.
    values = sum(token.value for token in slab.tokens[1:])
    return holds_values(slab) and values * 2 >= len(slab.tokens) - 1


def _lines_above_rule(sheet: Sheet, across: Sequence[Stroke], by_content: int | None) -> int | None:
    """Count the lines above the rule under the header: the first over the whole width, or a later one.

    Some printers rule off the title of a part, or the labels that span columns, over the whole
    width. The header is not at its end there: lines without a label in the stub follow, up
    to the next rule or the first numbers.
    """
    left = min(token.box.x0 for token in sheet.tokens)
    right = max(token.box.x1 for token in sheet.tokens)
    middles = [sum(t.box.center_y for t in line) / len(line) for line in sheet.lines]
    counts = [
        sum(middle < stroke.position for middle in middles) for stroke in across if stroke.covers(left, right, 0.9)
    ]
    ends = [count for count in counts if 0 < count < len(middles)]
    if not ends:
        return None
    stop = min(end for end in (*ends[1:2], by_content, len(middles)) if end is not None)
    # In a table of words nothing but the rule parts a header from the rows.
    centres = [] if by_content is None else [rule.middle for rule in across if rule.covers(left, right, 0.9)]
    if (by_content is not None or len(ends) > 1) and _is_title_of_part(sheet, ends[0], stop, centres):
        # The header proper stands below, and ends as if the title were not there.
        count = ends[0]
        below = replace(sheet, lines=sheet.lines[count:])
        rest = _lines_above_rule(below, across, None if by_content is None else by_content - count)
        return count + (rest or (by_content or count) - count)
    if by_content is None:
        return _count_under_title(sheet, ends[0])
    last = max((count for count in ends if count <= by_content), default=ends[0])
    # Between the header and the first numbers may stand the title of the first group of rows.
    if all(is_one_text(line, sheet.em) for line in sheet.lines[last:by_content]) and _is_headed_once(
        sheet, ends[0], last
    ):
        return last
    if not _goes_on_below(sheet, ends[0], by_content, last if last > ends[0] else by_content):
        return ends[0]
    if len(ends) > 1:
        return last
    return by_content - _title_lines(sheet, by_content)


def _is_headed_once(sheet: Sheet, count: int, end: int) -> bool:
    """Tell whether the one line between two rules over the whole width is the last of a header that names the stub once.

    The label of the stub stands either on it or above the upper rule; labels of columns are on both sides.
    """
    edge = min(token.box.x0 for line in sheet.lines for token in line) + 2 * sheet.em
    stub = max(edge, _label_ends(sheet, end))
    above = sheet.lines[:count]
    line = sheet.lines[count]
    named = sum(other[0].box.x0 <= stub for other in (*above, line))
    return named == 1 and end - count == 1 and len(line) > max(2, len(above[-1]))


def _is_title_of_part(sheet: Sheet, count: int, below: int, middles: Sequence[float]) -> bool:
    """Tell whether the rule with `count` lines above it parts a title (Panel A …) from the header, which goes on to line `below`.

    Titles stand alone, at the left edge of the table or in the middle of its rules (`middles`); a header has
    several labels. The title of the first group of rows stands alone too, but below a header.
    """
    left = min(token.box.x0 for token in sheet.tokens)
    for line in sheet.lines[:count]:
        centre = (line[0].box.x0 + line[-1].box.x1) / 2
        aside = min((line[0].box.x0 - left, *(abs(centre - middle) for middle in middles)))
        if not is_title(line, sheet.em) or aside > _ASIDE * sheet.em:
            return False
    return max((len(line) for line in sheet.lines[count:below]), default=0) > 2


def _count_under_title(sheet: Sheet, count: int) -> int:
    """Count the lines of a header in a table of words: with that under its ruled off title, which has no label in the stub."""
    stub = min(token.box.x0 for line in sheet.lines[count:] for token in line) + 2 * sheet.em
    if not all(is_one_text(line, sheet.em) and line[0].box.x0 > stub for line in sheet.lines[:count]):
        return count
    below = sheet.lines[count]
    return count + 1 if len(below) > 1 and below[0].box.x0 > stub and count + 1 < len(sheet.lines) else count


def _goes_on_below(sheet: Sheet, count: int, by_content: int, end: int) -> bool:
    """Tell whether the labels of a header go on under the rule with `count` lines above it, up to line `end`."""
    stub = _label_ends(sheet, by_content) or _label_ends(sheet, by_content, 0)
    following = sheet.lines[count:end]
    labels = [line for line in following if len(line) > 1 and line[0].box.x0 > stub]
    headed = sum(line[0].box.x0 <= stub for line in following)
    return bool(labels) and headed <= 1 and all(line[0].box.x0 > stub for line in sheet.lines[:count])


def _label_ends(sheet: Sheet, start: int, values: int = 2) -> float:
    """Return where the labels of rows with so many numbers, at least, mostly end; 0 where there are none."""
    rows = [
        line
        for line in sheet.lines[start:]
        if sum(token.value for token in line[1:]) >= values and not is_one_text(line, sheet.em)
    ]
    ends = sorted(line[0].box.x1 for line in rows if not line[0].value)
    return ends[3 * len(ends) // 4] if ends else 0.0
