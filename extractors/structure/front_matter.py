"""What the article prints about itself: title, authors, abstract, keywords, numbers, issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import regex

from extractors.characters import to_plain
from extractors.model import Block, FrontMatter
from extractors.structure.front_marks import read_front_mark
from extractors.structure.line_widths import count_ideographs

_DOI: Final = regex.compile(r"(?<![\d.])10\.\d{4,9}/[-._;()/:A-Za-z\d]*[A-Za-z\d]")
_ARTICLE_NUMBER: Final = regex.compile(
    r"(?:文\s*章\s*编\s*号|Article\s+ID)\s*[\]】]?\s*:?\s*(?P<value>[\dXx]{4}-?[\dXx]{4}\s*\(\s*\d{4}\s*\)\s*[\dSsZz]{1,4}-\d{3,5}-\d{1,3}|[\d\-()A-Za-z.]{6,40})"
)
_CLC: Final = regex.compile(
    r"(?:中\s*图\s*(?:分\s*类|法)\s*号?|CLC(?:\s+number)?)\s*[\]】]?\s*:?\s*(?P<value>[A-Z]{1,2}\d*(?:[.\-/]\d+)*(?:\s*[;；,，]\s*[A-Z]{1,2}\d+(?:[.\-/]\d+)*)*)"
)
_ISSUES: Final = (
    regex.compile(
        r"(?P<year>(?:19|20)\d\d)\s*年\s*(?:\d{1,2}\s*月\s*)?[,，]?\s*(?:第\s*\d+\s*卷\s*)?[(（]?\s*(?:总\s*)?第\s*(?P<number>\d{1,3})\s*期"
    ),
    regex.compile(r"\(\s*(?P<year>(?:19|20)\d\d)\s*\)\s*第?\s*(?P<number>\d{1,2})\s*期?"),
    regex.compile(r"(?P<year>(?:19|20)\d\d)\s*[,，]\s*(?:第\s*)?\d+\s*(?:卷)?\s*\(\s*(?P<number>\d{1,2})\s*\)"),
    regex.compile(
        r"(?i:vol(?:ume)?\.?)\s*\d+\s*[,.]?\s*(?i:no\.?|issue|number)\s*(?P<number>\d{1,3}).{0,30}?(?P<year>(?:19|20)\d\d)"
    ),
    regex.compile(
        r"(?P<year>(?:19|20)\d\d).{0,20}?(?i:vol(?:ume)?\.?)\s*\d+\s*[,.]?\s*(?i:no\.?|issue|number)\s*(?P<number>\d{1,3})"
    ),
    regex.compile(r"(?i:vol(?:ume)?\.?)\s*\d+\s*[,.]?\s*(?i:no\.?|issue|number)\s*(?P<number>\d{1,3})"),
    regex.compile(r"(?P<year>(?:19|20)\d\d)\s*年\s*\d{1,2}\s*月"),
)
_KEYWORD_MARKS: Final = regex.compile(r"\s*[;；,，、|]\s*|\s{2,}")
_NAME_SEPARATORS: Final = regex.compile(r"\s*[,，、;；]\s*(?:and\s+)?|\s+(?:and|&)\s+")
_NAME_NOISE: Final = regex.compile(r"[\d*#†‡§①-⑳¹²³⁴⁵⁶⁷⁸⁹]+|[(（\[].*?[)）\]]|(?:^|(?<=\s))等$")


def find_language(text: str) -> Literal["zh", "en"]:
    """Return zh when at least a tenth of the letters are ideographs: an ideograph says as much as several letters."""
    ideographs = count_ideographs(text)
    letters = len(regex.findall(r"\p{Latin}", text))
    return "zh" if ideographs and ideographs >= 0.1 * (ideographs + letters) else "en"


def find_front_matter(blocks: Sequence[Block]) -> FrontMatter:
    """Collect what the blocks of the front say.

    The DOI, the numbers and the issue are searched in the front and in running heads only: the
    references print those of other articles.
    """
    title = _joined(blocks, "title")
    abstract = _marked(blocks, "abstract")
    keywords = _marked(blocks, "keywords")
    heads = [block.passage.text for block in blocks if block.kind == "running_head"]
    front = " \n ".join(
        to_plain(block.passage.text) for block in blocks if block.kind in {"front", "running_head", "title", "keywords"}
    )
    year, number = _find_issue(front)
    doi, article, clc = _DOI.search(front), _ARTICLE_NUMBER.search(front), _CLC.search(front)
    return FrontMatter(
        title=title,
        authors=tuple(name for block in blocks if block.kind == "authors" for name in read_authors(block.passage.text)),
        abstract=abstract,
        keywords=read_keywords(keywords) if keywords else (),
        doi=doi[0] if doi else None,
        article_number=article["value"] if article else None,
        clc=clc["value"] if clc else None,
        running_head=_first_head(heads),
        year=year,
        number=number,
    )


def _joined(blocks: Sequence[Block], kind: str) -> str | None:
    return next((" ".join(block.passage.text.split()) for block in blocks if block.kind == kind), None)


def _marked(blocks: Sequence[Block], kind: str) -> str | None:
    # An article may print its abstract in two languages; the first is its own.
    for block in blocks:
        if block.kind == kind:
            mark = read_front_mark(block.passage.text)
            content = block.passage.text[mark[1] if mark else 0 :].strip()
            if content:
                return content
    return None


def _first_head(heads: Sequence[str]) -> str | None:
    for head in heads:
        words = " ".join(
            regex.sub(r"[-·•~]\s*\d{1,4}\s*[-·•~]|^\s*\d{1,4}\s+|\s+\d{1,4}\s*$", " ", to_plain(head)).split()
        )
        if regex.search(r"\p{L}", words):
            return words
    return None


def _find_issue(front: str) -> tuple[int | None, int | None]:
    for pattern in _ISSUES:
        if match := pattern.search(front):
            groups = match.groupdict()
            year, number = groups.get("year"), groups.get("number")
            return int(year) if year else None, int(number) if number else None
    return None, None


def read_keywords(text: str) -> tuple[str, ...]:
    """Cut a line of keywords at semicolons, commas or wide blanks; where there are none, Chinese ones at any blank."""
    pieces = _KEYWORD_MARKS.split(text.strip().rstrip("。.;；"))
    if len(pieces) == 1 and count_ideographs(text):
        pieces = text.split()
    return tuple(piece.strip() for piece in pieces if piece.strip())


def read_authors(text: str) -> tuple[str, ...]:
    """Cut a line of authors into names; ideographs of one name may stand apart (黄 倩), marks of affiliation are left out."""
    bare = _NAME_NOISE.sub(" ", to_plain(text))
    names: list[str] = []
    for piece in _NAME_SEPARATORS.split(bare):
        if count_ideographs(piece):
            names += _blanks_to_names(piece.split())
        elif piece.strip():
            names.append(" ".join(piece.split()))
    return tuple(names)


def _blanks_to_names(pieces: Sequence[str]) -> list[str]:
    # A name of two ideographs is set as wide as one of three by a blank inside it.
    names: list[str] = []
    held = ""
    for piece in pieces:
        if len(piece) == 1:
            held += piece
            if len(held) == 2:
                names.append(held)
                held = ""
            continue
        if held:
            names.append(held)
            held = ""
        names.append(piece)
    return [*names, held] if held else names
