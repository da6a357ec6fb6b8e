"""An S3 server on this machine, for tests of what is published in a bucket."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import s3fs
from moto.server import ThreadedMotoServer

from flows import bucket


def variables(endpoint: str) -> dict[str, str]:
    """What a user sets, in the environment that all S3 clients read."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
    }


@contextmanager
def serve() -> Iterator[str]:
    """Run a server on a free port of the loopback address and give its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not a line a request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@contextmanager
def told(endpoint: str) -> Iterator[None]:
    """Let clients of this process, and of those that it starts, find the server."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables(endpoint).items():
            patch.setenv(name, value)
        forget()
        yield
    forget()


def forget() -> None:
    """Let the next use of a bucket connect anew."""
    bucket._connect.cache_clear()
    s3fs.S3FileSystem.clear_instance_cache()


def make_bucket(name: str) -> str:
    """Make a bucket and return its address."""
    s3fs.S3FileSystem(use_listings_cache=False).mkdir(name)
    return f"s3://{name}"


def upload(folder: Path, address: str) -> None:
    """Put the files of a folder below an address."""
    store = s3fs.S3FileSystem(use_listings_cache=False)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            store.pipe_file(f"{address}/{path.relative_to(folder).as_posix()}", path.read_bytes())
