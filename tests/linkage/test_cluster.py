"""Which part of a name others hang on, and by which of its accounts."""

from __future__ import annotations

import pytest

from sprawl.linkage.cluster import Part, home_parts


@pytest.mark.parametrize(("own", "above", "home"), [(2, 1, "own"), (1, 8, "above"), (3, 3, "own")])
def test_a_name_is_at_home_where_most_of_it_refers(own: int, above: int, home: str) -> None:
    parts = [
        Part("novalisbank", list(range(own)), {"novalisbank": own}, 0),
        Part("novalisbank", list(range(50, 50 + above)), {"novalis": above}, 50, "novalis"),
    ]
    assert home_parts(parts)["novalisbank"] is parts[home == "above"]
