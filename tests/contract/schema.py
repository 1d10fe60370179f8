# SPDX-License-Identifier: Apache-2.0
"""As much of JSON Schema (2020-12) as our OpenAPI document uses, and a complaint
about any keyword beyond that, so that nothing goes unchecked."""
import re

KNOWN = {"$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "pattern",
         "minimum", "maximum", "minLength", "maxLength", "maxItems", "format", "description", "default"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}
FORMATS = {"date": r"\d{4}-\d{2}-\d{2}"}


class Mismatch(Exception):
    pass


class Checker:
    def __init__(self, document):
        self.document = document

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node

    def check(self, schema, value, where="$"):
        schema = self.resolve(schema)
        unknown = set(schema) - KNOWN
        if unknown:
            raise Mismatch(f"{where}: the checker does not know {unknown}")
        kind = schema.get("type")
        if kind and (not isinstance(value, TYPES[kind]) or (kind in ("integer", "number") and isinstance(value, bool))):
            raise Mismatch(f"{where}: {value!r} is not {kind}")
        if "enum" in schema and value not in schema["enum"]:
            raise Mismatch(f"{where}: {value!r} is none of {schema['enum']}")
        if isinstance(value, str):
            self.check_text(schema, value, where)
        elif isinstance(value, dict):
            self.check_object(schema, value, where)
        elif isinstance(value, list):
            self.check_array(schema, value, where)
        elif isinstance(value, int) and not isinstance(value, bool):
            if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
                raise Mismatch(f"{where}: {value} is out of range")
        elif value is None:
            raise Mismatch(f"{where}: null")

    def check_text(self, schema, value, where):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            raise Mismatch(f"{where}: {value!r} is not {schema['pattern']}")
        if "format" in schema and not re.fullmatch(FORMATS[schema["format"]], value):
            raise Mismatch(f"{where}: {value!r} is not a {schema['format']}")
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            raise Mismatch(f"{where}: {value!r} is too short or too long")

    def check_object(self, schema, value, where):
        properties = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                raise Mismatch(f"{where}: {name} is missing")
        for name, part in value.items():
            if name in properties:
                self.check(properties[name], part, f"{where}.{name}")
            elif schema.get("additionalProperties") is False:
                raise Mismatch(f"{where}: {name} is not described")

    def check_array(self, schema, value, where):
        if len(value) > schema.get("maxItems", len(value)):
            raise Mismatch(f"{where}: too many")
        for number, part in enumerate(value):
            self.check(schema.get("items", {}), part, f"{where}[{number}]")
