"""A user's own vocabulary and reference: from the files to the rows, and what is said of files that are wrong."""

from __future__ import annotations

import json
import pickle
import re
import tomllib
from decimal import Decimal
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from extractors.errors import ExtractionError
from extractors.model import ReferenceValue, Unit
from extractors.vocabulary import load_vocabulary
from flows.cli import main
from flows.failure import RunError
from flows.isolation import open_workers, read_documents
from flows.knowledge import Knowledge, extract_knowing, read_knowledge
from flows.limits import Limits
from flows.manifest import read_snapshot
from flows.parts import gather_rows
from flows.place import open_place
from flows.plan import make_plan
from flows.reference import read_reference
from flows.summary import summarise
from tests.publication import NOON
from tests.publication import ingest as publish
from tests.readings import to_reading

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```toml\n")[1].split("```")[0]

ARTICLE = """表1 滨江区茶叶出口量 单位：市担
年份
绿茶
红茶
2019
12.0
1.98
2020
12.4
2.05
注：数据来源于某县统计年鉴。
"""
TRADE = """表1 中国与蒙古的贸易 单位：亿美元
年份
2018
2019
出口额
8.0
10.0
进口额
2.5
3.0
注：示例。
"""
REFERENCE = """entity,partner,category,indicator,period,value,unit
中国,,,export_value,2019,100,亿美元
CHN,001,_T,import_value,2019,10000,USD million
蒙古,,,import_value,2019,50,亿美元
001,,,import_value,2019,1100,亿美元
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "trade.txt").write_text(TRADE, encoding="utf-8")
    (tmp_path / "own.toml").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "world.csv").write_text(REFERENCE, encoding="utf-8")
    return tmp_path


def observations(capsys, *arguments: str) -> list[dict]:
    assert main(["extract", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)["observations"]


def test_own_places_indicators_classes_and_units_reach_the_rows(folder, capsys):
    columns = ("entity_code", "indicator_code", "category_code", "unit_code")
    before = {tuple(row[name] for name in columns) for row in observations(capsys, "article.txt")}
    after = {
        tuple(row[name] for name in columns) for row in observations(capsys, "article.txt", "--vocabulary", "own.toml")
    }
    assert after == {
        ("CN-3301-BJ", "tea_exports", "TEA:green", "{dan}"),
        ("CN-3301-BJ", "tea_exports", "TEA:black", "{dan}"),
    }
    assert not before & after


def test_a_known_place_gets_a_name_more_and_keeps_the_others():
    places = load_vocabulary({"places": {"JPN": {"names": ["东瀛"]}}}).places
    assert {places.names.get(name).code for name in ("东瀛", "日本")} == {"JPN"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[place.X]\nnames = ['甲']", "a vocabulary has no table 'place': places, indicators, classifications and units are"),
        ("places = 3", "places: is a table, [places.…], not 3"),
        ("[places.X]\nkind = 'city'", "places.X: has no names"),
        ("[places.X]\nnames = '甲'", "places.X: its names is a list of names, not '甲'"),
        ("[places.X]\nnames = ['甲', '']", "places.X: its names is a list of names, not ['甲', '']"),
        ("[places.X]\nnames = ['甲']\nkind = 'town'", "places.X: its kind is one of country, province, city, group, not 'town'"),
        ("[places.X]\nnames = ['甲']\nmembers = ['QQQ']", "places.X: its member 'QQQ' is no place that is known"),
        ("[places.X]\nname = ['甲']", "places.X: has no 'name': kind, names, members are"),
        ("[places.'甲 x']\nnames = ['甲']", "places.甲 x: a code is made of letters, digits, _, - and ."),
        ("[places]\nX = 1", "places.X: is a table with names, kind and members, not 1"),
        ("[indicators.Tea]\nzh = ['茶']", "indicators.Tea: a code is made of small letters, digits and _, and begins with a letter"),
        ("[indicators.tea]\nrole = 'level'", "indicators.tea: has no names: zh, en or alone"),
        ("[indicators.tea]\nzh = ['茶']\nunit = 'kg'", "indicators.tea: its unit is one of money, percent, index, count, quantity, rank, times, not 'kg'"),
        ("[indicators.tea]\nzh = ['茶']\nstem = 3", "indicators.tea: its stem is a code, not 3"),
        ("[indicators]\ntea = []", "indicators.tea: is a table with role, unit, zh and en, not []"),
        ("[classifications.TEA]\ngreen = '绿茶'", "classifications.TEA: its green is a list of names, not '绿茶'"),
        ("[classifications]\nTEA = ['绿茶']", "classifications.TEA: is a table of codes with their titles, not ['绿茶']"),
        ("[units.multipliers]\n'大万' = 'x'", "units.multipliers: gives words their powers of ten, as 万 = 4, not {'大万': 'x'}"),
        ("[units.not_before]\n'担' = 3", "units.not_before: gives words the characters that must not follow, not {'担': 3}"),
        ("[units.unit]\ncode = 'x'", "units.unit: is a list of tables, [[units.unit]], not {'code': 'x'}"),
        ("[[units.unit]]\nfamily = 'physical'\nwords = ['担']", "units.unit 1: has no code"),
        ("[[units.unit]]\ncode = 'x'\nfamily = 'physical'", "units.unit 1: has no words"),
        ("[[units.unit]]\ncode = 'x'\nfamily = 'physical'\nwords = ['担']\nmultiplier = 1.5", "units.unit 1: its multiplier is a power of ten, not 1.5"),
        ("[units]\nunit = [3]", "units.unit 1: is a table with code, family and words, not 3"),
        (f"[places.X]\nnames = ['{'甲' * 101}']", "places.X: a name in names is longer than 100 characters"),
    ],
)  # fmt: skip
def test_a_vocabulary_that_says_what_it_cannot_is_refused_with_table_and_entry(folder, capsys, text, fault):
    with pytest.raises(ValueError, match=f"^{re.escape(fault)}$"):
        load_vocabulary(tomllib.loads(text))
    Path("wrong.toml").write_text(text, encoding="utf-8")
    assert main(["extract", "article.txt", "--vocabulary", "wrong.toml"]) == 2
    assert capsys.readouterr().err == f"shubiao: {folder / 'wrong.toml'}: {fault}.\n"


@pytest.mark.parametrize(
    ("option", "name", "content", "words"),
    [
        ("--vocabulary", "none.toml", None, "none.toml: cannot be read (No such file or directory)"),
        ("--vocabulary", "bad.toml", b"[places", "bad.toml: is no TOML"),
        ("--vocabulary", "bad.toml", b"# \xff", "bad.toml: is not UTF-8 (byte 2)"),
        ("--reference", "none.csv", None, "none.csv: cannot be read"),
        ("--reference", "bad.csv", b"\xff", "is neither Parquet nor CSV in UTF-8"),
        ("--reference", "bad.parquet", b"PAR1 and no more", "bad.parquet: is damaged Parquet"),
        ("--reference", "bad.csv", b"entity,value\n", "has no column partner; a reference has entity, partner,"),
        ("--reference", "bad.csv", REFERENCE.splitlines()[0].encode(), "has no rows"),
        ("--reference", "bad.csv", REFERENCE.replace("中国", "乌有国").encode(), "row 1: the place '乌有国' is not known"),
        ("--reference", "bad.csv", REFERENCE.replace(",100,", ",much,").encode(), "row 1: the value 'much' is no number"),
        ("--reference", "bad.csv", REFERENCE.replace(",100,", ",inf,").encode(), "row 1: the value 'inf' is no number"),
        ("--reference", "bad.csv", REFERENCE.replace("2019", "all", 1).encode(), "row 1: the period 'all' is no year"),
        ("--reference", "bad.csv", REFERENCE.replace("USD million", "glass beads").encode(), "row 2: the unit 'glass beads'"),
        ("--reference", "bad.csv", REFERENCE.replace("_T", "beads").encode(), "row 2: the class 'beads' is not known"),
        ("--reference", "bad.csv", REFERENCE.replace("export_value", "").encode(), "row 1: names no indicator"),
        ("--reference", "bad.csv", (REFERENCE + "CHN,,,export_value,2019,3,USD\n").encode(), "row 5: gives a figure a second time"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_used_are_named_and_nothing_is_read(folder, capsys, option, name, content, words):
    if content is not None:
        Path(name).write_bytes(content)
    for command in (["extract", "trade.txt"], ["ingest", "trade.txt"]):
        assert main([*command, option, name]) == 2
        said = capsys.readouterr()
        assert (said.out, words in said.err, said.err.count("\n")) == ("", True, 1)


def test_a_reference_gives_trade_intensity_from_csv_and_from_parquet(folder, capsys):
    names, *rows = [line.split(",") for line in REFERENCE.splitlines()]
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    columns["value"] = pa.array([float(text) for text in columns["value"]])
    parquet.write_table(pa.table(columns), "world.parquet")
    for name in ("world.csv", "world.parquet"):
        assert main(["extract", "trade.txt", "--format", "json", "--reference", name]) == 0
        indicators = json.loads(capsys.readouterr().out)["indicators"]
        (intensity,) = [row for row in indicators if row["indicator_code"] == "export_tii"]
        assert (intensity["value"], intensity["period"]) == (2.0, "2019")
        assert intensity["formula"] == "(1000000000 / 10000000000) / (5000000000 / (110000000000 - 10000000000))"
    assert main(["extract", "trade.txt", "--format", "json"]) == 0
    assert "_tii" not in capsys.readouterr().out


def test_a_reference_names_places_classes_and_units_as_articles_do():
    content = f"{REFERENCE}日本,MNG,第6类,export_value,2018,3,万元\n".encode()
    row = read_reference(content, Path("world.csv"), load_vocabulary())[-1]
    assert row == ReferenceValue("JPN", "MNG", "HS:VI", "export_value", "2018", Decimal(3), Unit("万元", "CNY", 4))


def test_the_files_are_part_of_the_extraction_key(folder):
    raw, output = folder / "article.txt", folder / "output"
    publish(raw, output)
    limits = Limits().text

    def readings(knowledge: Knowledge) -> int:
        return make_plan(raw, open_place(output), limits=limits, now=NOON, knowledge_key=knowledge.key).readings

    assert readings(read_knowledge()) == 0
    keys = {
        read_knowledge(Path("own.toml")).key,
        read_knowledge(None, Path("world.csv")).key,
        read_knowledge(all_indicators=True).key,
    }
    assert readings(read_knowledge(Path("own.toml"))) == 1
    Path("own.toml").write_text(EXAMPLE + "\n# more", encoding="utf-8")
    keys.add(read_knowledge(Path("own.toml")).key)
    assert len(keys) == 4


def test_workers_read_the_files_themselves(folder):
    knowledge = read_knowledge(Path("own.toml"), Path("world.csv"), all_indicators=True)
    assert len(pickle.dumps(knowledge)) < 1000
    with open_workers(Limits(60), 1, partial(extract_knowing, knowledge)) as workers:
        ((_, part),) = read_documents(workers, [to_reading(folder / "article.txt")], folder)
    (observations,) = gather_rows("observations", [part])
    assert set(observations["entity_code"].to_pylist()) == {"CN-3301-BJ"}


def test_a_file_that_changes_while_documents_are_read_costs_them(folder):
    knowledge = read_knowledge(Path("own.toml"))
    changed = Knowledge(knowledge.vocabulary, None, all_indicators=True)
    Path("own.toml").write_text("", encoding="utf-8")
    with pytest.raises(ExtractionError, match="changed while documents were read; run again"):
        extract_knowing(changed, ARTICLE.encode(), "article.txt")


def test_what_is_not_computed_without_a_reference_is_said_once(folder, capsys):
    plan, _ = publish(folder / "article.txt", folder / "output")
    place = open_place(folder / "output")
    snapshot = read_snapshot(place)
    assert summarise(plan, snapshot, place).count("Not computed without --reference") == 1
    assert "--reference" not in summarise(plan, snapshot, place, compared=True)
    again, _ = publish(folder / "article.txt", folder / "output")
    assert "--reference" not in summarise(again, snapshot, place)


def test_pictures_are_drawn_without_them(folder, capsys):
    assert main(["extract", "article.txt", "--draw", "x", "--vocabulary", "own.toml"]) == 2
    assert "--draw: goes without" in capsys.readouterr().err


def test_no_knowledge_changes_nothing():
    assert read_knowledge().key == ""
    with pytest.raises(RunError):
        read_knowledge(Path("nowhere.toml"))
