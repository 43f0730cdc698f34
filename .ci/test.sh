#!/usr/bin/env bash
# All tests: on SQLite with messages in a folder, again on PostgreSQL and Redis, with a real worker on both; then in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
unset DATABASE_URL REDIS_URL DEMO VAR_DIR SECRET_KEY SECRET_KEY_FILE DEBUG SITE_URL ALLOWED_HOSTS RENDER_SECONDS RENDER_MEMORY_MB
work=$(mktemp -d)
started=()
spare=""
finish() {
    if [ -n "$spare" ]; then "$python" .ci/spare_redis.py "$spare" || true; fi
    if [ ${#started[@]} -gt 0 ]; then
        kill "${started[@]}" 2>/dev/null || true
        wait "${started[@]}" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

suite() { # how many may test with real workers at once (one on a shared broker), options: what needs no browser
    local at_once=$1
    shift
    "$python" -m pytest -q -n 2 -m "not browser and not worker" "$@"
    "$python" -m pytest -q -n "$at_once" -m worker "$@"
}
answers() { "$python" .ci/answers.py "$1"; }
free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
wait_for() { # url: ten seconds at most
    for _turn in $(seq 20); do
        if answers "$1"; then return; fi
        sleep 0.5
    done
    return 1
}
own_postgresql() { # a server of our own in the temporary folder; it refuses to run as root
    local bin port
    local -a as_owner=()
    bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
    [ -x "$bin/initdb" ] || return 1
    mkdir "$work/pg"
    if [ "$(id -u)" = 0 ]; then
        chmod 755 "$work"
        chown nobody "$work/pg"
        as_owner=(setpriv --reuid=nobody --clear-groups)
    fi
    "${as_owner[@]}" "$bin/initdb" -D "$work/pg" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null 2>&1 || return 1
    port=$(free_port)
    "${as_owner[@]}" "$bin/postgres" -D "$work/pg" -p "$port" -k "$work/pg" -c listen_addresses=127.0.0.1 -c fsync=off >"$work/pg.log" 2>&1 &
    started+=($!)
    database=postgres://postgres@127.0.0.1:$port/postgres
    wait_for "$database"
}
own_redis() {
    local port
    command -v redis-server >/dev/null || return 1
    port=$(free_port)
    redis-server --port "$port" --bind 127.0.0.1 --save "" --appendonly no --dir "$work" >/dev/null &
    started+=($!)
    broker=redis://127.0.0.1:$port/9
    wait_for "$broker"
}

echo "== SQLite, messages in a folder =="
suite 2 "$@"

database=${TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres}
broker=${TEST_REDIS_URL:-}
lacking=""
answers "$database" || { [ -z "${TEST_DATABASE_URL:-}" ] && own_postgresql; } || lacking="PostgreSQL"
if [ -n "$broker" ]; then
    answers "$broker" || lacking="${lacking:+$lacking, }Redis"
elif spare=$("$python" .ci/spare_redis.py); then
    broker=$spare
else
    own_redis || lacking="${lacking:+$lacking, }Redis"
fi
if [ -z "$lacking" ]; then
    echo "== PostgreSQL, Redis =="
    # Formulas, conditions, layout and helpers ask no data base; what one may see and do is the same querysets and predicates on both.
    DATABASE_URL=$database REDIS_URL=$broker suite 1 --ignore=tests/lib --ignore=tests/documents/pdf --ignore=tests/guards \
        --ignore-glob='tests/assessments/test_formulas_*' --ignore-glob='tests/awards/test_eligibility*' \
        --deselect=tests/assessments/test_blindness.py "$@"
elif [ -n "${TEST_DATABASE_URL:-}${TEST_REDIS_URL:-}" ]; then
    echo "The named server does not answer: $lacking." >&2
    exit 1
else
    echo "NOT RUN on PostgreSQL and Redis: no server answers and none could be started here: $lacking."
fi

echo "== Browser =="
"$python" -m pytest -q -m browser "$@"
