import pytest

from endorsement_plugin.checks import check_private_storage, check_review_backend, check_settings


def ids(messages):
    return [message.id.rpartition(".")[2] for message in messages]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"REFERENCE_DAYS": 14}, []),
        ({"REFERENCE_DAY": 14}, ["E001"]),
        ({"REFERENCE_DAYS": "14"}, ["E002"]),
        ({"REFERENCE_DAYS": True}, ["E002"]),
        ({"REFERENCE_DAYS": 0}, ["E003"]),
        ({"MAIL_KEPT_DAYS": 7}, []),
        ({"MAIL_KEPT_DAYS": 6}, ["E007"]),
        ({"MAIL_KEPT_DAYS": -1}, ["E007"]),
    ],
)
def test_settings(settings, given, expected):
    settings.ENDORSEMENT = given
    assert ids(check_settings(None)) == expected


def test_a_review_backend_that_is_not_there(settings):
    settings.ENDORSEMENT = {"REVIEW_BACKEND": "nowhere.Backend"}
    assert ids(check_review_backend(None)) == ["E004"]


def test_the_suites_own_settings_are_clean():
    assert not check_settings(None) + check_review_backend(None) + check_private_storage(None)


def test_transcripts_are_never_below_a_folder_that_is_served(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private"},
        }
    }
    assert ids(check_private_storage(None)) == ["E006"]


def test_a_site_without_a_private_storage(settings):
    settings.STORAGES = {name: value for name, value in settings.STORAGES.items() if name != "private"}
    assert ids(check_private_storage(None)) == ["E005"]
