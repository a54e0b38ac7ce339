"""Commands about files, the view and help."""

from collections.abc import Sequence

from app.commands.command import FILE, HELP, MOTION, VIEW, Command, Desk
from app.scene.motion import Motion
from app.scene.texts import QT_TRANSLATE_NOOP


def _not_presenting(desk: Desk) -> bool:
    return not desk.presenting


MOTION_TEXTS = {
    Motion.DESKTOP: QT_TRANSLATE_NOOP("Actions", "As the desktop says"),
    Motion.FULL: QT_TRANSLATE_NOOP("Actions", "Full"),
    Motion.REDUCED: QT_TRANSLATE_NOOP("Actions", "Reduced"),
}


def _motion(motion: Motion) -> Command:
    return Command(
        f"motion_{motion}",
        MOTION_TEXTS[motion],
        lambda desk: desk.choose_motion(motion),
        menu=VIEW,
        submenu=MOTION,
        group=3,
        on=lambda desk: desk.motion is motion,
        checkable=True,
    )


COMMANDS: Sequence[Command] = (
    Command(
        "open",
        QT_TRANSLATE_NOOP("Actions", "Open an experiment…"),
        lambda desk: desk.choose_file(),
        ("Ctrl+O",),
        menu=FILE,
    ),
    # StandardKey.Quit is empty where there is no desktop, so the key is written out.
    Command(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        lambda desk: desk.close(),
        ("Ctrl+Q",),
        menu=FILE,
        group=9,
    ),
    Command(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Zoom in"),
        lambda desk: desk.zoom_in(),
        ("Ctrl++", "Ctrl+="),
        menu=VIEW,
    ),
    Command(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Zoom out"),
        lambda desk: desk.zoom_out(),
        ("Ctrl+-",),
        menu=VIEW,
    ),
    Command(
        "fit",
        QT_TRANSLATE_NOOP("Actions", "Fit the network"),
        lambda desk: desk.fit(),
        ("F", "Ctrl+0"),
        menu=VIEW,
    ),
    Command(
        "folds",
        QT_TRANSLATE_NOOP("Actions", "Unfold or fold large layers"),
        lambda desk: desk.toggle_folds(),
        ("U",),
        menu=VIEW,
    ),
    Command(
        "theme",
        QT_TRANSLATE_NOOP("Actions", "Dark"),
        lambda desk: desk.toggle_theme(),
        ("Ctrl+D",),
        icon="moon",
        menu=VIEW,
        group=1,
        on=lambda desk: desk.dark,
        on_icon="sun",
        checkable=True,
    ),
    Command(
        "settings",
        QT_TRANSLATE_NOOP("Actions", "Settings"),
        lambda desk: desk.toggle_settings(),
        ("Ctrl+B",),
        menu=VIEW,
        group=2,
        enabled=_not_presenting,
        on=lambda desk: desk.settings_shown,
        checkable=True,
    ),
    Command(
        "inspector",
        QT_TRANSLATE_NOOP("Actions", "Explanation"),
        lambda desk: desk.toggle_inspector(),
        ("Ctrl+I",),
        menu=VIEW,
        group=2,
        enabled=_not_presenting,
        on=lambda desk: desk.inspector_shown,
        checkable=True,
    ),
    Command(
        "inspector_large",
        QT_TRANSLATE_NOOP("Actions", "Large explanation"),
        lambda desk: desk.toggle_inspector_large(),
        ("E",),
        icon="expand",
        menu=VIEW,
        group=2,
        enabled=lambda desk: desk.inspector_shown,
        on=lambda desk: desk.inspector_large,
        on_icon="contract",
        checkable=True,
    ),
    Command(
        "full_screen",
        QT_TRANSLATE_NOOP("Actions", "Full screen"),
        lambda desk: desk.toggle_full_screen(),
        ("F11",),
        menu=VIEW,
        group=2,
        on=lambda desk: desk.full_screen,
        checkable=True,
    ),
    Command(
        "presentation",
        QT_TRANSLATE_NOOP("Actions", "Presentation"),
        lambda desk: desk.toggle_presentation(),
        ("F5",),
        icon="expand",
        menu=VIEW,
        group=2,
        on=lambda desk: desk.presenting,
        on_icon="contract",
        checkable=True,
    ),
    *(_motion(motion) for motion in Motion),
    Command(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"),
        lambda desk: desk.show_shortcuts(),
        ("?", "F1"),
        icon="help",
        menu=HELP,
    ),
    Command(
        "about",
        QT_TRANSLATE_NOOP("Actions", "About Underhood"),
        lambda desk: desk.show_about(),
        menu=HELP,
        group=1,
    ),
)
