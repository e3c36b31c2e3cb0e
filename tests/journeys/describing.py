"""Holds an answer to the OpenAPI document that describes it (JSON Schema 2020-12, the part that is used there).

Stricter than JSON Schema: an object has the keys that its schema names and no other.
"""

from typing import Any

KINDS: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def find_departures(value: Any, schema: dict[str, Any], document: dict[str, Any], at: str = "$") -> list[str]:
    """Return where a value is not as its schema says; empty is good."""
    if "$ref" in schema:
        return find_departures(value, resolve(schema["$ref"], document), document, at)
    if "anyOf" in schema:
        attempts = [find_departures(value, option, document, at) for option in schema["anyOf"]]
        return [] if [] in attempts else min(attempts, key=len)
    kind = schema.get("type")
    if kind and not isinstance(value, KINDS[kind]):
        return [f"{at} is {type(value).__name__}, not {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at} is {value!r}, not one of {schema['enum']}"]
    if kind == "array":
        items = schema.get("items", {})
        return [
            found
            for number, each in enumerate(value)
            for found in find_departures(each, items, document, f"{at}[{number}]")
        ]
    return find_departures_of_keys(value, schema, document, at) if "properties" in schema else []


def find_departures_of_keys(
    value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], at: str
) -> list[str]:
    properties = schema["properties"]
    found = [f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value]
    found += [f"{at}.{name} is not described" for name in value if name not in properties]
    for name in value.keys() & properties.keys():
        found += find_departures(value[name], properties[name], document, f"{at}.{name}")
    return found


def resolve(reference: str, document: dict[str, Any]) -> dict[str, Any]:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def schema_of(path: str, status: int, kind: str, document: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an operation's answer. Raises KeyError where it is not described."""
    return dict(document["paths"][path]["get"]["responses"][str(status)]["content"][kind]["schema"])
