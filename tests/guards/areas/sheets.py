"""The Excel sheet of a return and what is taken over from earlier years, as the guards see it."""

from assessments.models import Intake, PastRecord
from emulation_bloc.lib import clock
from tests.worlds import World


def bloc(world: World) -> dict:
    return world.path


def sheet(world: World) -> dict:
    return world.path | {"period": world.year.slug, "pk": world.scoring.assessment.pk}


def sheet_intake(world: World) -> dict:
    return sheet(world) | {"row": world.scoring.intakes["sheet"].pk}


def past_intake(world: World) -> dict:
    return world.path | {"pk": world.scoring.intakes["past"].pk}


def past_record(world: World) -> dict:
    return world.path | {"pk": world.scoring.past.pk}


ROUTES = {
    "assessments:sheet_upload": sheet,
    "assessments:sheet_download": sheet,
    "assessments:sheet_intake": sheet_intake,
    "assessments:sheet_take": sheet_intake,
    "assessments:past": bloc,
    "assessments:upload_past": bloc,
    "assessments:past_intake": past_intake,
    "assessments:apply_past": past_intake,
    "assessments:discard_past": past_intake,
    "assessments:past_record": past_record,
    "assessments:past_file": past_record,
    "assessments:remove_past": past_record,
}

# A file that waits is its own person's alone, here the officer's: the leader of the unit, who may
# write too, does not see it.
TABLE = """
#                                               offi lead appr secr head depu form chai m.se revi obse oper stra
get  assessments:sheet_upload                   200  200  404  404  404  404  404  404  404  404  404  404  404
post assessments:sheet_upload                   422  422  404  404  404  404  404  404  404  404  404  404  404
get  assessments:sheet_download                 200  200  404  404  404  404  404  404  404  404  404  404  404
get  assessments:sheet_intake                   200  404  404  404  404  404  404  404  404  404  404  404  404
post assessments:sheet_take                     422  404  404  404  404  404  404  404  404  404  404  404  404
get  assessments:past                           200  200  200  200  200  200  200  200  200  200  403  404  404
post assessments:upload_past                    422  422  403  422  422  403  403  422  422  403  403  404  404
get  assessments:past_intake                    200  404  404  404  404  404  404  404  404  404  404  404  404
post assessments:past_intake                    422  404  404  404  404  404  404  404  404  404  404  404  404
post assessments:apply_past                     422  404  404  404  404  404  404  404  404  404  404  404  404
post assessments:discard_past                   302  404  404  404  404  404  404  404  404  404  404  404  404
get  assessments:past_record                    200  200  404  200  200  404  404  404  404  200  404  404  404
get  assessments:past_file                      200  200  404  200  200  404  404  404  404  200  404  404  404
post assessments:remove_past                    422  422  404  422  422  404  404  404  404  403  404  404  404
"""  # noqa: E501

LISTS = {
    "assessments:sheet_intake": sheet_intake,
    "assessments:past": bloc,
    "assessments:past_intake": past_intake,
    "assessments:past_record": past_record,
}


def add_past(world: World, turn: int) -> None:
    """Two more records of two units, and two more files that wait."""
    made = world.scoring.past
    for place, unit in enumerate(world.units[:2]):
        PastRecord.objects.create(
            bloc=world.bloc, unit=unit, unit_name=unit.name, kind="report", period_kind="year",
            year=2019 - turn, file=made.file, name="cu.docx", media_type=made.media_type, size=3,
            sha256="0" * 63 + str(place), by=world.people["officer"], at=clock.now(),
        )  # fmt: skip
    for _place in range(2):
        intake = Intake.objects.get(pk=world.scoring.intakes["past"].pk)
        intake.pk = None
        intake.save()


PAGES = [
    ("assessments:sheet_intake", "officer", lambda world, turn: None, 7),
    ("assessments:past", "officer", add_past, 10),
    ("assessments:past", "secretary", add_past, 9),
    ("assessments:past_intake", "officer", lambda world, turn: None, 7),
    ("assessments:past_record", "officer", add_past, 6),
]
