"""What is to be seen on the stage now: its picture and its texts, made anew only when they change.

Texts cost more than all else, and change less often: while a pulse is on its
way no number does.
"""

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from app.scene.edge_budget import FIRST
from app.scene.edge_marks import marks_on_top
from app.scene.edges import drawn_edges
from app.scene.framing import frame
from app.scene.known import standing
from app.scene.layout import Layout, Room, featured_counts, layout
from app.scene.marks import Drawing, joined_curves, joined_shapes
from app.scene.node_names import are_numbered
from app.scene.spotlight import Spotlight, spotlight_curves, spotlight_halos
from app.scene.strongest import strongest
from app.scene.theme import Theme
from app.scene.trails import strokes
from app.scene.viewport import Viewport
from app.viewmodels.asking import Asking
from app.viewmodels.player import Player
from app.viewmodels.session import Session
from app.views.stage_picture import Fonts, Picture
from app.views.stage_texts import Texts, texts_of
from engine.trace import StepTrace

USUAL = (800, 440)
"""A stage of this size, in px, has text of the theme's size."""

LARGEST_TEXT = 1.6
"""At most this many times as large it becomes."""


class Sight:
    """Looks at a session through a viewport of a stage of some size."""

    def __init__(
        self, session: Session, player: Player, asking: Asking, theme: Theme, font: QFont
    ) -> None:
        self._session, self._player, self._asking = session, player, asking
        self.theme, self.fonts = theme, Fonts(font)
        self.viewport, self.view = Viewport(), QRectF()
        self.whole: frozenset[int] = frozenset()  # layers that are not to be folded
        self.budget = FIRST
        self._picture: Picture | None = None
        self._texts: Texts | None = None
        self._layout: Layout | None = None
        self._picture_key: object = None
        self._texts_key: object = None
        self._layout_key: object = None
        self._seen: object = None

    def forget(self) -> None:
        """Something has changed that the keys do not tell."""
        self._picture_key = self._texts_key = None

    @property
    def picture_key(self) -> object:
        """Differs whenever the picture does."""
        player = self._player
        return *self._common_key, player.t, self.budget

    @property
    def texts_key(self) -> object:
        """Differs whenever a text on the stage does."""
        player, inquiry = self._player, self._asking.inquiry
        known = standing(self._session.timeline, player.t)
        # Where it is calm lines fade in and out, and their numbers come and go with them.
        fading = player.t if player.calm else None
        return *self._common_key, known, fading, inquiry.lit, inquiry.pinned

    @property
    def _common_key(self) -> tuple[object, ...]:
        player = self._player
        place = self._seen_layout(player.trace)
        return player.trace, player.selection, place, self.theme, self.fonts

    def picture(self) -> Picture:
        """What is to be seen now."""
        key = self.picture_key
        if self._picture is None or key != self._picture_key:
            self._picture, self._picture_key = self._look(), key
        return self._picture

    def texts(self) -> Texts:
        """The texts in it."""
        key = self.texts_key
        if self._texts is None or key != self._texts_key:
            inquiry = self._asking.inquiry
            asked = replace(self.picture(), lit=inquiry.lit, pinned=inquiry.pinned)
            self._texts, self._texts_key = texts_of(asked), key
        return self._texts

    def drawing(self) -> Drawing:
        """The marks of all that lies under the texts."""
        picture, light = self.picture(), self.spotlight()
        return Drawing(
            picture.edge_marks,
            joined_curves(
                [
                    marks_on_top(picture.edges, picture.edge_marks),
                    spotlight_curves(light, picture.layout),
                ]
            ),
            joined_shapes(
                [spotlight_halos(light, picture.layout, picture.theme), picture.pulse_marks]
            ),
            picture.node_marks,
            light.dim,
        )

    def spotlight(self) -> Spotlight:
        """What is asked about now, the paths that explain it, and what is tried."""
        inquiry, ghost = self._asking.inquiry, self._asking.what_if.ghost
        page = inquiry.page if inquiry.asked else None
        return Spotlight(
            inquiry.lit,
            inquiry.pinned,
            strokes(page.trails) if page else (),
            ghost.quantity if ghost else None,
        )

    def _look(self) -> Picture:
        trace, player = self._player.trace, self._player
        now = frame(trace, self._session.timeline, player.t, player.selection)
        return Picture(
            now,
            trace,
            self._session.dataset,
            self._seen_layout(trace),
            drawn_edges(now, self.budget),
            self.theme,
            self.fonts,
            self.view,
            self._text,
            self._asking.diagnosis.findings,
            self._asking.diagnosis.norms,
        )

    @property
    def _text(self) -> float:
        """The height of text on the stage, in px: a large stage is seen from further away."""
        scale = self.theme.scale
        largeness = min(self.view.width() / USUAL[0], self.view.height() / USUAL[1]) / scale
        return self.theme.small_font_size * min(max(largeness, 1.0), LARGEST_TEXT)

    def _seen_layout(self, trace: StepTrace) -> Layout:
        """The layout as it is zoomed and moved, made anew only when something of it changes."""
        seen = trace, self.view, self.theme, self.whole, self.viewport, self._session.dataset
        if seen != self._seen:  # it is asked for several times a frame
            self._seen, self._layout = seen, self._layout_of(trace)
        return self._layout

    def _layout_of(self, trace: StepTrace) -> Layout:
        """The layout, the same object as before where nothing is elsewhere."""
        # In a presentation all that the layout does in px is meant for a smaller stage.
        scale, font = self.theme.scale, self.theme.font_size / self.theme.scale
        width, height = self.view.width() / scale, self.view.height() / scale
        side = (2.0 if len(trace.sizes) <= 8 else 5.0) * font
        pixels = are_numbered(self._session.dataset.input_names)
        room = Room(self._text / scale, 0.5 * font, side, pixels)
        frame = trace.sizes, width, height, room
        featured = strongest(trace, featured_counts(*frame, self.whole))
        key = (*frame, featured, self.whole, self.viewport, scale)
        if self._layout is None or key != self._layout_key:
            whole, seen = layout(*frame, featured, self.whole), self.viewport
            self._layout = whole.enlarged(scale).scaled(seen.zoom, seen.dx, seen.dy)
            self._layout_key = key
        return self._layout
