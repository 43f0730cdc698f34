#!/usr/bin/env bash
# Makes .venv with the pinned packages: `setup.sh run` what runs, `setup.sh dev` what tests need too. Fast the second time.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}
files=requirements.txt
[ "$what" = dev ] && files=requirements-dev.txt
stamp=.venv/.stamp-$what
digest=$(cat .ci/constraints.txt requirements.txt "$files" | sha256sum | cut -c1-64)
python=${PYTHON:-python3}

need() { # packages: install where we are root, else say how
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Cài đặt: $*"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 && return
    fi
    echo "Thiếu gói hệ thống. Hãy chạy lệnh sau rồi chạy lại:" >&2
    echo "    sudo apt-get install -y $*" >&2
    exit 1
}

command -v "$python" >/dev/null || need python3 python3-venv
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Cần Python 3.11 trở lên (đang có $("$python" --version))." >&2
    exit 1
}
pango() { "$python" -c 'import ctypes; [ctypes.CDLL(n) for n in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")]' 2>/dev/null; }
pango || need libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
if [ "$(cat "$stamp" 2>/dev/null || true)" = "$digest" ]; then exit 0; fi
"$python" -c 'import venv, ensurepip' 2>/dev/null || need python3-venv
.venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
echo "Cài các gói Python (lần đầu khoảng nửa phút)…"
pip() { .venv/bin/python -m pip install -q --disable-pip-version-check --root-user-action ignore "$@"; }
fast() { # uv is quicker, but knows neither pip's settings nor every network: pip stands behind it
    pip -c .ci/constraints.txt uv &&
        .venv/bin/python -m uv pip install -q --system-certs --python .venv/bin/python --link-mode copy -r "$files"
}
fast >/dev/null 2>&1 || pip -r "$files"
echo "$digest" >"$stamp"
