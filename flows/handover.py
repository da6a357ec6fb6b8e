"""The plan that a command made, handed to the engine that it starts, which need not make it again."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flows.place import Place
from flows.plan import Plan, find_basis

_LENGTH = 8  # bytes that say how many follow


def send_plan(plan: Plan | None, pipe: int) -> None:
    """Write a plan, or that there is none, to a process that runs the same program. `BrokenPipeError`: it has ended."""
    content = pickle.dumps(plan, protocol=pickle.HIGHEST_PROTOCOL)
    content = len(content).to_bytes(_LENGTH) + content
    while content:
        content = content[os.write(pipe, content) :]


def receive_plan(pipe: int) -> Plan | None:
    """Read what `send_plan` wrote. Raises `EOFError` when the pipe is closed before."""
    plan = pickle.loads(_read(pipe, int.from_bytes(_read(pipe, _LENGTH))))  # noqa: S301 (from the command that started this process)
    return plan if isinstance(plan, Plan) else None


def _read(pipe: int, length: int) -> bytes:
    # Not from sys.stdin: a thread that waits in a buffered reader keeps Python from ending.
    content = bytearray()
    while len(content) < length:
        if not (piece := os.read(pipe, length - len(content))):
            raise EOFError
        content += piece
    return bytes(content)


# A context variable, since an engine's flow takes parameters that can be stored.
_MADE: ContextVar[Plan | None] = ContextVar("plan", default=None)


def take_plan(place: Place, knowledge_key: str) -> Plan | None:
    """Return the plan of this context if what it was made from is still so, None otherwise: it has to be made again.

    Documents that change after a plan are another matter: a worker looks at the bytes that it reads.
    """
    plan = _MADE.get()
    return plan if plan is not None and plan.basis == find_basis(place, knowledge_key) else None


@contextmanager
def planned_by(plan: Plan | None) -> Iterator[None]:
    """Let `plan` be the plan of the context."""
    token = _MADE.set(plan)
    try:
        yield
    finally:
        _MADE.reset(token)
