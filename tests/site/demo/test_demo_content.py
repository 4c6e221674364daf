"""What `load_demo` makes of fixtures/: the seeds' facts, published; people who see their own part only."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision, Site

from association.home.models import HomePage, StandardPage
from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.models import (
    Association,
    Credential,
    Endorsement,
    Form,
    FormVersion,
    RenewalPolicy,
    RequirementSet,
)
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    ChooserPage,
    CredentialIndexPage,
    CredentialPage,
    DirectoryPage,
)
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.feeding.sections import unfed
from endorsement_plugin.requirements.kinds.portfolio import Portfolio
from review_queue.models import Reviewer

pytestmark = [pytest.mark.long, pytest.mark.django_db]

FIELD = "in the infant/early childhood and family field"
CDA_OR_ASSOCIATE = "A Child Development Associate (CDA) credential or an associate's degree"
TRAINING = (
    "At least 30 hours of specialized training (about infant mental health (0–3); a person looks at that)"
)
SUPERVISION = (
    "hours of reflective supervision within a period of 1 to 2 years, while working with infants, "
    "young children and families"
)
DEMANDS = {
    "IFA": [
        f"{CDA_OR_ASSOCIATE}, or 2 or more years of work experience {FIELD}",
        "1 official transcript",
        "3 references",
        TRAINING,
        "A complete portfolio of training and experience in the required IFA competency areas",
    ],
    "IFS": [
        "A bachelor's degree or a master's degree",
        f"2 or more years of work experience {FIELD}",
        "1 official transcript",
        "3 references",
        TRAINING,
        "A complete portfolio of training and experience in the required IFS competency areas",
        f"24 {SUPERVISION}",
    ],
    "IMHS": [
        "A master's degree or a doctorate (PhD)",
        f"2 or more years of work experience {FIELD}, after a master's degree or a higher one",
        "1 official transcript",
        "3 references",
        TRAINING,
        "A complete portfolio of training and experience in the required IMHS competency areas",
        f"50 {SUPERVISION}",
        "A passed exam",
    ],
    "IMHM": [
        "A master's degree, a doctorate (PhD), or an MD",
        f"3 or more years of work experience {FIELD}",
        "1 official transcript",
        "3 references",
        TRAINING,
        "A complete portfolio of training and experience in the required IMHM competency areas",
        f"Clinical applicants only: 50 {SUPERVISION}",
        "A passed exam",
    ],
}
SITES = {
    "localhost": "Endorsement for those who care for the youngest",
    "mi-aimh.localhost": "Find your pathway to endorsement",
    "alliance.localhost": "One credential, in many places",
    "overview.localhost": "Endorsement overview",
}


def test_the_four_credentials_demand_what_the_association_says(content):
    demands = {
        one.credential.code: [clause.sentence for clause in parse(one.clauses)]
        for one in RequirementSet.objects.filter(credential__association__code="aimh-hi")
    }
    assert demands == DEMANDS


@pytest.mark.parametrize("code", ["mi-aimh", "four-rivers"])
def test_all_eight_categories_are_shown_with_what_they_demand(content, code: str):
    sets = RequirementSet.objects.filter(credential__association__code=code)
    codes = [one.credential.code for one in sets.order_by("credential__position")]
    assert codes[:8] == ["IFA", "IFS", "IMHS", "IMHM", "ECFA", "ECFS", "ECMHS", "ECMHM"]
    assert all(parse(one.clauses) for one in sets)


def test_an_invented_add_on_says_what_else_requirements_can(content):
    (one,) = RequirementSet.objects.filter(credential__code="ERS-S")
    kinds = [clause.kind for clause in parse(one.clauses)]
    assert kinds == ["holding", "membership", "any_of", "training", "supervision", "portfolio", "references"]
    sentences = [clause.sentence for clause in parse(one.clauses)]
    assert sentences[0].startswith("An active endorsement as Infant Family Practitioner (IFS)")
    assert sentences[2].count("; or ") == 1
    assert "training in giving reflective supervision in the" in sentences[3]
    portfolio = parse(one.clauses)[5]
    assert isinstance(portfolio, Portfolio)
    assert (len(portfolio.areas), portfolio.count) == (6, 4)
    assert "sample" in one.credential.name


def test_the_directory_names_38_members_with_region_and_link_and_invents_no_date(content):
    members = [child.value for child in DirectoryPage.objects.get().members]
    invented = [one for one in members if "(invented)" in one["name"]]
    assert (len(members), len(invented)) == (38, 9)
    assert len({one["name"] for one in members}) == len({one["places"] for one in members}) == 38
    assert all(one["country"] and one["website"].startswith("https://") for one in members)
    dated = [one for one in members if one["licensed_from"] or one["licensed_until"]]
    assert dated == invented, "no source says since when the others have their licenses"
    assert all(one["website"].endswith(".example.org") for one in invented)
    client = Client(headers={"host": "alliance.localhost"})
    html = client.get("/members/").text
    assert html.count("Dates not known") == 29
    assert html.count('<th scope="row">') == html.count('data-label="Association"><a href="https://') == 38


def test_the_chooser_leads_to_each_of_the_eight(content):
    page = ChooserPage.objects.get()
    outcomes = [block.value for block in page.body if block.block_type == "outcome"]
    recommended = {part.value["page"].specific.code for one in outcomes for part in one["pages"]}
    there = Credential.objects.filter(association=page.get_site().association)
    assert recommended == set(there.values_list("code", flat=True))


def test_every_form_asks_for_what_its_credential_counts(content):
    for page in ApplicationFormPage.objects.all():
        clauses = parse(page.get_parent().specific.clauses())
        version = FormVersion.objects.get(form__family=page.translation_key)
        assert list(unfed(clauses, version.parsed.steps)) == [], page.title


def test_each_credential_has_its_form_and_the_two_with_an_exam_a_paper(content):
    kinds = Form.objects.values_list("credential__code", "kind")
    applications = {(code, "application") for code in DEMANDS}
    assert set(kinds) == applications | {("IMHS", "exam"), ("IMHM", "exam"), (None, "reference")}


def test_what_reviewers_score_is_shared_and_nothing_else_of_the_paper(content):
    for version in FormVersion.objects.filter(form__kind="exam"):
        questions = [field for step in version.definition["steps"] for field in step["fields"]]
        shared = {field["name"] for field in questions if field.get("shared")}
        assert shared in ({"settling", "two_homes", "own_part"}, {"supervisee", "waiting_list"})


def test_the_mentors_paper_takes_a_drawing_beside_its_answers(content):
    (paper,) = FormVersion.objects.filter(form__kind="exam", form__credential__code="IMHM")
    (drawing,) = paper.parsed.sections(PdfSection)
    assert (drawing.name, drawing.max_pages, drawing.required) == ("waiting_list_plan", 3, False)


def test_each_association_has_a_site_with_a_page_of_its_own(content):
    for hostname, headline in SITES.items():
        response = Client().get("/", headers={"host": hostname})
        assert headline in response.content.decode(), hostname


def test_what_closes_a_page_stands_last(content):
    """A button that leads on, with more below it, makes people leave before they have seen it."""
    for page in [*HomePage.objects.all(), *StandardPage.objects.all()]:
        kinds = [block.block_type for block in page.body]
        assert "call_to_action" not in kinds[:-1], page.title


def test_every_page_is_published_and_opens_without_an_error(content):
    for page in Page.objects.filter(depth__gt=1).specific():
        assert page.live, page.url_path
        site = page.get_site()
        response = Client().get(page.relative_url(site), headers={"host": site.hostname})
        private = page.specific_class.__name__ in {"ReferenceFormPage", "ExamPaperPage"}
        assert response.status_code == (404 if private else 200), page.url_path


def test_loading_again_changes_nothing(content):
    pages = CredentialPage.objects.filter(code="IFS")
    pages.update(summary="Mended by an editor.")
    index = CredentialIndexPage.objects.get(url_path__contains="mi-aimh")
    index.downloads = []
    index.save_revision().publish()
    kinds = (Page, Site, User, Credential, FormVersion, Reviewer, get_document_model(), Revision)
    counted = [kind.objects.count() for kind in kinds]
    call_command("load_demo", verbosity=0)
    assert [kind.objects.count() for kind in kinds] == counted
    assert {page.summary for page in pages.all()} == {"Mended by an editor."}


def test_an_editor_may_write_below_the_own_home_page_only(content):
    editor = User.objects.get(email="edda.editor@example.org")
    for association in Association.objects.all():
        may = association.site.root_page.permissions_for_user(editor).can_edit()
        assert may is (association.code == "aimh-hi")


def test_nobody_of_an_association_may_manage_accounts(content):
    for user in User.objects.filter(is_superuser=False):
        assert not {p for p in user.get_all_permissions() if p.startswith("auth.")}, user.email
        assert not user.is_staff


def test_everyone_of_the_cast_can_sign_in(content, client):
    for user in User.objects.all():
        assert client.login(username=user.username, password="demo-endorsement"), user.email
        assert EmailAddress.objects.get(user=user).verified


@pytest.mark.parametrize("hostname", SITES)
def test_no_link_of_a_header_leads_nowhere(content, hostname: str):
    visitor = Client()
    home = visitor.get("/", headers={"host": hostname}).text
    header = home[home.index("<header") : home.index("</header>")]
    links = re.findall(r'href="([^"#]+)"', header)
    assert len(links) > 2
    for link in links:
        path = re.sub(r"^https?://[^/]+", "", link)
        response = visitor.get(path, headers={"host": hostname}, follow=True)
        assert response.status_code == 200, link
        assert 'class="empty"' not in response.text or path == "/registry/", link


def test_each_download_is_a_readable_document_that_says_it_is_a_sample(content):
    index = CredentialIndexPage.objects.get(url_path__contains="mi-aimh")
    documents = [block.value["document"] for block in index.downloads]
    assert [one.title for one in documents] == [
        "Endorsement overview",
        "Applicant instructions",
        "Early care and education toolkit",
        "Scope of practice flow chart",
    ]
    for one in documents:
        with one.open_file() as file:
            pages = [page.extract_text() for page in PdfReader(file).pages]
        assert all("Sample content of a demonstration" in page for page in pages), one.title
        response = Client().get(one.url)
        assert b"".join(list(response)).startswith(b"%PDF-")


def test_somebody_is_there_for_each_thing_that_can_come_after_an_endorsement(content):
    (policy,) = RenewalPolicy.objects.all()
    assert [clause.sentence for clause in parse(policy.clauses)][1].startswith("12 hours of reflective")
    held = Endorsement.objects.values_list("name", "state", "inactive_reason")
    assert {row[1:] for row in held} >= {
        ("active", ""),
        ("emeritus", ""),
        ("inactive", "requested"),
        ("inactive", "lapsed"),
        ("inactive", "sanction"),
    }
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="hana.holder@example.org"))
    mine = client.get("/apply/endorsements/").content.decode()
    number = Endorsement.objects.get(name="Hana Holder").number
    assert number in mine
    renewing = client.get(f"/apply/renewals/{number}/").content.decode()
    assert "You can renew now." in renewing
    assert "12.5 of 15 hours" in renewing


def test_what_an_endorsee_of_the_demo_shows_is_found_in_the_registry(content):
    client = Client(SERVER_NAME="localhost")
    for asked in ("county=Honolulu+County", "discipline=Social+work", "languages=Japanese"):
        assert "Hana Holder" in client.get(f"/registry/?{asked}").text
    assert "Hana Holder" not in client.get("/registry/?county=Maui+County").text


def test_whoever_lapsed_in_the_demo_is_not_removed_at_once(content):
    lapsed = Endorsement.objects.get(inactive_reason="lapsed")
    assert lapsed.state_since is not None
    assert lapsed.state_since > lapsed.renewal_due
