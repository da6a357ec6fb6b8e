"""What the text of one printed line announces: a caption, a unit, a note, a heading, a page number.

Every answer is about the line alone; whether the line is believed is for those who know
its neighbours. Offsets are half-open and count in the text that was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from extractors.characters import to_plain

_CHINESE_NUMERAL: Final = "[〇零一二三四五六七八九十]{1,3}"
# 1, 12, 3-2, 1.2, A1, A.1, B-3, II, and 2 in 表二.
_NUMBER: Final = (
    rf"(?:[A-Z]{{1,2}}[.\-]?\d{{1,3}}|\d{{1,3}}(?:[.\-]\d{{1,3}}){{0,2}}[a-z]?|[IVX]{{1,5}}|{_CHINESE_NUMERAL})"
)
_MARK: Final = r"\s*[(\[]?\s*(?:续表?|continued|cont(?:inued)?'?d?\.?)\s*[)\]]?"
_CHINESE_LABEL: Final = (
    rf"\s*(?P<label>(?P<kind>续\s?表|附\s?表|表)\s*(?P<number>{_NUMBER})?(?:\s?[(]\s*(?P<more>续|续表)\s*\d?[)])?)"
)
# Reports of unions and federations come in several languages; the word stands at the head of the line, with a number.
_LATIN_KIND: Final = r"(?:(?i:table|tab\.)|Tabla|TABLA|Tabela|TABELA|Tabella|TABELLA|Tabelle|TABELLE|Tableau|TABLEAU|Cuadro|CUADRO|Quadro|QUADRO)"
_FOREIGN: Final = ("tabla", "tabe", "tablea", "cuadro", "quadro")
_ENGLISH_LABEL: Final = (
    rf"\s*(?P<label>(?P<kind>{_LATIN_KIND})\s*(?:(?i:no\.|number)|[nN][.]?[º°]|:)?\s*(?P<number>1\d{{3}}(?!\d)|{_NUMBER})"
    r"(?P<more>\s*[,.:]?\s*[(\[]?\s*(?i:continued|cont'd|cont\.)\s*\.?[)\]]?)?)"
)
_FIGURE_LABEL: Final = rf"\s*(?P<label>(?P<kind>附\s?图|图|(?i:figure|fig\.))\s*(?P<number>{_NUMBER})(?P<more>(?!))?)"
_LABELS: Final = {
    "table": (regex.compile(_CHINESE_LABEL), regex.compile(_ENGLISH_LABEL)),
    "figure": (regex.compile(_FIGURE_LABEL),),
}
_SEPARATOR: Final = regex.compile(r"\s*[:.、|\-]{1,2}\s*|\s+")
# The dots of a list of tables, from a title to its page.
_LEADER: Final = regex.compile(r"(?:\.\s?){4,}|…{3,}|…{2}\s*\d+\s*$|(?:·\s?){4,}")
# Words that go on with a sentence after the number of a table: 表1所示, 表 1 可知, 表1和表2, 表1中的数据.
_GOES_ON: Final = regex.compile(
    r"所[示列述反给显]|可[知见以得看]|中(?:可|的|列|显|给|第|数|所|报|,|，)|[的里是把又则,，。;；、)”】]|"
    r"内(?![蒙陆地需资外贸生部河])|为(?![期何])|了(?!解)|将(?![来军])|也(?!门)|还(?![原款贷])|均(?![值衡方线匀价])|都(?![市江匀])|就(?![业医地诊读学])|"
    r"(?:分别|主要|直观|清晰|进一步|详细|具体|同时|清楚|较好)?(?:列[出示举]|[显展]示|给出|表明|反映|说明[^:]|报告|呈现|汇[报总]了|描述了|总结|统计了|提供|揭示|展现|归纳|概括)|"
    r"(?:数据|结果|回归结果|估计结果|检验结果)(?:可|显示|表明|说明|来看|中)|(?:和|与|及|至|到|或|~|-)\s*(?:续|附)?[表图]\s*\d|以及|[第模]?[(]?\d[)]?[列行栏]|"
    r"第\s*[(]?\d+[)]?|上[可所]|来看|看[出,，]"
)
_ENGLISH_GOES_ON: Final = regex.compile(
    r"(?:also\s+|further\s+|then\s+|clearly\s+|below\s+|above\s+)?(?:shows?|presents?|reports?|lists?|gives?|summari[sz]es?|indicates?|illustrates?|provides?|contains?|displays?|"
    r"describes?|compares?|reveals?|suggests?|demonstrates?|highlights?|outlines?|sets\s+out|depicts?|confirms?|and|or|in|is|are|was|were|of|to|that|which|we|it|below|above|for|on|as|has|have|can|may|will)\b"
)
_UNIT_WORD: Final = r"(?:计量|计价|数量|金额|货币)?单\s?位|(?i:units?(?:\s+of\s+measure(?:ment)?)?)"
_UNIT: Final = rf"(?:{_UNIT_WORD})\s*:\s*\S"
# The unit statement at the end of a caption, or alone on its line, with or without brackets.
_UNIT_AT_END: Final = regex.compile(
    rf"(?:^|\s|[(\[]|(?<=\p{{Han}}))\s*(?P<unit>{_UNIT}[^()\[\]]*(?:[(][^()]*[)][^()\[\]]*)?)[)\]]?\s*$"
)
_UNIT_ALONE: Final = regex.compile(rf"\s*[(\[]?\s*(?P<unit>{_UNIT}.*?)\s*[)\]]?\s*")
_ENGLISH_UNIT_ALONE: Final = regex.compile(
    r"\s*[(\[]\s*(?P<unit>(?i:in\s+)?(?i:(?:thousands?|millions?|billions?|percent(?:age)?|per\s+cent|USD|US\$|EUR|RMB|%)\b?)[^()\[\]]{0,60})[)\]]\s*"
)
_NOTE: Final = regex.compile(
    r"\s*+(?:[(\[]\s*+)?(?:(?:附|备)?注(?:\s?释)?\s*\d?\s*(?::|[.、](?=\s*\D)|(?=\s*[①-⑳]))|(?:(?:数据|资料|图表|表格)\s?来\s?源|来源|出处|说\s?明)\s*:|"
    r"(?i:notes?|(?:data\s+)?sources?)\s*(?:[:.]|\s\d?[:.]))\s*(?P<content>\S.*)?"
)
_NOTE_MARK: Final = regex.compile(r"\s*(?P<content>(?:[①-⑳]|\*{1,4}\s*(?=\S)|[†‡§]|\d\)\s).*)")

_HAN: Final = regex.compile(r"\p{Han}")
_PAGE_NUMBER: Final = regex.compile(
    r"\s*+(?:(?:[-·•.~*|\[(]{1,3}\s*+)?(?:\d{1,4}|[ivxlc]{1,6})\s*[-·•.~*|\])]{0,3}|第\s?\d{1,4}\s?页(?:\s*[,，/]?\s*共\s?\d{1,4}\s?页)?|(?i:page|p\.?)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|"
    r"\d{1,4}\s?/\s?\d{1,4})\s*"
)
_REFERENCE: Final = regex.compile(
    r"\s*+(?:\[\d{1,3}\]\s*\S.*|\d{1,3}[.、]?\s+.*\[[JMDCNRPSZ](?:/OL)?\].*|.*\S\[(?:J|M|D|C|N|R|EB/OL|J/OL)\].*|(?:\d{1,3}\.\s+)?\p{Lu}[\p{L}'-]+,\s(?:\p{Lu}\.[\s,-]*)+.{0,120}[(]?(?:19|20)\d\d[a-z]?[)]?.*)"
)
_CLAUSE: Final = regex.compile(r"[，。；：？！]|[,;:](?=\s*\p{Han})|(?<=\p{Han})[,;:]")
_CELL_GAP: Final = regex.compile(
    r"(?<=\p{Han}(?:[(][^()]{1,8}[)]|[)%])?)\s+(?=[(]?\p{Han})|(?<=\d[%)*]?)\s+(?=[-+(]?\d)"
)
_ENGLISH_WORD: Final = regex.compile(r"(?<![\p{L}\d])\p{Ll}[\p{Ll}'’-]*(?![\p{L}\d])")


@dataclass(frozen=True, slots=True)
class CaptionMark:
    """Where the parts of a caption stand in its line.

    `label` covers 表 1, `title` what follows it up to the unit (empty, start == end, where the
    line holds the label alone), `unit` the unit statement without its brackets. `number` is
    None only for a bare 续表; `continued` says that the label announces a continuation.
    """

    label: tuple[int, int]
    number: str | None
    title: tuple[int, int]
    unit: tuple[int, int] | None = None
    continued: bool = False


def read_caption(text: str) -> CaptionMark | None:
    """Read the caption of a table: 表 1 …, 续表 3-2, 附表 1, Table A.1 (continued).

    Refused is prose that names a table (表1所示, 表 1 可知, Table 1 shows that …), for a
    printed caption is a title: it ends without a full stop and does not go on with a verb.
    """
    return _read_label(text, "table")


def read_figure(text: str) -> CaptionMark | None:
    """Read the caption of a figure (图 1 …, Figure 2. …) as `read_caption` reads that of a table."""
    return _read_label(text, "figure")


def _read_label(text: str, kind: str) -> CaptionMark | None:
    plain = to_plain(text)
    match = next((found for pattern in _LABELS[kind] if (found := pattern.match(plain))), None)
    if match is None:
        return None
    number = match["number"]
    again = match["kind"].startswith("续") or match["more"] is not None
    english = not _HAN.match(match["kind"][0])
    if number is None and not match["kind"].startswith("续"):
        return None
    end = match.end()
    separator = _SEPARATOR.match(plain, end)
    start = separator.end() if separator else end
    rest = plain[start:]
    if rest and not separator and not _may_follow_at_once(plain[end], english, number):
        return None
    if not rest.strip():
        return CaptionMark(match.span("label"), number, (end, end), None, again)
    unit = _UNIT_AT_END.search(plain, start)
    stop = unit.start() if unit else len(plain.rstrip())
    while stop > start and plain[stop - 1] in " ([":
        stop -= 1
    dotted = separator is not None and separator[0].strip() != ""
    if _LEADER.search(plain, start) or _is_sentence(plain, start, stop, english, dotted):
        return None
    if match["kind"].casefold().startswith(_FOREIGN) and not dotted and plain[start : start + 1].islower():
        return None  # a sentence; its verb is not among those known
    bounds = _stripped(plain, *unit.span("unit")) if unit else None
    return CaptionMark(match.span("label"), number, (start, max(start, stop)), bounds, again)


def _may_follow_at_once(character: str, english: bool, number: str | None) -> bool:
    # 表1进出口额 is a common way to print a caption; Table 1shows is nothing, 表12 has been read whole,
    # and 表五十 or 表一般 must not be cut inside a word.
    if english:
        return False
    if number is not None and _HAN.match(number):
        return False
    return bool(_HAN.match(character)) or character in '(《“"【[' or character.isalpha()


def _is_sentence(plain: str, start: int, stop: int, english: bool, dotted: bool) -> bool:
    title = plain[start:stop]
    if not english:
        if _GOES_ON.match(title):
            return True
        return any(mark in title for mark in "。；！？") or title.endswith(("，", "、", ","))
    if dotted:
        return False
    # "Table 1 The results" is a caption, "Table 1 shows" a sentence; captions begin with a capital or a figure.
    return bool(_ENGLISH_GOES_ON.match(title)) or (title[:1].islower() and title.rstrip().endswith((".", ",")))


def _stripped(plain: str, start: int, end: int) -> tuple[int, int]:
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end


def is_leader(text: str) -> bool:
    """Tell whether the line is of a table of contents: its dots lead to a page number."""
    return _LEADER.search(to_plain(text)) is not None


def read_unit_line(text: str) -> tuple[int, int] | None:
    """Read a line that states the unit of a table and nothing else; the run leaves out its brackets."""
    plain = to_plain(text)
    for pattern in (_UNIT_ALONE, _ENGLISH_UNIT_ALONE):
        match = pattern.fullmatch(plain)
        if match and len(match["unit"]) <= 60 and "。" not in match["unit"]:
            return match.start("unit"), match.end("unit")
    return None


def read_note(text: str) -> tuple[int, int] | None:
    """Read a note under a table: the run after 注：, 数据来源：, Source: …, or the whole of a line that begins with ① or *."""
    plain = to_plain(text)
    match = _NOTE.match(plain) or _NOTE_MARK.match(plain)
    if match is None:
        return None
    if match["content"] is None:
        return match.end(), match.end()
    return _stripped(plain, *match.span("content"))


def opens_notes(text: str) -> bool:
    """Tell whether the line begins the notes in words (注：, Source:), not by a mark alone, which prose may also begin with."""
    return _NOTE.match(to_plain(text)) is not None


def is_page_number(text: str) -> bool:
    """Tell whether the line could be a page number and nothing else; a table's cell may look the same."""
    return _PAGE_NUMBER.fullmatch(to_plain(text)) is not None


