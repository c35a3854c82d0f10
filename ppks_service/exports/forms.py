"""What is asked before a list leaves the house."""

from django import forms


class ExportForm(forms.Form):
    names = forms.ChoiceField(
        label="Nama",
        choices=[
            ("initials", "Inisial saja"),
            ("shown", "Seperti di layar (yang terlindung tetap inisial)"),
        ],
        initial="initials",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Untuk apa",
        min_length=5,
        max_length=200,
        help_text="Misalnya: bahan rapat koordinasi 12 Oktober. Dicatat di jurnal dan di berkasnya.",
    )
