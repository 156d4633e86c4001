#!/bin/sh
# Make .venv beside this file and install Kronika into it, in the versions of constraints.txt.
#   sh install.sh          the program
#   sh install.sh test     and what its tests need
#   sh install.sh dev      and its linters
# Run again after every `git pull` that changes pyproject.toml.
set -eu
cd "$(dirname "$0")"

case "${1:-}" in
'') what=. ;;
test | dev) what=".[$1]" ;;
*)
    echo "install.sh: '$1' is none of: test, dev" >&2
    exit 2
    ;;
esac

is_supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null
}

find_python() {
    for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if is_supported "$python"; then
            echo "$python"
            return
        fi
    done
    echo 'install.sh: Kronika needs Python 3.11, 3.12 or 3.13; install one, or name it: PYTHON=/path/to/python3.12 sh install.sh' >&2
    exit 1
}

# Debian keeps the part of Python that makes environments in a package of its own.
install_venv_package() {
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $package (this Python cannot make environments without it) …"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
    else
        echo "install.sh: this Python cannot make environments; as root: apt-get install $package; then run install.sh again" >&2
        exit 1
    fi
}

if ! is_supported .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    "$python" -c 'import ensurepip, venv; ensurepip.version()' 2>/dev/null || install_venv_package "$python"
    "$python" -m venv --clear .venv
fi

echo 'Installing into .venv (a minute or two the first time) …'
.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$what"
echo 'Preparing the models …'
.venv/bin/python -m warehouse.parsed_models
