"""Accounts of a demonstration: their passwords differ per installation and lie in no file."""

import base64
import hashlib
import hmac

from django.conf import settings
from django.contrib.auth.hashers import make_password

from units.models import Province, Unit, User


def demo_password(username: str) -> str:
    """The password of a demonstration's account: derived from the secret key and the user name."""
    digest = hmac.new(
        settings.SECRET_KEY.encode(), f"demo:{username}".encode(), hashlib.sha256
    ).digest()
    letters = base64.b32encode(digest).decode().lower()[:12]
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def make_demo_account(
    username: str,
    *,
    full_name: str,
    position: str,
    province: Province,
    unit: Unit | None = None,
    is_operator: bool = False,
) -> User:
    """An account of the demonstration; without demo mode nobody can sign in with it."""
    user, _is_new = User.objects.get_or_create(
        username=username,
        defaults={
            "full_name": full_name,
            "position": position,
            "email": f"{username}@khoi-thi-dua.example",  # a domain that exists nowhere
            "province": province,
            "unit": unit,
            "is_staff": is_operator,
            "is_superuser": is_operator,
            "password": make_password(None),
        },
    )
    return user
