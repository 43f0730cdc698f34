"""Says where the product answers and how to sign in, once it does answer."""

import http.client
import os
import subprocess
import sys
import time

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # compared, not bound
SECONDS = 60

port, host = os.environ["PORT"], os.environ["HOST"]
asked = EVERYWHERE.get(host, host)
last = time.monotonic() + SECONDS
while True:
    connection = http.client.HTTPConnection(asked, int(port), timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        connection.getresponse()
        break
    except OSError:
        if time.monotonic() > last:
            sys.exit(f"Máy chủ chưa trả lời. Xem nhật ký: {os.environ['VAR_DIR']}/log/web.log")
        time.sleep(0.1)
    finally:
        connection.close()

shown = "localhost" if asked in {"127.0.0.1", "::1"} else f"[{asked}]" if ":" in asked else asked
site = os.environ.get("SITE_URL", f"http://{shown}:{port}").rstrip("/")
words = [f"\nKhối thi đua đang chạy tại  {site}/   (Ctrl-C để dừng)\n"]
if os.environ["DEMO"].lower() == "true":
    manage = [sys.executable, "manage.py", "demo_accounts"]
    words.append(subprocess.run(manage, stdout=subprocess.PIPE, text=True, check=False).stdout)
    words.append("Trên trang đăng nhập, bấm một vai trò để vào ngay.")
else:
    words.append("Tài khoản đầu tiên: .venv/bin/python manage.py createsuperuser")
sys.stdout.write("\n".join(words) + "\n")
sys.stdout.flush()
