"""How a credential's requirements look to its editor: folded together, and compared."""

import json
import re
from typing import Any

import pytest
from django.urls import reverse
from wagtail.blocks import DecimalBlock, IntegerBlock

from endorsement_plugin.editor.blocks.requirements import RequirementsBlock
from tests.endorsement_plugin.editor.desk import Editor, make_credential_page

pytestmark = pytest.mark.django_db

BLOCK = "6f9619ff-8b86-4011-b42d-00c04fc964ff"


def test_two_revisions_are_compared_in_words() -> None:
    editor = Editor()
    page: Any = make_credential_page(editor)
    revisions = []
    for degrees in (["bachelor"], ["bachelor", "master"]):
        value = {"degrees": degrees, "or_higher": False, "designation": ""}
        page.requirements = json.dumps([{"type": "education", "id": BLOCK, "value": value}])
        revisions.append(page.save_revision().pk)
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, *revisions])
    html = editor.client.get(url).content.decode()
    assert "Master" in html
    assert "[&#x27;" not in html
    assert "['" not in html


def test_a_folded_requirement_says_what_its_numbers_are() -> None:
    for kind, block in RequirementsBlock().child_blocks.items():
        words = block.meta.label_format
        assert words is not None, kind
        named = re.findall(r"{(\w+)}", words)
        assert set(named) <= set(block.child_blocks), kind
        numbers = [
            name
            for name, child in block.child_blocks.items()
            if isinstance(child, IntegerBlock | DecimalBlock) and name in named
        ]
        assert all(re.search(rf"{{{name}}} [a-z]", words) for name in numbers), kind
