"""The one style sheet of the application, written out from the theme's lengths and colours.

A rule finds its widgets by dynamic properties (`kind`, `card`, `role`, `state`), so that no widget carries a style
of its own that would stay behind when the theme changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Length = Callable[[float], int]
Colour = Callable[[str], str]


def sheet(u: Length, c: Colour, roles: Mapping[str, tuple[int, int, str]], *, card_line: int = 1) -> str:
    """The whole sheet for one theme and one text size."""
    return "\n".join(
        (
            _frame(u, c, card_line),
            _texts(u, c, roles),
            _buttons(u, c),
            _fields(u, c),
            _lists(u, c),
        )
    )


def _frame(u: Length, c: Colour, card_line: int) -> str:
    return f"""
* {{ outline: 0; }}
QMainWindow, QDialog, QScrollArea, QStackedWidget, QWidget[ground="window"] {{ background: {c("window")}; }}
QScrollArea {{ border: 0; }}
QWidget[ground="sidebar"] {{ background: {c("sidebar")}; }}
QFrame[bar="sidebar"] {{ background: {c("sidebar")}; border: 0; border-right: 1px solid {c("border")}; }}
QFrame[bar="status"] {{ background: {c("sidebar")}; border: 0; border-top: 1px solid {c("border")}; }}
QFrame[bar="status"] QLabel {{ color: {c("text2")}; font-size: {u(14)}px; }}
QMenuBar {{ background: {c("sidebar")}; color: {c("text")}; border-bottom: 1px solid {c("border")};
    font-size: {u(14)}px; padding: {u(2)}px {u(8)}px; spacing: 0; }}
QMenuBar::item {{ background: transparent; padding: {u(4)}px {u(10)}px; border-radius: {u(5)}px; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {c("tint")}; color: {c("accent")}; }}
QMenu {{ background: {c("card")}; color: {c("text")}; border: 1px solid {c("control")}; padding: {u(5)}px 0;
    font-size: {u(14)}px; }}
QMenu::item {{ padding: {u(7)}px {u(28)}px {u(7)}px {u(30)}px; }}
QMenu::item:selected {{ background: {c("tint")}; color: {c("accent")}; }}
QMenu::item:disabled {{ color: {c("text3")}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {c("border")}; margin: {u(5)}px {u(12)}px; }}
QMenu::indicator {{ width: {u(14)}px; height: {u(14)}px; left: {u(9)}px; }}
QFileDialog QHeaderView, QFileDialog QHeaderView::section {{ background: {c("card")}; color: {c("text2")}; }}
QFileDialog QHeaderView::section {{ border: 0; border-bottom: 1px solid {c("border")}; padding: {u(4)}px {u(8)}px;
    font-size: {u(13)}px; }}
QToolTip {{ background: {c("card")}; color: {c("text")}; border: 1px solid {c("control")}; padding: {u(5)}px;
    font-size: {u(14)}px; }}
QFrame[card="true"] {{ background: {c("card")}; border: {card_line}px solid {c("border")};
    border-radius: {u(10)}px; }}
QFrame[card="sunken"] {{ background: {c("window")}; border: {card_line}px solid {c("border")};
    border-radius: {u(10)}px; }}
QFrame[card="popover"] {{ background: {c("card")}; border: 1px solid {c("control")}; border-radius: {u(10)}px; }}
QDialog[card="palette"] {{ background: {c("card")}; border: 1px solid {c("control")}; border-radius: {u(10)}px; }}
QWidget[ground="card"], QScrollArea[ground="card"] {{ background: {c("card")}; }}
QFrame[ground="sunken"] {{ background: {c("sunken")}; border: 0; }}
QFrame[ground="sunken"][last="true"] {{ border-bottom-left-radius: {u(9)}px; border-bottom-right-radius: {u(9)}px; }}
QFrame[rule="true"] {{ background: {c("border")}; border: 0; }}
QFrame[tinted="true"] {{ background: {c("tint")}; border: 0; }}
QFrame[question="soft"] {{ background: {c("talk_ground")}; border: 0; border-radius: {u(7)}px; }}
QFrame[strip="true"] {{ background: {c("tint")}; border: 0; border-bottom: 1px solid {c("border")}; }}
QFrame[strip="inside"] {{ background: {c("tint")}; border: {card_line}px solid {c("border")};
    border-radius: {u(10)}px; }}
