"""Where layers lie in a row: one after another, edges source by source."""

import numpy as np

from app.scene.runs import runs_of

RUNS = runs_of((2, 3, 1))


def test_a_layer_s_part_of_a_row_is_a_view_of_it():
    row = np.arange(9)
    np.testing.assert_array_equal(RUNS.block(row, 2), [[6], [7], [8]])
    RUNS.block(row, 1)[1, 2] = -1
    assert row.tolist() == [0, 1, 2, 3, 4, -1, 6, 7, 8]
    assert row[RUNS.edges(1, 2)].size == 9
    assert np.arange(6)[RUNS.nodes(1)].tolist() == [2, 3, 4]


def test_numbers_of_layers_become_those_of_nodes_and_edges_but_one_stays_one():
    assert RUNS.per_node([1.0, 2.0, 3.0]).tolist() == [1, 1, 2, 2, 2, 3]
    assert RUNS.per_edge([2.0, 3.0]).tolist() == [2] * 6 + [3] * 3
    assert RUNS.per_node([2.0, 2.0, 2.0]) == 2.0
