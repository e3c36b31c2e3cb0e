"""Who works at the desk: a writer, a publisher, and somebody who has nothing to do with the registry."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client

EDITORS, REVIEWERS = "Redaktör", "Granskare"

LogIn = Callable[..., Client]


@pytest.fixture
def log_in(db: None) -> LogIn:
    """Log somebody in: `log_in("Redaktör")` as a member of that group, `log_in()` with access to the desk alone."""

    def enter(*groups: str) -> Client:
        name = f"user{get_user_model().objects.count()}"
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "password", first_name="Rut")
        user.groups.add(*Group.objects.filter(name__in=groups))
        if not groups:
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client = Client()
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def publisher(log_in: LogIn) -> Client:
    return log_in(REVIEWERS)


@pytest.fixture
def writer(log_in: LogIn) -> Client:
    return log_in(EDITORS)
