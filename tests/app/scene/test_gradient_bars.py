import numpy as np
import pytest

from app.scene.gradient_bars import gradient_bars
from app.views.texts import translated
from engine.ailments import Ailment, Cause, Finding

NAN, INF = np.nan, np.inf
FAINT = Finding(Ailment.VANISHING, 1, Cause.SLOPES, activation="sigmoid")
WILD = Finding(Ailment.EXPLODING, 1, Cause.WEIGHTS)


def words(bars):
    return {bar.layer: translated(bar.word) for bar in bars if bar.word}


def test_there_is_a_bar_where_the_norm_is_known_and_a_longer_one_where_it_is_larger():
    bars = gradient_bars(np.array([NAN, 0.01, 0.2, 0.1]), ())
    assert [bar.layer for bar in bars] == [2, 3, 4]
    shares = {bar.layer: bar.share for bar in bars}
    assert 0 < shares[2] < shares[4] < shares[3] <= 1
    # Logarithmic: a factor of 10 is as much everywhere.
    shares = [bar.share for bar in gradient_bars(10.0 ** np.arange(-4.0, 1.0), ())]
    np.testing.assert_allclose(np.diff(shares), 1 / 7)


def test_layers_in_which_the_gradient_vanishes_or_explodes_are_named():
    assert words(gradient_bars(np.array([1e-5, 1e-4, 1e-1]), (FAINT,))) == {1: "δ vanishes"}
    assert words(gradient_bars(np.array([1e6, 1e2, 1e-1]), (WILD,))) == {1: "δ explodes"}
    assert words(gradient_bars(np.array([1e-5, 1e-4, 1e-1]), ())) == {}


def test_where_training_broke_off_is_named_even_before_there_is_a_norm():
    broken = Finding(Ailment.DIVERGED, 2, Cause.OVERSHOT, quantity="loss", since=3)
    [bar] = gradient_bars(np.array([NAN, NAN]), (broken,))
    assert (bar.layer, translated(bar.word), bar.figure, bar.tip) == (2, "diverged", "", ())


@pytest.mark.parametrize("norms", [(0.0, 0.0), (INF, 1.0), (1.0, INF), (INF, INF), (1e-320, 1e300)])
def test_no_number_breaks_a_bar(norms):
    for bar in gradient_bars(np.array(norms), ()):
        assert 0.0 <= bar.share <= 1.0
        assert repr(bar.norm) in translated(bar.tip[0])
