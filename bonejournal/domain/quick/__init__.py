"""Quick add: one line that is understood as records, and says in a sentence what it would write.

`understand` reads a line with what is `known`; `understood.step_of` makes one step of what it gave. Nothing is written
that the sentence does not say, and what is not understood is said, never guessed at silently.
"""
