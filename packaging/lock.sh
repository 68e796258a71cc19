#!/bin/sh
# Brings both lock files in line with pyproject.toml: hashes for every system and Python we support, no address in them.
# What is locked already stays as it is, unless called with --upgrade.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"

if command -v uv >/dev/null 2>&1; then
    uv=uv
else
    uv=build/lock/bin/uv
    if [ ! -x "$uv" ]; then
        packaging/setup.sh run
        .venv/bin/python -m venv build/lock
        build/lock/bin/python -m pip install --quiet uv
    fi
fi

# The settings of this machine (its indexes, its options) must leave no trace in the files.
for name in $(env | sed -n 's/^\(UV_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
export UV_CUSTOM_COMPILE_COMMAND="make lock"
lock() {
    "$uv" pip compile pyproject.toml "$@" --quiet --no-config --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --only-binary :all:
}
lock --output-file packaging/requirements.lock "$@"
lock --output-file packaging/dev.lock --extra dev --constraint packaging/requirements.lock "$@"

if grep -nE '://|find-links|index-url' packaging/*.lock; then
    echo "make lock: an address came into a lock file" >&2
    exit 1
fi
