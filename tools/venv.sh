#!/bin/sh
# Make .venv from a hash-locked requirements file, once: venv.sh REQUIREMENTS
# Nothing is installed again while the file stays the same.
set -eu
requirements=$1
python=${PYTHON:-python3}
venv=${VENV:-.venv}
stamp=$venv/.installed-$(basename "$requirements" .txt)

if [ -x "$venv/bin/python" ] && cmp -s "$requirements" "$stamp"; then
    exit 0
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "set-up: Python 3.11 or newer is needed and '$python' is not; install it, or name it: make PYTHON=python3.12" >&2
    exit 2
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv
    else
        echo "set-up: this Python cannot make virtual environments; run: sudo apt-get install python3-venv" >&2
        exit 2
    fi
fi
if [ ! -x "$venv/bin/python" ]; then
    "$python" -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
cp "$requirements" "$stamp"
