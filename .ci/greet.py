"""Says where the product answers and how to sign in, once it does answer."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

port = os.environ["PORT"]
host = os.environ["HOST"]
shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104  # compared, not bound
for _turn in range(300):
    try:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/healthz", headers={"Host": "localhost"}
        )
        urllib.request.urlopen(asked, timeout=2).close()
        break
    except urllib.error.HTTPError:
        break
    except OSError:
        time.sleep(0.1)
else:
    sys.exit("Máy chủ chưa trả lời. Xem nhật ký trong var/log/web.log.")
sys.stdout.write(f"\nKhối thi đua đang chạy tại  http://{shown}:{port}/   (Ctrl-C để dừng)\n\n")
sys.stdout.flush()
if os.environ.get("DEMO") == "true":
    subprocess.run([sys.executable, "manage.py", "demo_accounts"], check=False)
    sys.stdout.write("\nTrên trang đăng nhập, bấm một vai trò để vào ngay.\n")
sys.stdout.flush()
