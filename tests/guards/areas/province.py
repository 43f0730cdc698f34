"""The reviewer's page of all blocs, its workbook, the blocs that one follows."""

from tests.worlds import World


def place(world: World) -> dict:
    return {"province": world.province.slug}


def bloc(world: World) -> dict:
    return world.path


ROUTES = {"province_xlsx": place, "awards:follow": bloc, "awards:unfollow": bloc}
TABLE = """
#                    of  ld  ap  sec hd  dep fh  ch  ms  rev obs op  str
get  province_xlsx   404 404 404 404 404 404 404 404 404 200 200 404 404
post awards:follow   403 403 403 403 403 403 403 403 403 302 403 404 404
post awards:unfollow 403 403 403 403 403 403 403 403 403 302 403 404 404
"""
# The reviewer's desk joins self-assessments, meetings, papers, nominations and downloads.
DESKS = {"province"}
