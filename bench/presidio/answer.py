"""Presidio, asked as `leeward detect` is: JSON lines in, JSON lines out. It runs in the peer's own environment.

    answer.py LANGUAGE FOLDER-OF-A-SPACY-MODEL

All of its recognizers for that language, at any score; of what the model names, organisations are kept too, which finds
more than its defaults do.
"""

from __future__ import annotations

import json
import sys
import warnings

from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

_ENTITIES = {
    "PER": "PERSON", "PERSON": "PERSON", "NORP": "NRP", "FAC": "LOCATION", "LOC": "LOCATION", "GPE": "LOCATION",
    "ORG": "ORGANIZATION", "DATE": "DATE_TIME", "TIME": "DATE_TIME",
}  # fmt: skip
_PASSED_OVER = [
    "CARDINAL", "EVENT", "LANGUAGE", "LAW", "MISC", "MONEY", "ORDINAL", "PERCENT", "PRODUCT", "QUANTITY",
    "WORK_OF_ART",
]  # fmt: skip


def main(language: str, model: str) -> None:
    warnings.simplefilter("ignore")  # a model of another version of spaCy says so at length
    engine = _engine(language, model)
    for line in sys.stdin:
        asked = json.loads(line)
        spans = [
            {"start": found.start, "end": found.end, "kind": found.entity_type, "confidence": found.score}
            for found in engine.analyze(asked["text"], language=language)
        ]
        answer = {"id": asked["id"], "lang": language, "held": False, "reason": None, "spans": spans}
        print(json.dumps(answer), flush=True)


def _engine(language: str, model: str) -> AnalyzerEngine:
    configuration = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": language, "model_name": model}],
        "ner_model_configuration": {
            "model_to_presidio_entity_mapping": _ENTITIES,
            "low_score_entity_names": [],
            "labels_to_ignore": _PASSED_OVER,
        },
    }
    engine = NlpEngineProvider(nlp_configuration=configuration).create_engine()
    return AnalyzerEngine(nlp_engine=engine, supported_languages=[language])


if __name__ == "__main__":
    main(*sys.argv[1:])
