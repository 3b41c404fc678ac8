"""Three people: nobody in particular, staff without permissions, the administrator."""

import pytest
from django.contrib.auth.models import User
from django.test import Client


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
