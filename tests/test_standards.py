"""The vocabulary beside what it is said to follow: ISO 3166 and ISO 4217 as pycountry keeps them, CLDR as Babel does."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files

import pycountry
import pytest
from babel import Locale
from babel.numbers import get_currency_name

from extractors.vocabulary import load_vocabulary

FOLDER = files("extractors.vocabulary")
# A code of the range that ISO 3166-1 leaves to its users, as CLDR, the World Bank and the European Union use it.
USERS_OWN = {"XKK"}
# Ours, since CLDR's 中非 is read as China and Africa.
OTHER_NAMES = {"017": "中部非洲"}
# Printed after amounts beside the currency's whole unit, which has no code for its hundredth.
PARTS_OF_CURRENCIES = {"{cent}", "{penny}"}
ALPHA_2 = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | {"XKK": "XK"}
PROVINCES = {division.code: division for division in pycountry.subdivisions.get(country_code="CN")}
# ISO 3166-2:CN lists them too; here they are what ISO 3166-1 makes of them.
LISTED_AS_COUNTRIES = {"CN-HK": "HKG", "CN-MO": "MAC", "CN-TW": "TWN"}
# What ISO 3166-2 writes in Pinyin after the name: shi, sheng, autonomous region.
KINDS_OF_PROVINCES = {"Shi": "市", "Sheng": "省", "Zizhiqu": "自治区"}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()))


def toml(name: str) -> dict:
    return tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))


def test_countries_are_those_of_iso_3166_1():
    codes = [row["code"] for row in rows("countries.csv") if row["kind"] == "country"]
    assert len(set(codes)) == len(codes)
    assert set(codes) - USERS_OWN == {country.alpha_3 for country in pycountry.countries}


def test_regions_have_numbers_of_un_m49_that_no_country_has():
    regions = {row["code"] for row in rows("countries.csv") if row["kind"] == "group"}
    assert all(len(code) == 3 and code.isdecimal() for code in regions)
    assert not regions & {country.numeric for country in pycountry.countries}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_of_countries_and_regions_are_those_of_cldr(language):
    cldr = Locale(language).territories
    ours = {row["code"]: row[language] for row in rows("countries.csv")}
    differences = {
        code: (name, cldr.get(ALPHA_2.get(code, code)))
        for code, name in ours.items()
        if name != cldr.get(ALPHA_2.get(code, code))
    }
    expected = {code: name for code, name in OTHER_NAMES.items() if language == "zh"}
    assert {code: name for code, (name, _) in differences.items()} == expected, differences


def test_provinces_are_those_of_iso_3166_2():
    ours = rows("provinces.csv")
    assert {row["code"] for row in ours} | set(LISTED_AS_COUNTRIES) == set(PROVINCES)
    for row in ours:
        kind = PROVINCES[row["code"]].name.split()[-1]
        assert row["full"].endswith(KINDS_OF_PROVINCES[kind]), row
        assert row["full"].startswith(row["zh"]), row


def test_english_names_of_provinces_are_those_of_the_standard_but_for_two_of_older_use():
    older = {"CN-NM": "Inner Mongolia", "CN-XZ": "Tibet"}
    for row in rows("provinces.csv"):
        standard = PROVINCES[row["code"]].name
        assert row["en"] == older.get(row["code"], standard.split()[0]), standard
    places = load_vocabulary().places.names
    assert {places.get(name).code for name in ("Xizang", "Tibet", "Tibet Autonomous Region")} == {"CN-XZ"}
    assert {places.get(name).code for name in ("Nei Mongol", "Inner Mongolia")} == {"CN-NM"}


def test_money_has_codes_of_iso_4217():
    money = {entry["code"] for entry in toml("units.toml")["unit"] if entry["family"] == "money"}
    assert money - PARTS_OF_CURRENCIES <= {currency.alpha_3 for currency in pycountry.currencies}
    assert {"CNY", "USD", "EUR", "JPY", "GBP", "HKD"} <= money


def test_the_names_of_money_in_cldr_are_read_as_that_money():
    units = load_vocabulary().units
    money = {entry["code"] for entry in toml("units.toml")["unit"] if entry["family"] == "money"} - PARTS_OF_CURRENCIES
    wrong = {}
    for code in sorted(money):
        for name in (code, get_currency_name(code, locale="zh"), get_currency_name(code, 2, locale="en")):
            unit = units.read_unit(name)
            if unit is None or unit.code != code:
                wrong[name] = unit and unit.code
    assert wrong == {}


def test_groups_are_made_of_places_that_are_known():
    territories = load_vocabulary().places.territories
    members = {member for territory in territories.values() for member in territory.members}
    assert members <= territories.keys()


def test_other_names_belong_to_places_that_are_known():
    territories = load_vocabulary().places.territories
    names = toml("names.toml")
    assert {*names["names"], *names["alone"]} <= territories.keys()
