"""The processes of the demo, written down as a configuration of `supervisor`."""

import shlex
import sys
from configparser import RawConfigParser
from dataclasses import dataclass
from pathlib import Path

from association.demo.lifeline import bound

GROUP = "demo"
PYTHON = sys.executable


@dataclass(frozen=True)
class Places:
    """Where the processes keep their things."""

    base_dir: Path
    data_dir: Path
    sockets: Path
    port: int

    @property
    def control_socket(self) -> Path:
        return self.sockets / "supervisor.sock"

    @property
    def broker_socket(self) -> Path:
        return self.sockets / "broker.sock"

    @property
    def broker_url(self) -> str:
        return f"unix://{self.broker_socket}?db=0"

    @property
    def logs(self) -> Path:
        return self.data_dir / "log"


def commands(places: Places) -> dict[str, list[str]]:
    """What runs. Each one may die and is started again; none of them takes another one down."""
    manage = [PYTHON, str(places.base_dir / "manage.py")]
    return {
        "broker": [
            *(PYTHON, "-m", "association.demo.broker"),
            *(str(places.broker_socket), str(places.data_dir / "broker")),
        ],
        "web": [
            *(PYTHON, "-m", "gunicorn", "association.wsgi", "--bind", f"127.0.0.1:{places.port}"),
            *("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--preload"),
            *(
                "--config",
                "python:association.demo.web",
                "--graceful-timeout",
                "1",
                "--no-control-socket",
                "--worker-tmp-dir",
                str(places.sockets),
            ),
        ],
        "worker": [*manage, "work"],
        "clock": [*manage, "reconcile", "--loop"],
    }


def write_configuration(places: Places) -> Path:
    """Write supervisor's configuration file and return its path."""
    places.logs.mkdir(parents=True, exist_ok=True)
    config = RawConfigParser()
    config["unix_http_server"] = {"file": _literal(places.control_socket), "chmod": "0700"}
    config["supervisord"] = {
        "nodaemon": "true",
        "silent": "true",
        "logfile": _literal(places.logs / "supervisor.log"),
        "pidfile": _literal(places.sockets / "supervisor.pid"),
        "directory": _literal(places.base_dir),
    }
    config["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    programs = commands(places)
    for name, command in programs.items():
        config[f"program:{name}"] = _program(places, name, command)
    config[f"group:{GROUP}"] = {"programs": ",".join(programs)}
    path = places.data_dir / "supervisord.conf"
    with path.open("w") as file:
        config.write(file)
    return path


def _program(places: Places, name: str, command: list[str]) -> dict[str, str]:
    return {
        "command": _literal(shlex.join(bound(command))),
        "autorestart": "true",
        "startretries": "1000000",
        "stopwaitsecs": "1",
        "stopsignal": "QUIT" if name == "web" else "TERM",  # gunicorn's word for "at once"
        "stopasgroup": "true",
        "killasgroup": "true",
        "redirect_stderr": "true",
        "stdout_logfile": _literal(places.logs / f"{name}.log"),
        "stdout_logfile_maxbytes": "5MB",
        "stdout_logfile_backups": "1",
    }


def _literal(value: object) -> str:
    """Supervisor expands %(names)s; our paths mean themselves."""
    return str(value).replace("%", "%%")
