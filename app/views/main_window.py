"""The window: menus, header, workbench and message line, and what only a window can do."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QMainWindow,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.formats.themes import theme_named
from app.scene.motion import Motion, calm
from app.scene.neighbourhood import Direction
from app.scene.presentation import presented, share_of
from app.scene.theme import Theme
from app.scene.timeline import Granularity
from app.scene.what_if import announcement
from app.viewmodels.asking import Asking
from app.viewmodels.edge_budget import EdgeBudget
from app.viewmodels.inquiry import Inquiry
from app.viewmodels.limit import LimitChoice
from app.viewmodels.neighbours import neighbour
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.viewmodels.training import Training
from app.views.action_set import ActionSet
from app.views.limit_menu import LimitMenu
from app.views.look_menu import LookMenu
from app.views.memory import Memory, decoded, encoded
from app.views.menus import ExamplesMenu, fill
from app.views.message_line import MessageLine
from app.views.opener import Opener, dropped_file
from app.views.texts import translated
from app.views.theming import dress
from app.views.transport import Transport
from app.views.workbench import Workbench
from engine.quantity import LOSS, Quantity

USUAL_SIZE = QSize(1440, 900)
SMALLEST_SIZE = QSize(1024, 640)
FRAME = QSize(8, 36)
"""About what a window's frame takes of the screen; nobody knows before it is shown."""


