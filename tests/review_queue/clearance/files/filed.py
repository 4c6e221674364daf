"""An answer with a file of three pages, and how to look into it."""

from review_queue.models import PageLook
from review_queue.models.files import FOLDER, private_files
from review_queue.redaction.geometry import Area
from tests.review_queue.redaction.drawing import page_of, written

TYPED = "Malia asked."
PAGES = ("Leilani met Grace and Malia.", "Malia stayed, Grace left.", "She sleeps.")
MIDDLE = Area(page=1, left=0.1, top=0.1, right=0.6, bottom=0.14)


def pages(*texts: str) -> bytes:
    pdf = page_of()
    for number, text in enumerate(texts):
        if number:
            pdf.add_page()
        pdf.text(72, 100, text)
    return written(pdf)


def file_of(item):
    return item.sections.get().file


def flat(item) -> str:
    return " ".join(item.sections.get().text.split())


def stored() -> list[str]:
    return sorted(private_files().listdir(FOLDER)[1])


def looked(item) -> list[int]:
    return sorted(PageLook.objects.filter(file__section__item=item).values_list("page", flat=True))
