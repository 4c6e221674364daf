"""Too often, for one person and for a while."""

import pytest

from endorsement_plugin import limits


@pytest.fixture(autouse=True)
def _one_window(monkeypatch):
    """Each test happens within one window of the clock that counts, however long it takes."""
    monkeypatch.setattr(limits, "time", lambda: 1_800_000_010.0)


@pytest.mark.parametrize("cached", [True, False])
def test_saving_without_end(api, other, application, monkeypatch, cached, settings):
    monkeypatch.setattr(limits.SAVE, "most", 2)
    if not cached:  # a cache that keeps nothing lets everything through
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    path = f"/applications/{application.pk}/steps/practice/"
    answers = [api.patch(path, {"answers": {"agency": f"{n}"}}, If_Match="*") for n in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429 if cached else 200]
    kept = api.get(path).json()["answers"]["agency"]
    assert kept == ("1" if cached else "2")
    if cached:
        assert 0 < int(answers[2]["Retry-After"]) <= 60
        assert answers[2].json()["type"] == "urn:endorsement:problem:too-many-requests"
    assert other.patch(path, {}, If_Match="*").status_code == 404


def test_starting_is_counted_apart_from_submitting(api, application, monkeypatch):
    monkeypatch.setattr(limits.SUBMIT, "most", 0)
    assert api.post(f"/applications/{application.pk}/actions/submit/", {}).status_code == 429
    family = str(application.form_version.form.family)
    assert api.post("/applications/", {"form": family}).status_code == 409
