from __future__ import annotations

from pathlib import Path

import pytest

from tests import approve


def test_a_new_golden_file_is_written(tmp_path: Path) -> None:
    assert approve.approve({"table-1.csv": "a,1\n"}, tmp_path, force=False) == ["new table-1.csv"]
    assert (tmp_path / "table-1.csv").read_text() == "a,1\n"


def test_a_changed_golden_file_is_refused_without_force(tmp_path: Path) -> None:
    (tmp_path / "table-1.csv").write_text("a,1\n")
    (report,) = approve.approve({"table-1.csv": "a,2\n"}, tmp_path, force=False)
    assert report.startswith("refused")
    assert (tmp_path / "table-1.csv").read_text() == "a,1\n"


def test_force_overwrites_what_changed_and_removes_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "table-1.csv").write_text("a,1\n")
    (tmp_path / "table-2.csv").write_text("b,1\n")
    approve.approve({"table-1.csv": "a,2\n"}, tmp_path, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["table-1.csv"]
    assert (tmp_path / "table-1.csv").read_text() == "a,2\n"


def test_an_equal_golden_file_is_not_mentioned(tmp_path: Path) -> None:
    (tmp_path / "table-1.csv").write_text("a,1\n")
    assert approve.approve({"table-1.csv": "a,1\n"}, tmp_path, force=False) == []


def test_nothing_is_approved_where_ci_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert approve.main() == 2
