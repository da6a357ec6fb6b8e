"""A published snapshot is written in another form, whole or not at all."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.failure import RunError
from flows.published import Published, open_published
from flows.sources import printable

Form = Literal["csv", "xlsx", "duckdb"]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Where a form is written, what that needs, and whether it is a folder."""

    module: str
    function: str
    needs: str | None = None
    is_folder: bool = False


_WRITERS: dict[Form, _Writer] = {
    "csv": _Writer("flows.export.csv_files", "write_csv", is_folder=True),
    "xlsx": _Writer("flows.export.workbook", "write_workbook", "xlsxwriter"),
    "duckdb": _Writer("flows.export.database", "write_database", "duckdb"),
}


def export_snapshot(output: str | Path, target: Path, form: Form, *, force: bool = False) -> str:
    """Write what OUTPUT shows now as TARGET, a folder of CSV files or one file, and return a line that says so.

    Refused (`RunError`): an extra that is not installed, a target that is there (unless `force` replaces it), one that cannot be
    written, and what `open_published` refuses.
    """
    writer = _WRITERS[form]
    write = _load(writer, form)
    published = open_published(output)
    if target.exists() or target.is_symlink():
        _refuse_replacing(target, writer, force=force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".shubiao-") as folder:
            unfinished = Path(folder) / target.name
            if writer.is_folder:
                unfinished.mkdir()
            write(published, unfinished)
            if target.is_dir():
                shutil.rmtree(target)
            unfinished.replace(target)
    except OSError as error:
        raise RunError(f"{printable(target)}: cannot be written ({error.strerror or error}).") from error
    rows = sum(file.rows for issue in published.snapshot.issues for file in issue.files)
    return f"Exported: {len(published.snapshot.documents)} articles, {rows} rows, to {printable(target)}\n"


def _load(writer: _Writer, form: Form) -> Callable[[Published, Path], None]:
    try:
        module = importlib.import_module(writer.module)
    except ModuleNotFoundError as error:
        if error.name != writer.needs:
            raise
        sentence = f"--format {form}: needs an extra that is not installed; pip install 'shubiao[{form}]'."
        raise RunError(sentence) from error
    function: Callable[[Published, Path], None] = getattr(module, writer.function)
    return function


def _refuse_replacing(target: Path, writer: _Writer, *, force: bool) -> None:
    name = printable(target)
    if target.is_dir() != writer.is_folder:
        kind, wanted = ("a folder", "a file") if target.is_dir() else ("no folder", "a folder")
        raise RunError(f"{name}: is {kind}; name {wanted} to write.")
    if not force and not (target.is_dir() and not any(target.iterdir())):
        raise RunError(f"{name}: is there already; choose another target, or replace it with --force.")
    if target.is_dir() and any(path.suffix != ".csv" for path in target.iterdir()):
        raise RunError(f"{name}: holds more than CSV files, which would be lost; choose another target.")
