"""Does the service keep to its own machine?"""

import pytest

from app.errors import InvalidInput
from app.main import create_app
from app.settings import Settings


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "netzblick.example", ""])
def test_it_does_not_start_where_others_reach_it(host):
    with pytest.raises(InvalidInput, match="does not listen"):
        create_app(Settings(host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_it_starts_where_only_this_machine_reaches_it(host):
    assert create_app(Settings(host=host)).title == "Netzblick"
