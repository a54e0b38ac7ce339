import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scene.decimate import Pyramid

values = st.one_of(
    st.floats(0.0, 1e3), st.sampled_from([0.0, 0.5, np.inf, np.nan]), st.floats(1e-12, 1e-6)
)


def pyramid_of(row: np.ndarray, cuts: list[int]) -> Pyramid:
    """A pyramid that has followed `row` in pieces that end at `cuts`, drawn after each of them."""
    pyramid = Pyramid()
    for cut in sorted(cuts):
        pyramid.follow(row[:cut])
        pyramid.positions(0, cut, 4)
    pyramid.follow(row)
    return pyramid


@st.composite
def rows_and_cuts(draw: st.DrawFn) -> tuple[np.ndarray, list[int]]:
    seed, size = draw(st.integers(0, 2**32 - 1)), draw(st.integers(1, 3000))
    row = np.random.default_rng(seed).lognormal(size=size)
    for at, value in draw(st.lists(st.tuples(st.integers(0, size - 1), values), max_size=20)):
        row[at] = value
    return row, draw(st.lists(st.integers(1, size), max_size=5))


@settings(max_examples=150, deadline=None)
@given(rows_and_cuts(), st.data())
def test_the_drawn_points_have_the_extremes_and_the_ends_of_the_range(rows, data) -> None:
    row, cuts = rows
    start = data.draw(st.integers(0, row.size - 1))
    stop = data.draw(st.integers(start + 1, row.size))
    columns = data.draw(st.integers(4, 200))
    drawn = pyramid_of(row, cuts).positions(start, stop, columns)
    assert (np.diff(drawn) > 0).all()
    assert drawn[0] == start
    assert drawn[-1] == stop - 1
    assert drawn.size <= 2 * columns + 6
    whole = row[start:stop][np.isfinite(row[start:stop])]
    kept = row[drawn][np.isfinite(row[drawn])]
    if whole.size:
        assert (kept.min(), kept.max()) == (whole.min(), whole.max())


def test_every_spike_is_drawn() -> None:
    row = np.ones(100_000)
    spikes = [17, 5_003, 50_000, 99_998]
    row[spikes] = 2.0
    assert set(spikes) <= set(pyramid_of(row, [12_345]).positions(0, row.size, 500))


@given(st.integers(1, 400))
def test_few_points_are_all_drawn(size: int) -> None:
    row = np.full(size, np.nan)
    assert pyramid_of(row, []).positions(0, size, 200).tolist() == list(range(size))


@settings(max_examples=50, deadline=None)
@given(rows_and_cuts(), st.integers(0, 3000), st.integers(4, 60))
def test_a_run_that_was_cut_and_went_on_is_as_if_it_had_gone_so_at_once(
    rows, kept: int, columns: int
) -> None:
    row, cuts = rows
    other = row[::-1].copy()
    other[:kept] = row[:kept]
    pyramid = pyramid_of(row, cuts)
    pyramid.truncate(kept)
    pyramid.follow(other)
    fresh = pyramid_of(other, [])
    assert (
        pyramid.positions(0, row.size, columns).tolist()
        == fresh.positions(0, row.size, columns).tolist()
    )


def test_blocks_stay_where_they_are_while_the_run_grows() -> None:
    row = np.random.default_rng(0).random(40_000)
    before = pyramid_of(row[:30_000], []).positions(0, 30_000, 300)
    after = pyramid_of(row[:38_000], []).positions(0, 38_000, 300)
    assert set(before[:-4]) <= set(after)
