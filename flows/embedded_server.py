"""The Prefect server of one run: a program that serves until its standard input ends."""

from __future__ import annotations

import gc
import os
import socket
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uvicorn import Server

_GRACE = 5  # seconds to write down what it was told


def main(listener: int) -> None:
    """Serve at a socket that listens, given by its number. Who connects before the server is ready waits."""
    started: list[Server] = []
    ended = Event()
    Thread(target=_end_with_input, args=(started, ended), daemon=True).start()
    # Half a million objects are made by the imports and none is freed: to look for garbage meanwhile takes 0.7 of 2.8 seconds.
    gc.disable()
    from prefect.server.api.server import create_app  # noqa: PLC0415 (takes seconds, in which standard input may end)
    from uvicorn import Config, Server  # noqa: PLC0415

    app = create_app(ephemeral=True, final=True)
    gc.freeze()
    gc.enable()
    server = Server(Config(app, log_level="error", lifespan="on", timeout_graceful_shutdown=_GRACE))
    started.append(server)
    server.should_exit = ended.is_set()
    server.run(sockets=[socket.socket(fileno=listener)])


def _end_with_input(started: list[Server], ended: Event) -> None:
    """End the server when whoever started it closes the other end of standard input, or is gone."""
    while os.read(0, 1024):
        pass
    ended.set()
    for server in started:
        server.should_exit = True
    Event().wait(_GRACE)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
