#!/bin/sh
# Makes this checkout ready to use, and returns at once where it is ready already.
#   setup.sh run    .venv with the program and what it needs
#   setup.sh dev    the same, and the tools of `make test`
# As root on Debian and its kin, missing system libraries are installed by apt; otherwise they are named in one line.
set -eu
level=${1:-run}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
log=build/setup.log
mkdir -p build

say() { printf '%s\n' "setup: $*" >&2; }
stop() { say "$@"; exit 1; }

# --- packages of the system ---------------------------------------------------------------------------------------

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
    say "installing $* by apt"
    {
        DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 update || true
        DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
            install --no-install-recommends "$@"
    } >>"$log" 2>&1 </dev/null
}

# --- Python -------------------------------------------------------------------------------------------------------

fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
whole='import ensurepip, venv'
use_uv=yes
have_uv() { [ "$use_uv" = yes ] && command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; }

# The first Python of a supported version, sooner one that can make a virtual environment by itself; into $python.
find_python() {
    python=
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        "$name" -c "$fits" >/dev/null 2>&1 || continue
        [ -n "$python" ] || python=$name
        if have_uv || "$name" -c "$whole" >/dev/null 2>&1; then
            python=$name
            return 0
        fi
    done
    return 1
}

need_python() {
    find_python && return
    [ -n "$python" ] || stop "Python 3.11, 3.12 or 3.13 is needed and none was found on PATH (Debian: apt-get install python3 python3-venv)"
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if can_apt; then
        apt_install "python$version-venv" || apt_install python3-venv || true
        find_python && return
    fi
    stop "Python's module venv is missing from $python (Debian: apt-get install python$version-venv)"
}

# --- the virtual environment --------------------------------------------------------------------------------------

stamp=.venv/.ready
key="$(cat packaging/requirements.lock packaging/dev.lock packaging/setup.sh | cksum) $root"
case $level in
run) lock=packaging/requirements.lock ;;
dev) lock=packaging/dev.lock ;;
*) stop "say run or dev, not $level" ;;
esac

ready() {
    [ -f "$stamp" ] && .venv/bin/python -c "$fits" >/dev/null 2>&1 || return 1
    found=$(cat "$stamp")
    [ "$found" = "dev $key" ] || [ "$found" = "$level $key" ]
}

# A virtual environment that is not ours to mend: its Python is gone, or the checkout was moved.
stale() {
    .venv/bin/python -c "$fits" >/dev/null 2>&1 || return 0
    [ -f "$stamp" ] || return 1
    case $(cat "$stamp") in *" $root") return 1 ;; *) return 0 ;; esac
}

install() { "$@" --require-hashes --only-binary :all: -r "$lock" >>"$log" 2>&1 </dev/null; }

make_venv() {
    if [ -d .venv ] && stale; then rm -rf .venv; fi
    if [ ! -d .venv ]; then
        need_python
        say "making .venv with $("$python" --version 2>&1)"
        if have_uv; then
            UV_PYTHON_DOWNLOADS=never uv venv --quiet --python "$(command -v "$python")" .venv
        else
            "$python" -m venv .venv
        fi >>"$log" 2>&1 </dev/null || { rm -rf .venv; stop "the virtual environment could not be made; $log tells why"; }
    fi
    say "installing the Python packages of $lock"
    if have_uv; then
        install uv pip install --quiet --python .venv/bin/python || {
            use_uv=no # pip may know an index, a proxy or a certificate that uv does not
            make_venv
            return
        }
    elif .venv/bin/python -m pip --version >/dev/null 2>&1; then
        install .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input ||
            stop "the Python packages of $lock could not be installed; $log tells why (is there a network?)"
    else # uv made it, without pip
        rm -rf .venv
        make_venv
        return
    fi
    link
    printf '%s' "$level $key" >"$stamp"
}

# The program itself: the checkout on the path of the environment, and a command that starts it.
link() {
    place=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$root" >"$place/bonejournal-checkout.pth"
    rm -f .venv/bin/bonejournal
    {
        echo '#!/bin/sh'
        quoted=$(printf '%s' "$root" | sed "s/'/'\\\\''/g")
        printf "exec '%s/.venv/bin/python' -P -m bonejournal \"\$@\"\n" "$quoted"
    } >.venv/bin/bonejournal
    chmod 755 .venv/bin/bonejournal
}

ready || { : >"$log"; make_venv; }

# --- Qt's libraries and the tools of the tests --------------------------------------------------------------------

[ "$(uname)" = Linux ] || exit 0

# One "library package" a line; a library counts as there when it can be loaded.
base='libGL.so.1 libgl1
libEGL.so.1 libegl1
libfontconfig.so.1 libfontconfig1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libglib-2.0.so.0 libglib2.0-0'
screen='libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-image.so.0 libxcb-image0
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libX11-xcb.so.1 libx11-xcb1
libwayland-cursor.so.0 libwayland-cursor0'
tools='Xvfb xvfb
xvfb-run xvfb
xauth xauth
xdotool xdotool
pdftoppm poppler-utils'

missing_libraries() {
    printf '%s\n' "$1" | .venv/bin/python -c '
import ctypes, sys
for line in sys.stdin:
    library, package = line.split()
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
'
}
missing_tools() {
    [ "$level" = dev ] || return 0
    printf '%s\n' "$tools" | while read -r tool package; do
        command -v "$tool" >/dev/null 2>&1 || echo "$package"
    done | sort -u
}
words() { echo "$1" | tr '\n' ' ' | sed 's/ *$//'; }
look() {
    needed=$(words "$(missing_libraries "$base")")
    wanted=$(words "$(missing_libraries "$screen"; missing_tools)")
    lacking=$(words "$needed $wanted" | sed 's/^ *//')
}

look
if [ -n "$lacking" ] && can_apt; then
    # shellcheck disable=SC2086  # a list of package names
    apt_install $lacking || true
    look
fi
if [ -n "$needed" ]; then
    stop "Qt cannot start without libraries that are missing here; as root: apt-get install $lacking"
elif [ -n "$wanted" ]; then
    say "missing here, for a window or for tests on a screen; as root: apt-get install $wanted"
fi
