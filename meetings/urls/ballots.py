"""Addresses of ballots: the list, one ballot, its steps, voting, counting."""

from django.urls import path

from meetings.urls.meetings import MEETING
from meetings.views import ballot_counting, ballot_drafts, ballot_voting, ballots

BALLOTS = MEETING + "bo-phieu/"
BALLOT = BALLOTS + "<int:row>/"

urlpatterns = [
    path(BALLOTS, ballots.index, name="ballots"),
    path(BALLOTS + "lap/", ballot_drafts.start, name="start_ballot"),
    path(BALLOT, ballots.page, name="ballot"),
    path(BALLOT + "quy-dinh/", ballot_drafts.save, name="save_ballot"),
    path(BALLOT + "danh-sach/", ballot_drafts.candidates, name="list_candidates"),
    path(BALLOT + "to-kiem-phieu/", ballot_drafts.tellers, name="name_tellers"),
    path(BALLOT + "niem-phong/", ballot_drafts.seal, name="seal_ballot"),
    path(BALLOT + "bat-dau/", ballots.move, {"step": "open"}, name="open_ballot"),
    path(BALLOT + "ket-thuc/", ballots.move, {"step": "close"}, name="close_ballot"),
    path(BALLOT + "vong-tiep/", ballots.move, {"step": "next"}, name="next_ballot"),
    path(BALLOT + "huy/", ballots.abort, name="abort_ballot"),
    path(BALLOT + "cach-bo-phieu/", ballots.way, name="set_ballot_way"),
    path(BALLOT + "tinh-hinh/", ballots.live, name="ballot_live"),
    path(BALLOT + "bo-phieu/", ballot_voting.vote, name="vote"),
    path(BALLOT + "ma-phieu/", ballot_voting.receipt, name="ballot_receipt"),
    path(BALLOT + "phieu-giay/", ballot_counting.paper, name="ballot_paper"),
    path(BALLOT + "kiem-phieu/", ballot_counting.count, name="count_ballot"),
    path(BALLOT + "kiem-lai/", ballot_counting.again, name="recount_ballot"),
]
