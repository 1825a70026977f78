#!/bin/sh
# Compile the .in files to universal, hash-locked requirements without an index address.
# Extras stay in the lock: older pips do not see that `coverage==1` pins the `coverage[toml]` which a package asks for,
# and refuse the lock as soon as a newer release is out.
set -eu
lock=.cache/lock
[ -x "$lock/bin/uv" ] || { "${PYTHON:-python3}" -m venv "$lock" && "$lock/bin/pip" install --quiet --disable-pip-version-check uv; }
compile() {
    "$lock/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-strip-extras --upgrade "$@"
}
compile requirements.in -o requirements.txt
compile requirements-dev.in -c requirements.txt -o requirements-dev.txt
compile requirements-mutants.in -o requirements-mutants.txt
