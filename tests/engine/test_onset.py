from hypothesis import given
from hypothesis import strategies as st

from engine.onset import Onset


@given(st.integers(0, 100_000), st.data())
def test_the_onset_of_what_never_stops_again_is_found_in_few_looks(shown, data):
    began = data.draw(st.integers(0, shown))
    search, looks = Onset(shown), []
    while (step := search.next()) is not None:
        looks.append(step)
        search.tell(step >= began)
    assert search.step == began
    assert len(set(looks)) == len(looks) <= 2 * shown.bit_length() + 1


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_the_onset_of_what_comes_and_goes_holds_where_the_step_before_does_not(history):
    history[-1] = True
    search = Onset(len(history) - 1)
    while (step := search.next()) is not None:
        search.tell(history[step])
    assert history[search.step]
    assert search.step == 0 or not history[search.step - 1]
