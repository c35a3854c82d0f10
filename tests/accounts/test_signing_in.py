"""Coming in, being refused, being asked for a code, going out."""

import time

import pytest
from django.conf import settings
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from ppks_service.accounts.middleware import LAST_SEEN, NEEDS_CODE
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_user

pytestmark = pytest.mark.django_db

SIGN_IN, HOME = "/masuk/", "/"
PASSWORD = "kata-sandi-contoh-1"


def sign_in(client, user, password=PASSWORD, **more):
    data = {"username": user.username, "password": password, "code": ""} | more
    return client.post(SIGN_IN, data)


def a_device(user, *, confirmed=True):
    return TOTPDevice.objects.create(user=user, name="ponsel", confirmed=confirmed)


def code_of(device, *, steps=0):
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def acts():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_sign_in_opens_the_work_and_is_journalled(client):
    user = a_user()

    response = sign_in(client, user)

    assert response.status_code == 302
    assert response["Location"] == HOME
    assert client.get(HOME).status_code == 200
    entry = Entry.objects.get()
    assert (entry.action, entry.actor) == ("account.sign_in", user)
    assert entry.origin == "127.0.0.1"


def test_sign_in_takes_the_nip_for_the_name(client):
    user = a_user(nip="198001012005011001")

    response = client.post(SIGN_IN, {"username": user.nip, "password": PASSWORD})

    assert response.status_code == 302


def test_wrong_password_is_refused_without_saying_which_was_wrong(client):
    user = a_user()

    known = sign_in(client, user, "bukan-kata-sandinya")
    unknown = client.post(SIGN_IN, {"username": "tidak.ada", "password": PASSWORD})

    sentence = "Nama pengguna atau kata sandi tidak cocok"
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()
    assert "<h2>Belum masuk. " in known.text  # nothing was to be saved
    assert acts() == ["account.sign_in_failed", "account.sign_in_failed"]
    assert [e.subject_pk for e in Entry.objects.order_by("pk")] == [str(user.pk), "0"]


def test_what_was_typed_is_neither_journalled_nor_logged(client, caplog):
    secret = "rahasia-yang-salah-ketik"

    client.post(SIGN_IN, {"username": secret, "password": secret})

    entry = Entry.objects.get()
    assert secret not in f"{entry.note} {entry.data} {entry.subject_text} {entry.subject_pk}"
    assert secret not in caplog.text


def test_five_wrong_passwords_close_the_door_for_a_while(client):
    user = a_user()

    answers = [sign_in(client, user, "salah-salah-salah") for _ in range(5)]

    assert [a.status_code for a in answers] == [200, 200, 200, 200, 429]
    right = sign_in(client, user)
    assert right.status_code == 429
    assert "Masuk ditutup sementara" in right.content.decode()
    assert client.get(HOME).status_code == 302
    # Who goes on trying does not fill the journal.
    assert acts() == ["account.sign_in_failed"] * 4 + ["account.locked"]


def test_lock_of_one_account_leaves_the_others_open(client):
    locked, other = a_user(), a_user()
    for _ in range(5):
        sign_in(client, locked, "salah-salah-salah")

    assert sign_in(client, other).status_code == 302


def test_inactive_account_does_not_come_in(client):
    assert sign_in(client, a_user(is_active=False)).status_code == 200
    assert client.get(HOME).status_code == 302


def test_deactivating_ends_a_running_session(client):
    user = a_user()
    sign_in(client, user)
    assert client.get(HOME).status_code == 200

    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert client.get(HOME).status_code == 302


def test_sign_in_leads_on_inside_the_house_only(client):
    user = a_user()

    inside = sign_in(client, user, next="/akun/")
    client.post("/keluar/")
    outside = sign_in(client, user, next="https://lain.contoh/akun/")

    assert inside["Location"] == "/akun/"
    assert outside["Location"] == HOME


def test_code_on_the_same_page_lets_in(client):
    user = a_user()
    device = a_device(user)

    response = sign_in(client, user, code=code_of(device))

    assert response.status_code == 302
    assert client.get(HOME).status_code == 200
    assert Entry.objects.get().note == "Masuk dengan kode."


def test_code_works_once(client):
    user = a_user()
    device = a_device(user)
    code = code_of(device)
    sign_in(client, user, code=code)
    client.post("/keluar/")

    assert sign_in(client, user, code=code).status_code == 200
    assert client.get(HOME).status_code == 302


def test_wrong_code_lets_nobody_in(client):
    user = a_user()
    device = a_device(user)
    wrong = f"{(int(code_of(device)) + 1) % 1_000_000:06d}"

    response = sign_in(client, user, code=wrong)

    assert "Kode tidak cocok" in response.content.decode()
    assert client.get(HOME).status_code == 302
    assert acts() == ["account.code_refused"]


@pytest.mark.parametrize("address", ["/", "/akun/", "/akun/sandi/", "/akun/kode/"])
def test_nothing_opens_between_password_and_code(client, address):
    user = a_user()
    a_device(user)
    sign_in(client, user)

    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/kode/")


def test_password_cannot_be_changed_without_the_code(client):
    user = a_user()
    a_device(user)
    sign_in(client, user)

    client.post(
        "/akun/sandi/",
        {"old": PASSWORD, "new": "kata-sandi-pencuri-2", "again": "kata-sandi-pencuri-2"},
    )

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_public_pages_stay_open_between_password_and_code(client):
    user = a_user()
    a_device(user)
    sign_in(client, user)

    assert client.get("/tentang/").status_code == 200


