#!/usr/bin/env bash
# Web server, worker and scheduler under one process manager in the foreground; Ctrl-C stops all.
set -euo pipefail
cd "$(dirname "$0")/.."
export PORT=${PORT:-8000} HOST=${HOST:-127.0.0.1} DEMO=${DEMO:-true} PYTHONUNBUFFERED=1
VAR_DIR=${VAR_DIR:-var}
mkdir -p "$VAR_DIR/log"
VAR_DIR=$(cd "$VAR_DIR" && pwd)
export VAR_DIR
python=.venv/bin/python

"$python" .ci/port.py
if [ -z "${DATABASE_URL:-}" ] && [ ! -f "$VAR_DIR/db.sqlite3" ]; then echo "Chuẩn bị dữ liệu lần đầu (khoảng một phút)…"; fi
"$python" manage.py migrate -v0
# Compressing the static files takes seconds: only when something has changed, and beside the demonstration's making.
collect() {
    local digest
    digest=$({ find static -type f -printf '%p %s %T@\n' | sort; cat .ci/constraints.txt emulation_bloc/settings.py; } | sha256sum)
    if [ -f "$VAR_DIR/static/staticfiles.json" ] && [ "$(cat "$VAR_DIR/.static" 2>/dev/null)" = "$digest" ]; then return; fi
    "$python" manage.py collectstatic --noinput -v0
    echo "$digest" >"$VAR_DIR/.static"
}
collect &
collecting=$!
if [ "${DEMO,,}" = true ]; then "$python" manage.py seed_demo --if-empty; fi
wait "$collecting"

# The worker alone hears of the stop, not its children: a paper in the making is finished first.
cat >"$VAR_DIR/supervisord.conf" <<CONF
[supervisord]
nodaemon=true
silent=true
logfile=%(ENV_VAR_DIR)s/log/supervisord.log
pidfile=%(ENV_VAR_DIR)s/supervisord.pid
childlogdir=%(ENV_VAR_DIR)s/log
$(if [ "$(id -u)" = 0 ]; then echo user=root; fi)

[program:web]
command=$python -m gunicorn emulation_bloc.wsgi:application --bind $(case $HOST in *:*) echo "[$HOST]" ;; *) echo "$HOST" ;; esac):$PORT --worker-class gthread --workers ${WEB_WORKERS:-2} --threads ${WEB_THREADS:-4} --preload --no-control-socket
stdout_logfile=%(ENV_VAR_DIR)s/log/web.log
redirect_stderr=true
autorestart=true
startretries=1000
stopasgroup=true
killasgroup=true

[program:worker]
command=$python -m celery -A emulation_bloc worker --loglevel INFO --concurrency ${RENDER_WORKERS:-2} --without-mingle --without-gossip --without-heartbeat
stdout_logfile=%(ENV_VAR_DIR)s/log/worker.log
redirect_stderr=true
autorestart=true
startretries=1000
killasgroup=true
stopwaitsecs=20

[program:schedule]
command=$python -m celery -A emulation_bloc beat --loglevel WARNING --schedule "%(ENV_VAR_DIR)s/beat-schedule" --pidfile=
stdout_logfile=%(ENV_VAR_DIR)s/log/schedule.log
redirect_stderr=true
autorestart=true
startretries=1000
stopasgroup=true
killasgroup=true
CONF

"$python" .ci/greet.py &
exec "$python" -m supervisor.supervisord -c "$VAR_DIR/supervisord.conf"
