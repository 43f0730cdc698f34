"""An empty database of the local Redis server for one test run, a random one: two runs share none.

Without a word: prints its address. With an address: empties that database again.
"""

import random
import sys

import redis

if len(sys.argv) > 1:
    redis.Redis.from_url(sys.argv[1]).flushdb()
    sys.exit()
for number in random.sample(range(1, 16), 15):
    url = f"redis://127.0.0.1:6379/{number}"
    try:
        if redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2).dbsize() == 0:
            sys.stdout.write(url)
            sys.exit()
    except redis.ResponseError:
        continue  # this server has fewer databases
    except redis.RedisError:
        break
sys.exit(1)
