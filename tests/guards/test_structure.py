"""The habits that a machine can watch: where rows are read, states written and the time asked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["emulation_bloc", "units", "documents", "assessments", "meetings", "awards"]
CODE = sorted(
    path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted(path for kind in ("css", "js") for path in (ROOT / "static" / kind).rglob("*.*"))

TIME = {
    ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("date", "today"),
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time"),
}  # fmt: skip
# A plain default of Django's own user model: when the account was made, never a business date.
TIME_ALLOWED = {("units/models/people.py", "timezone.now")}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def place(path: Path, node: ast.AST) -> str:
    return f"{shown(path)}:{node.lineno}"


def is_page(path: Path) -> bool:
    """Views and forms, whether flat files or folders of modules."""
    return path.stem in {"views", "forms"} or path.parent.name in {"views", "forms"}


def test_views_and_forms_read_rows_through_visible_to_alone():
    wrong = []
    for path in filter(is_page, CODE):
        tree = list(nodes(path))
        safe = {
            id(node.value)
            for node in tree
            if isinstance(node, ast.Attribute) and node.attr in {"visible_to", "none"}
        }
        wrong += [
            place(path, node)
            for node in tree
            if isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and id(node) not in safe
        ]

    assert wrong == []


def test_only_jobs_sends_to_the_queue():
    senders = {"delay", "apply_async", "send_task", "signature", "si"}

    wrong = [
        place(path, node)
        for path in CODE
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr in senders
        and shown(path) != "emulation_bloc/lib/jobs.py"
    ]

    assert wrong == []


def writes_state(node: ast.AST) -> bool:
    """An assignment to `.state`, `update(state=…)`, or `state` among `update_fields`."""
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(
            isinstance(target, ast.Attribute) and target.attr == "state" for target in targets
        )
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    words = {word.value for word in ast.walk(node) if isinstance(word, ast.Constant)}
    keywords = {keyword.arg for keyword in node.keywords}
    return (
        (name == "update" and "state" in keywords)
        or (name == "setattr" and "state" in words)
        or (name in {"save", "bulk_update"} and "state" in words)
    )


def test_only_move_to_writes_a_state():
    wrong = [
        place(path, node)
        for path in CODE
        for node in nodes(path)
        if writes_state(node) and shown(path) != "emulation_bloc/lib/states.py"
    ]

    assert wrong == []


def test_only_the_clock_asks_for_the_time():
    wrong = []
    for path in CODE:
        for node in nodes(path):
            if isinstance(node, ast.Attribute):
                owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
                asked = (shown(path), f"{owner}.{node.attr}")
                if (owner, node.attr) in TIME and asked not in TIME_ALLOWED:
                    wrong.append(place(path, node))

    assert [line for line in wrong if not line.startswith("emulation_bloc/lib/clock.py")] == []


def test_templates_do_not_ask_for_the_time():
    assert [shown(path) for path in TEMPLATES if re.search(r"{%\s*now\b", path.read_text())] == []


def test_roles_are_read_through_rights_alone():
    readers = {"rules", "rights", "queries"}

    wrong = [
        place(path, node)
        for path in CODE
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr == "role"
        and getattr(node.value, "id", "") in {"user", "by"}
        and path.stem not in readers
    ]

    assert wrong == []


def test_screens_address_nobody_and_letters_say_ong_ba():
    wrong = dict.fromkeys(CODE, r"anh/chị|\bbạn\b")
    wrong |= dict.fromkeys(TEMPLATES, r"anh/chị|\bbạn\b|ông/bà")
    told = [
        shown(path)
        for path, words in wrong.items()
        if re.search(words, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not told


def test_templates_carry_no_inline_style_script_or_handler():
    """A strict CSP needs it; `json_script` writes data, not a script."""
    inline = re.compile(
        r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", re.IGNORECASE
    )

    wrong = [
        f"{shown(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if inline.search(line)
    ]

    assert wrong == []


def test_base_template_is_short():
    assert len((ROOT / "templates/base.html").read_text(encoding="utf-8").splitlines()) < 120


@pytest.mark.parametrize("word", ["utils", "helpers", "services", "managers"])
def test_no_file_has_a_name_that_says_nothing(word):
    assert [shown(path) for path in CODE if word in path.with_suffix("").parts] == []


def test_no_function_is_longer_than_fifty_lines():
    wrong = [
        place(path, node)
        for path in CODE + [path for path in TESTS if path.name != "samples.py"]  # data, not steps
        for node in nodes(path)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno - node.lineno >= 50
        and not any(isinstance(inner, ast.ClassDef) for inner in node.body)  # its methods count
    ]

    assert wrong == []


def test_no_file_is_longer_than_four_hundred_lines():
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in CODE + TESTS + TEMPLATES + STATIC
    }

    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_public_functions_have_a_docstring_in_full_sentences():
    """Of lib, actions, queries and rules: what the next person reads first."""
    wrong = []
    for path in CODE:
        if not {"lib", "actions", "queries", "rules"} & {path.stem, path.parent.name}:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                text = ast.get_docstring(node) or ""
                if not text.split("\n\n")[0].rstrip().endswith((".", ":", "!", "?", ")", "`")):
                    wrong.append(place(path, node))

    assert wrong == []