def count_cell_gaps(text: str) -> int:
    """Count the blanks that part cells: those between two ideographs or between two numbers.

    Running Chinese prints no blank there; many typesetters put one between an ideograph and a
    numeral or a Western word (占比为 5.97%), which therefore says nothing.
    """
    return len(_CELL_GAP.findall(to_plain(text)))


def is_prose(text: str) -> bool:
    """Tell whether the line is running text: sentence punctuation with eight ideographs, or a row of English words.

    Three short pieces side by side are the header of a table, whatever stands in them.
    """
    plain = to_plain(text)
    ideographs = len(_HAN.findall(plain))
    pieces = plain.split()
    if ideographs >= 8:
        # Letter-spaced lines (所 占 比 重) are justified, not cells.
        spaced = len(pieces) >= 8 and 2 * sum(len(piece) == 1 for piece in pieces) > len(pieces)
        row = count_cell_gaps(plain) >= 2 and all(len(_HAN.findall(piece)) <= 8 for piece in pieces)
        return _CLAUSE.search(plain) is not None and (spaced or not row)
    words = len(_ENGLISH_WORD.findall(plain))
    return ideographs == 0 and words >= 6 and 3 * words >= 2 * len(pieces)


def is_reference(text: str) -> bool:
    """Tell whether the line begins, or is, an entry of a list of references."""
    return _REFERENCE.fullmatch(to_plain(text)) is not None
