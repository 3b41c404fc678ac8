"""Three people: nobody in particular, staff without permissions, the administrator."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture(autouse=True, scope="session")
def static_folder() -> None:
    """The pages' server warns where the folder of collected static files is missing, and a warning is an error here."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def anonymous() -> Client:
    return Client()


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    return client


@pytest.fixture
def administrator(db: None) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("chief"))
    return client
