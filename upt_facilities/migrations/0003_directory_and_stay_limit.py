import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whom a facility serves, whether only around it, and how long a stay usually lasts."""

    dependencies = [("upt_facilities", "0002_a_hold_beside_a_stay")]

    operations = [
        migrations.AddField(
            model_name="facility",
            name="audiences",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("elderly", "Lanjut usia"),
                        ("child", "Anak dan balita"),
                        ("youth", "Remaja putus sekolah"),
                        ("disability", "Penyandang disabilitas"),
                        ("mental", "Orang dengan gangguan jiwa"),
                        ("homeless", "Gelandangan, pengemis, atau orang telantar"),
                        ("women", "Perempuan tuna susila atau korban kekerasan"),
                        ("leprosy", "Bekas penderita kusta"),
                        ("sick", "Orang sakit"),
                        ("work", "Yang mencari pelatihan, kerja, atau usaha"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                verbose_name="untuk siapa",
            ),
        ),
        migrations.AddField(
            model_name="facility",
            name="is_local",
            field=models.BooleanField(
                default=False,
                help_text="UPT provinsi melayani seluruh Sumatera Utara; dinas kota melayani kotanya.",
                verbose_name="hanya melayani wilayahnya",
            ),
        ),
        migrations.AddField(
            model_name="facility",
            name="usual_stay_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Lewat dari ini penghuni muncul di pekerjaan petugas. Kosong: tidak dibatasi.",
                null=True,
                verbose_name="batas lama tinggal (hari)",
            ),
        ),
        migrations.AddConstraint(
            model_name="facility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "audiences__contained_by",
                        [
                            "elderly",
                            "child",
                            "youth",
                            "disability",
                            "mental",
                            "homeless",
                            "women",
                            "leprosy",
                            "sick",
                            "work",
                        ],
                    )
                ),
                name="facility_audiences_are_known",
                violation_error_message="Ada nilai audiences yang tidak dikenal.",
            ),
        ),
    ]