def test_code_page_lets_in_with_the_code(client):
    user = a_user()
    device = a_device(user)
    sign_in(client, user)

    response = client.post("/masuk/kode/", {"code": code_of(device), "next": "/akun/"})

    assert response["Location"] == "/akun/"
    assert client.session[NEEDS_CODE] is False
    assert client.get("/akun/").status_code == 200


def test_session_ends_by_itself_when_nothing_is_done(client):
    user = a_user()
    sign_in(client, user)
    client.get(HOME)
    session = client.session
    session[LAST_SEEN] = int(time.time()) - settings.IDLE_TIMEOUT_MINUTES * 60 - 1
    session.save()

    response = client.get("/akun/")

    assert response["Location"] == "/masuk/?next=%2Fakun%2F&habis=1"
    page = client.get(response["Location"])
    assert "Anda keluar sendiri" in page.content.decode()


@pytest.mark.parametrize("was_in", [True, False])
def test_what_is_sent_after_the_session_ended_is_said_to_be_lost(client, was_in):
    if was_in:
        sign_in(client, a_user())
        client.get(HOME)
        session = client.session
        session[LAST_SEEN] = int(time.time()) - settings.IDLE_TIMEOUT_MINUTES * 60 - 1
        session.save()

    answer = client.post("/akun/kode/matikan/", headers={"referer": "http://testserver/akun/?a=1"})

    habis = "&habis=1" if was_in else ""
    assert answer["Location"] == f"/masuk/?next=%2Fakun%2F{habis}&kirim=1"
    assert "belum tersimpan" in client.get(answer["Location"]).text


def test_session_lasts_while_something_is_done(client):
    user = a_user()
    sign_in(client, user)
    session = client.session
    session[LAST_SEEN] = int(time.time()) - settings.IDLE_TIMEOUT_MINUTES * 60 + 30
    session.save()

    assert client.get("/akun/").status_code == 200
    assert time.time() - client.session[LAST_SEEN] < 30


def test_sign_out_takes_a_post_and_is_journalled(client):
    user = a_user()
    sign_in(client, user)

    assert client.get("/keluar/").status_code == 405
    client.post("/keluar/")

    assert client.get(HOME).status_code == 302
    assert acts() == ["account.sign_in", "account.sign_out"]


def test_sign_in_page_does_not_say_that_a_code_is_missing_before_the_password(client):
    user = a_user()
    a_device(user)

    answer = sign_in(client, user, "salah-salah-salah", code="000000")

    assert "Kode tidak cocok" not in answer.content.decode()


def test_temporary_password_must_be_changed_first(client):
    user = a_user(must_change_password=True)
    sign_in(client, user)

    assert client.get(HOME)["Location"] == reverse("accounts:password")
    new = "tiga-kata-yang-diingat"
    client.post("/akun/sandi/", {"old": PASSWORD, "new": new, "again": new})

    assert client.get(HOME).status_code == 200
    user.refresh_from_db()
    assert user.check_password(new)
    assert acts() == ["account.sign_in", "account.password_change"]


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("pendek1", "12"),
        ("123456789012", "angka"),
        (PASSWORD, "lain dari yang sekarang"),
        ("petugas-contoh-nama", "mirip"),
    ],
)
def test_weak_password_is_refused_with_its_reason(as_user, new, why):
    user = a_user(full_name="Petugas Contoh Nama", username="petugas.contoh.nama")

    response = as_user(user).post("/akun/sandi/", {"old": PASSWORD, "new": new, "again": new})

    assert why in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changing_the_password_ends_the_sessions_elsewhere(client, as_user):
    user = a_user(Role.REGISTRAR)
    elsewhere = as_user(user)
    sign_in(client, user)
    new = "tiga-kata-yang-diingat"

    client.post("/akun/sandi/", {"old": PASSWORD, "new": new, "again": new})

    assert client.get("/akun/").status_code == 200
    assert elsewhere.get("/akun/").status_code == 302


def test_code_is_set_up_by_its_first_code_and_switched_off_by_another(as_user):
    user = a_user()
    client = as_user(user)

    client.post("/akun/kode/mulai/")
    page = client.get("/akun/kode/").content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert "data:image/svg+xml" in page
    assert not device.confirmed
    client.post("/akun/kode/", {"code": code_of(device)})
    device.refresh_from_db()
    assert device.confirmed
    client.post("/akun/kode/matikan/", {"code": code_of(device, steps=1)})

    assert not TOTPDevice.objects.filter(user=user).exists()
    assert acts() == ["account.code_on", "account.code_off"]


def test_code_is_not_set_up_by_a_wrong_code(as_user):
    user = a_user()
    client = as_user(user)
    client.post("/akun/kode/mulai/")
    device = TOTPDevice.objects.get(user=user)

    client.post("/akun/kode/", {"code": f"{(int(code_of(device)) + 1) % 1_000_000:06d}"})

    device.refresh_from_db()
    assert not device.confirmed


def test_code_is_not_begun_anew_over_one_in_use(as_user):
    user = a_user()
    device = a_device(user)

    as_user(user).post("/akun/kode/mulai/")

    assert list(TOTPDevice.objects.filter(user=user)) == [device]
