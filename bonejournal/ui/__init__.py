"""The window and everything in it. Only this room and `app` name Qt."""

import builtins

_pythons_own = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

# PySide6 puts an `import` of its own in the place of Python's. It reads the source text of every module that is
# imported later, in search of `from __feature__ import ...`, which nothing here uses: a fifth of the time that
# SQLAlchemy and matplotlib take to import, and all their text kept in memory.
builtins.__import__ = _pythons_own
