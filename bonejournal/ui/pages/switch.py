"""The switch between a page and what belongs to it, such as Training and Body and sleep."""

from __future__ import annotations

from bonejournal.domain.words import mark, tr
from bonejournal.ui.pages.page import Page
from bonejournal.ui.widgets.segmented import Segmented

BONES = (("density", mark("Scans")), ("timeline", mark("Timeline")))
TRAINING = (("training", mark("Training")), ("body-sleep", mark("Body and sleep")))
NUTRITION = (("nutrition", mark("One day")), ("nutrition-time", mark("Over time")))


def page_switch(page: Page, choices: tuple[tuple[str, str], ...]) -> Segmented:
    """Put a switch beside the title of a page that is one of these; what is chosen there is shown."""
    switch = Segmented(tr("View"), [(key, tr(name)) for key, name in choices], page.key)
    switch.setObjectName("page-switch")

    def go(key: str) -> None:
        switch.choose(page.key)  # this page stays what it is, and may be come back to
        page.frame.go(key)

    switch.changed.connect(go)
    page.set_switch(switch)
    return switch
