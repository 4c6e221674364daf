"""What the API says of itself."""

import pytest
from wagtail.api.v3.api import api


@pytest.fixture
def described(nobody):
    return nobody.get("/openapi.json").json()


def test_every_path_of_ours_is_described(described):
    paths = {path.removeprefix("/api/v3-preview") for path in described["paths"]}
    assert {
        "/forms/",
        "/forms/{family}/schema/",
        "/applications/",
        "/applications/{pk}/steps/{name}/",
        "/applications/{pk}/evidence/{entry}/",
        "/applications/{pk}/files/{file}/content/",
        "/applications/{pk}/references/{reference}/actions/send/",
        "/applications/{pk}/actions/submit/",
        "/applications/{pk}/status/",
        "/sittings/{pk}/actions/hand-in/",
        "/reference/actions/submit/",
        "/registry/{number}/",
        "/pages/",
    } <= paths


def test_how_to_sign_in_is_described(described):
    schemes = described["components"]["securitySchemes"]
    assert schemes["SessionToken"] == {"type": "apiKey", "in": "header", "name": "X-Session-Token"}
    assert schemes["SiteSession"] == {"type": "apiKey", "in": "cookie", "name": "sessionid"}
    assert schemes["LinkToken"] == {"type": "apiKey", "in": "header", "name": "X-Reference-Token"}
    start = described["paths"]["/api/v3-preview/applications/"]["post"]
    assert start["security"] == [{"SessionToken": []}, {"SiteSession": []}]


def test_operations_have_names_of_their_own(described):
    names = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere(described):
    def references(value):
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"]
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    found = set(references(described))
    schemas = described["components"]["schemas"]
    assert found
    assert {one.removeprefix("#/components/schemas/") for one in found} <= schemas.keys()


def test_the_page_for_people(nobody):
    assert nobody.get("/docs/").status_code == 200


def test_the_description_is_put_together_once():
    assert api.get_openapi_schema() is api.get_openapi_schema()
