"""The product's settings on a folder and a database of their own; what is only slow made fast."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="emulation-bloc-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ |= {
    "VAR_DIR": _folder,
    "DEMO": "false",
    "DEBUG": "false",
    "SECRET_KEY": "only-for-tests",
}

from emulation_bloc.settings import *  # noqa: E402, F403  # the environment comes first
from emulation_bloc.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

_is_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DATABASES["default"]["TEST"] = {
    "NAME": f"{_folder}/test.sqlite3" if _is_sqlite else f"test_emulation_bloc_{os.getpid()}"
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
