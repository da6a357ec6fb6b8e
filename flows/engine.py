"""Starting the flow from the command line: the engine is quiet, and its errors are ours or one sentence."""

from __future__ import annotations

from pathlib import Path

from flows.failure import RunError
from flows.progress import progress_bar, shown_by


def run_ingestion(raw: Path, output: Path, *, force: bool, seconds: float, memory: int, workers: int | None) -> None:
    """Run the flow `ingest` with a progress bar. Raises `RunError` when it cannot be run."""
    with progress_bar() as show, shown_by(show):
        from flows.ingest import ingest  # noqa: PLC0415 (Prefect takes seconds to import: the bar is there first)

        try:
            ingest(str(raw), str(output), force=force, seconds=seconds, memory=memory, workers=workers)
        except RuntimeError as error:
            if "server" not in str(error).lower():
                raise
            raise RunError(
                f"Prefect's server did not start ({error}); run again, or remove the folder .state."
            ) from error
