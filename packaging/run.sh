#!/bin/sh
# What `make run` does once the setup stands: the fictional sample journal, in a window where there is a display.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
demo=build/demo
journal=$demo/sample.bonejournal
mkdir -p "$demo"

bonejournal() { .venv/bin/bonejournal "$@"; }

# A display counts when Qt can open it: it ends the process when it cannot, so a small process of its own asks.
display() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 1
    (
        ulimit -c 0
        .venv/bin/python -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])'
        exit $? # said here, so that the shell's own word about an abort goes the same way
    ) >/dev/null 2>&1
}

[ -f "$journal" ] || bonejournal new "$journal" --sample

if display; then
    exec .venv/bin/bonejournal "$journal"
fi

echo "There is no display here that a window can open on, so the journal is read without one, into $demo/."
bonejournal summary "$journal"
bonejournal report "$journal" -o "$demo/bone-summary.pdf"
QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.shots "$demo"
echo "Written: $demo/bone-summary.pdf and a picture of every page beside it."
