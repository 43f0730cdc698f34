"""Ends well when the PostgreSQL or Redis server at the given address answers."""

import sys

import dj_database_url
import psycopg2
import redis

url = sys.argv[1]
try:
    if url.startswith("redis"):
        redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2).ping()
    else:
        given = dj_database_url.parse(url)
        psycopg2.connect(
            host=given["HOST"] or None,
            port=given["PORT"] or 5432,
            user=given["USER"] or None,
            password=given["PASSWORD"] or None,
            dbname="postgres",
            connect_timeout=2,
        ).close()
except (psycopg2.OperationalError, redis.RedisError):
    sys.exit(1)