QProgressBar {{ background: {c("sunken")}; border: 1px solid {c("control")}; border-radius: {u(4)}px;
    min-height: {u(8)}px; max-height: {u(8)}px; }}
QProgressBar::chunk {{ background: {c("accent")}; border-radius: {u(3)}px; }}
QScrollBar:vertical {{ background: {c("sunken")}; border: 0; width: {u(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: {c("sunken")}; border: 0; height: {u(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {c("control")}; border-radius: {u(4)}px; margin: {u(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {u(36)}px; }}
QScrollBar::handle:horizontal {{ min-width: {u(36)}px; }}
QScrollBar::handle:hover {{ background: {c("text3")}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _texts(u: Length, c: Colour, roles: Mapping[str, tuple[int, int, str]]) -> str:
    rules = [
        f'QLabel[role="{role}"] {{ font-size: {u(px)}px; font-weight: {weight}; color: {c(token)}; }}'
        for role, (px, weight, token) in roles.items()
    ]
    rules.append(
        f'QLabel[chip="true"] {{ background: {c("sunken")}; color: {c("text2")}; font-size: {u(13)}px;'
        f" border-radius: {u(5)}px; padding: {u(2)}px {u(8)}px; }}"
    )
    rules.append(
        f'QLabel[kbd="true"] {{ background: {c("sunken")}; color: {c("text3")}; font-size: {u(13)}px;'
        f" border: 1px solid {c('border')}; border-radius: {u(4)}px; padding: 0 {u(5)}px; }}"
    )
    return "\n".join(rules)


def _buttons(u: Length, c: Colour) -> str:
    # A fixed border box: padding and minimum height belong together once the border is touched.
    def box(height: int, px: int, side: int) -> str:
        return f"min-height: {u(height) - 2}px; padding: 0 {u(side)}px; font-size: {u(px)}px; border-radius: {u(7)}px;"

    return f"""
QPushButton[kind="primary"], QPushButton[kind="plain"] {{ {box(36, 15, 15)} font-weight: 600; }}
QPushButton[small="true"] {{ {box(32, 14, 12)} font-weight: 600; }}
QPushButton[kind="primary"] {{ background: {c("accent")}; color: {c("on_accent")}; border: 1px solid {c("accent")}; }}
QPushButton[kind="primary"]:hover {{ background: {c("accent_hover")}; border-color: {c("accent_hover")}; }}
QPushButton[kind="primary"]:pressed {{ background: {c("accent")}; border-color: {c("text")}; }}
QPushButton[kind="primary"]:disabled {{ background: {c("border")}; color: {c("text2")};
    border-color: {c("border")}; }}
QPushButton[kind="plain"] {{ background: {c("card")}; color: {c("text")}; border: 1px solid {c("control")};
    font-weight: 500; }}
QPushButton[kind="plain"]:hover, QToolButton[seg]:hover {{ background: {c("sunken")}; }}
QPushButton[kind="plain"]:pressed {{ background: {c("tint")}; border-color: {c("accent")}; }}
QPushButton[kind="plain"]:disabled {{ color: {c("text3")}; border-color: {c("border")}; }}
QPushButton[kind="flat"] {{ background: transparent; border: 0; padding: 0; }}
QToolButton[kind="tool"] {{ background: transparent; border: 0; border-radius: {u(5)}px; padding: 0; }}
QToolButton[kind="tool"]:hover {{ background: {c("tint")}; }}
QToolButton[kind="framed"] {{ background: {c("card")}; border: 1px solid {c("control")}; border-radius: {u(7)}px;
    padding: 0; }}
QToolButton[kind="framed"]:hover {{ background: {c("sunken")}; }}
QToolButton[kind="framed"]:disabled {{ border-color: {c("border")}; }}
QToolButton[seg] {{ background: {c("card")}; color: {c("text")}; border: 1px solid {c("control")};
    border-left-width: 0; padding: 0; font-size: {u(14)}px; font-weight: 500; }}
QToolButton[seg="first"] {{ border-left-width: 1px; border-top-left-radius: {u(7)}px;
    border-bottom-left-radius: {u(7)}px; }}
QToolButton[seg="last"] {{ border-top-right-radius: {u(7)}px; border-bottom-right-radius: {u(7)}px; }}
QToolButton[seg="only"] {{ border-left-width: 1px; border-radius: {u(7)}px; }}
QToolButton[seg]:checked {{ background: {c("tint")}; color: {c("accent")}; font-weight: 600; }}
QToolButton[seg]:disabled {{ color: {c("text3")}; }}
"""


def _fields(u: Length, c: Colour) -> str:
    side, height = u(11), u(36)
    kinds = ("QLineEdit", "QComboBox", "QPlainTextEdit")

    def each(suffix: str) -> str:
        return ", ".join(kind + suffix for kind in kinds)

    def thick(token: str) -> str:
        return f"border: 2px solid {c(token)}; padding: 0 {side - 1}px; min-height: {height - 4}px;"

    return f"""
{each("")} {{ background: {c("card")}; color: {c("text")}; placeholder-text-color: {c("text3")};
    border: 1px solid {c("control")}; border-radius: {u(7)}px; padding: 0 {side}px; min-height: {height - 2}px;
    font-size: {u(15)}px; selection-background-color: {c("accent")}; selection-color: {c("on_accent")}; }}
QPlainTextEdit {{ padding: {u(5)}px {u(10)}px; }}
{each(":hover")} {{ border-color: {c("text2")}; }}
{each(":focus")} {{ {thick("accent")} }}
{each('[state="soft"]')} {{ {thick("talk")} }}
{each('[state="hard"]')} {{ {thick("overdue")} }}
QPlainTextEdit:focus, QPlainTextEdit[state="soft"], QPlainTextEdit[state="hard"] {{
    padding: {u(5) - 1}px {u(10) - 1}px; }}
{each(":disabled")} {{ color: {c("text3")}; background: {c("sunken")}; border-color: {c("border")}; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{ background: {c("sunken")}; border-color: {c("border")}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus, QLineEdit[bare="true"]:hover {{ background: transparent;
    border: 0; padding: 0; min-height: {u(40)}px; font-size: {u(20)}px; }}
QLineEdit[grid="true"] {{ padding: 0 {u(9)}px; min-height: {u(34) - 2}px; }}
QLineEdit[grid="true"]:focus, QLineEdit[grid="true"][state="soft"], QLineEdit[grid="true"][state="hard"] {{
    padding: 0 {u(9) - 1}px; min-height: {u(34) - 4}px; }}
QComboBox[grid="true"] {{ padding: 0 {u(9)}px; min-height: {u(34) - 2}px; }}
QComboBox[grid="true"]:focus, QComboBox[grid="true"][state="soft"], QComboBox[grid="true"][state="hard"] {{
    padding: 0 {u(9) - 1}px; min-height: {u(34) - 4}px; }}
QComboBox {{ padding-right: {u(30)}px; }}
QComboBox:focus {{ padding-right: {u(30) - 1}px; }}
QComboBox::drop-down {{ border: 0; width: {u(30)}px; background: transparent; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {c("card")}; color: {c("text")}; border: 1px solid {c("control")};
    selection-background-color: {c("tint")}; selection-color: {c("accent")}; padding: {u(4)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {u(32)}px; padding: 0 {u(7)}px; }}
QCalendarWidget QWidget {{ font-size: {u(14)}px; }}
QCalendarWidget QToolButton {{ color: {c("text")}; background: transparent; border: 0; border-radius: {u(5)}px;
    padding: {u(5)}px {u(8)}px; font-weight: 600; }}
QCalendarWidget QToolButton:hover {{ background: {c("tint")}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QSpinBox {{ background: {c("card")}; color: {c("text")}; border: 1px solid {c("control")}; }}
QCalendarWidget #qt_calendar_navigationbar {{ background: {c("card")}; }}
QCalendarWidget QAbstractItemView {{ background: {c("card")}; color: {c("text")}; border: 0;
    selection-background-color: {c("accent")}; selection-color: {c("on_accent")}; }}
"""


def _lists(u: Length, c: Colour) -> str:
    return f"""
QTableView, QListView, QTreeView {{ background: {c("card")}; color: {c("text")}; border: 0;
    selection-background-color: {c("tint")}; selection-color: {c("text")}; font-size: {u(14)}px; }}
QTableView[flat="true"] {{ background: transparent; }}
QTableView QTableCornerButton::section {{ background: transparent; border: 0; }}
QHeaderView {{ background: transparent; border: 0; }}
"""
