import numpy as np

from app.scene.loss_readout import Line, entries
from app.scene.run_curves import RunCurves

LOSSES = np.array([4.0, 2.0, 3.0, 1.0, np.inf])
TEST = np.array([5.0, 2.5, np.nan])


def curves_of(losses=LOSSES, test=TEST) -> RunCurves:
    curves = RunCurves(2)
    curves.follow(losses, test)
    return curves


def points(curve) -> list[tuple[float, float]]:
    return list(zip(curve.steps.tolist(), curve.losses.tolist(), strict=True))


def test_every_curve_lies_at_its_steps_and_leaves_out_what_is_not_finite() -> None:
    curves = curves_of()
    assert points(curves.train(0, 5, 100)) == [(0, 4), (1, 2), (2, 3), (3, 1)]
    assert points(curves.means(0, 5, 100)) == [(0.5, 3), (2.5, 2)]
    assert points(curves.test(0, 5, 100)) == [(0, 5), (2, 2.5)]


def test_a_part_keeps_a_point_beyond_each_end() -> None:
    curves = curves_of(np.arange(20.0), np.arange(10.0))
    assert points(curves.train(5, 8, 100))[0] == (4, 4)
    assert points(curves.train(5, 8, 100))[-1] == (8, 8)
    assert points(curves.test(5, 8, 100)) == [(2, 1), (4, 2), (6, 3), (8, 4)]


def test_a_cut_run_goes_on_otherwise() -> None:
    curves = curves_of()
    curves.truncate(3)
    curves.follow(np.array([4.0, 2.0, 3.0, 9.0, 9.0]), np.array([5.0, 2.5, 7.0]))
    assert points(curves.means(0, 5, 100)) == [(0.5, 3), (2.5, 6)]
    assert points(curves.test(0, 5, 100)) == [(0, 5), (2, 2.5), (4, 7)]


def test_a_long_cut_run_is_drawn_as_if_it_had_gone_so_at_once() -> None:
    rng = np.random.default_rng(0)
    first, other = rng.random(5000), rng.random(5000)
    other[:2001] = first[:2001]
    cut = curves_of(first, first[::2])
    cut.truncate(2001)
    cut.follow(other, other[::2])
    fresh = curves_of(other, other[::2])
    for name in ("train", "means", "test"):
        expected = points(getattr(fresh, name)(0, 5000, 50))
        assert points(getattr(cut, name)(0, 5000, 50)) == expected


def test_the_readout_says_each_curves_number() -> None:
    written = {entry.line: entry.value for entry in entries(curves_of(), 3)}
    assert written == {Line.MEAN: "2", Line.TEST: "2.5", Line.BATCH: "1"}
    written = {entry.line: entry.value for entry in entries(curves_of(), 4)}
    assert written == {Line.MEAN: "–", Line.TEST: "nan", Line.BATCH: "∞"}
    single = RunCurves(1)
    single.follow(np.array([0.123456789]), np.empty(0))
    assert [(e.line, e.value) for e in entries(single, 0)] == [(Line.TRAIN, "0.1235")]
