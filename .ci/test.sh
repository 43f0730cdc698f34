#!/usr/bin/env bash
# All tests: on SQLite with the filesystem broker, then again on PostgreSQL and Redis with a real worker, then in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
unset DATABASE_URL REDIS_URL DEMO VAR_DIR SECRET_KEY DEBUG 2>/dev/null || true
work=$(mktemp -d)
started=()
finish() {
    for pid in "${started[@]:-}"; do [ -n "$pid" ] && kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT

echo "== SQLite, filesystem broker =="
"$python" -m pytest -q -n 2 -m "not browser and not worker" "$@"
"$python" -m pytest -q -m worker "$@"

answers() { "$python" - "$1" <<'PY'
import sys
import dj_database_url, psycopg2, redis
url = sys.argv[1]
try:
    if url.startswith("redis"):
        redis.Redis.from_url(url, socket_timeout=2).ping()
    else:
        given = dj_database_url.parse(url)
        psycopg2.connect(host=given["HOST"], port=given["PORT"] or 5432, user=given["USER"], password=given["PASSWORD"],
                         dbname="postgres", connect_timeout=2).close()
except Exception:
    sys.exit(1)
PY
}
as_owner() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --clear-groups "$@"; else "$@"; fi; }
own_postgresql() { # a server of our own in the temporary folder
    local bin
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -n "$bin" ] && [ -x "$bin/initdb" ] || return 1
    mkdir "$work/pg" && if [ "$(id -u)" = 0 ]; then chmod 755 "$work" && chown nobody "$work/pg"; fi
    as_owner "$bin/initdb" -D "$work/pg" -U postgres -A trust -E UTF8 >/dev/null 2>&1 || return 1
    as_owner "$bin/postgres" -D "$work/pg" -p 54399 -k "$work/pg" -c listen_addresses=127.0.0.1 -c fsync=off >/dev/null 2>&1 &
    started+=($!)
    database=postgres://postgres@127.0.0.1:54399/postgres
    for _turn in $(seq 50); do answers "$database" && return; sleep 0.2; done
    return 1
}
own_redis() {
    command -v redis-server >/dev/null || return 1
    redis-server --port 63799 --bind 127.0.0.1 --save "" --appendonly no --dir "$work" >/dev/null &
    started+=($!)
    broker=redis://127.0.0.1:63799/9
    for _turn in $(seq 50); do answers "$broker" && return; sleep 0.1; done
    return 1
}
database=${TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres}
broker=${TEST_REDIS_URL:-redis://127.0.0.1:6379/9}
if { answers "$database" || own_postgresql; } && { answers "$broker" || own_redis; }; then
    echo "== PostgreSQL, Redis =="
    DATABASE_URL=$database REDIS_URL=$broker "$python" -m pytest -q -n 2 -m "not browser and not worker" "$@"
    DATABASE_URL=$database REDIS_URL=$broker "$python" -m pytest -q -m worker "$@"
else
    echo "NOT RUN: the tests on PostgreSQL and Redis, because their programs are missing here."
fi

echo "== Browser =="
"$python" -m pytest -q -m browser "$@"
