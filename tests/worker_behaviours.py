"""What documents may do to the process that reads them. Called by name in worker processes."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extractors.errors import EncryptedSourceError, OversizedSourceError
from extractors.model import Dataset
from tests.example_dataset import example_dataset


def recurse() -> Dataset:
    """Call itself without end."""
    return recurse()


def behave(content: bytes, name: str, passed: Callable[[str], None] = print) -> Dataset:
    """Do what the document's first word says; anything else is a good document."""
    match content.split()[:2]:
        case [b"exit"]:
            os._exit(3)
        case [b"quit"]:
            sys.exit("quit")
        case [b"killed", *marker]:
            # With a file named: once.
            files = [Path(os.fsdecode(file)) for file in marker]
            if not files or files[0].exists():
                for file in files:
                    file.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        case [b"segfault"]:
            ctypes.string_at(0)
        case [b"hang"]:
            time.sleep(600)
        case [b"deaf"]:  # does not listen to polite requests to end
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
        case [b"allocate"]:
            bytearray(50 * 2**30)
        case [b"refuse"]:
            raise EncryptedSourceError(name, "asks for a password; remove it.")
        case [b"oversized"]:
            raise OversizedSourceError(name, "is too long; split it.")
        case [b"staged"]:
            passed("read")
            time.sleep(0.1)
            passed("tables")
        case [b"fault"]:
            raise ZeroDivisionError("one\ntwo")
        case [b"recurse"]:
            return recurse()
        case [b"unpicklable"]:
            return Dataset(threading.Lock())  # type: ignore[arg-type] # what a defect might return
        case [b"chatter"]:
            sys.stdout.write("noise\n")
    return example_dataset(content, name)


def drawn_badly(content: bytes, name: str, passed: Callable[[str], None] = print) -> Dataset:
    """Call what says `drawn badly` a PDF that was read, which no page can be drawn of."""
    dataset = example_dataset(content, name)
    kind = "application/pdf" if content == b"drawn badly" else "text/plain"
    return replace(dataset, article=replace(dataset.article, media_type=kind))
