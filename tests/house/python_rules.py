"""House rules about one Python file: each takes its tree and yields what is wrong, as `line: what`."""

import ast
from collections.abc import Iterator

CLOCKS = frozenset(
    {
        "date.today",
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "pendulum.now",
        "time.localtime",
        "time.time",
        "time.time_ns",
    }
)
ENVIRONMENT = frozenset({"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv", "os.unsetenv"})
STAND_INS = frozenset({"unittest.mock", "mock", "pytest_mock", "respx", "responses", "freezegun", "time_machine"})
LONGEST_FUNCTION = 60


def blind_catches(tree: ast.AST) -> Iterator[str]:
    """Handlers that catch everything; `BaseException` may be caught by one that raises it again."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = {"everything"} if node.type is None else _names(node.type)
            if "BaseException" in caught and isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None:
                continue
            if caught & {"everything", "Exception", "BaseException"}:
                yield f"{node.lineno}: catches blindly"
        elif (
            isinstance(node, ast.Call)
            and _dotted(node.func).endswith("suppress")
            and _names(node) & {"Exception", "BaseException"}
        ):
            yield f"{node.lineno}: suppresses blindly"


def clock_readings(tree: ast.AST) -> Iterator[str]:
    """Readings of the wall clock, and the clock handed on as it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _dotted(node) in CLOCKS:
            yield f"{node.lineno}: reads the clock by {_dotted(node)}"


def environment_readings(tree: ast.AST) -> Iterator[str]:
    """Readings and changes of the process's environment."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _dotted(node) in ENVIRONMENT:
            yield f"{node.lineno}: {_dotted(node)}"
        elif isinstance(node, ast.ImportFrom) and {f"{node.module}.{alias.name}" for alias in node.names} & ENVIRONMENT:
            yield f"{node.lineno}: imports the environment from os"


def outputs(tree: ast.AST) -> Iterator[str]:
    """What a pure function does not do: print, log, open, ask."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _dotted(node.func) in {"print", "open", "input"}:
            yield f"{node.lineno}: calls {_dotted(node.func)}"
        elif isinstance(node, ast.Import) and any(alias.name in {"logging", "random"} for alias in node.names):
            yield f"{node.lineno}: imports {node.names[0].name}"
        elif isinstance(node, ast.ImportFrom) and node.module in {"logging", "random"}:
            yield f"{node.lineno}: imports from {node.module}"


def stand_ins(tree: ast.AST) -> Iterator[str]:
    """Mocks and patches in place of the real part."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = {alias.name for alias in node.names} & STAND_INS
        elif isinstance(node, ast.ImportFrom):
            found = {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)} & STAND_INS
        elif isinstance(node, ast.Call) and _dotted(node.func).endswith("monkeypatch.setattr"):
            found = {"monkeypatch.setattr"}
        else:
            continue
        if found:
            yield f"{node.lineno}: uses {', '.join(sorted(found))}"


def long_functions(tree: ast.AST) -> Iterator[str]:
    """Functions that surely do more than one thing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{node.lineno}: {node.name} has {length} lines"


def _names(expression: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return ""
