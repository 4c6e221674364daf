"""GET /association.css"""

import pytest
from django.test import Client

from tests.factories.credentials import make_association

pytestmark = pytest.mark.django_db


def test_each_site_has_the_color_of_its_association(client: Client):
    make_association(accent="#7a2e55")
    make_association("mi-aimh", "mi-aimh.localhost", accent="#2e557a")
    assert "--accent: #7a2e55;" in client.get("/association.css").text
    assert "--accent: #2e557a;" in client.get("/association.css", headers={"host": "mi-aimh.localhost"}).text


def test_it_is_a_stylesheet_that_may_be_kept_for_a_while(client: Client):
    make_association()
    response = client.get("/association.css")
    assert response["Content-Type"] == "text/css"
    assert "max-age=300" in response["Cache-Control"]
    assert "Cookie" not in response["Vary"]


def test_a_site_without_an_association_keeps_the_colors_of_the_house(client: Client):
    response = client.get("/association.css")
    assert (response.status_code, response.text) == (200, "")
