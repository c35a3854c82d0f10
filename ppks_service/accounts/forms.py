"""Forms of signing in, of one's own account, and of the accounts and offices of others."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django_otp import match_token, user_has_device

from ppks_service.accounts.models import Mandate, MandateKind, Office, OfficeKind, User
from ppks_service.accounts.posts import POST_ROLES
from ppks_service.accounts.roles import Role
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, OptionCards

CODE_ATTRIBUTES = {
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
    "maxlength": "6",
}


def code_field(*, required: bool = True, help_text: str = "Enam angka.") -> forms.CharField:
    return forms.CharField(
        label="Kode dari aplikasi autentikator",
        required=required,
        max_length=6,
        help_text=help_text,
        validators=[RegexValidator(r"^\d{6}$", "Kode terdiri dari enam angka.")],
        widget=forms.TextInput(CODE_ATTRIBUTES),
    )


class SignInForm(forms.Form):
    """Checks name, password and code. ``user`` is who they belong to, ``with_code`` whether it was given."""

    undone = "Belum masuk"
    username = forms.CharField(
        label="Nama pengguna atau NIP",
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Kata sandi",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    code = code_field(
        required=False, help_text="Enam angka. Kosongkan bila Anda tidak memasangnya."
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None
        self.was_tried = False
        self.helper = laid_out("username", "password", "code")

    def clean_username(self) -> str:
        """The name of the account, also where its NIP was typed."""
        typed: str = self.cleaned_data["username"].strip().lower()
        if len(typed) == 18 and typed.isdigit():
            names = list(User.objects.filter(nip=typed).values_list("username", flat=True)[:2])
            return names[0] if len(names) == 1 else typed
        return typed

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        self.was_tried = True
        user = authenticate(
            self.request,
            username=self.cleaned_data["username"],
            password=self.cleaned_data["password"],
        )
        if not isinstance(user, User):
            raise ValidationError(
                "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya."
            )
        self.user = user
        code = self.cleaned_data["code"]
        if code and user_has_device(user) and match_token(user, code) is None:
            self.add_error("code", "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya.")
        return self.cleaned_data

    @property
    def with_code(self) -> bool:
        """Whether the account has a code and it was given: ``clean`` has then found it right."""
        return bool(self.cleaned_data["code"]) and user_has_device(self.user)


class CodeForm(forms.Form):
    code = code_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out("code")


class MailForm(forms.ModelForm):
    """Where and when one is told by mail."""

    class Meta:
        model = User
        fields = ["email", "digest"]
        help_texts = {
            "email": "Surel berisi jumlah dan alamat halaman, tidak pernah nama siapa pun."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = laid_out(Div("digest", "email", css_class="pk-form pk-form-1"))


class PasswordForm(forms.Form):
    """The old password and a new one, twice, checked by Django's rules of a strong one."""

    old = forms.CharField(
        label="Kata sandi sekarang",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="Kata sandi baru",
        strip=False,
        max_length=128,
        help_text="Paling sedikit 12 huruf, angka, atau tanda. Beberapa kata yang Anda ingat lebih kuat daripada satu kata yang rumit.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Kata sandi baru sekali lagi",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = laid_out(Div("old", "new", "again", css_class="pk-form pk-form-1"))

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError("Kata sandi sekarang tidak cocok.")
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        if self.user.check_password(new):
            raise ValidationError("Pilih kata sandi yang lain dari yang sekarang.")
        return new

    def clean(self) -> dict[str, Any]:
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", "Kedua kata sandi baru tidak sama.")
        return self.cleaned_data


class UserForm(forms.ModelForm):
    """Fills and checks an account. The name to sign in with is given once and stays."""

    class Meta:
        model = User
        fields = [
            "username",
            "full_name",
            "role",
            "office",
            "nip",
            "position",
            "rank",
            "is_active",
        ]
        widgets = {"username": forms.TextInput({"autocapitalize": "none", "spellcheck": "false"})}
        help_texts = {
            "username": "Huruf kecil, angka, titik, atau garis. Tidak dapat diganti kemudian.",
            "full_name": "Dengan gelar, seperti pada surat.",
            "position": "Seperti pada tanda tangan surat.",
            "is_active": "Akun yang tidak aktif tidak dapat masuk; riwayatnya tetap.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = self.fields["office"].queryset.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["office"].queryset = stands.order_by("name")  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            del self.fields["username"]
        shown = [name for name in self.Meta.fields if name in self.fields]
        self.helper = laid_out(Div(*shown, css_class="pk-form pk-form-2"))


class UserFilterForm(forms.Form):
    q = forms.CharField(label="Nama atau nama pengguna", required=False, max_length=120)
    role = forms.ChoiceField(
        label="Peran", required=False, choices=[("", "Semua peran"), *Role.choices]
    )
    office = forms.ModelChoiceField(
        Office.objects.order_by("name"), label="Kantor", required=False, empty_label="Semua kantor"
    )


class OfficeForm(forms.ModelForm):
    class Meta:
        model = Office
        fields = ["name", "short_name", "kind", "parent", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Office.objects.exclude(pk=self.instance.pk).order_by("name")
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]
        self.helper = laid_out(
            Div("name", "short_name", "kind", "parent", "is_active", css_class="pk-form pk-form-2")
        )


class MandateForm(forms.ModelForm):
    """Fills and checks a mandate. The letter is named always: without it nobody acts."""

    class Meta:
        model = Mandate
        fields = [
            "kind",
            "role",
            "office",
            "title",
            "stands_in_for",
            "acting",
            "starts_on",
            "ends_on",
            "letter_number",
            "letter_on",
            "reason",
        ]
        widgets = {
            "kind": OptionCards(columns=2),
            "starts_on": DateInput,
            "ends_on": DateInput,
            "letter_on": DateInput,
        }
        help_texts = {"stands_in_for": "Kosong bila jabatannya kosong (Plt.)."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).order_by("full_name", "pk")
        heads = people.filter(role__in=POST_ROLES)
        offices = Office.objects.filter(
            is_active=True,
            kind__in=[OfficeKind.SECTION, OfficeKind.DIVISION, OfficeKind.DEPARTMENT],
        )
        self.fields["kind"].choices = MandateKind.choices  # type: ignore[attr-defined]
        self.fields["office"].queryset = offices.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["acting"].queryset = people  # type: ignore[attr-defined]
        self.fields["stands_in_for"].queryset = heads  # type: ignore[attr-defined]
        self.helper = laid_out(
            Div("kind", "role", "office", "title", css_class="pk-form pk-form-1"),
            Div("stands_in_for", "acting", css_class="pk-form pk-form-1"),
            Div("starts_on", "ends_on", css_class="pk-form pk-form-2"),
            Div("letter_number", "letter_on", css_class="pk-form pk-form-2"),
            Div("reason", css_class="pk-form pk-form-1"),
        )
