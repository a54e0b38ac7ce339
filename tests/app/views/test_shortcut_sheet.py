from hypothesis import given
from hypothesis import strategies as st

from app.views.shortcut_sheet import spread

names = st.text("abcdefgh", min_size=1, max_size=3)


@given(st.dictionaries(names, st.integers(0, 30), max_size=8), st.integers(1, 4))
def test_groups_keep_their_order_and_no_column_is_longer_than_it_must(lengths, columns):
    filled = spread(lengths, columns)
    assert sorted(name for column in filled for name in column) == sorted(lengths)
    order = list(lengths)
    assert all(column == sorted(column, key=order.index) for column in filled)
    heights = [sum(lengths[name] + 2 for name in column) for column in filled]
    # Without its last group the longest column would not be longer than the shortest.
    longest = filled[heights.index(max(heights))]
    if longest:
        shortest_group = min(lengths[name] + 2 for name in longest)
        assert max(heights) - shortest_group <= min(heights)
