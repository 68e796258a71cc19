"""Quick add: one line that is understood as records, and says in a sentence what it would write.

`understand` reads a line with what is `Known`; `step_of` makes one step of what it gave. Nothing is written that the
sentence does not say, and what is not understood is said, never guessed at silently.
"""

from __future__ import annotations

from bonejournal.domain.quick.forms import FORMS, Form
from bonejournal.domain.quick.known import Known
from bonejournal.domain.quick.understand import understand
from bonejournal.domain.quick.understood import Understood, step_of

__all__ = ["FORMS", "Form", "Known", "Understood", "step_of", "understand"]
