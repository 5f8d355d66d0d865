"""Every field that the house keeps stands in docs/privacy_register.yaml with its purpose, basis and term (C6)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from django.apps import apps
from django.db import models

from cms.registries import data_classes
from cms.retention import HOUSE

REGISTER = Path(__file__).resolve().parents[2] / "docs" / "privacy_register.yaml"
KEYS = {"purpose", "basis", "term", "personal", "other"}
# What a name like this holds is about a person; a model may list it under `other` only by another name.
TELLING = ("email", "phone", "to_encrypted", "first_name", "last_name", "iban", "house_number")


class OnceLoader(yaml.SafeLoader):
    """Refuses a model that is listed twice: YAML keeps the last one silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _value in node.value]
        assert len(keys) == len(set(keys)), f"listed twice: {sorted({key for key in keys if keys.count(key) > 1})}"
        return super().construct_mapping(node, deep)


def register() -> dict[str, dict[str, Any]]:
    return yaml.load(REGISTER.read_text(), OnceLoader)  # noqa: S506 (a SafeLoader)


def fields_of(model: type[models.Model]) -> set[str]:
    """The columns and links that a model adds itself."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many, *model._meta.private_fields]
    return {field.name for field in own if field.concrete and not field.auto_created and not _is_parent(field)}


def _is_parent(field: models.Field) -> bool:
    return bool(field.remote_field) and getattr(field.remote_field, "parent_link", False)


def house() -> dict[str, type[models.Model]]:
    return {model._meta.label: model for app in HOUSE for model in apps.get_app_config(app).get_models()}


def test_every_model_is_listed_and_every_listed_model_exists() -> None:
    assert sorted(register()) == sorted(house())


@pytest.mark.parametrize("label", sorted(house()))
def test_every_field_is_listed_once_and_every_listed_field_exists(label: str) -> None:
    entry = register().get(label)
    assert entry is not None, f"add {label} to docs/privacy_register.yaml"
    assert set(entry) == KEYS
    listed = [*entry["personal"], *entry["other"]]
    assert len(listed) == len(set(listed))
    assert set(listed) == fields_of(house()[label])


@pytest.mark.parametrize("label", sorted(house()))
def test_personal_fields_have_a_basis_and_a_term(label: str) -> None:
    entry = register()[label]
    assert entry["purpose"].endswith(".") and entry["term"]
    assert (entry["basis"] != "none") == bool(entry["personal"])
    assert not [name for name in entry["other"] if any(word in name for word in TELLING)]


def test_a_new_field_without_an_entry_is_seen() -> None:
    fields = fields_of(house()["cms.OutgoingMail"])
    assert "to_encrypted" in fields and "id" not in fields
    assert "areas" in fields_of(house()["cms.WijkRole"])


def test_each_model_with_personal_data_stands_in_a_data_class() -> None:
    known = {label for data_class in data_classes for label in data_class.models}
    assert {label for label, entry in register().items() if entry["personal"]} <= known
