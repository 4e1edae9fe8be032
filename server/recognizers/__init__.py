"""Recognizers that a desk may plug in: models of others, behind the one interface of server/detection/plugged.py.

Each is an extra that an operator installs; the detector works without any. They stand outside of `server/detection/`,
which loads nothing, and only a desk imports them. A model is loaded after its files were held against `pins.toml`;
what was chosen and cannot be loaded stops the desk (docs/decisions/0041-recognizers.md).

    settings ─► chosen ─► spacy_model · rampart · crf · presidio ─► Recognizer, given to detect
                              └─ model_files ─ pins.toml
"""
