"""The product's own processes on a folder and port of their own, for measuring and for tests in a
browser."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Stack:
    """Web server, worker and scheduler; stopped by their own process ids."""

    def __init__(
        self,
        folder: Path,
        *,
        stage: str | None,
        workers: int = 2,
        base: Path | None = None,
        **environment: str,
    ) -> None:
        """`stage`: how far the demonstration goes, None for an empty base. `base`: a prepared
        folder of another stack, which is copied instead of migrating again."""
        self.folder, self.stage, self.workers, self.base = folder, stage, workers, base
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "VAR_DIR": str(folder),
            "PORT": str(self.port),
            "SITE_URL": self.url,
            "DEMO": "true",
            "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": "emulation_bloc.settings",
            "PYTHONWARNINGS": "ignore",
            **environment,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Stack":
        """Migrated, filled, answering."""
        if self.base:
            shutil.copytree(self.base, self.folder, dirs_exist_ok=True)
        else:
            self.prepare()
        if self.stage:
            self.manage("seed_demo", "--stage", self.stage)
        self.start_web()
        self.start_worker()
        return self

    def prepare(self) -> None:
        """Tables and static files; nothing runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.manage("migrate", "-v0")
        self.manage("collectstatic", "--noinput", "-v0")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what was started here, all at once, and nothing else."""
        for process in self.processes.values():
            process.terminate()
        for name in list(self.processes):
            self.stop(name)

    def manage(self, *words: str) -> str:
        """Run a management command to its end; its output."""
        done = subprocess.run(
            [PYTHON, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        )
        return done.stdout

    def start(self, name: str, *words: str) -> None:
        """Start a process of the stack in its own group."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                words,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_web(self) -> None:
        """The web server with the options of `make run`; returns when it answers."""
        self.start(
            "web",
            PYTHON,
            "-m",
            "gunicorn",
            "emulation_bloc.wsgi:application",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--worker-class",
            "gthread",
            "--workers",
            "2",
            "--threads",
            "4",
            "--log-level",
            "warning",
        )
        self.wait_for_web()

    def start_worker(self, *, with_schedule: bool = True) -> None:
        """A real Celery worker, and the scheduler."""
        self.start(
            "worker",
            PYTHON,
            "-m",
            "celery",
            "-A",
            "emulation_bloc",
            "worker",
            "--loglevel",
            "INFO",
            "--concurrency",
            str(self.workers),
            "--without-mingle",
            "--without-gossip",
            "--without-heartbeat",
        )
        if with_schedule:
            self.start(
                "beat",
                PYTHON,
                "-m",
                "celery",
                "-A",
                "emulation_bloc",
                "beat",
                "--loglevel",
                "WARNING",
                "--schedule",
                str(self.folder / "beat-schedule"),
                "--pidfile",
                "",
            )

    def stop(self, name: str, *, kill: bool = False) -> None:
        """End one process with its children; `kill` as if the machine had failed. Only the main
        process is asked to end: a worker waits in vain for children that were told so too."""
        process = self.processes.pop(name, None)
        if process is None:
            return
        if kill:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)

    def wait_for_web(self) -> None:
        """Ask until the server answers, 30 seconds at most."""
        last = time.monotonic() + 30
        while time.monotonic() < last:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            try:
                connection.request("GET", "/healthz", headers={"Host": f"127.0.0.1:{self.port}"})
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            finally:
                connection.close()
            time.sleep(0.05)
        raise RuntimeError(
            "the web server did not answer: " + (self.folder / "web.log").read_text()[-2000:]
        )
