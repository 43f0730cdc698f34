#!/usr/bin/env bash
# Style, layers, types, migrations, deployment checks. All of them run; the last line says which failed.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export PYTHONDONTWRITEBYTECODE=1
failed=()
check() { # name command...
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok      $name"
    else
        printf '%s\n' "$output" | tail -n 60
        echo "FAILED  $name"
        failed+=("$name")
    fi
}
production() {
    env -u DATABASE_URL -u REDIS_URL DEBUG=false DEMO=false SITE_URL=https://khoithidua.example.vn ALLOWED_HOSTS=khoithidua.example.vn EMAIL_URL=smtps://thu.example.vn \
        SECRET_KEY="$(head -c 64 /dev/urandom | base64 | tr -d '\n')" "$bin/python" manage.py check --deploy --fail-level WARNING
}

check "ruff" "$bin/ruff" check .
check "ruff format" "$bin/ruff" format --check .
check "djlint" "$bin/djlint" templates --lint
check "import-linter" "$bin/lint-imports"
check "mypy" "$bin/mypy"
check "makemigrations" "$bin/python" manage.py makemigrations --check --dry-run
check "check --deploy" production
if [ ${#failed[@]} -gt 0 ]; then
    printf 'Failed:'
    printf ' %s;' "${failed[@]}"
    printf '\n'
    exit 1
fi
