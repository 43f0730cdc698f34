"""The id that joins a request, its log lines and its lines of the trail."""

import logging

from django.http import HttpResponse

from emulation_bloc.lib import trace
from units.middleware import trace_requests


def test_each_start_gives_another_id():
    first, second = trace.start(), trace.start()

    assert first != second
    assert trace.current() == second
    assert len(second) == 32


def test_job_brings_its_own_id():
    trace.start("viec-7")

    assert trace.current() == "viec-7"


def test_every_line_of_the_log_bears_the_id():
    line = logging.makeLogRecord({"msg": "x"})
    trace.start("viec-8")

    kept = trace.RequestIdFilter().filter(line)

    assert (kept, line.request_id) == (True, "viec-8")


def test_request_answers_with_its_id(rf):
    seen = []

    def handle(_request) -> HttpResponse:
        seen.append(trace.current())
        return HttpResponse()

    response = trace_requests(handle)(rf.get("/"))

    assert [response["X-Request-ID"]] == seen
