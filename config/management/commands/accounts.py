import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction


@dataclass(frozen=True)
class Role:
    username: str
    group: str
    may: str


ROLES = (
    Role("contributor", "Contributor", "drafts statements"),
    Role("curator", "Curator", "enters, reviews and publishes"),
    Role("reviewer", "Curator", "a second curator, to publish what the first one entered"),
    Role("staff", "Staff", "exports and reports"),
    Role("administrator", "Administrator", "everything, accounts too"),
)


class Command(BaseCommand):
    help = "Makes a demonstration account for each role, and prints their passwords."

    def handle(self, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError(
                "Demonstration accounts are not for production. "
                "Make the first account with: python manage.py createsuperuser"
            )
        kept = settings.DATA_DIR / "accounts.json"
        passwords = read_passwords(kept)
        with transaction.atomic():
            for role in ROLES:
                passwords[role.username] = ensure_account(role, passwords.get(role.username, ""))
        write_passwords(kept, passwords)
        self.stdout.write("Demonstration accounts:")
        for role in ROLES:
            name, password = role.username, passwords[role.username]
            self.stdout.write(f"  {name:<14}{password or '(changed since)':<18}{role.may}")


def read_passwords(kept: Path) -> dict[str, str]:
    return json.loads(kept.read_text()) if kept.exists() else {}


def write_passwords(kept: Path, passwords: dict[str, str]) -> None:
    """Keep the passwords where only their owner reads them."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with open(kept, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        json.dump(passwords, file, indent=2)


def ensure_account(role: Role, password: str) -> str:
    """Return the account's password, "" if somebody has changed it; make what is missing."""
    user = User.objects.filter(username=role.username).first()
    if user and password:
        return password if user.check_password(password) else ""
    group = group_of(role)
    user = user or User(username=role.username, email=f"{role.username}@example.org")
    user.is_staff = True
    user.is_superuser = role.group == "Administrator"
    password = password or secrets.token_urlsafe(9)
    user.set_password(password)
    user.save()
    user.groups.add(group)
    return password


def group_of(role: Role) -> Group:
    try:
        return Group.objects.get(name=role.group)
    except Group.DoesNotExist as error:
        raise CommandError(
            f"There is no group {role.group}. Make it with: python manage.py migrate"
        ) from error
