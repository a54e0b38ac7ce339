"""The window's body: settings, stage, timelines, charts, each on a card, with splitters between."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QWidget

from app.scene.theme import Theme
from app.viewmodels.asking import Asking
from app.viewmodels.edge_budget import EdgeBudget
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.breadcrumb import Breadcrumb
from app.views.diagnosis_view import DiagnosisView
from app.views.formula_bar import FormulaBar
from app.views.formula_room import COMPACT, PRESENTED, room_in
from app.views.inspector import Inspector
from app.views.legend import Legend
from app.views.loss_chart import LossChart
from app.views.memory import decoded, encoded
from app.views.output_panel import OutputPanel
from app.views.panel import Panel
from app.views.run_strip import RunStrip
from app.views.settings_panel import SettingsPanel
from app.views.stage import StageView
from app.views.stage_pane import StagePane
from app.views.step_timeline import StepTimeline

WIDTHS = (250, 780, 362)
HEIGHTS = (660, 150)
RIGHT_HEIGHTS = (450, 118, 186)


class Workbench(QWidget):
    """Composes the views of one session; they wire themselves to it.

    taken: the user has taken the playhead, of this step or of the run.
    loss_chosen: the loss has been clicked.
    """

    taken = Signal()
    loss_chosen = Signal()

    def __init__(
        self,
        session: Session,
        player: Player,
        asking: Asking,
        theme: Theme,
        budget: EdgeBudget,
        renderer: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        parts, asking_parts = (session, player, theme), (session, player, asking, theme)
        self.pane = StagePane(StageView(*asking_parts, budget), theme, budget, renderer)
        self.stage, self.settings = self.pane.stage, SettingsPanel(*parts)
        self._breadcrumb, self._formula = Breadcrumb(*parts), FormulaBar(*asking_parts)
        self._legend = Legend(*asking_parts, budget)
        self._timeline, self._run = StepTimeline(*parts), RunStrip(*parts)
        self.inspector, self._findings = Inspector(*asking_parts), DiagnosisView(*asking_parts)
        self._loss, self._output = LossChart(*parts), OutputPanel(*asking_parts)
        self._settings_wanted = self._inspector_wanted = True
        self._large = self._presenting = False
        self._growing = (
            self.pane,
            self.settings,
            self._run,
            self.inspector,
            self._loss,
            self._output,
        )
        self._splitters = {
            "body": _splitter(Qt.Orientation.Horizontal, theme),
            "centre": _splitter(Qt.Orientation.Vertical, theme),
            "answers": _splitter(Qt.Orientation.Vertical, theme),
        }
        for taking in (self._timeline.sliderPressed, self._run.sliderPressed, self._loss.picked):
            taking.connect(self.taken)
        self._loss.loss_chosen.connect(self.loss_chosen)
        self._lay_out(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show everything in this theme."""
        for view in (
            self.pane,
            self.settings,
            self._breadcrumb,
            self._formula,
            self._legend,
            self._timeline,
            self._run,
            self.inspector,
            self._findings,
            self._loss,
            self._output,
        ):
            view.set_theme(theme)

    def offer_looks(self, menu: QMenu) -> None:
        """Let this menu choose, from the legend, what is coloured and how."""
        self._legend.offer(menu)

    @property
    def settings_shown(self) -> bool:
        """Whether the settings are to be seen."""
        return self._settings_wanted and not self._presenting

    def show_settings(self, shown: bool) -> None:
        """Show or hide the settings; the stage takes their room."""
        self._settings_wanted = shown
        self._settings_card.setVisible(self.settings_shown)

    @property
    def inspector_shown(self) -> bool:
        """Whether explanations are to be seen."""
        return self._inspector_wanted and not self._presenting

    def show_inspector(self, shown: bool) -> None:
        """Show or hide the explanations; charts take their room."""
        self._inspector_wanted = shown
        self._inspector_card.setVisible(shown)
        self._make_room()

    @property
    def inspector_large(self) -> bool:
        """Whether explanations have the charts' room too."""
        return self._large

    def enlarge_inspector(self, large: bool) -> None:
        """Let explanations take the charts' room, or give it back."""
        self._large = large
        self.inspector.show_large(large)
        self._findings.show_large(large)
        self._make_room()

    def present(self, presenting: bool) -> None:
        """Leave the whole room to stage, formula and legend, or give the others theirs again."""
        if presenting == self._presenting:
            return
        self._presenting = presenting
        self._time_card.setVisible(not presenting)
        self._splitters["answers"].setVisible(not presenting)
        self._settings_card.setVisible(self.settings_shown)
        self._choose_room()

    @property
    def wanted(self) -> tuple[bool, bool]:
        """Whether settings and explanations are to be seen when nothing is presented."""
        return self._settings_wanted, self._inspector_wanted

    def splitter_states(self) -> dict[str, str]:
        """Where the splitters stand, as text; what is hidden keeps its place in them."""
        return {name: encoded(each.saveState()) for name, each in self._splitters.items()}

    def restore_splitters(self, states: Mapping[str, str]) -> None:
        """Put the splitters back; a state that Qt does not take is passed over."""
        for name, state in states.items():
            if name in self._splitters:
                self._splitters[name].restoreState(decoded(state))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the formula what suits the height; the network has the rest."""
        self._choose_room()
        self._make_room()
        super().resizeEvent(event)

    def _choose_room(self) -> None:
        room = room_in(self.height())
        self._formula.set_room(PRESENTED if self._presenting else room)
        # Where texts are large and the window low, a second line would take the network's numbers.
        self._legend.keep_to_one_line(self._presenting and room is COMPACT)

    def _make_room(self) -> None:
        """In a low window explanations come before the loss chart: the run strip has its curve."""
        low = room_in(self.height()) is COMPACT
        large = self._large and self._inspector_wanted
        self._loss_card.setVisible(not large and not (low and self._inspector_wanted))
        self._output_card.setVisible(not large)

    def _lay_out(self, theme: Theme) -> None:
        self._settings_card = self._card(self.tr("Settings"), self.settings, margin=12)
        stage = self._card(
            self.tr("Network"), self._breadcrumb, self.pane, self._formula, self._legend
        )
        self._time_card = self._card(self.tr("Time"), self._timeline, self._run)
        self._loss_card = self._card(self.tr("Loss"), self._loss)
        self._output_card = self._card(self.tr("Output"), self._output)
        _fill(self._splitters["centre"], (stage, self._time_card), HEIGHTS, growth=(6, 1))
        self._inspector_card = self._card(self.tr("Under the hood"), self.inspector, self._findings)
        answers = (self._inspector_card, self._loss_card, self._output_card)
        _fill(self._splitters["answers"], answers, RIGHT_HEIGHTS, growth=(3, 1, 1))
        columns = (self._settings_card, self._splitters["centre"], self._splitters["answers"])
        _fill(self._splitters["body"], columns, WIDTHS, growth=(0, 5, 1))
        row = QHBoxLayout(self)
        gap = round(theme.spacing)
        row.setContentsMargins(gap, gap, gap, 0)
        row.addWidget(self._splitters["body"])

    def _card(self, name: str, *views: QWidget, margin: int = 12) -> Panel:
        card = Panel(name, margin=margin)
        for view in views:
            card.add(view, stretch=int(view in self._growing))
        return card


def _splitter(orientation: Qt.Orientation, theme: Theme) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(round(theme.spacing))
    splitter.setChildrenCollapsible(False)
    return splitter


def _fill(
    splitter: QSplitter,
    parts: tuple[QWidget, ...],
    sizes: tuple[int, ...],
    growth: tuple[int, ...],
) -> None:
    """Add the parts at these sizes; what a larger window gives is shared out by `growth`."""
    for index, part in enumerate(parts):
        splitter.addWidget(part)
        splitter.setStretchFactor(index, growth[index])
    splitter.setSizes(list(sizes))
