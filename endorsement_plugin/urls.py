"""The applicant's screens below /apply/, the referee's below /reference/. Mount it at the root."""

from django.urls import URLPattern, URLResolver, include, path

from .api.proofs import published as published_badges
from .applicant import applications as applicant
from .applicant import attestations, evidence, fees, joining, my_data, on_paper, referees, sent, transcripts
from .applicant import check as applicant_check
from .applicant import steps as applicant_steps
from .applicant.endorsements import asking, badges, certificates, code, entry, held
from .applicant.endorsements import page as endorsement_page
from .applicant.portfolio import entries, overview, paste
from .applicant.renewals import audit as renewal_audit
from .applicant.renewals import check as renewal_check
from .applicant.renewals import page as renewal_page
from .applicant.renewals import receipt as renewal_receipt
from .desk import letters
from .referee import check as reference_check
from .referee import link as reference_link
from .referee import references
from .screens import files, verification
from .tenancy.files import narrow_public_lists

app_name = "endorsement"

narrow_public_lists()

application: list[URLPattern | URLResolver] = [
    path("", applicant.application, name="application"),
    path("steps/<slug:step>/", applicant_steps.step, name="step"),
    path("sent/", sent.sent, name="sent"),
    path("registry/", sent.registry, name="registry_wish"),
    path("check/", applicant_check.check, name="check"),
    path("withdraw/", applicant.withdraw, name="withdraw"),
    path("take-over/", applicant.take_over, name="take_over"),
    path("letter/", letters.letter, name="letter"),
    path("evidence/<slug:kind>/add/", evidence.add, name="evidence_add"),
    path("evidence/<uuid:entry>/", evidence.change, name="evidence_change"),
    path("evidence/<uuid:entry>/remove/", evidence.remove, name="evidence_remove"),
    path("transcripts/<str:block>/", transcripts.upload, name="transcript_upload"),
    path("statements/<str:block>/", attestations.sign, name="attestation_sign"),
    path("statements/<str:block>/paper/", on_paper.sign, name="attestation_on_paper"),
    path("referees/<int:slot>/", referees.name, name="referee_name"),
    path("referees/<int:slot>/paper/", on_paper.reference, name="reference_on_paper"),
]
apply: list[URLPattern | URLResolver] = [
    path("", applicant.applications, name="applications"),
    path("start/<uuid:form>/", applicant.start, name="start"),
    path("<uuid:pk>/", include(application)),
    path("endorsements/", held.held, name="held"),
    path("endorsements/<number:number>/", endorsement_page.endorsement, name="endorsement"),
    path("endorsements/<number:number>/registry/", entry.entry, name="registry_entry"),
    path("endorsements/<number:number>/code/", code.renew, name="renew_code"),
    path("portfolio/", overview.portfolio, name="portfolio"),
    path("portfolio/paste/", paste.paste, name="portfolio_paste"),
    path("portfolio/<slug:kind>/add/", entries.add, name="portfolio_add"),
    path("portfolio/<uuid:entry>/", entries.change, name="portfolio_change"),
    path("portfolio/<uuid:entry>/remove/", entries.remove, name="portfolio_remove"),
    path("renewals/<number:number>/", renewal_page.renew, name="renew"),
    path("renewals/<number:number>/check/", renewal_check.check, name="renew_check"),
    path("endorsements/<number:number>/ask/<slug:kind>/", asking.ask, name="endorsement_ask"),
    path("endorsements/<number:number>/withdraw/<slug:kind>/", asking.withdraw, name="endorsement_withdraw"),
    path("endorsements/<number:number>/retire/", asking.retire, name="endorsement_retire"),
    path("endorsements/<number:number>/take-back/", asking.take_back, name="endorsement_take_back"),
    path("receipts/<uuid:renewal>/", renewal_receipt.receipt, name="receipt"),
    path("my-data/", my_data.my_data, name="my_data"),
    path("my-data/erase/", my_data.erase, name="erase_data"),
    path("my-data/erasures/<uuid:pk>/keep/", my_data.keep, name="keep_data"),
    path("my-data/<uuid:pk>/file/", my_data.download, name="my_download"),
    path("audits/<uuid:renewal>/", renewal_audit.audit, name="audit"),
    path("audits/documents/<uuid:document>/file/", files.audit_document, name="audit_document"),
    path("audits/documents/<uuid:document>/remove/", renewal_audit.remove, name="audit_document_remove"),
    path("fees/<uuid:pk>/", fees.fee, name="fee"),
    path("endorsements/<number:number>/certificate/", certificates.certificate, name="certificate"),
    path("endorsements/<number:number>/certificate/file/", certificates.file, name="certificate_file"),
    path("endorsements/<number:number>/badge/", badges.badge, name="badge"),
    path("endorsements/<number:number>/badge/file/<slug:kind>/", badges.file, name="badge_file"),
    path("transcripts/<uuid:transcript>/", transcripts.state, name="transcript_state"),
    path("transcripts/<uuid:transcript>/file/", files.transcript, name="transcript_file"),
    path("transcripts/<uuid:transcript>/remove/", transcripts.remove, name="transcript_remove"),
    path("scans/<uuid:scan>/file/", files.scan, name="scan_file"),
    path("references/<uuid:reference>/send/", referees.send, name="reference_send"),
    path("references/<uuid:reference>/replace/", referees.replace, name="reference_replace"),
]
reference: list[URLPattern | URLResolver] = [
    path("<uuid:reference>/", references.form, name="reference"),
    path("<uuid:reference>/check/", reference_check.check, name="reference_check"),
    path("<uuid:reference>/decline/", references.decline, name="reference_decline"),
    path("thanks/", references.thanks, name="reference_thanks"),
    path("<str:token>/", reference_link.link, name="reference_link"),
]
verify: list[URLPattern | URLResolver] = [
    path("", verification.ask, name="verify"),
    path("<str:code>/", verification.verified, name="verified"),
]
published: list[URLPattern | URLResolver] = [
    path("did.json", published_badges.did, name="badges_did"),
    path("keys.json", published_badges.keys, name="badges_keys"),
    path("issuer.json", published_badges.issuer, name="badges_issuer"),
    path("achievements/<str:code>/", published_badges.achievement, name="badges_achievement"),
    path("status/<slug:purpose>/<int:number>/", published_badges.status, name="badges_status"),
]
urlpatterns = [
    path("badges/", include(published)),
    path("apply/", include(apply)),
    path("reference/", include(reference)),
    path("verify/", include(verify)),
    path("payments/notice/", fees.notice, name="payment_notice"),
    path("join/<str:token>/", joining.join, name="join"),
]
