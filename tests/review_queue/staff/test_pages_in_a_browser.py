"""The pages of a chief reviewer on a phone: nothing is wider than it, and nothing keeps anybody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from review_queue.models import Reviewer
from tests.review_queue.audit.tampering.scene import make_scene
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_no_page_of_a_chief_reviewer_is_wider_than_a_phone(page: Page, live_server):
    scene = make_scene()
    sign_in(page, live_server.url, scene.chief)
    page.set_viewport_size({"width": 360, "height": 800})
    code, open_one, decided = scene.round.code, scene.waiting.code, scene.agreed.code
    pages = {
        **dict.fromkeys(("staff", "stuck", "auditors", "seal_checks"), ()),
        **dict.fromkeys(("ask", "wait", "outside"), (open_one,)),
        **dict.fromkeys(("item", "reviews"), (decided,)),
        **dict.fromkeys(("back_reading", "alarms", "agreement", "round"), (code,)),
        "alike": (scene.waiting.pool.code,),
        "reviewer": (Reviewer.objects.all()[0].pk,),
    }
    wider, faults = [], {}
    for name, args in pages.items():
        answer = page.goto(live_server.url + reverse(f"review_queue:{name}", args=args))
        assert answer is not None
        assert answer.status == 200, name
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wider.append(name)
        found = Axe().run(page)
        if found.violations_count:
            faults[name] = found.generate_report()
    assert wider == []
    assert faults == {}
