"""Which corrections apply: each document that has any is read, and nothing is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.errors import ExtractionError
from flows.bucket import is_stored
from flows.corrections import CorrectionsFile
from flows.knowledge import Knowledge, extract_knowing
from flows.plain_text import plain
from flows.single import quiet
from flows.sources import Source, Sources, find_sources


@dataclass(frozen=True, slots=True)
class CorrectionsReport:
    """A line for each corrections file and entry, and whether all of them apply."""

    lines: tuple[str, ...]
    sound: bool


def report_corrections(raw: str, knowledge: Knowledge) -> CorrectionsReport:
    """Read the documents under RAW that have corrections and say which of these apply. Refused (`RunError`): see `find_sources`."""
    with TemporaryDirectory() as folder:
        found = _find(raw, Path(folder))
        corrected = [(source, source.corrections) for source in found.documents if source.corrections is not None]
        lines: list[str] = []
        sound = not found.strays
        for source, file in corrected:
            for line, applies in _report_document(source, file, knowledge):
                lines.append(line)
                sound = sound and applies
    lines += found.strays
    return CorrectionsReport(tuple(lines or ["No document has corrections."]), sound)


def _find(raw: str, folder: Path) -> Sources:
    if not is_stored(raw):
        return find_sources(Path(raw))
    from flows.stored_sources import find_stored_sources  # noqa: PLC0415 (an extra)

    return find_stored_sources(raw, "", {}, folder)


def _report_document(source: Source, file: CorrectionsFile, knowledge: Knowledge) -> Iterator[tuple[str, bool]]:
    asked = file.corrections
    try:
        with quiet(source.source):
            dataset = extract_knowing(knowledge, source.path.read_bytes(), source.source, corrections=file)
    except (ExtractionError, OSError) as error:
        yield plain(f"{file.name}: {source.source} cannot be read, and nothing in it corrected ({error})"), False
        return
    warnings = dataset.article.warnings
    refused = {
        entry.entry: any(said.startswith(asked.problem(entry.entry, "")) for said in warnings)
        for entry in asked.entries
    }
    applied = [entry for entry, fails in refused.items() if not fails]
    yield plain(f"{source.source}: {len(applied)} of {file.name} applied, {len(warnings)} not"), True
    for entry in applied:
        yield f"  applied      {entry.label}", True
    for said in warnings:
        yield f"  not applied  {plain(said.removeprefix(file.name).lstrip(', :'))}", False
