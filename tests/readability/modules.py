"""Texts of a Python module: messages of gettext, and other strings that are no docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Which arguments of a gettext function are text.
_GETTEXT = {
    "_": (0,),
    "gettext": (0,),
    "gettext_lazy": (0,),
    "gettext_noop": (0,),
    "ngettext": (0, 1),
    "ngettext_lazy": (0, 1),
    "pgettext": (1,),
    "pgettext_lazy": (1,),
    "npgettext": (1, 2),
    "npgettext_lazy": (1, 2),
}


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _is_message(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name_of(node) in _GETTEXT


def messages_of(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and text of each message that gettext gathers."""
    found = []
    for node in ast.walk(tree):
        if _is_message(node):
            places = _GETTEXT[_name_of(node)]
            arguments = [node.args[place] for place in places if place < len(node.args)]
            found += [(node.lineno, argument.value) for argument in arguments if _is_string(argument)]
    return found


def _is_string(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def strings_of(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, text and name of the outermost constant or function, of each string that is no message and no docstring.

    An f-string is one text; its values become variables: "{name}".
    """
    for statement in tree.body:
        yield from ((line, text, _owner_of(statement)) for line, text in _strings_in(statement))


def _owner_of(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    return getattr(statement, "name", "")


def _strings_in(node: ast.AST) -> Iterator[tuple[int, str]]:
    if _is_message(node) or (isinstance(node, ast.Expr) and _is_string(node.value)):
        return
    if isinstance(node, ast.JoinedStr):
        yield node.lineno, "".join(_part(part) for part in node.values)
    elif _is_string(node):
        yield node.lineno, node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from _strings_in(child)


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    inner = part.value
    while isinstance(inner, ast.Call):
        inner = inner.args[0] if inner.args else inner.func
    return f"{{{getattr(inner, 'id', None) or getattr(inner, 'attr', '')}}}"
