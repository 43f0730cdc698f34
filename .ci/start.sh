#!/usr/bin/env bash
# Web server, worker and scheduler under one process manager in the foreground; Ctrl-C stops all.
set -euo pipefail
cd "$(dirname "$0")/.."
export PORT=${PORT:-8000} HOST=${HOST:-127.0.0.1} DEMO=${DEMO:-true}
export VAR_DIR=${VAR_DIR:-$PWD/var} PYTHONUNBUFFERED=1
mkdir -p "$VAR_DIR/log"
VAR_DIR=$(cd "$VAR_DIR" && pwd)
python=$PWD/.venv/bin/python

if ! "$python" - <<'PY'
import os, socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((os.environ["HOST"], int(os.environ["PORT"])))
    except OSError:
        sys.exit(1)
PY
then
    echo "Cổng $PORT đang được chương trình khác dùng. Hãy chọn cổng khác, ví dụ: PORT=8010 make run" >&2
    exit 1
fi

"$python" manage.py migrate -v0
"$python" manage.py collectstatic --noinput -v0
[ "$DEMO" = true ] && "$python" manage.py seed_demo --if-empty

cat >"$VAR_DIR/supervisord.conf" <<CONF
[supervisord]
nodaemon=true
silent=true
logfile=$VAR_DIR/log/supervisord.log
pidfile=$VAR_DIR/supervisord.pid
childlogdir=$VAR_DIR/log
directory=$PWD
$([ "$(id -u)" = 0 ] && echo user=root)

[program:web]
command=$python -m gunicorn emulation_bloc.wsgi:application --bind $HOST:$PORT --worker-class gthread --workers ${WEB_WORKERS:-2} --threads ${WEB_THREADS:-4} --preload
stdout_logfile=$VAR_DIR/log/web.log
redirect_stderr=true
stopasgroup=true
killasgroup=true

[program:worker]
command=$python -m celery -A emulation_bloc worker --loglevel INFO --concurrency ${RENDER_WORKERS:-2} --without-mingle --without-gossip --without-heartbeat
stdout_logfile=$VAR_DIR/log/worker.log
redirect_stderr=true
stopasgroup=true
killasgroup=true
stopwaitsecs=20

[program:schedule]
command=$python -m celery -A emulation_bloc beat --loglevel WARNING --schedule $VAR_DIR/beat-schedule --pidfile=
stdout_logfile=$VAR_DIR/log/schedule.log
redirect_stderr=true
stopasgroup=true
killasgroup=true
CONF

"$python" .ci/greet.py &
exec "$python" -m supervisor.supervisord -c "$VAR_DIR/supervisord.conf"
