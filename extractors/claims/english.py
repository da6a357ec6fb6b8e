"""What the clauses of English sentences measure: the noun before the verb, or before "of" and the number."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.claims.ellipsis import gapped_name, name_ahead, name_behind, qualified_noun
from extractors.claims.kinds import Statement
from extractors.claims.scene import Scene
from extractors.claims.succession import follow, read_successor
from extractors.claims.topic import Topic
from extractors.model import Quantity, Span
from extractors.model.data import Dimension

# Verbs that state figures, in the forms that are no nouns of trade: exports and imports are left out.
# Behind "of" or an article the same form is an adjective: the number of registered firms.
_VERB = regex.compile(
    r"\b(?<!\b(?i:of|the|an?|its|their|all)\s)(?i:was|were|is|are|been|being|has|had|have|will|would|can|could|may|might|should|did|does|do|"
    r"rose|rises?|risen|fell|falls|fallen|increas(?:e[sd]|ing)|decreas(?:e[sd]|ing)|declin(?:e[sd]|ing)|grew|grows?|grown|gained|lost|"
    r"reach(?:ed|es|ing)|account(?:s|ed|ing)?(?=\sfor)|ma[dk]es?|represent(?:s|ed|ing)?|compris(?:e[sd]?|ing)|constitut(?:e[sd]?|ing)|"
    r"total(?:l?ed|l?ing)|amount(?:ed|s|ing)(?=\sto)|stood|stands|averag(?:ed|es|ing)|record(?:ed|s)|register(?:ed|s)|post(?:ed|s)|report(?:ed|s)|"
    r"employ(?:ed|s|ing)|suppl(?:ied|ies)|produc(?:ed|es)|generat(?:ed|es)|provid(?:ed|es)|rank(?:ed|s)|doubled|tripled|trebled|quadrupled|halved|"
    r"narrow(?:ed|s)|widen(?:ed|s)|remain(?:ed|s)|exceed(?:ed|s|ing)|came|went|expand(?:ed|s)|contracted|shrank|shrunk|drop(?:ped|s)|climbed|surged|soared|"
    r"plunged|plummeted|jumped|hit|attained|experienced|saw|show(?:ed|s|n)?|contribut(?:ed|es)|bought|sold|spent|invested|received|earned|cover(?:ed|s)|"
    r"live[sd]?|contain(?:ed|s)|use[sd]|consum(?:ed|es)|attract(?:ed|s)|absorb(?:ed|s)|took|takes|got|slowed|accelerated|recovered|rebounded|slipped|"
    r"improv(?:ed|es)|worsened|tumbled|peaked|ranged?|ranges|varied|varies|equal(?:s|led|ed)?|cut|raised?|reduced?|lowered|boosted|added|hosts?|hosted|owns?|owned|held|holds|"
    r"yielded|spends?|employ|contribute|receive|rely|adopt(?:ed|s)?|consume|generate|provide|earn|imports?(?=\s\d)|needs?|requires?|exceeds?|export(?=\s)|settled|measured|touched|topped|went|moved|changed|turned|shifted|swung|estimated|projected|expected|imported|exported)\b"
)
_LEAD = regex.compile(
    r"(?:[\s,;:(|]|(?i:and|but|while|whereas|although|though|however|meanwhile|moreover|furthermore|overall|similarly|also|as|when|where|since|because|then|thus|so|or|that|which|who|"
    r"only|about|around|nearly|almost|the|an?|its|their|his|her|our|this|these|those|such|in|by|at|on|during|from|to|of which|with|for|of|between|over|after|until|"
    r"end of|year|years|period|same|of course|on average|in total|in contrast|for example|respectively|\d{4})(?=[\s,|])|'s\s|’s\s)++"
)
_PLACES = r"(?:(?:,\s|\sand\s|,\sand\s)?(?:the\s)?\|++(?:['’]s?)?)++"
_TAIL = regex.compile(
    rf"(?:\s(?i:to|from|in|of|with|by|for|between|across|within|at|during|and|on|over|since|until|through|among)(?:\s(?i:the|end|early|mid|late|both|all|countries|periods?|years?|of))*+\s?(?:{_PLACES})?|"
    rf"{_PLACES}|\s(?i:also|still|now|then|already|nearly|alone|together|respectively|has|have|had|that|which|who|therefore|thus|actually|only|about|even|up|down|further|again|sharply|steadily|first|each|both)|[\s,;:(])++$"
)
_PRONOUN = regex.compile(
    r"(?i:together|combined|jointly|(?:every|each|the same|that|this|any|one)?\s?(?:year|month|quarter|period|decade)s?|it|they|this|these|those|which|that|who|there|we|one|he|she|what|and|or|of|the|each|both|all|some|former|latter)$"
)
# Verbs that say how large their subject is, or how it moved; has, includes and employs count something else.
_STATES = regex.compile(
    r"\b(?i:is|was|averag(?:es|ed)|rose|fell|grew|increased|decreased|declined|dropped|expanded|shrank|reached|exceed(?:s|ed)|totalled|totaled|stood|stands|amounted)\b(?!.*\b(?i:with|has|had|have|employ\w*|includ\w*|compris\w*|there)\b)"
)
# The nearest determiner begins the noun: turned from a surplus of USD 5 million.
_OF_NUMBER = regex.compile(
    r".*(?i:\b(?:an?|the|its|their|with|recorded|registered|posted|at|has|had))\s(?:(?i:an?|the|its)\s)?(?P<noun>[A-Za-z][A-Za-z &'’-]{1,48}?)\s(?i:of|at)(?:\s(?i:USD|US\$|EUR|RMB|CNY))?"
    r"(?:\s(?i:about|around|nearly|almost|over|more than|less than|approximately|only|just|some|roughly|at least|up to)){0,2}\s?[$€£¥]?$"
)
# An increase of 4 points, at an average annual rate of 3 %: the noun says how, not what.
_CHANGE = regex.compile(
    r"(?i:(?:(?:an?|the|year-on-year|month-on-month|quarter-on-quarter|per annum|per year|annualized|annualised|average|annual|yearly|compound|further|total|net|mean|steady|sharp|slight|modest)\s)*(?:growth|rates?|increases?|decreases?|declines?|drops?|falls?|rises?|gains?|reductions?|changes?|contractions?|improvements?|average|maximum|minimum|peak|total|tune|level|pace|share|proportion)(?:\srates?)?)"
)
_CHANGE_IN = regex.compile(
    r"\s(?i:(?:[a-z]+\s){0,2}?(?:increase|decrease|decline|drop|fall|rise|growth|reduction|gain|contraction)\s(?:in|of)\s)(?:(?i:the|its|their)\s)?(?P<noun>[A-Za-z][A-Za-z '’-]{2,48}?)(?=[,.;:()]|\s(?i:in|between|from|over|during|by|since|was|were|is|and|while)\b|$)"
)
# 23 % of farmers had access to credit: what is said of the part stands behind the whole.
_SAID = regex.compile(r"\s(?P<said>(?i:of\s)?[A-Za-z][^,.;:()\d]{2,80})")
_IS = regex.compile(r"^(?i:were|was|are|is)\s(?!(?i:in|on|at|from|of|for|by|to|under|below|above|between|with)\b)")
_OPENS = regex.compile(
    r"(?:^|[,;]|\b(?i:and|while|but|whereas))\s(?:(?i:about|around|some|nearly|almost|only|over|just|another)\s)?$"
)
_BY_AT_END = regex.compile(r"\s(?i:by|to|from)(?:\s(?i:about|around|nearly|almost|over|some|only|just))?\s?[$€£]?$")
_AND = regex.compile(r"[\s,]*(?i:and|while|but)\s")
_POINTING = regex.compile(r"(?i:it|them|they|which|whom|these|those|this)")
_ENDS_OPEN = regex.compile(r"\s(?i:and|or|but|while|compared with|against|in|on|at|of|to|by|from|during|for|since)$")
_OF_BEHIND = regex.compile(r"(?:[^.;]|\.\d){0,60}\s(?i:of|in)\s(?:(?i:total|net|gross|new|annual)\s)?")
_SET = regex.compile(
    r"\s?(?i:of|among|measured|defined|expressed|calculated|including|excluding|based|according|compared|driven|led|such)\s"
)
_OF_CLASS = regex.compile(
    r"(?i:\b(?:exports?|imports?|production|output|sales|shipments|prices?|consumption|supply|yields?|trade|cultivation|area)\s(?:of|in)\s)(?P<name>[A-Za-z][A-Za-z &,-]{2,40})$"
)
_POINTS_BACK = regex.compile(r"\b(?i:that|those)\s(?:of|in|for|from)\s(?:the\s)?$")
# Data showed that the unemployment rate fell: what is told is the clause behind.
_TOLD = regex.compile(
    r"[^,;.]{2,60}?\b(?i:show(?:s|ed)?|indicate[sd]?|suggest(?:s|ed)?|said|says|found|note[sd]?|reveal(?:s|ed)?|announced|confirm(?:s|ed)?)\s(?:that\s|(?=the\s))"
)
_RELATIVE = regex.compile(r"\s?(?i:which|who|that)\s")
_CHANGE_OF = regex.compile(
    r"\s?(?:(?i:the|an?|and|while|but|annual|average|recent|total|overall)\s){0,3}(?i:increases?|decreases?|declines?|rises?|falls?|growth|reductions?|drops?)\s(?:in|of)\s(?:the\s)?(?P<noun>[A-Za-z])"
)
_GOING_ON = ("growth_rate", "level", "share", "point_change", "index")
_MULTIPLIER = regex.compile(r"(?i:hundred|thousand|million|billion|trillion|mn|bn|m)\s")
_OF_GOODS = frozenset(
    (
        "export",
        "export_value",
        "import",
        "import_value",
        "output",
        "output_value",
        "yield",
        "area",
        "sales",
        "sales_volume",
        "trade_value",
        "export_volume",
        "import_volume",
    )
)
_QUALITY = regex.compile(
    r"(?i:total|average|annual|per capita|real|nominal|gross|net|overall|domestic|foreign|world|global|national|value of|share of|volume of|number of|bilateral|their|its|monthly|quarterly|mean|intra|agricultural and)\b"
)


def english_topic(scene: Scene, quantity: Quantity, statement: Statement, before: Topic | None) -> Topic:
    """Return the topic of a number of an English sentence."""
    start, since = quantity.span.start, before.end if before is not None else 0
    before = before if before is not None and before.indicator.label is not None else None
    begin = max(scene.clause_start(start), since)
    counted = _counted(quantity)
    noun = _of_number(scene, begin, start) or _changed(scene, quantity)
    if noun is None and statement.kind == "level":
        noun = qualified_noun(scene, quantity.span)
    noun = (
        noun
        or _antecedent(scene, since, begin, start)
        or _subject(scene, begin, start)
        or _before_aside(scene, since, begin, start)
    )
    own = noun is not None
    if own and _STATES.search(scene.masked(begin, start)) is not None:
        # Employment fell by 2 million persons: the persons are its unit, and no subject.
        counted = None
    if noun is None and scene.text[begin - 1 : begin] == "(":
        # The surpluses rose in one sector (+72 million): in the bracket nothing is named, before it is.
        low, high = (scene.clauses_between(since, begin - 1) or [(since, since)])[-1]
        stated = low > since and _VERB.search(scene.masked(low, high)) is not None
        noun = _subject(scene, low, high) if stated else None
        own = noun is not None
    gap = gapped_name(scene, since, start) if before is not None and statement.kind in _GOING_ON else None
    if gap is not None and before is not None and _VERB.search(scene.masked(gap.start, gap.end)) is None:
        return _gapped(scene, before, gap, quantity, statement)
    follower = read_successor(scene, since, start)
    if follower is not None and (before is not None or statement.kind == "share"):
        return replace(follow(scene, before or Topic(), follower), end=quantity.span.end)
    apart = before is not None and _OPENS.search(scene.text[begin:start]) is not None
    if apart and statement.kind == "share" and _VERB.match(scene.text, quantity.span.end + 1) is not None:
        # Of 350 respondents, 62 % were women: of the part, not of the number before.
        said = _said(scene, quantity, statement)
        if said.label is not None:
            return Topic(said, end=quantity.span.end)
    if noun is None and (before is None or _PRONOUN.match(scene.text[begin:start].strip()) is None):
        # Of the firms surveyed, 37 % …: the set is the whole, and no subject.
        earlier = reversed(scene.clauses_between(since, begin)) if before is None else ()
        clauses = [(low, high) for low, high in earlier if _SET.match(scene.text, low, high) is None]
        clauses += [(0, since)] if since and before is None else []
        noun = next((found for low, high in clauses if (found := _subject(scene, low, high)) is not None), None)
    if noun is None and before is None and statement.kind != "share":
        noun = _behind(scene, quantity)
    if noun is None and before is not None:
        topic = before if counted is None else Topic(Dimension(counted, None, "stated"), before.category)
    elif noun is None:
        topic = Topic(Dimension(counted, None, "stated") if counted is not None else _said(scene, quantity, statement))
    elif before is not None and _POINTS_BACK.search(scene.text, max(0, noun.start - 12), noun.start) is not None:
        topic = _of_other(scene, before, noun)
    else:
        topic = _topic_of(scene, noun, statement)
        if counted is not None:
            topic = Topic(Dimension(counted, None, "stated"), topic.category)
        elif not own and before is not None:
            topic = before
    amount = topic.indicator if statement.kind in ("level", "count", "index") else Dimension()
    named = name_behind(scene, quantity.span.end) or name_ahead(scene, start)
    category = Dimension(scene.text[named.start : named.end], None, "stated") if named is not None else topic.category
    return Topic(topic.indicator, category, quantity.span.end, amount)


def _of_other(scene: Scene, before: Topic, name: Span) -> Topic:
    # The export value of electronics rose, while that of textiles fell: what was measured, of another class.
    label, own = before.indicator.label or "", scene.text[name.start : name.end]
    measure, of, _ = label.rpartition(" of ")
    renamed = f"{measure} of {own}" if of else label
    return Topic(replace(before.indicator, label=renamed), Dimension(own, None, "stated"))


def _gapped(scene: Scene, before: Topic, name: Span, quantity: Quantity, statement: Statement) -> Topic:
    # exports rose 5%, imports 3%: another measure; rice production fell 3%, maize 2%: the same of another class.
    topic = _topic_of(scene, name, statement)
    label = before.indicator.label or ""
    if topic.indicator.code is None and before.category.label is not None:
        topic = follow(scene, before, name)
    elif topic.indicator.code is None and before.indicator.code is not None and " of " not in label and " " in label:
        # Grain output fell 3%, barley 1%: the last word of the noun is what was measured.
        own = topic.indicator.label or ""
        measured = replace(before.indicator, label=f"{own} {label.split()[-1]}")
        topic = Topic(measured, Dimension(own, None, "stated"))
    return replace(topic, end=quantity.span.end, amount=before.amount)


def _antecedent(scene: Scene, since: int, begin: int, start: int) -> Span | None:
    # domestic sales, which accounted for 40 %: the noun before the comma.
    if _RELATIVE.match(scene.masked(begin, start)) is None:
        return None
    clauses = scene.clauses_between(since, begin)
    if not clauses or _VERB.search(scene.masked(*clauses[-1])) is not None:
        return None
    return _subject(scene, *clauses[-1])


def _before_aside(scene: Scene, since: int, begin: int, start: int) -> Span | None:
    # Exports, seasonally adjusted, rose by 3%: a clause that opens with its verb has its subject before the aside.
    words = scene.masked(begin, start)
    lead = len(words) - len(words.lstrip())
    if _VERB.match(words, lead) is None:
        return None
    clauses = scene.clauses_between(since, begin)
    if len(clauses) < 2 or _VERB.search(scene.masked(*clauses[-1])) is not None:
        return None
    return _subject(scene, *clauses[-2])


def _behind(scene: Scene, quantity: Quantity) -> Span | None:
    # received $5 billion of FDI: an amount may name its measure behind it.
    end = quantity.span.end
    for measure in scene.measures:
        if measure.span.start >= end:
            between = scene.text[end : measure.span.start]
            return measure.span if _OF_BEHIND.fullmatch(between) is not None else None
    return None


def _said(scene: Scene, quantity: Quantity, statement: Statement) -> Dimension:
    match = _SAID.match(scene.text, quantity.span.end) if statement.kind == "share" else None
    words = _ENDS_OPEN.sub("", match["said"].removeprefix("of ").strip()) if match is not None else ""
    words = _IS.sub("", words)
    named = words and _POINTING.fullmatch(words.split()[0]) is None
    return Dimension(words, None, "stated") if named else Dimension()


def _topic_of(scene: Scene, noun: Span, statement: Statement) -> Topic:
    text = scene.text[noun.start : noun.end]
    named = [m for m in scene.measures if noun.start <= m.span.start and m.span.end <= noun.end and m.code != "growth"]
    classes = [m for m in scene.classes if noun.start <= m.span.start and m.span.end <= noun.end]
    indicator = Dimension(text, named[-1].code if named else None, "stated")
    goods = _OF_CLASS.search(text)
    if classes and not (goods is not None and " and " in goods["name"]):
        return Topic(indicator, Dimension(classes[-1].label, classes[-1].code, "stated"))
    if goods is not None:
        return Topic(indicator, Dimension(goods["name"].strip(), None, "stated"))
    if named and named[-1].span.end == noun.end and named[-1].code in _OF_GOODS:
        owner = scene.text[noun.start : named[-1].span.start].strip()
        if len(owner) > 2 and _QUALITY.search(owner) is None and "'" not in owner:
            return Topic(indicator, Dimension(owner, None, "stated"))
    if statement.kind == "share" and not named and scene.wholes:
        return Topic(indicator, Dimension(text, None, "stated"))
    return Topic(indicator)


def _subject(scene: Scene, begin: int, end: int) -> Span | None:
    words = scene.masked(begin, end)
    told = _TOLD.match(words)
    begin, words = (begin + told.end(), words[told.end() :]) if told is not None else (begin, words)
    change = _CHANGE_OF.match(words)
    if change is not None and (predicate := _VERB.search(words, change.start("noun"))) is not None:
        # Annual increases in trade measured 2.5 %: what increases is measured.
        noun = words[change.start("noun") : predicate.start()].rstrip()
        if 2 < len(noun) < 50 and _VERB.search(noun) is None:
            return Span(begin + change.start("noun"), begin + change.start("noun") + len(noun))
    lead = _LEAD.match(words)
    low = lead.end() if lead is not None else 0
    verb = _VERB.search(words, low)
    gapped = _BY_AT_END.search(words)
    after = end + (scene.text[end : end + 1] == " ")
    if (
        verb is None
        and gapped is not None
        and _AND.match(words) is not None
        and any(begin <= m.span.start < end for m in scene.measures)
    ):
        words = words[: gapped.start()]
    elif (
        verb is None
        and end < len(scene.text)
        and scene.text[end] not in ",;:"
        and _VERB.match(scene.text, after) is None
    ):
        return None
    high = verb.start() if verb is not None else len(words)
    tail = _TAIL.search(words, low, high)
    high = tail.start() if tail is not None else high
    noun = words[low:high]
    if len(noun) < 3 or _PRONOUN.fullmatch(noun) or not noun[0].isalpha() or len(noun) > 90:
        return None
    return Span(begin + low, begin + high)


def _of_number(scene: Scene, begin: int, start: int) -> Span | None:
    match = _OF_NUMBER.search(scene.masked(begin, start))
    if match is None or _CHANGE.fullmatch(match["noun"]) is not None or _VERB.search(match["noun"]) is not None:
        return None
    return Span(begin + match.start("noun"), begin + match.end("noun"))


def _changed(scene: Scene, quantity: Quantity) -> Span | None:
    # a 4 % increase in output: what changes stands behind the number.
    match = _CHANGE_IN.match(scene.text, quantity.span.end)
    return Span(*match.span("noun")) if match is not None else None


def _counted(quantity: Quantity) -> str | None:
    unit = quantity.unit
    if unit.code != "count" or not unit.text or not unit.text.isascii():
        return None
    return _MULTIPLIER.sub("", unit.text).strip() or None
