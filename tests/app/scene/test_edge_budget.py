"""The edge budget: falls for slow frames in a row, grows for fast ones, settles between."""

from app.scene.edge_budget import FIRST, FRAME, LEAST, SURE, next_budget
from app.viewmodels.edge_budget import EdgeBudget


def test_one_slow_frame_changes_nothing_but_several_do():
    slow = [3.0 * FRAME] * SURE
    assert next_budget(3000, 3000, 9000, [*slow[:-1], FRAME]) == 3000
    assert next_budget(3000, 3000, 9000, slow[:-1]) == 3000
    assert next_budget(3000, 3000, 9000, slow) == 1000


def test_it_never_asks_for_next_to_nothing_nor_for_more_than_there_is():
    assert next_budget(3000, 3000, 9000, [1e3] * SURE) == LEAST
    assert next_budget(3000, 2720, 2720, [0.0]) == 3000


class Machine:
    """Takes `cost` seconds to draw an edge."""

    def __init__(self, cost: float) -> None:
        self.cost, self.time = cost, 0.0

    def settle(self, budget: EdgeBudget, total: int) -> None:
        for _ in range(100):
            drawn = min(budget.edges, total)
            budget.start()
            self.time += drawn * self.cost
            budget.stop(drawn, total)


def test_it_settles_at_what_the_machine_draws_in_time():
    for cost in (1e-6, 5e-6, 2e-5, 4e-5):
        machine = Machine(cost)
        budget = EdgeBudget(lambda: machine.time)  # noqa: B023 - called within the turn
        machine.settle(budget, 109_184)
        seconds = min(budget.edges, 109_184) * cost
        assert seconds < 1.3 * FRAME
        assert seconds > 0.55 * FRAME or budget.edges > 109_184
        settled = budget.edges
        machine.settle(budget, 109_184)
        assert budget.edges == settled


def test_a_gpu_draws_all_until_it_is_gone():
    machine = Machine(1.0)
    budget = EdgeBudget(lambda: machine.time)
    told = []
    budget.changed.connect(lambda: told.append(budget.edges))
    budget.lift()
    machine.settle(budget, 109_184)
    assert budget.edges > 109_184
    budget.restore()
    assert told[-1] == budget.edges == FIRST
    machine.settle(budget, 109_184)
    assert budget.edges == LEAST
