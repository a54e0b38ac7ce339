from hypothesis import example, given
from hypothesis import strategies as st

from app.scene.axis_range import LARGEST, linear_range, log_range, steps_end

losses = st.floats(0.0, 1e300)


@example(0.0, 5e-324)
@given(losses, losses)
def test_an_axis_holds_its_values_and_wastes_little(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    start, end = linear_range(low, high)
    assert start < end
    assert start <= min(low, LARGEST) * (1 + 1e-9)
    assert end >= min(high, LARGEST) * (1 - 1e-9)
    assert start >= 0.0


@given(st.floats(1e-300, 1e100), st.floats(1e-300, 1e100))
def test_a_logarithmic_axis_holds_its_values(a: float, b: float) -> None:
    start, end = log_range(min(a, b), max(a, b))
    assert end - start >= 0.5
    assert 10**start <= min(a, b) * (1 + 1e-9)
    assert 10**end >= max(a, b) * (1 - 1e-9)


@given(st.integers(1, 10**9))
def test_the_axis_of_steps_ends_at_or_soon_after_the_last(steps: int) -> None:
    end = steps_end(steps)
    assert steps - 1 <= end <= max(1.3 * steps + 1, 2)


def test_an_axis_stands_still_while_a_curve_grows() -> None:
    assert len({steps_end(steps) for steps in range(50_000, 100_001)}) <= 5
    assert linear_range(0.01, 0.74) == linear_range(0.02, 0.75) == (0.0, 0.8)


def test_a_constant_lies_in_the_middle() -> None:
    assert linear_range(2.0, 2.0) == (1.0, 3.0)
    assert linear_range(0.0, 0.0) == (0.0, 1.0)
