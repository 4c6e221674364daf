import pytest
from django.core.files.base import ContentFile

from review_queue.checks import check_files, check_metrics_token, check_settings
from review_queue.conf import Conf, conf
from review_queue.models.files import private_files


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({}, []),
        ({"FAULTS": True, "REMIND_DAYS_BEFORE": 5}, []),
        ({"METRICS_TOKEN": "a long invented token"}, []),
        ({"METRICS_TOKEN": None}, ["review_queue.E002"]),
        ({"REMINDERS": 5}, ["review_queue.E001"]),
        ({"REMIND_DAYS_BEFORE": "5"}, ["review_queue.E002"]),
        ({"REMIND_DAYS_BEFORE": True}, ["review_queue.E002"]),
        ({"PDF": {"pages": 20}}, []),
        ({"PDF": []}, ["review_queue.E002"]),
        ({"PDF": {"pages": 0, "wall": True, "dpi": 1.5, "paper": 1}}, ["review_queue.E004"] * 4),
        ({"WORK_KEPT_DAYS": 7, "MAIL_KEPT_DAYS": 7}, []),
        ({"WORK_KEPT_DAYS": 6, "MAIL_KEPT_DAYS": 30}, ["review_queue.E013"]),
        ({"WORK_KEPT_DAYS": -1, "MAIL_KEPT_DAYS": 0}, ["review_queue.E013"] * 2),
        ({"NOPE": 1, "FAULTS": "yes"}, ["review_queue.E001", "review_queue.E002"]),
    ],
)
def test_settings_that_mean_nothing_are_reported(settings, given, ids):
    settings.REVIEW_QUEUE = given
    assert [message.id for message in check_settings(None)] == ids


def test_a_limit_that_means_nothing_is_named(settings):
    settings.REVIEW_QUEUE = {"PDF": {"paper": 1, "pages": -1}}
    assert [message.msg for message in check_settings(None)] == [
        "REVIEW_QUEUE['PDF']['paper'] is not a limit of drawing a PDF.",
        "REVIEW_QUEUE['PDF']['pages'] must be a whole number above zero.",
    ]


def test_the_storage_of_files_has_to_be_there(settings):
    settings.REVIEW_QUEUE = {"FILES": "vault"}
    assert [message.id for message in check_files(None)] == ["review_queue.E005"]


def test_without_a_storage_of_their_own_files_lie_beside_the_code_and_are_not_served(settings, tmp_path):
    settings.STORAGES = {name: one for name, one in settings.STORAGES.items() if name != "private"}
    settings.BASE_DIR = tmp_path
    assert check_files(None) == []
    name = private_files().save("answers/a.pdf", ContentFile(b"%PDF"))
    assert (tmp_path / "private" / name).read_bytes() == b"%PDF"
    settings.MEDIA_ROOT = tmp_path
    assert [message.id for message in check_files(None)] == ["review_queue.E006"]
    del settings.BASE_DIR
    assert [message.id for message in check_files(None)] == ["review_queue.E005"]


def test_the_storage_of_files_is_not_served(settings, private_folder):
    assert check_files(None) == []
    settings.MEDIA_ROOT = private_folder.parent
    assert [message.id for message in check_files(None)] == ["review_queue.E006"]


def test_defaults_hold_where_nothing_is_given(settings):
    settings.REVIEW_QUEUE = {"REMIND_DAYS_BEFORE": 9}
    assert conf() == Conf(REMIND_DAYS_BEFORE=9)


@pytest.mark.parametrize(
    ("length", "ids"), [(0, []), (1, ["review_queue.E007"]), (19, ["review_queue.E007"]), (20, [])]
)
def test_a_token_that_can_be_guessed_is_reported_before_production(settings, length, ids):
    settings.REVIEW_QUEUE = {"METRICS_TOKEN": "x" * length}
    assert [message.id for message in check_metrics_token(None)] == ids


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"OFFERS_TOGETHER": 2}, "review_queue.E011"),
        ({"OFFERS_TOGETHER": 0}, "review_queue.E011"),
        ({"OFFERS_WAIT_AT_MOST": -1}, "review_queue.E012"),
        ({"OFFERS_TOGETHER": 3, "OFFERS_WAIT_AT_MOST": 0}, None),
        ({"ALIKE_AT_LEAST": 51}, "review_queue.E015"),
        ({"ALIKE_AT_LEAST": -1}, "review_queue.E015"),
        ({"ALIKE_WAIT_DAYS": 61}, "review_queue.E016"),
        ({"ALIKE_AT_LEAST": 0, "ALIKE_WAIT_DAYS": 0}, None),
    ],
)
def test_two_answers_together_hide_nothing_and_no_wait_is_endless(settings, given, number):
    settings.REVIEW_QUEUE = given
    assert [one.id for one in check_settings(None)] == ([number] if number else [])
