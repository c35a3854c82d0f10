"""A page with nothing but a form that has an area, for the browser to fill in."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from ppks_service import urls
from ppks_service.accounts.guards import open_to_staff
from ppks_service.areas.fields import AreaField
from ppks_service.forms import laid_out, posted

PAGE = """
{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Contoh{% endblock %}{% block heading %}Contoh{% endblock %}
{% block content %}{% if taken %}<p>Diterima: {{ taken }}</p>{% endif %}
<form class="card" method="post">{% csrf_token %}<div class="card-body">{% crispy form %}<div class="pk-acts"><button class="btn btn-primary" type="submit">Simpan</button></div></div></form>{% endblock %}
"""


class AreaForm(forms.Form):
    area = AreaField(label="Asal")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("area")


@open_to_staff
def form_page(request: HttpRequest) -> HttpResponse:
    form = AreaForm(posted(request))
    taken = form.cleaned_data["area"].pk if form.is_valid() else ""
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"form": form, "taken": taken}, request))


urlpatterns = [*urls.urlpatterns, path("contoh/", form_page, name="contoh")]
