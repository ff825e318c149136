"""A workstation check as JUnit XML, which continuous-integration servers show: a failing check is a failed test."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ergo_cli.engine.scoring import Checked

# What XML 1.0 cannot hold, not even escaped.
_UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: Checked) -> str:
    """Return *result* as one test suite; each check is a test case, "not sure" is skipped, "n.a." is left out."""
    failing = {item.id: item for item in result.failing}
    suite = Element(
        "testsuite",
        name="ergo setup-check",
        tests=str(len(result.applied)),
        failures=str(len(failing)),
        errors="0",
        skipped=str(len(result.unsure)),
    )
    for name, area in result.applied.items():
        case = SubElement(suite, "testcase", classname=f"setup-check.{area}", name=name)
        if item := failing.get(name):
            failure = SubElement(case, "failure", type=item.risk, message=_xml(item.fix))
            failure.text = _xml(item.text)
        elif name in result.unsure:
            SubElement(case, "skipped", message=_xml(f"not sure: {result.questions[name]}"))
    indent(suite)
    # All in ASCII: whatever the encoding of stdout, and whatever a pack says, this can be read again.
    return f"{tostring(suite, encoding='us-ascii', xml_declaration=True).decode()}\n"


def _xml(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
