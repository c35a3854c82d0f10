"""What goes with the letter of a referral, and who left a paraf on it."""

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from intake.models import Paper, PaperKind, Stage
from ppks_service.accounts.roles import Role
from ppks_service.documents import actions_kinds as kinds
from ppks_service.documents.actions import pdf_of, store_bytes
from ppks_service.documents.models import LetterTemplate, ParafAct
from referrals import actions
from referrals.enclosures import choosable, enclosed_of
from referrals.models import Referral
from referrals.reference import load
from tests import papers
from tests.factories import (
    a_case,
    a_facility,
    a_mandate,
    a_section,
    a_user,
    clocks,
    number_series,
)
from upt_facilities.models import Criterion, FacilityKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(db):
    number_series()
    clocks()
    load()


@pytest.fixture
def worker():
    return a_user(Role.SOCIAL_WORKER, office=a_section(), position="Pekerja Sosial")


@pytest.fixture
def case(worker):
    return a_case(section=worker.office, owner=worker, stage=Stage.PLANNING)


def a_paper(case, kind=PaperKind.KTP, *, on_paper=False):
    file = store_bytes(papers.a_pdf(), content_type="application/pdf", by=None)
    return Paper.objects.create(
        case=case, kind=kind, file=None if on_paper else file, added_by=case.owner
    )


def drafted(case, *enclosures, kind=FacilityKind.UPT):
    facility = a_facility(places=1, kind=kind)
    referral = Referral(case=case, facility=facility, reason="Tidak ada keluarga.")
    return actions.draft(referral, by=case.owner, enclosures=enclosures)


def test_chosen_papers_go_with_the_letter_in_one_pdf(case, worker):
    calm, ktp = a_paper(case, PaperKind.CALM), a_paper(case)
    a_paper(case, PaperKind.KK)  # not chosen
    referral = actions.submit(drafted(case, ktp, calm), by=worker)

    letter = actions.approve(referral, by=a_user(Role.SECTION_HEAD, office=case.section)).letter

    titles = list(letter.attachments.order_by("position").values_list("title", flat=True))
    assert titles == ["Surat dokter: tenang", "KTP"]
    assert "2 (dua) berkas" in letter.html
    with pikepdf.open(io.BytesIO(pdf_of(letter))) as pdf:
        assert [float(page.mediabox[3]) for page in pdf.pages].count(595) == 2


def test_edit_keeps_changes_or_takes_away_what_was_chosen(case, worker):
    ktp, kk = a_paper(case), a_paper(case, PaperKind.KK)
    referral = drafted(case, ktp)

    def chosen():
        return list(referral.enclosures.order_by("paper").values_list("paper", flat=True))

    actions.edit(referral, by=worker)
    assert chosen() == [ktp.pk]
    actions.edit(referral, by=worker, enclosures=[ktp, kk])
    assert chosen() == [ktp.pk, kk.pk]
    actions.edit(referral, by=worker, enclosures=[])
    assert chosen() == []


def test_health_papers_go_to_who_takes_care_of_it_and_to_nobody_else(case):
    calm = a_paper(case, PaperKind.CALM)
    assert drafted(case, calm, kind=FacilityKind.HOSPITAL).enclosures.count() == 1

    with pytest.raises(ValidationError, match="kesehatan hanya dilampirkan"):
        drafted(case, calm, kind=FacilityKind.AGENCY)


def test_health_papers_stay_behind_where_the_kind_of_letter_does_not_tell_of_health(case):
    admin, calm, ktp = a_user(Role.DATA_ADMIN), a_paper(case, PaperKind.CALM), a_paper(case)
    begun = drafted(case, calm, ktp)
    draft = kinds.begin_wording(LetterTemplate.objects.get(code="recommendation"), by=admin)
    draft.prints, draft.body = ["identity"], "Mohon diterima {nama}."
    kinds.publish_wording(kinds.write_wording(draft, by=admin), by=admin)

    assert [enclosed.title for enclosed in enclosed_of(begun)] == ["KTP"]
    with pytest.raises(ValidationError, match="jenis surat yang memuat keadaan kesehatan"):
        actions.edit(begun, by=case.owner, enclosures=[calm])
    other = drafted(a_case(section=case.section, owner=case.owner, stage=Stage.PLANNING))
    paper = a_paper(other.case, PaperKind.CALM)
    hospital = a_facility(places=1, kind=FacilityKind.HOSPITAL)
    assert paper in choosable(other.case, hospital)  # its letter is of another kind


def test_paper_of_another_case_or_without_a_file_is_not_enclosed(case, worker):
    for paper in (a_paper(a_case(owner=worker)), a_paper(case, on_paper=True)):
        with pytest.raises(ValidationError):
            drafted(case, paper)


def test_page_offers_the_papers_and_keeps_the_choice(as_user, case, worker):
    ktp, calm = a_paper(case), a_paper(case, PaperKind.CALM)
    facility = a_facility(places=1, kind=FacilityKind.AGENCY)
    address = reverse("referrals:places", args=[case.number]) + f"?tempat={facility.code}"
    client = as_user(worker)

    form = client.get(address).context["form"]
    client.post(address, {"reason": "Perlu kerja", "enclosures": [ktp.pk], "simpan": "draf"})

    assert list(form.fields["enclosures"].queryset) == [ktp]
    assert calm not in form.fields["enclosures"].queryset
    referral = Referral.objects.get()
    assert referral.enclosures.get().paper == ktp
    page = client.get(reverse("referrals:show", args=[referral.number])).content.decode()
    assert "<dt>Lampiran surat</dt><dd>KTP</dd>" in page


def test_paraf_chain_is_read_from_the_acts_and_leaves_out_the_signer(case, worker):
    other = a_user(Role.SOCIAL_WORKER, office=case.section)
    head = a_user(Role.SECTION_HEAD, office=case.section)
    division = a_user(Role.DIVISION_HEAD, office=case.section.parent)
    facility = a_facility(places=1)
    Criterion.objects.create(
        facility=facility, fact="age", operator="at_least", value=60, severity="must", text="Lansia"
    )
    draft = actions.draft(
        Referral(case=case, facility=facility, reason="Alasan", override_reason="Satu-satunya"),
        by=worker,
    )
    submitted = actions.submit(draft, by=other)
    acting = a_user(Role.SOCIAL_WORKER, office=a_section())
    a_mandate(head, acting)

    first = actions.approve(submitted, by=acting)
    letter = actions.approve(first, by=division).letter

    chain = letter.parafs.select_related("officer").order_by("position")
    assert [(paraf.act, paraf.officer) for paraf in chain] == [
        (ParafAct.DRAFTED, worker),
        (ParafAct.CHECKED, other),
        (ParafAct.CHECKED, acting),
    ]
    assert chain[0].post == "Pekerja Sosial"
    assert chain[2].post.startswith("Plh.")
    assert chain[2].left_at == first.endorsed_at
    assert 'class="paraf"' in letter.html
