"""Reading settings from environment variables, with a cure in every complaint."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Environment:
    """Environment variables read as settings; an empty variable counts as not set."""

    variables: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def required(self, name: str, *, cure: str) -> str:
        """Return the text; raise ImproperlyConfigured, with its cure, where there is none."""
        value = self.text(name)
        if not value:
            raise ImproperlyConfigured(f"{name} is not set. {cure}")
        return value

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return one of `choices`; the first one where the variable is not set."""
        value = self.text(name, choices[0])
        if value not in choices:
            raise ImproperlyConfigured(f"{name} is {value!r}. Set it to {' or '.join(choices)}.")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if not value:
            return default
        if value not in TRUE | FALSE:
            raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 (on) or 0 (off).")
        return value in TRUE

    def number(self, name: str, *, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number, e.g. 1.")
        return int(value)

    def words(self, name: str) -> list[str]:
        """Return what stands between commas, blanks dropped."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def postgres_url(self, name: str) -> str:
        """Return the variable as a PostgreSQL address, or "" where it is not set."""
        value = self.text(name)
        if value and urlsplit(value).scheme not in {"postgres", "postgresql"}:
            raise ImproperlyConfigured(
                f"{name} does not name a PostgreSQL database, and On Record runs on no other. "
                "Set it to postgresql://USER:PASSWORD@HOST:PORT/NAME."
            )
        return value
