"""How a report in XML becomes text."""

from __future__ import annotations

from xml.etree import ElementTree as ET


def als_xml(wortel: ET.Element) -> str:
    """A whole document, indented, to be written as UTF-8."""
    ET.indent(wortel)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(wortel, encoding="unicode")}\n'
