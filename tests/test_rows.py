from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from extractors.model import Article, Dataset, Unit
from flows.rows import Origin, dataset_to_rows, failure_to_rows
from flows.schema import DATASETS
from tests.example_dataset import example_dataset

ORIGIN = Origin("学报/2024-2", "学报/2024-2/a.txt", "0123", datetime(2025, 1, 2, tzinfo=UTC), "学报", 2024, "2")


def rows_of(dataset: Dataset | None = None):
    return dataset_to_rows(dataset or example_dataset(), ORIGIN)


def test_every_row_has_exactly_the_declared_columns_in_their_order():
    rows = rows_of()
    for schema in DATASETS:
        assert rows[schema.name], f"the example has no row of {schema.name}"
        for row in rows[schema.name]:
            assert tuple(row) == schema.names


def test_every_row_names_its_article_and_issue():
    for some in rows_of().values():
        assert {(row["article_id"], row["issue"]) for row in some} == {
            (example_dataset().article.article_id, "学报/2024-2")
        }


def test_articles_count_what_they_hold():
    (row,) = rows_of()["articles"]
    assert (row["tables"], row["observations"], row["claims"], row["contradictions"]) == (11, 2, 3, 1)
    assert (row["numerals"], row["numerals_unaccounted"]) == (2, 1)
    assert (row["journal"], row["year"], row["number"]) == ("学报", 2024, "2")


def test_nested_nouns_are_flattened():
    row = rows_of()["observations"][0]
    assert (row["entity"], row["entity_code"], row["entity_from"]) == ("甲县", None, "caption")
    assert (row["period"], row["period_start"], row["period_from"]) == ("2020", date(2020, 1, 1), "stated")
    assert (row["unit"], row["unit_code"], row["unit_multiplier"], row["unit_from"]) == ("万t", "t", 4, "caption")
    assert (row["page"], row["x0"], row["bottom"], row["source_start"], row["source_end"]) == (2, 50.0, 72.0, 10, 14)
    assert row["value_base"] == Decimal(124000)


def test_a_missing_value_is_null_with_its_status_and_its_printed_text():
    row = rows_of()["observations"][1]
    assert (row["value"], row["value_base"], row["status"], row["text"]) == (None, None, "O", "—")


def test_without_a_unit_the_multiplier_is_unknown_and_there_is_no_base_value():
    observation = replace(example_dataset().observations[0], unit=Unit())
    row = rows_of(replace(example_dataset(), observations=(observation,)))["observations"][0]
    assert (row["value"], row["unit_multiplier"], row["value_base"]) == (Decimal("12.4"), None, None)


def test_a_unit_whose_code_is_unknown_keeps_its_words_and_gives_no_base_value():
    observation = replace(example_dataset().observations[0], unit=Unit("万标箱", None, 4, "header"))
    row = rows_of(replace(example_dataset(), observations=(observation,)))["observations"][0]
    assert (row["unit"], row["unit_multiplier"], row["value_base"]) == ("万标箱", 4, None)


def test_sections_are_joined_from_the_outside_in_and_absent_ones_are_null():
    claims = rows_of()["claims"]
    assert [row["section"] for row in claims] == ["1 引言 > 1.1 背景", None, None]


def test_ids_are_ordered_by_the_numbers_in_them():
    rows = rows_of()
    assert [row["ordinal"] for row in rows["tables"]] == list(range(1, 12))
    assert [str(row["claim_id"]).rpartition("/")[2] for row in rows["claims"]] == ["c1", "c2", "c10"]
    tables = [str(row["table_id"]).rpartition("/")[2] for row in rows["cells"]]
    assert list(dict.fromkeys(tables)) == [f"t{number}" for number in range(1, 12)]


def test_a_failed_document_has_one_row_with_its_error():
    article = Article("00ff", "a.pdf", "", "", None, 0, error="EncryptedSourceError: asks for a password.")
    rows = failure_to_rows(article, ORIGIN)
    (row,) = rows.pop("articles")
    assert (row["status"], row["error"]) == ("failed", "EncryptedSourceError: asks for a password.")
    assert (row["sha256"], row["bytes"], row["media_type"], row["tables"]) == (None, None, None, 0)
    assert all(some == [] for some in rows.values())
