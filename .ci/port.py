"""Ends with a sentence when PORT is no port or somebody listens on it already."""

import os
import socket
import sys

host, port = os.environ["HOST"], os.environ["PORT"]
if not port.isdecimal() or not 0 < int(port) < 65536:
    sys.exit(f"PORT phải là một số từ 1 đến 65535, không phải “{port}”.")
try:
    family, kind, _protocol, _name, address = socket.getaddrinfo(
        host, int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
except socket.gaierror:
    sys.exit(f"HOST không phải là địa chỉ của máy này: “{host}”.")
with socket.socket(family, kind) as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(address)
    except PermissionError:
        sys.exit(
            f"Không được phép mở cổng {port}. Hãy chọn cổng từ 1024 trở lên: PORT=8010 make run"
        )
    except OSError as error:
        sys.exit(
            f"Không mở được cổng {port} tại {host} (thường là do chương trình khác đang dùng:"
            f" {error.strerror}). Hãy chọn cổng khác, ví dụ: PORT=8010 make run"
        )