class MainWindow(QMainWindow):
    """One session in a window. It is the desk that the command table's commands act on.

    closing: it is about to close; the last moment to ask for its memory.
    """

    closing = Signal()

    def __init__(
        self,
        session: Session,
        player: Player,
        training: Training,
        asking: Asking,
        theme: Theme,
        memory: Memory,
        budget: EdgeBudget,
        renderer: str | None = None,
    ) -> None:
        super().__init__()
        self.session, self.player, self.training = session, player, training
        self.asking, self.theme = asking, theme
        self._presenting = False
        self._explained: Quantity | None = None
        self._motion, self._desktop_calm, self._share = Motion.DESKTOP, False, 1.0
        self.limit = LimitChoice(self)
        self.workbench = Workbench(session, player, asking, theme, budget, renderer)
        self.message_line = MessageLine(session, training)
        self.opener = Opener(session, self, self.say, self.refuse)
        self._examples = ExamplesMenu(self.open, self)
        self._limits = LimitMenu(self.limit, self.choose_limit, self)
        self.actions_table = ActionSet(self, self, theme)
        self._lay_out()
        self._wire()
        self._restore(memory)
        dress(self, theme)
        self._on_opened()

    # What commands ask of the window.

    @property
    def training_running(self) -> bool:
        """Whether training runs."""
        return self.training.running

    @property
    def dark(self) -> bool:
        """Whether the theme is a dark one."""
        return self.theme.dark

    @property
    def palette_name(self) -> str:
        """Which colours numbers have."""
        return self.theme.palette

    @property
    def full_screen(self) -> bool:
        """Whether the window fills the screen."""
        return self.isFullScreen()

    @property
    def presenting(self) -> bool:
        """Whether the window shows little, but large."""
        return self._presenting

    @property
    def motion(self) -> Motion:
        """How much may move on the stage."""
        return self._motion

    @property
    def settings_shown(self) -> bool:
        """Whether the settings are to be seen."""
        return self.workbench.settings_shown

    @property
    def inquiry(self) -> Inquiry:
        """What the user asks about."""
        return self.asking.inquiry

    @property
    def inspector_shown(self) -> bool:
        """Whether explanations are to be seen."""
        return self.workbench.inspector_shown

    @property
    def inspector_large(self) -> bool:
        """Whether explanations have the charts' room too."""
        return self.workbench.inspector_large

    @property
    def can_check(self) -> bool:
        """Whether there is a gradient to compare with finite differences."""
        return self.inspector_shown and self.workbench.inspector.can_check

    def toggle_training(self) -> None:
        """Train as far as the limit says, or stop."""
        if self.training.running:
            self.training.stop()
        else:
            self.player.pause()
            self.training.start(self.limit.limit.steps(self.session.steps_per_epoch))

    def choose_limit(self) -> None:
        """Ask when training shall stop."""
        from app.views.limit_menu import LimitDialog

        LimitDialog(self.limit, self.theme, self).open()

    def restart(self) -> None:
        """Begin the open experiment again."""
        self.session.restart()
        self.say(self.tr("Training starts anew from step 0"))

    def show_neighbour(self, offset: int) -> None:
        """Show the sample that many places on."""
        self.player.show_row(neighbour(self.session, self.player, offset))

    def choose_file(self) -> None:
        """Ask for an experiment, and open it."""
        self.opener.choose()

    def open(self, name: str) -> None:
        """Open a file or a built-in example."""
        self.opener.open(name)

    def zoom_in(self) -> None:
        """Show the network larger."""
        self.workbench.stage.zoom_in()

    def zoom_out(self) -> None:
        """Show the network smaller."""
        self.workbench.stage.zoom_out()

    def fit(self) -> None:
        """Show the whole network."""
        self.workbench.stage.fit()

    def toggle_folds(self) -> None:
        """Show all neurons of large layers, or again only the strongest with their numbers."""
        self.workbench.stage.toggle_folds()

    def toggle_theme(self) -> None:
        """Light or dark."""
        name = "light" if self.theme.dark else "dark"
        self.set_theme(theme_named(name, self.theme.palette))

    def choose_palette(self, name: str) -> None:
        """Give numbers other colours."""
        self.set_theme(theme_named(self.theme.name, name))

    def toggle_settings(self) -> None:
        """Show or hide the settings."""
        self.workbench.show_settings(not self.settings_shown)

    def toggle_inspector(self) -> None:
        """Show or hide the explanations."""
        self.workbench.show_inspector(not self.inspector_shown)

    def toggle_inspector_large(self) -> None:
        """Give explanations the charts' room, or give it back."""
        self.workbench.enlarge_inspector(not self.inspector_large)

    def toggle_pin(self) -> None:
        """Keep explaining what is explained, or let go of it."""
        pinned = self.inquiry.pinned
        self.inquiry.pin(self.inquiry.subject if pinned is None else None)

    def pin_next(self, direction: Direction) -> None:
        """Explain what lies beside what is explained."""
        self.workbench.stage.pin_next(direction)

    def turn_page(self, pages: int) -> None:
        """Explain under the aspect that many tabs further, round again."""
        aspects = self.inquiry.aspects
        place = aspects.index(self.inquiry.aspect)
        self.inquiry.choose_aspect(aspects[(place + pages) % len(aspects)])

    def check(self) -> None:
        """Compare the gradient that is explained with finite differences."""
        self.workbench.inspector.check()

    def copy_text(self) -> None:
        """Put the explanation on the clipboard."""
        self.workbench.inspector.copy_text()

    def copy_latex(self) -> None:
        """Put it there as LaTeX."""
        self.workbench.inspector.copy_latex()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or leave it."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_presentation(self) -> None:
        """Show little, but large, or everything again."""
        self._presenting = not self._presenting
        QToolTip.hideText()  # it would keep its size, with text of another
        if self._presenting:
            self.workbench.stage.setFocus()
            self._arrange()
            self._dress()
        else:
            # What comes back must not be there while it is large: it would push the splitters.
            self._dress()
            self._arrange()

    def choose_motion(self, motion: Motion) -> None:
        """Let as much move on the stage."""
        self._motion = motion
        self._calm_down()

    def show_shortcuts(self) -> None:
        """Show the shortcut sheet."""
        from app.views.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self.theme, self).open()

    def show_about(self) -> None:
        """Say what this is."""
        from app.views.about_dialog import AboutDialog

        AboutDialog(self.theme, self.workbench.pane.drawn_by(), self).open()

    # What else there is to a window.

    def say(self, text: str) -> None:
        """Put this on the message line."""
        self.message_line.say(text)

    def refuse(self, message: str, headline: str = "") -> None:
        """Show what was wrong; the session stays as it is."""
        from app.views.error_dialog import ErrorDialog

        headline = headline or self.tr("This experiment cannot be opened")
        ErrorDialog(headline, message, self.theme, self).open()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in this theme."""
        self.theme = theme
        self._dress()

    def follow_desktop(self, asks_calm: bool) -> None:
        """Take over whether the desktop asks for things not to fly."""
        self._desktop_calm = asks_calm
        self._calm_down()

    def memory(self) -> Memory:
        """What is to be remembered until the next start."""
        return Memory(
            geometry=encoded(self.saveGeometry()),
            splitters=self.workbench.splitter_states(),
            theme=self.theme.name,
            palette=self.theme.palette,
            node_colour=self.player.look.nodes.value,
            edge_colour=self.player.look.edges.value,
            per_layer=self.player.look.per_layer,
            symlog=self.player.look.symlog,
            settings_shown=self.workbench.wanted[0],
            inspector_shown=self.workbench.wanted[1],
            inspector_large=self.inspector_large,
            granularity=self.player.granularity.value,
            speed=self.player.speed,
            motion=self._motion.value,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Present as large as there is room for."""
        super().resizeEvent(event)
        if self.presenting and share_of(self.width(), self.height()) != self._share:
            self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language when asked to."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.actions_table.translate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs and say that this is the end."""
        self.player.pause()
        self.training.stop()
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file."""
        event.acceptProposedAction()
        self.opener.drop(event.mimeData())

    def event(self, event: QEvent) -> bool:
        """Space presses the button that has the focus, and plays from everywhere else.

        Text fields claim the keys that type by themselves.
        """
        if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space:
            event.setAccepted(isinstance(self.focusWidget(), QAbstractButton))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus, Escape lets go.

        That is of a trial, of a pin, of the presentation, of the focus, one at a time.
        """
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.asking.what_if.value is not None:
                self.asking.what_if.commit()
            elif isinstance(focused, QAbstractButton):
                focused.animateClick()
            elif isinstance(focused, QComboBox):
                focused.showPopup()
        elif event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _let_go(self) -> None:
        if self.asking.what_if.value is not None:
            self.asking.what_if.drop()
        elif self.inquiry.pinned is not None:
            self.inquiry.pin(None)
        elif self.presenting:
            self.actions_table["presentation"].trigger()
        else:
            self.workbench.stage.setFocus()

    def _arrange(self) -> None:
        """Show what belongs to a presentation, or everything."""
        presenting = self._presenting
        self.menuBar().setVisible(not presenting)
        self._show_message_line()
        self._transport.present(presenting)
        # Before splitters come back, the room they stand in.
        self.layout().activate()
        self.centralWidget().layout().activate()
        self.workbench.present(presenting)

    def _show_message_line(self) -> None:
        """In a presentation there is room for it where it must be read."""
        self.message_line.setVisible(not self._presenting or self.message_line.urgent)

    def _dress(self) -> None:
        """Give everything the theme's look, at the size that suits what is shown."""
        theme = self.theme
        if self.presenting:
            self._share = share_of(self.width(), self.height())
            theme = presented(theme, self._share)
        dress(self, theme)
        self.actions_table.set_theme(theme)
        self._transport.set_theme(theme)
        self.workbench.set_theme(theme)

    def _calm_down(self) -> None:
        self.player.set_calm(calm(self._motion, self._desktop_calm))

    def _lay_out(self) -> None:
        transport = self._transport = Transport(
            self.session,
            self.player,
            self.actions_table,
            self.limit,
            self._examples,
            self._limits,
        )
        ask = self.inquiry
        for loss in (transport, self.workbench):
            loss.loss_chosen.connect(lambda: ask.toggle_pin(LOSS))
        ask.lit_changed.connect(lambda: transport.light_loss(LOSS in ask.lit))
        desk = QWidget()
        desk.setObjectName("desk")
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(transport)
        column.addWidget(self.workbench, 1)
        column.addWidget(self.message_line)
        self.message_line.setContentsMargins(16, 0, 16, 0)
        self.message_line.setProperty("muted", True)
        self.setCentralWidget(desk)
        fill(self.menuBar(), self.actions_table, self._examples)
        self.workbench.offer_looks(LookMenu(self.actions_table, self))
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST_SIZE)

    def _wire(self) -> None:
        refresh = self.actions_table.refresh
        player, session, settings = self.player, self.session, self.workbench.settings
        for signal in (
            player.playing_changed,
            player.granularity_changed,
            player.speed_changed,
            session.opened,
            self.training.running_changed,
            self.inquiry.pinned_changed,
        ):
            signal.connect(refresh)
        self.inquiry.changed.connect(self._on_asked)
        session.advanced.connect(self._on_advanced)
        session.opened.connect(self._on_opened)
        session.retuned.connect(self._show_message_line)
        # Training would take the playhead along to its newest step.
        self.workbench.taken.connect(self.training.stop)
        self.workbench.inspector.copied.connect(
            lambda text: self.say(self.tr("Copied to the clipboard"))
        )
        self.workbench.inspector.enlarge_pressed.connect(
            self.actions_table["inspector_large"].trigger
        )
        settings.open_requested.connect(self.choose_file)
        settings.example_chosen.connect(self.open)
        settings.message.connect(self.say)
        self.workbench.pane.fell_back.connect(self._on_fell_back)
        what_if = self.asking.what_if
        what_if.taken.connect(self.training.stop)
        what_if.committed.connect(lambda change: self.say(translated(announcement(change))))
        # The arrow keys go on through the step, and no longer try values.
        what_if.committed.connect(lambda change: self.workbench.stage.setFocus())

    def _restore(self, memory: Memory) -> None:
        # A geometry that Qt refuses (none, damaged, for a screen that is gone) leaves the usual.
        if not self.restoreGeometry(decoded(memory.geometry)):
            room = self.screen().availableSize() - FRAME
            self.resize(USUAL_SIZE.boundedTo(room).expandedTo(SMALLEST_SIZE))
        self.workbench.restore_splitters(memory.splitters)
        self.workbench.show_settings(memory.settings_shown)
        self.workbench.show_inspector(memory.inspector_shown)
        self.workbench.enlarge_inspector(memory.inspector_large)
        self.player.set_granularity(Granularity(memory.granularity))
        self.player.set_speed(memory.speed)
        self.player.set_look(memory.look)
        self.choose_motion(Motion(memory.motion))
        self.workbench.stage.setFocus()

    def _on_advanced(self) -> None:
        # Where training goes on, nothing else can be done than before.
        if self.session.divergence is not None:
            self.actions_table.refresh()
            self._show_message_line()

    def _on_asked(self) -> None:
        """What is explained, and what can be done then, may change with every move."""
        # While training moves on, only what is explained decides what can be done.
        before, self._explained = self._explained, self.inquiry.subject
        if not self.training.running or self._explained != before:
            self.actions_table.refresh()

    def _on_fell_back(self, why: str) -> None:
        self.say(self.tr("Drawn without the GPU from now on ({0})").format(why))

    def _on_opened(self) -> None:
        self._show_message_line()
        self.setWindowTitle(f"Underhood — {self.session.experiment.title}")
