"""The process that workers are forked from: it has loaded what reading needs, and does nothing else."""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

_LOADED = ["flows.loaded"]


def get_origin() -> ForkServerContext:
    """Return what makes processes in that way.

    Forking a process that runs an engine's threads may lock up, and a new interpreter for each worker costs more than
    many documents.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


def start_origin() -> None:
    """Let it load now, beside whatever else has to start, and not when the first document is to be read."""
    get_origin()
    forkserver.ensure_running()
