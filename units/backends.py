"""Signing in to a demonstration."""

import hmac

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from units.actions import demo_password
from units.models import User


class DemoBackend(ModelBackend):
    """Accounts of a demonstration have no stored password: it follows from the installation's key.
    Accounts of a demonstration have no stored password: it follows from the installation's key."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_kwargs: object,
    ) -> User | None:
        """The demonstration's account if the password is the derived one; None for everybody else.
        The demonstration's account if the password is the derived one; None for everybody else."""
        if not username or not password:
            return None
        user = User.objects.filter(
            username=username, province__is_demo=True, is_active=True
        ).first()
        if user and hmac.compare_digest(
            password.strip().encode(), demo_password(username).encode()
        ):
            return user
        return None
