"""The noun that a Chinese clause measures: what stands before the words of its predicate."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.model import Span

# A period, a place and a pronoun of place are masked by this sign: they end a noun and are no part of it.
MASK = "|"
_ADVERBS = (
    r"远远|年年|双双|连年|远(?=高|低|超)|持续|加速|快速|迅速|稳步|逐年|逐步|逐渐|明显|显著|不断|大幅度?|小幅|首次|连续|再次|继续|先后|预计|突破|同步|一度|总体|整体上|基本|主要(?=集中|分布|来自|为|是)|"
    r"(?<!的|间|和|与)相对|相差|呈现?|有所|开始|随之|进一步"
)
_COMPARING = r"恢复[到至]|高出|多出|高于|低于|快于|慢于|多于|少于|大于|小于|超过|不到|不足|不少于|不低于|相当于|等于|优于|领先|落后|超出|超越|跑[输赢]"
# Words that part a noun from what surrounds it; each look-around keeps a noun whole that holds the character.
_BREAK = regex.compile(
    rf"(?P<compared>{_COMPARING}|"
    r"比(?![重例率值价亚如特邻较方由为是从达升降下上缩扩]|$)(?<!占比|之比|[环同对相类]比|百分比|[价配]比)|比(?=上[年半月]|[|去]|同期|前|年初|全)"
    r"|(?<!比)较(?![大高低强多少快好为小长轻重低])|"
    r"(?<![参])与(?=[^，。；]{1,16}(?:相比|持平|相当|(?<!占)比较)))|"
    rf"(?P<adverb>{_ADVERBS})|"
    rf"(?P<light>实现|完成|取得|获得|录得|贡献(?!率|度|值|额)|达成)|"
    r"(?P<object>新增|新建|建成|(?<!\p{Han})生产(?!总|值|力|率|性|者|规|能|成|量|资|服|线|基|企|要|经|环|函|方|价|指)|拥有|引进(?!率)|吸引(?!力)|接待(?!能)|发行(?!量|价|额)|投放|发放|收购(?!价|量|额)|"
    r"(?:(?<=[中内])共|(?<![所国私共特固占享持没稀具享保]))有(?![限效色机关企资形偿序控率力助利害无氧线望]))|"
    r"(?P<from>由(?!于)|从(?![业事]))|"
    rf"(?P<plain>\{MASK}|近[几]?年来?(?:都|均|已)?|近几年|随着?[^，。；]{{1,18}}?而|[，。；：！？“”]|同比|环比|年均(?=实际|名义|增[长速幅加]|下降|递|上升|减少|复合|提高|约|为|达|$)|分别|依次|累计(?!分|折|确|发|死|收|金)|(?:合计|共计)(?![数值额])|总计(?=达|为|约|\d|$)|"
    r"(?<!\p{Han})自(?![然主由动来治贸有营给]|\p{Han}*率)|(?<![行作成认视称人分列华])为(?!主|期|止|本|例|农)|(?<![但可还于凡就])是(?!否)|"
    r"高达|多达|低至|达(?![标州成])到?|增至|降至|升至|跌至|涨至|减至|增到|调整为|发展到|(?<![市侵抢])占(?!比|有|地(?![区方])|用|优)|介于|处于|位于|位居|居于|位列|集中在|来自|来源于|拉动|带动|促进|推动|提供|带来|覆盖(?!率|面|范)|导致|造成|使得|说明|表明|显示|其中|而且|并且|但是|"
    r"(?<=\p{Han})(?:也|均(?![衡价值等线匀])(?<!人均|户均|日均|月均|年均|地均|亩均|平均)|都(?![市会])(?<!首都|成都)|已经?|则(?<!规则|原则|法则)|却|只(?=有|占)|仅)|"
    r"在(?=[^，。；]{0,12}(?:以[上下内]|之间|左右)|[这同当该此]|近[年几]|\|)|"
    r"(?<![扣消清去删废免解排根铲拆])除(?![以数草尘法湿臭]))"
)
# Possessive, for what is read as one word is never read again as two: no run of such words costs more than its length.
_LEAD = regex.compile(
    r"(?:(?:及|或)?以[上下]的?|之间的|等(?=新兴|国家|地区|国|产品|商品|行业|省|市|品种|类)(?:国家|地区|产品|商品|行业|新兴市场|[国省]|\p{Han}类)?|前(?:[一二三四\d]季度|\d{1,2}个月)|本[周月季](?!度)|其中|而且|而(?!言)|但是|但|且|并且|并(?!购|网|联)|同时|此外|另外|截至|截止|目前|当前|全年|年末|年底|年初|上半年|下半年|当年|当月|当期|本期|报告期内?|期末|期初|同年|同期|"
    r"全国|全球|全省|全市|全县|全区|全州|我国|我省|我市|我县|我区|本市|本省|本县|本区|该市|该省|该县|该国|该区|累计|共有|共(?!享|同|有制)|已有|已经|已|仅|其(?![他它余中])|本文|平均而言|总体上?看?|"
    r"[二两三]者|前者|后者|这?一年|新增|新建|建成|实现|完成|这一|该(?!类)|各自|据[^，。；]{0,12}?统计|预计|拥有|现有|设有|各类|各级|主要(?=\p{Han}{4})|所有(?=\p{Han}{4})|按[^，。；\d]{1,12}?(?:计算|核算|计价|计)的?|"
    r"就[^，。；\d]{1,10}?(?:而言|来看|看)|从[^，。；\d]{1,14}?(?:来看|看)|通过|随着|由于|受(?!教|访|灾|益|损|精|众|托|贷)|根据|对于|关于|针对|"
    r"\d{1,4}年?末?(?!\s?[A-Za-z\p{Han}\d%~.—–-])|[一二三四]季度末?|\d{1,2}月份?|以及|及(?!其)|和(?!谐|平|牧)|与|同(?!类|业|行|比|质)|、|的|了|(?<=[|\d年月])[年末底初间内里中上]|\s|[(（)）“”\"'])++"
)
_TAIL = regex.compile(
    r"(?:已经|已|分别|依次|大约|约|将近|接近|近|超过?|逾|突破|高达|多达|低至|达到?|实现|完成|升至|增至|降至|跌至|涨至|增加到|提高到|上升到|下降到|增长到|下降至|上升至|提高至|回落至|"
    r"[多少][增减]|正?增长|负增长|下降|上涨|增加|减少|提高|上升|回升|降低|下跌|下滑|回落|攀升|提升|扩大|缩小|萎缩|走高|走低|放缓|反弹|剧增|激增|猛增|大增|净增|"
    r"(?<!华)为|是|有|共|以|翻了?|至|到|由|从|自|仅|只|在|占|了|的|均(?<!人均|平均)|都|也|就|又|还|则|将|每年|同比|环比|合计|共计|总计|累计|平均|年均|实际|名义|介于|处于|位于|全部|小于|大于|低于|高于|等于|不足|不到|不少于|不超过|至少|最多|"
    r"较[快慢大小多少高低]|偏[大小低高]|迅速|缓慢|平稳|乏力|始终|一直|最高|最低|最大|最小|较高|较低|最多|最少|(?<!以)上|(?<![元吨斤亩岁万亿%顷米里])以上|左右|[以之]?外(?<![国海对境])|首次|连续|稳定|保持|维持|停留|不变|每(?!(?:亩|户|人|股|吨|头|公顷)\p{Han}{2})\p{Han}{0,5}|比(?<!占比|别比|之比|入比|出比|额比|[同环]比)|较|与|和|及|以及|、|为主|居|中(?<!高中|初中|集中)|列|排名?|位|名|之间|控制|可|能|会|约为|则为|接近于|相应|变为|变化|"
    r"相差|不等|其中|其(?!他|余|它)|发展|收窄|扩张|增产|减产|增收|减收|增多|走强|\s|[:：(（)）“”\"'])++$"
)
_NO_NOUN = regex.compile(
    r"(?:同比|环比|相比|相较|近[年几]|\p{Han}{0,16}?影响$|保持着|出现|呈现|虽|再?创\p{Han}{0,10}$|稳中|相对|相当|增长|下降|上升|小于|大于|低于|高于|首次|预计|连续|这(?:一|些|种|意味|说明|表明)|且|因此|因为|若|如(?!东)|之(?!间)|以(?!色)|用于|对比|经过|随|即|并|而|但|也|又|还|已|总计|合计|共计|总体|加起来|据(?!点)|首先|其次|最后|每年|"
    r"所有?$|可以|能够|会(?!员|议|计)|[一二三四五六七八九十百\d]{1,3}[年月](?:前|里|间|来|内)|被|受(?!教|访|灾|益)|使|让|此|涨(?!幅)|跌(?!幅)|升(?!幅)|降(?!水|雨|幅|速)|[一二两三四五六七八九十\d]{1,3}[年月]$|年均|均$|特别|尤其|同样|增产|减产|增收|减收|扭转|复合|平均$|实际$|名义$|百分点|个|多(?!元|样)|们|\p{Han}?年间|数据|目前|当前|平均水平|其[他它余]年份|年份|上年|去年|上月|年初|年末|同期|同年|上年同期|去年同期|前年|本文|基于|构建|"
    r"形成|通过|最终|进一步|具体|说明|表明|选取|包括|涉及|得到|水平$|趋势|态势|明显|显著|左右|以上|以下|之间|前者$|后者$|分别|依次|其余?$|其中|双方$|规模以上$|时$|最[大小高低]值$|峰值$|\p{Han}{1,12}?看$|情况下?$|过程中?$|方面$|角度)"
)
_LETTERS = regex.compile(r"[\p{Han}A-Za-z].*?[\p{Han}A-Za-z]")
_LONGEST = 32
# Nouns that name no measure of their own but a rate or a share of the one before them.
MEASURED = regex.compile(
    r"(?:[量额率值数积费润入度差级龄]|指数|强度|差异|差距|比重|份额|价格?|成本|人口|规模|余额|系数|水平|投资|消费|贸易|出口|进口|支出|产出|均|比|寿命|面积|利润|收益|里程)$"
)
RATE = regex.compile(
    r"(?:年均|年平均|同比|环比|平均|复合|年|月|累计|名义|实际)*(?:增速|增长率|增长速度|增幅|降幅|涨幅|跌幅|升幅|降速|减幅|增长幅度|下降幅度|减少幅度|变化率|增长)"
)
GENERIC = regex.compile(r"总量|总数|总额|总值|总规模|数量|规模|金额|数额|人数|绝对量")
SHARE = regex.compile(r"(?:所|各)?占?(?:的)?(?:占比|比重|比例|份额|百分比|比)")


def find_noun(words: str) -> tuple[Span, str] | None:
    """Return the last noun of a clause, in which times and places are masked, and the word that stands before it.

    That word is empty, or a verb that the noun is the object of (实现, 新增). The object of a comparison
    (比上年, 高于乙省的出口额) is passed over: of it nothing is measured.
    """
    parts = list(_parts(words))
    for start, end, before in reversed(parts):
        span = _stripped(words, start, end)
        if (
            span is None
            or before == "compared"
            or (before == "from" and end == len(words) and len(parts) > 1 and words.rstrip().endswith("的"))
        ):
            # 由上次普查的105.2: whence it moved is not what is measured.
            continue
        return span, before
    return None


def first_noun(words: str) -> Span | None:
    """Return the first noun of a clause: that of which a list in brackets before it was said."""
    found = (_stripped(words, start, end) for start, end, before in _parts(words) if before != "compared")
    return next((span for span in found if span is not None), None)


def subject_of(words: str, noun: Span) -> Span | None:
    """Return the noun that stands before the light verb of which another is the object: 某行业 of 某行业实现增加值."""
    parts = list(_parts(words))
    for index, (start, end, before) in enumerate(parts):
        if before == "light" and start <= noun.start and noun.end <= end and index:
            low, high, other = parts[index - 1]
            return None if other == "compared" else _stripped(words, low, high)
    return None


def _parts(words: str) -> Iterator[tuple[int, int, str]]:
    start, before = 0, ""
    for match in _BREAK.finditer(words):
        yield start, match.start(), before
        # 比|均价低: a place between the comparison and its object changes nothing.
        kept = before == "compared" and match.group() == MASK and not words[start : match.start()].strip("的 ")
        start, before = match.end(), before if kept else match.lastgroup or ""
    yield start, len(words), before


def _stripped(words: str, start: int, end: int) -> Span | None:
    while True:
        lead = _LEAD.match(words, start, end)
        start = lead.end() if lead is not None else start
        tail = _TAIL.search(words, start, end)
        if tail is None:
            break
        end = tail.start()
    if end - start > _LONGEST:
        # A clause before 的 describes the noun behind it.
        start = max(words.rfind("的", start, end) + 1, end - _LONGEST)
    noun = words[start:end]
    if len(noun) < 2 or _LETTERS.search(noun) is None or _NO_NOUN.match(noun) is not None:
        return None
    return Span(start, end)
