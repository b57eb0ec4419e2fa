"""Where does an address lead that ends with a slash too many or too few?"""

import pytest
from starlette.requests import Request

from app.pages.failures import as_pages_end


def request(path: str, method: str = "GET", query: bytes = b"") -> Request:
    host = [(b"host", b"127.0.0.1:8420")]
    return Request({"type": "http", "method": method, "path": path, "query_string": query, "headers": host})


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/w/altendorf", "/w/altendorf/"),
        ("/w/altendorf/", None),
        ("/w/altendorf/data/", "/w/altendorf/data"),
        ("/w/altendorf/data", None),
        ("/v1/workspaces/", None),
        ("//elsewhere.example/", None),
        ("/", None),
    ],
)
def test_it_leads_to_the_page_that_is_meant_and_never_to_another_host(path, meant):
    assert as_pages_end(request(path)) == meant


def test_what_was_asked_stays_and_a_form_is_led_nowhere():
    assert as_pages_end(request("/terms/", query=b"w=a&lang=en")) == "/terms?w=a&lang=en"
    assert as_pages_end(request("/w/altendorf", "POST")) is None
