"""Half a request is none, whatever the web server makes of it."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from ppks_service.whole_requests import whole_requests


def a_request(body, length):
    """What the application gets to see of a form of ``length`` of which ``body`` arrived."""
    seen = {}
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": MULTIPART_CONTENT,
        "CONTENT_LENGTH": str(length),
        "wsgi.input": io.BytesIO(body),
    }
    whole_requests(lambda environ, _: seen.update(environ) or [])(environ, None)
    return WSGIRequest(seen)


FORM = encode_multipart(BOUNDARY, {"items": "[1]", "photo": io.BytesIO(b"x" * 5000)})


def test_whole_form_is_read():
    request = a_request(FORM, len(FORM))

    assert request.POST["items"] == "[1]"
    assert request.FILES["photo"].size == 5000


@pytest.mark.parametrize("arrived", [0, 10, 200, 3000, len(FORM) - 1])
def test_form_that_was_cut_off_is_not_read(arrived):
    request = a_request(FORM[:arrived], len(FORM))

    with pytest.raises(UnreadablePostError):
        _ = request.POST
    assert not request.POST
    assert not request.FILES
