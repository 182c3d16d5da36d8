"""Runs the server: finds a port on the loopback, says where it is, and stops on Ctrl-C."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import uvicorn

from dragoman.errors import ConfigError
from dragoman.web.app import create_app
from dragoman.web.settings import Settings
from dragoman.web.static_files import vega_bundle

PORT = 8765
IDLE = 75
"""Seconds after which an idle connection is closed: longer than browsers keep one, so that none meets a closed door."""
SWITCH = 0.0005
"""Seconds after which a thread lets another compute. A page reads the database some thirty times and must wait its turn
after each; with Python's usual 5 ms it would wait long while events are put together beside it."""
TRIED = 20
"""How many ports from ``PORT`` on are tried when none was asked for."""


def serve(
    folder: Path,
    *,
    port: int | None = None,
    read_only: bool = False,
    open_browser: bool = False,
    tell: Callable[[str], None],
) -> None:
    """Serves a project until it is stopped. ``tell`` is given the address, with its token.

    Raises:
        ConfigError: the folder holds no project, or the port is in use.
    """
    taken = bind(port)
    settings = Settings(port=taken.getsockname()[1], read_only=read_only)
    app = create_app(folder, settings)
    threading.Thread(target=_warm_up, daemon=True).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False, timeout_keep_alive=IDLE
    )
    sys.setswitchinterval(SWITCH)
    tell(settings.address)
    if open_browser:
        threading.Timer(0.5, webbrowser.open, (settings.address,)).start()
    with taken:
        uvicorn.Server(config).run(sockets=[taken])


def _warm_up() -> None:
    """What takes seconds the first time is done before the first relation is looked at: statistics, script bundle."""
    import_module("dragoman.relations")
    vega_bundle()


def bind(port: int | None) -> socket.socket:
    """A socket on the loopback: at ``port`` (0 for any), else at the first that is free from ``PORT`` on.

    Raises:
        ConfigError: the port is in use, or may not be used.
    """
    asked = [port] if port is not None else range(PORT, PORT + TRIED)
    for number in asked:
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind(("127.0.0.1", number))
        except OSError as error:
            bound.close()
            if port is not None:
                raise ConfigError(f"port {port} cannot be used: {error.strerror or error}; name another") from error
            continue
        return bound
    raise ConfigError(f"the ports {PORT} to {PORT + TRIED - 1} are all in use; name another with --port")
