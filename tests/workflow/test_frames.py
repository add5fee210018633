"""Tables are written as pandas writes them, by whichever way."""

from __future__ import annotations

import pandas
from hypothesis import example, given
from hypothesis import strategies as st

from sprawl.workflow.frames import _csv_text

cell = st.text("ab,\"\n\r é'", max_size=4)
chance = st.none() | st.floats(0, 1) | st.sampled_from([0.5, 1e-7, float("nan")])


@given(st.lists(st.tuples(cell, cell, chance, st.integers(0, 9), st.booleans()), max_size=5))
@example([("a", "b", 0.5, 1, True)] * 2)
@example([("a,", "b", None, 1, True)])
def test_a_table_is_written_as_pandas_does(rows: list[tuple[str, str, float | None, int, bool]]) -> None:
    frame = pandas.DataFrame(rows, columns=["id", "owner", "probability", "count", "kept"])
    assert _csv_text(frame) == frame.to_csv(index=False, lineterminator="\n")


def test_one_column_with_empty_cells_keeps_its_lines() -> None:
    frame = pandas.DataFrame({"id": ["a", ""]})
    assert _csv_text(frame) == 'id\na\n""\n'
