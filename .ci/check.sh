#!/usr/bin/env bash
# Style, layers, types, migrations, deployment checks.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export PYTHONDONTWRITEBYTECODE=1
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/djlint" templates --check --lint --quiet
"$bin/lint-imports"
"$bin/mypy"
"$bin/python" manage.py makemigrations --check --dry-run
env SECRET_KEY="$(head -c 64 /dev/urandom | base64 | tr -d '\n')" DEMO=false SITE_URL=https://khoithidua.example.vn \
    ALLOWED_HOSTS=khoithidua.example.vn "$bin/python" manage.py check --deploy --fail-level WARNING
