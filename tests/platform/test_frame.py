"""What carries every page: health, headers, addresses, panels, the menu, text, numbers that hide."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from ppks_service import crypto, menu, panels
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.accounts.rules import rule
from ppks_service.middleware import ProxyAddressMiddleware
from ppks_service.text import folded, initials
from ppks_service.workflow import Transition, Workflow, WrongStatus
from tests.factories import a_user

# --- Health and headers ----------------------------------------------------------------------


def test_health_says_ok_while_the_database_answers(client, db):
    response = client.get("/sehat/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_pages_go_by_gzip_and_files_as_they_are(client, db):
    from ppks_service.middleware import CompressedTextMiddleware

    page = Client().get("/masuk/", headers={"accept-encoding": "gzip"})
    plain = client.get("/masuk/")
    picture = HttpResponse(b"0" * 5000, content_type="image/jpeg")
    asked = RequestFactory().get("/", headers={"accept-encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < len(plain.content) / 2
    assert "Accept-Encoding" in page["Vary"]
    assert not CompressedTextMiddleware(lambda _: picture)(asked).has_header("Content-Encoding")


def test_health_says_in_one_line_that_the_database_is_away(client, monkeypatch, db):
    def away():
        raise DatabaseError("connection refused at /secret/socket")

    with monkeypatch.context() as patched:  # only for the answer: the test itself needs it after
        patched.setattr(connection, "cursor", away)
        response = client.get("/sehat/")

    assert response.status_code == 503
    assert response.json() == {"status": "database away"}


def test_about_names_the_source_and_licence_of_the_area_list(client, db):
    page = client.get("/tentang/").content.decode()

    for words in ("idn-area-data", "Open Database License (ODbL)", "EUPL", "PPKS Service 0.1.0"):
        assert words in page


def test_every_answer_keeps_strangers_out(client, as_user, db):
    for response in (client.get("/masuk/"), as_user(a_user()).get("/")):
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert "microphone=()" in response["Permissions-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_what_a_signed_in_user_saw_is_kept_in_no_cache(as_user, client, db):
    assert "no-store" in as_user(a_user()).get("/tentang/")["Cache-Control"]
    assert "no-store" not in client.get("/tentang/").get("Cache-Control", "")


@pytest.mark.parametrize(
    ("behind", "forwarded", "address"),
    [
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first one anybody can write
        (True, "", "127.0.0.1"),
        (False, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_caller_behind_our_proxy_is_who_the_proxy_saw(settings, behind, forwarded, address):
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)

    seen = ProxyAddressMiddleware(lambda request: request.META["REMOTE_ADDR"])(request)

    assert seen == address


def test_refused_page_says_who_may(as_user, db):
    response = as_user(a_user(Role.PARTNER)).get("/jurnal/")

    assert response.status_code == 403
    page = response.content.decode()
    assert "Peran Anda tidak dapat membuka jurnal. Yang dapat: Auditor / DPO." in page


# --- Menu and panels -------------------------------------------------------------------------


def test_address_of_a_form_opened_by_itself_explains_what_it_is(client, as_user, db):
    """With the tabs of yesterday a browser asks for what a form was sent to."""
    signed_in = as_user(a_user())

    answers = [client.get("/tampilan/"), signed_in.get("/keluar/")]

    for answer in answers:
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        assert "Alamat ini hanya menerima kiriman formulir" in answer.content.decode()
    assert "Kembali ke pekerjaan saya" in answers[1].content.decode()
    assert signed_in.get("/akun/").status_code == 200
    assert not signed_in.head("/keluar/").content


def test_menu_shows_each_role_only_what_it_can_open(db, as_user):
    for role in Role:
        user = a_user(role)
        client = as_user(user)
        for entry in menu.menu_of(user, "/"):
            response = client.get(entry.url)
            assert response.status_code == 200, f"{role}: {entry.url}"


def test_menu_marks_the_page_one_is_on(db):
    entries = menu.menu_of(a_user(Role.AUDITOR), "/jurnal/")

    assert [entry.url_name for entry in entries if entry.current] == ["journal:list"]


def test_panels_stand_in_order_and_leave_out_the_empty(monkeypatch):
    monkeypatch.setattr(panels, "_registered", panels.defaultdict(list))
    late = panels.Panel(template="b.html", context=lambda user, subject: {"x": subject}, order=20)
    early = panels.Panel(template="a.html", context=lambda user, subject: {}, order=10)
    empty = panels.Panel(template="c.html", context=lambda user, subject: None)
    for panel in (late, early, empty, late):
        panels.register("here", panel)

    drawn = panels.panels("here", User(), "kasus")

    assert drawn == [("a.html", {}), ("b.html", {"x": "kasus"})]


# --- Lives as tables -------------------------------------------------------------------------


class Thing:
    def __init__(self, status):
        self.status = status

    def get_status_display(self):
        return {"draft": "Draf", "sent": "Dikirim"}[self.status]


@rule
def only_aunts(user, thing):
    return None if user.full_name.startswith("Bibi") else "Hanya bibi yang mengirim."


SEND = Transition(
    name="send", label="Kirim", sources=frozenset({"draft"}), target="sent", rule=only_aunts
)
LETTER = Workflow(
    name="Surat",
    initial="draft",
    transitions=(SEND,),
    labels={"draft": "Draf", "sent": "Dikirim"},
)
AUNT, UNCLE = User(full_name="Bibi Contoh"), User(full_name="Paman Contoh")


def test_act_is_open_in_its_status_to_whom_the_rule_lets():
    assert LETTER.open_to(AUNT, Thing("draft")) == [SEND]
    assert LETTER.open_to(AUNT, Thing("sent")) == []
    assert LETTER.open_to(UNCLE, Thing("draft")) == []


def test_refused_act_says_why_in_the_users_words():
    assert SEND.refusal(UNCLE, Thing("draft")) == "Hanya bibi yang mengirim."
    assert SEND.refusal(AUNT, Thing("sent")) == (
        "Kirim tidak dapat dilakukan: statusnya kini “Dikirim”."
    )
    assert SEND.refusal(AUNT, Thing("draft")) is None
    with pytest.raises(WrongStatus, match="Muat ulang halaman"):
        SEND.check(AUNT, Thing("sent"))


def test_life_draws_itself():
    assert LETTER.as_mermaid().splitlines()[:3] == [
        "stateDiagram-v2",
        "    [*] --> draft",
        "    draft --> sent: Kirim",
    ]
    assert LETTER.reached() == {"draft", "sent"}


# --- Text and hidden numbers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  Siti  NUR'Aini ", "siti nur aini"),
        ("José Ñandú", "jose nandu"),
        ("SOERYA-02", "soerya 02"),
        ("😀", ""),
        ("", ""),
    ],
)
def test_folded_is_what_the_database_computes(typed, plain, db):
    assert folded(typed) == plain
    with connection.cursor() as cursor:
        cursor.execute("SELECT ppks_fold(%s)", [typed])
        assert cursor.fetchone()[0] == plain


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Siti Aminah", "S.A."), ("a b c d", "A.B.C."), ("😀", "–"), ("Ömer", "Ö.")],
)
def test_initials_of_a_protected_person(name, letters):
    assert initials(name) == letters


def test_hidden_number_is_read_again_and_found_by_its_hash(settings):
    token = crypto.encrypt("1271019999999001")

    assert b"1271" not in token
    assert crypto.decrypt(token) == "1271019999999001"
    assert crypto.encrypt("1271019999999001") != token
    assert crypto.keyed_hash("1271019999999001") == crypto.keyed_hash("1271019999999001")
    assert crypto.keyed_hash("1271019999999001") != crypto.keyed_hash("1271019999999002")


def test_what_was_sealed_the_older_way_is_still_read(settings):
    token = crypto._fernet().encrypt(b"1271019999999001")

    assert crypto.decrypt(token) == "1271019999999001"
    assert crypto.decrypt(memoryview(token)) == "1271019999999001"


@pytest.mark.parametrize("place", [1, 13, -1])
def test_what_is_sealed_opens_only_whole_and_under_its_own_key(settings, monkeypatch, place):
    token = crypto.encrypt("1271019999999001")
    changed = bytearray(token)
    changed[place] ^= 1

    with pytest.raises(InvalidTag):
        crypto.decrypt(bytes(changed))
    monkeypatch.setattr(crypto, "_cipher", lambda: AESGCM(b"another key of thirty-two bytes."))
    with pytest.raises(InvalidTag):
        crypto.decrypt(token)


def test_user_is_refused_by_the_form_with_the_models_own_sentence(db):
    user = a_user()
    user.nip = "123"

    with pytest.raises(ValidationError, match="NIP terdiri dari 18 angka"):
        user.full_clean()
