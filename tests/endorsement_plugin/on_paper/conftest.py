import pytest
from django.test import Client

from endorsement_plugin.models import Application

from .entering import enter, office


@pytest.fixture
def application() -> Application:
    return enter()


@pytest.fixture
def base(application: Application) -> str:
    return f"/apply/{application.pk}/"


@pytest.fixture
def desk(client: Client, application: Application) -> Client:
    client.force_login(office())
    return client
