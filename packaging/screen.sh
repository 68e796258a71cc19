#!/bin/sh
# Runs a command on a virtual screen of its own where Xvfb is installed, else with Qt's offscreen platform.
set -eu
if command -v xvfb-run >/dev/null 2>&1 && command -v xauth >/dev/null 2>&1; then
    unset WAYLAND_DISPLAY
    QT_QPA_PLATFORM=xcb exec xvfb-run --auto-servernum --server-args='-screen 0 2560x1600x24 -dpi 96' "$@"
fi
QT_QPA_PLATFORM=offscreen exec "$@"
