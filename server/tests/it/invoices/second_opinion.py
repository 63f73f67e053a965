"""Other people's programs on our invoices: the schema and the rules of EN 16931, and what the pages of the PDF say.

Reads one JSON object: PDFs in base64 by name. Answers one, by name: the file that is attached, the text of the pages, what the rules found in the file as it is, and what
they found once a cent was added to what is due, and once nobody says why there is no tax. An answer of the rules without any rule that was tried ends it with a traceback:
silence is no consent.
"""

import base64
import io
import json
import os
import re
import sys

import facturx
from lxml import etree
from pypdf import PdfReader
from saxonche import PySaxonProcessor

RULES = os.path.join(os.path.dirname(facturx.__file__), "xsd_and_schematron", "facturx-en16931")
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}

schema = etree.XMLSchema(etree.parse(os.path.join(RULES, "Factur-X_EN16931.xsd")))


def broken_rules(processor, rules, text):
    said = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=text))
    assert said, "the rules said nothing at all"
    answer = etree.fromstring(said.encode())
    assert len(answer.findall(".//svrl:fired-rule", SVRL)) > 40, "hardly a rule was tried"
    return sorted(failed.get("id") for failed in answer.findall(".//svrl:failed-assert", SVRL))


def opinion(processor, rules, pdf):
    reader = PdfReader(io.BytesIO(pdf))
    [(name, files)] = reader.attachments.items()
    [xml] = files
    assert facturx.get_xml_from_pdf(pdf, check_xsd=False)[1] == xml, "the file is not where such files are looked for"
    assert schema.validate(etree.fromstring(xml)), schema.error_log
    text = xml.decode()
    due = re.search(r"<ram:DuePayableAmount>(\d+)\.(\d\d)<", text)
    cents = int(due[1] + due[2]) + 1
    more = text.replace(due[0], f"<ram:DuePayableAmount>{cents // 100}.{cents % 100:02}<")
    silent = re.sub(r"<ram:ExemptionReason(Code)?>[^<]*</ram:ExemptionReason(Code)?>", "", text)
    return {
        "name": name,
        "xml": text,
        "pages": "\n".join(page.extract_text() for page in reader.pages),
        "broken": broken_rules(processor, rules, text),
        "a_cent_more": broken_rules(processor, rules, more),
        "without_reason": broken_rules(processor, rules, silent),
    }


given = json.load(sys.stdin)
with PySaxonProcessor(license=False) as processor:
    rules = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=os.path.join(RULES, "FACTUR-X_EN16931.xslt"))
    json.dump({name: opinion(processor, rules, base64.b64decode(pdf)) for name, pdf in given.items()}, sys.stdout)
