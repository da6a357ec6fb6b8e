"""Numerals of works, documents, addresses and names: they number what is cited and count nothing."""

from __future__ import annotations

_YEAR = r"(?:1[5-9]|20|21)\d\d"
# A reason, a pattern, and groups of characters of each of which one stands in whatever it matches; see patterns.py.
OF_WORKS: tuple[tuple[str, str, str], ...] = (
    # 文章编号: 1002-7246(2019)12-0187-20, as GB/T journals number their articles.
    (
        "identifier",
        r"\d{4}\s?-\s?\d{3}[\dXx]\s?[(]\s?\d{4}\s?[)]\s?(?:S?\d{1,2}|增刊?)\s?-\s?\d{3,5}\s?-\s?\d{1,3}",
        r"( \d",
    ),
    # An address, a DOI, an e-mail: nothing in it is counted.
    ("identifier", r"(?=[hwdD1])(?:https?://|www\.|doi:\s?|DOI:\s?|10\.\d{4,9}/)[^\s，。；、）)]{1,200}", ":/w"),
    ("identifier", r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}", "@"),
    (
        "identifier",
        r"(?=[CDGHINS])(?:ISBN|ISSN|CN|GB/?T?|ISO|IEC|NY/?T|DB\d{2}/?T?|SITC|HS|CPC|ISIC|NACE)\s?(?:编码|代码|码)?\s?:?\s?\d[\d.\-–—xX/]{0,24}",
        r"CDGHINS \d",
    ),
    # A whole entry of a bibliography, and the year, volume and pages of one that lost its head: 2021, 42(10): 38-52.
    ("citation", r"^.{0,400}\[(?:J|M|D|C|N|R|Z|S|P|EB/OL|J/OL|M/OL|DB/OL|OL)\].{0,200}$", "["),
    (
        "citation",
        r"(?:(?:19|20)\d\d\s?[,，]\s?|(?:19|20)\d\d\s?|(?<!\d)\d{1,3}\s?)[(]\s?\d{1,3}(?:-\d{1,3})?\s?[)]\s?:\s?\d{1,5}(?:\s?-\s?\d{1,5})?",
        r": ( \d",
    ),
    ("citation", r"(?:19|20)\d\d\s?[,，]\s?\d{1,3}\s?[(]\s?\d{1,3}\s?[)]\s?:\s?\d{1,5}(?:\s?-\s?\d{1,5})?", r": ( \d"),
    # Directive 2008/98/EC, Regulation (EU) No 1305/2013
    (
        "identifier",
        r"(?:No\.?\s)?\d{1,4}/\d{1,4}/(?:EC|EU|EEC|Euratom)\b|\b(?:Regulation|Directive|Decision)\s(?:\((?:EU|EC|EEC)\)\s)?(?:No\.?\s)?\d{1,4}/\d{1,4}",
        r"/ \d",
    ),
    # Orders and laws: 国发〔2015〕12号, 第12号令, No. 5.
    ("document_number", rf"[〔\[(]\s?{_YEAR}\s?[〕\])]\s?(?:第\s?)?\d{{1,7}}\s?号", "号 year"),
    (
        "document_number",
        r"(?:第\s?)?\d{1,5}\s?号(?:令|文|文件|公告|决议|决定|意见|线|楼|院|机|馆|店|井|矿|桥|井|台风|样|组|位|码|仓|泊位|矿井|议案)?",
        r"号 \d",
    ),
    ("document_number", r"\b(?:No|Nos|no)\.\s?\d{1,6}", r"Nn . \d"),
    (
        "document_number",
        r"(?:项目编号|编号|批准号|基金号|课题编号|合同号|文号|邮编|电话|传真|作者单位)\s?[:(]?\s?[A-Za-z]{0,6}\d[\w\-—/]{0,30}",
        r"号邮电传位 \d",
    ),
    # [12], [3-5], [1,4,7]; circled marks send to a note.
    ("citation", r"\[\s?\d{1,3}(?:\s?[-,，、~]\s?\d{1,3}){0,12}\s?\]", r"[ ] \d"),
    # An e-mail that the print breaks: name01 @ 163. com; a postcode behind a town; grants: 19ZDA094, (71971046; 71772030).
    ("identifier", r"[\w.]{0,40}\d{1,6}\s?@|@\s?\d{2,4}\s?\.\s?[a-z]{2,4}", r"@ \d"),
    ("identifier", r"(?=[1-8]\d{5})(?<=\p{Han}\s?)[1-8]\d{5}(?=\s?[;；)])", r";；) \d"),
    ("document_number", r"(?<![\w.])\d{2}[A-Z]{1,5}\d{2,9}(?![\w.])", r"ABCDEFGHIJKLMNOPQRSTUVWXYZ \d"),
    (
        "document_number",
        r"(?:[项題课]\s?[目题]|[基]\s?金)[^()，。；\d]{0,12}[(]\s?(?:[A-Z]{0,6}\d[\dA-Z-]{4,14}\s?[;；,，、]?\s?){1,6}[)]",
        r"( 项題课基 \d",
    ),
    (
        "citation",
        r"(?:19|20)\d\d\s?[,，]\s?\d{1,3}\s?[(]\s?(?i:suppl)\.?\s?\d{0,2}\s?[)]\s?:\s?\d{1,5}(?:\s?-\s?\d{1,5})?",
        r"( : \d",
    ),
    # 招股说明书 1-1-37: the page of a prospectus.
    ("page_number", r"(?<![\d-])\d-\d-\d{1,3}(?![\d-])", r"- \d"),
    # “1、董事会成员”: a heading that is quoted.
    ("heading", r"(?=\d)(?<=[“\"]\s?)\d{1,2}\s?、", r"、 \d"),
    # log4j, activity2, tbl_item1: names that programs use.
    (
        "name",
        r"(?=[a-z_])(?<![A-Za-z\d])(?:[a-z_]{3,24}+\d{1,3}(?=[A-Za-z_.]{2})|[a-z]{2,12}+_[a-z_]{1,24}+\d{1,3}(?![\d.]*[%\d]))",
        r"abcdefghijklmnopqrstuvwxyz \d",
    ),
)
