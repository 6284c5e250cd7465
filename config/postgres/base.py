"""A Django database backend on the embedded PostgreSQL (Django looks it up by this name)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base, client

from config.postgres import programs, server


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` through the psql that comes with the embedded PostgreSQL."""

    executable_name = str(programs.BINARIES / "psql")

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        host = server.claim(Path(settings_dict["HOST"]))
        args, env = super().settings_to_cmd_args_env(
            {**settings_dict, "HOST": str(host)}, parameters
        )
        return args, env


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose HOST is a data directory: its server is started when first needed."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        parameters = super().get_connection_params()
        return {**parameters, "host": str(server.claim(Path(parameters["host"])))}
