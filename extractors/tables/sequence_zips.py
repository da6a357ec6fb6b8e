"""Two columns that a tool went through line by line, in a text that lists every other column by itself.

Tools that gather the words of a page into boxes put columns that stand close together into one box: the labels of
the stub and the values of the first column then take turns, while the other columns come one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.tables.sequence_tokens import Token

_LEAST_HEADS = 2
_LEAST_PAIRS = 3  # where label and value stand on lines of their own


def zipped_to_lines(lines: Sequence[Sequence[Token]]) -> Iterator[list[list[Token]]]:
    """Yield the cells with the first run of label and value by turns told apart: the labels, then the values.

    Nothing where such pairs are all there is: then every label stands before its value as it should.
    """
    if any(sum(token.is_hard_value for token in line) > 1 for line in lines):
        return  # lines are rows
    tokens = [token for line in lines for token in line]
    at = 0
    while at + 1 < len(tokens):
        end = at
        beside = at + 1 < len(tokens) and tokens[at].line == tokens[at + 1].line
        while end + 1 < len(tokens) and _is_pair(tokens[end], tokens[end + 1]):
            if (tokens[end].line == tokens[end + 1].line) is not beside:
                break
            end += 2
        pairs = (end - at) // 2
        if pairs >= _LEAST_PAIRS or (pairs and beside):
            after = tokens[end:]
            # Whole columns follow: as many values as there were pairs, with or without a label before them.
            follows = sum(token.is_hard_value for token in after)
            # or one more, in a cell that reaches over all the rows.
            if follows >= pairs and (follows % pairs == 0 or (follows % pairs == 1 and not beside)):
                block = max((token.block for token in tokens), default=0) + 1
                labels = tokens[at:end:2]
                values = [replace(token, tight=False) for token in tokens[at + 1 : end : 2]]
                before = tokens[:at]
                # A column's head stands above its values: that of the first column is printed before the stub.
                head = before[-1:] if before and any(not token.is_hard_value for token in after) else []
                if head:
                    before = before[:-1]
                    yield _lines([*before, *labels, *head, *values, *after], block)
                    before = [*before, *head]
                yield _lines([*before, *labels, *values, *after], block)
            return
        at = max(end, at + 1)


def headed_to_lines(lines: Sequence[Sequence[Token]]) -> Iterator[list[list[Token]]]:
    """Yield the cells with a header that takes turns with the values of its first row told apart: the header, then the rows.

    A head and the value under it make one box where the first row stands close to the header; the values of the other
    rows follow row by row, each behind its label, or column by column, if the labels of the stub came first.
    """
    tokens = [token for line in lines for token in line]
    at = next((place for place in range(len(tokens) - 1) if _is_pair(tokens[place], tokens[place + 1])), None)
    if at is None or any(sum(token.is_hard_value for token in line) > 1 for line in lines):
        return
    end = at
    while end + 1 < len(tokens) and _is_pair(tokens[end], tokens[end + 1]):
        end += 2
    while end - at >= 2 * _LEAST_HEADS:
        heads, values, after = tokens[at:end:2], tokens[at + 1 : end : 2], tokens[end:]
        count = len(heads)
        labels = [token for token in after if not token.is_hard_value]
        block = max(token.block for token in tokens) + 1
        if at and labels and len(after) == len(labels) * (count + 1):
            yield _lines([*tokens[: at - 1], *heads, tokens[at - 1], *values, *after], block)
        elif at and not labels and after and len(after) % count == 0:
            rows = len(after) // count
            columns = [[value, *after[number * rows : number * rows + rows]] for number, value in enumerate(values)]
            parts = [*([token] for token in tokens[:at]), heads, *columns]
            yield [[replace(token, block=number)] for number, part in enumerate(parts) for token in part]
        end -= 2  # the last pair may be the second row's label and its first value


def _is_pair(label: Token, value: Token) -> bool:
    return not label.is_hard_value and label.kind != "missing" and value.is_hard_value


def _lines(tokens: Sequence[Token], block: int) -> list[list[Token]]:
    # Where values stop being labels, or the printed block ends, a new block begins.
    lines: list[list[Token]] = []
    count = 0
    for place, token in enumerate(tokens):
        last = tokens[place - 1] if place else token
        if block > 1 and (token.block != last.block or token.is_hard_value != last.is_hard_value):
            count += 1
        lines.append([replace(token, block=count)])
    return lines
