"""No migration is missing, and whatever can be set or called stands in the README."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
APPS = ["units", "documents", "assessments", "meetings", "awards"]


def test_no_migration_is_missing(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_migrations_are_named_for_what_they_do():
    names = [path.stem for app in APPS for path in (ROOT / app / "migrations").glob("0*.py")]

    assert names
    assert [
        name for name in names if "auto_" in name or not re.fullmatch(r"\d{4}_[a-z_0-9]+", name)
    ] == []


def test_data_steps_go_both_ways():
    """`RunPython` without a way back stops everybody who has to go back."""
    wrong = []
    for app in APPS:
        for path in (ROOT / app / "migrations").glob("0*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                is_step = (
                    isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "RunPython"
                )
                if is_step and len(node.args) + len(node.keywords) < 2:
                    wrong.append(path.name)

    assert wrong == []


def settings_from_the_environment() -> set[str]:
    """Names read through `lib.env` anywhere, and by the script that starts everything."""
    names = set()
    for path in [*(ROOT / "emulation_bloc").glob("*.py"), *(ROOT / "units").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and getattr(node.func.value, "id", "") == "env"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(node.args[0].value)
    script = (ROOT / ".ci/start.sh").read_text(encoding="utf-8")
    return names | set(re.findall(r"\$\{([A-Z_]+):-", script))


@pytest.mark.parametrize("name", sorted(settings_from_the_environment()))
def test_every_setting_is_named_in_the_readme(name):
    assert f"`{name}`" in README.read_text(encoding="utf-8")


def test_settings_were_found_at_all():
    assert {
        "SECRET_KEY",
        "DATABASE_URL",
        "REDIS_URL",
        "PORT",
        "VAR_DIR",
    } <= settings_from_the_environment()


@pytest.mark.parametrize(
    "name", sorted(name for name, app in get_commands().items() if app in set(APPS))
)
def test_every_command_is_named_in_the_readme(name):
    assert f"manage.py {name}" in README.read_text(encoding="utf-8")


def test_two_commands_are_the_first_lines_of_the_readme():
    text = README.read_text(encoding="utf-8")

    assert text.index("make run") < 400
    assert text.index("make test") < 400


def test_every_tenant_table_has_its_bloc():
    """Every table below a bloc carries `bloc_id`: the second wall (row-level security) needs it."""
    above = {"Province", "Bloc", "Unit", "UnitName", "User", "CalendarAddress"}
    # The law is the same for all; a decision, the register and the frame are the province's.
    above |= {"Award", "AwardBase", "BaseSalary", "CouncilQuorum", "CouncilRule", "LegalBase"}
    above |= {"MoneyRate", "Regime", "Rule", "RuleSwitch", "ScreeningBody", "UnitEvent"}
    above |= {"Decision", "RegisterEntry", "Frame", "FrameSet"}

    without = {
        model.__name__
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if "bloc" not in {field.name for field in model._meta.get_fields()}
    }

    assert without == above - {"Bloc"} | {"Bloc"}


def test_tables_below_a_bloc_can_be_read_by_tenant():
    """Whatever a view may show has `visible_to`; the rest is read through its parent alone."""
    through_parent = {"UnitName", "User", "Reference", "Candidate"}

    without = {
        model.__name__
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model._default_manager, "visible_to")
    }

    assert without == through_parent
