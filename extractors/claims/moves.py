"""Words that say whether something went up or down, and how far."""

from __future__ import annotations

from typing import Literal

import regex

from extractors.model import Quantity

Direction = Literal["up", "down"]

_EN_UP = r"(?i:rose|risen|rises?|rising|grew|grows?|growing|grown|increas(?:e|es|ed|ing)|(?<!ma[dk]e |makes |making )up|climb(?:s|ed)?|surg(?:e|es|ed)|jump(?:s|ed)?|expand(?:s|ed)?|gain(?:s|ed)?|soar(?:s|ed)?|higher|improv(?:e|es|ed))"
_EN_DOWN = r"(?i:fell|falls?|falling|fallen|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|drop(?:s|ped)?|down|contract(?:s|ed)?|shrank|shrunk|shrinks?|lower|reduc(?:e|es|ed)|cuts?|plunged|slid|slipped|narrowed|\blost|\blos(?:es?|ing)|\bshed)"
UP = (
    r"多增|少减|增长|增加|上升|上涨|提高|提升|扩大|攀升|增产|增收|激增|猛增|大增|净增|剧增|递增|跃升|反弹|回升|高出|多出|上浮|走高|上调|增至|升至|涨至|升高|拉动|拓宽|加快|延长|增|涨|升|(?<=(?:比|较)[^，。]{1,20})(?:高(?!达)|多|快)|"
    rf"{_EN_UP}"
)
DOWN = (
    r"少增|多减|下降|减少|下跌|下滑|降低|回落|萎缩|缩小|缩减|收缩|收窄|负增长|减产|减收|锐减|骤降|骤减|下挫|下调|下浮|走低|缩短|递减|净减|削减|暴跌|放缓|减至|降至|跌至|减缓|降|减|跌|节水|节约|节省|节能|(?<=(?:比|较)[^，。]{1,20})(?:低|少|慢)|"
    rf"{_EN_DOWN}"
)
# Between the verb and its figure stand 了, a bound, an adverb; 到, 至 or "to" say instead what was reached.
_BOUND = (
    r"(?:了|近|约|大约|超过?|逾|不到|不足|接近|将近|仅|只|分别|均|都|最高|高达|达到?|为|是|幅度|率|速度|的|[:：]|"
    r"(?i:by|about|around|approximately|nearly|almost|over|more than|less than|roughly|only|just|at least|some|an?|average of|of|respectively))"
)
MOVED = regex.compile(rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:\s?{_BOUND}){{0,4}}\s?$")
# reduced costs by 5 %, raised exports by some 3 %
CAUSED = regex.compile(
    r"(?i:\b(?:(?P<down>reduc(?:e[sd]?|ing)|cuts?|lower(?:s|ed|ing)?|decreas(?:e[sd]?|ing))|(?P<up>rais(?:e[sd]?|ing)|exceed(?:s|ed|ing)?|increas(?:e[sd]?|ing)|boost(?:s|ed|ing)?|lift(?:s|ed|ing)?))"
    r"(?:\s[\w'’-]+){1,6}\sby(?:\s(?:about|around|some|nearly|almost|over|more than|less than|approximately))?)\s?$"
)
# rose in mining by 9 %
MOVED_IN = regex.compile(
    rf"\b(?:(?P<up>{_EN_UP})|(?P<down>{_EN_DOWN}))\s(?:in|for|among)\s[^,;()\d]{{2,60}}?\sby(?:\s(?i:about|around|nearly|almost|over|some|only|just))?\s?$"
)
REACHED = regex.compile(
    rf"(?:{UP}|{DOWN}|百分点|%|个点)(?:了)?(?:到|至|(?<=(?:由|从)[^，。；]{{1,30}})为|(?i:\sto))(?:了)?(?:[^，。；、]{{0,4}}\d{{4}}年?的?|目前的?|(?:上|去|今|本)年的?)?(?:\s?{_BOUND}){{0,3}}\s?$"
)
EN_MOVES = regex.compile(rf"\b(?:(?P<up>{_EN_UP})|(?P<down>{_EN_DOWN}))\b")
_FOLLOWING = regex.compile(r"\s(?i:(?P<up>higher|more|above|up|increase)|(?P<down>lower|less|below|down|decrease))\b")
_HIGHER = regex.compile(rf"(?i:\bcontribut(?:e[sd]?|ing)\b|\badd(?:s|ed)\b)|高于|快于|多于|领先|跑赢|超|{UP}")
_LOWER = regex.compile(rf"低于|慢于|少于|落后|跑输|{DOWN}")
_CHANGE = regex.compile(
    r"(?:(?P<up>多增|少减|增长|增加|上升|上涨|提高|提升|扩大|净增|多|高出|高|增|(?i:rose|grew|increased|up)(?:\s(?i:by))?)|(?P<down>少增|多减|下降|减少|下跌|下滑|降低|回落|萎缩|缩小|缩减|净减|少|低|减|(?i:fell|declined|decreased|dropped|down)(?:\s(?i:by))?))(?:了)?(?:近|约|超过?|逾|不到|不足|接近|将近)?\s?$"
)


def direction_of(clause: str, quantity: Quantity) -> Direction | None:
    """Return where a growth rate goes by the verb directly before it, turned round by a printed minus; None without a verb."""
    moved = MOVED.search(clause)
    negative = quantity.value is not None and quantity.value < 0
    if moved is None:
        return "down" if negative else None
    down = moved["down"] is not None
    # 增长-5% fell, and 降幅 of a verb of growth (负增长) fell too.
    return "down" if down != negative else "up"


def any_direction(clause: str, after: str) -> Direction | None:
    """Return where a change goes by the word behind its number, else by the last one in its clause."""
    following = _FOLLOWING.match(after)
    if following is not None:
        return "up" if following["up"] else "down"
    up, down = last_of(_HIGHER, clause), last_of(_LOWER, clause)
    if up < 0 and down < 0:
        return None
    return "up" if up > down else "down"


def change_direction(clause: str) -> Direction | None:
    """Return where an amount moved that stands directly behind a verb of change (增加45亿元)."""
    change = _CHANGE.search(clause)
    if change is None:
        return None
    return "up" if change["up"] is not None else "down"


def last_of(pattern: regex.Pattern[str], text: str) -> int:
    """Return where the last match of a pattern begins, -1 if there is none."""
    position = -1
    for match in pattern.finditer(text):
        position = match.start()
    return position
