"""Why a stretch may point at a person, and why a whole text is held: every sentence a detector can say, in one place.

Rules of this file
* The value is the English sentence, as `leeward detect` and the desk's console say it; the code names it in the
  catalogues of the desk's pages (`why-CODE`), which have it in every language that pages speak.
* It says what kind of sign was seen and quotes nothing of the text: so a room that somebody took over can pass no word
  out of a report as a reason.
"""

# ruff: noqa: E501 - a sentence is one line

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    # Why a whole text is held: writing.py, plugged.py, and the desk's rooms
    HIDDEN_CHARACTERS = "It contains characters that are invisible, undefined or change the direction of reading, so what you see may not be what is there."
    BURIED_LETTERS = "Letters in it are buried under marks."
    BLENDED_SCRIPTS = "A word in it mixes letters of two scripts, so it may not be what it looks like."
    WITHOUT_CAPITALS = "Its sentences do not begin with capitals, so names in it cannot be seen."
    UNKNOWN_LANGUAGE = "Its language could not be told. Say which it is, if it is read here."
    UNREAD_LANGUAGE = "It is in a language that is not read here."
    UNREAD_SCRIPT = "It is written in a script that is not read here."
    ARABIC_SCRIPT = "It is written in Arabic script, which is not read here."
    ARMENIAN_SCRIPT = "It is written in Armenian script, which is not read here."
    BENGALI_SCRIPT = "It is written in Bengali script, which is not read here."
    CYRILLIC_SCRIPT = "It is written in Cyrillic script, which is not read here."
    DEVANAGARI_SCRIPT = "It is written in Devanagari script, which is not read here."
    ETHIOPIC_SCRIPT = "It is written in Ethiopic script, which is not read here."
    GEORGIAN_SCRIPT = "It is written in Georgian script, which is not read here."
    GREEK_SCRIPT = "It is written in Greek script, which is not read here."
    HANGUL_SCRIPT = "It is written in Hangul script, which is not read here."
    HAN_SCRIPT = "It is written in Han script, which is not read here."
    HEBREW_SCRIPT = "It is written in Hebrew script, which is not read here."
    KHMER_SCRIPT = "It is written in Khmer script, which is not read here."
    MYANMAR_SCRIPT = "It is written in Myanmar script, which is not read here."
    NKO_SCRIPT = "It is written in Nko script, which is not read here."
    SYRIAC_SCRIPT = "It is written in Syriac script, which is not read here."
    TIFINAGH_SCRIPT = "It is written in Tifinagh script, which is not read here."
    THAI_SCRIPT = "It is written in Thai script, which is not read here."
    NOT_SEARCHED = "It could not be searched."
    RECOGNIZER_FAILED = "A recognizer that this desk uses could not read this text."
    IDENTITY_PART = "All of an identity part points at a person."
    TOO_MANY_PLACES = "More places in this text may point at a person than can be shown one by one."

    # Names: capitals.py, small_names.py, propagation.py, surroundings.py, place_words.py, bodies.py, hints.py
    FOLLOWS_TITLE = "Follows a title or a word of kinship."
    MAY_FOLLOW_TITLE = "May be a name: a title precedes."
    CAPITAL = "Written with a capital inside a sentence."
    CAPITAL_SMALL_ELSEWHERE = "Begins a sentence, or stands in capitals; written small elsewhere."
    CAPITAL_NOT_GRAMMAR = "Begins a sentence, or stands in capitals, and is not a word of grammar."
    CAPITAL_GRAMMAR = "A word of grammar, with a capital inside a sentence."
    SMALL_UNCOMMON = "Written small; as common a word elsewhere as in English, or in no list."
    SMALL_BESIDE_NAME = "Written small; stands beside what may be a name."
    LETTER_BETWEEN_NAMES = "A single letter between two names."
    BETWEEN_NAMES = "Stands between two names that may be one."
    OTHER_SPELLING = "Another spelling of a name found elsewhere."
    PART_OF_NAME = "Part of a name found elsewhere."
    PART_OF_NAME_SMALL = "Part of a name found elsewhere, written small."
    NAME_WITH_KIND = "A name, with what it is the name of."
    TOWN_SMALL = "A country or a town, written small."
    LAST_WORD_SMALL = "The last word of a name, written small."
    BEHIND_PLACE_WORD = "A name behind a word for a kind of place or body."
    NAME_OF_A_BODY = "What a body is called, to its end."
    MAY_BE_PLACE = "May be a place: a word for a kind of place precedes."
    GIVEN_NAME = "A given name."
    COUNTRY_OR_TOWN = "A country or a town."
    FOLLOWS_PLACE_WORD = "Follows a word for a kind of place."
    BEFORE_PLACE_WORD = "Stands before a word for a kind of place."
    MONTH_OR_WEEKDAY = "A month or a day of the week."

    # What somebody is called when not named: people.py, described.py, works.py
    PEOPLE = "A nationality, a people, a faith or a language."
    DESCENT = "A nationality or descent."
    RELATION = "A relation to somebody."
    RELATION_TO = "A relation to somebody, and to whom."
    CONDITION = "An illness, a wound, or how somebody is made."
    RARE_EVENT = "Something that happens once, or to few."
    JOB = "What somebody does or is in public."
    JOB_WITH_PLACE = "What somebody does, with what or where."
    LIVING = "What somebody does for a living."
    BODY = "What somebody's body is known by."
    KNOWN_BY = "What somebody is known by."
    PLACE_OF_PEOPLE = "A place of one people or faith."
    UNNAMED_PLACE = "A place that is told without a name."
    ONLY_ONE = "There is only one, or a first or a last."
    QUOTED = "Words in quotation marks: a title, or what somebody said."

    # Numbers: phones.py, documents.py, codes.py
    TELEPHONE = "A telephone number."
    LONG_NUMBER = "A long number: of a telephone, an account or a document."
    SHORT_NUMBER = "A number of five or six digits."
    SPELT_NUMBER = "A number spelt out, digit by digit."
    BANK_ACCOUNT_CHECKED = "A bank account, by its check digits."
    PAYMENT_CARD = "A payment card, by its check digit."
    HANDSET = "A telephone's own number (IMEI), by its check digit."
    IDENTITY_SOUTH_AFRICA = "An identity number of South Africa, by its check digit."
    IDENTITY_TURKEY = "An identity number of Turkey, by its check digits."
    IDENTITY_SPAIN = "An identity number of Spain, by its check letter."
    SOCIAL_SECURITY_FRANCE = "A social security number of France, by its check digits."
    TAXPAYER_BRAZIL = "A taxpayer's number of Brazil, by its check digits."
    SOCIAL_SECURITY_USA = "A social security number of the USA."
    IDENTITY_PAKISTAN = "An identity number of Pakistan."
    HEALTH_BRITAIN = "A health service number of Britain."
    PLATE = "A number plate, or a code like one."
    CASE_NUMBER = "A case or file number."
    CODE = "A code of letters and digits."
    BANK_ACCOUNT = "A bank account."
    ANNOUNCED_CODE = "A code behind a word that announces one."

    # How to reach somebody, and where: addresses.py, surroundings.py, coordinates.py
    EMAIL = "An e-mail address."
    SPELT_EMAIL = "An e-mail address with its signs spelt out."
    WEB_OR_APP = "A web or app address."
    WEB = "A web address."
    HANDLE = "A handle on a social network."
    ACCOUNT = "An account, named with its network."
    HASHTAG = "A hashtag."
    DEVICE = "An address of a device on a network."
    NAME_WITH_NUMBER = "A name with a number: a house, a post code, a unit."
    COORDINATES = "A pair of coordinates."
    LATITUDE_OR_LONGITUDE = "A latitude or a longitude."
    PLUS_CODE = "A plus code for a place."
    THREE_WORDS = "A three-word address for a place."
    MILITARY_GRID = "A reference on a military grid."

    # When, how old, how much: dates.py, spelt_dates.py, hours.py, ages.py, amounts.py
    DATE = "A date."
    SPELT_DATE = "A date, spelt out."
    PART_OF_YEAR = "A part of a year or of a month."
    TWO_MONTHS = "Two months of a year."
    WEEKDAY = "A day of the week."
    MONTH = "A month."
    YEAR = "A year."
    EVENT_OF_YEAR = "What happened in a year."
    TIME_OF_DAY = "A time of day."
    AGE = "An age."
    AGE_OR_TIME = "An age, or a length of time."
    ABOUT_NUMBER_OR_AGE = "About how many, or how old."
    LENGTH_OF_TIME = "A length of time."
    MONEY = "An amount of money."
    MEASURE = "A measure or a share."
    ABOUT_AMOUNT = "An amount, about."
    NUMBER = "A number."
    NUMBER_OF = "A number of people or things."
    ABOUT_NUMBER_OF = "A number of people or things, about."
    WHICH_ONE = "How many times, or which one of several."

    # What is not read: writing.py
    FOREIGN_WORD = "A word in a script that is not read here."
    FOREIGN_SENTENCE = "A sentence in a language that is not read here."

    # A summary beside its originals: overlap.py, and the desk's findings
    SHARED_WORDS = "A run of words that stands in an original too."
    WORDS_OF_NOTES = "A run of words that stands in notes on a report too."
    MARKED_WORDS = "Words that a person marked in an original."
    GIVEN_WORDS = "These words stand in an original too. Its source allows exact words; the policy allows no quotes."

    # What recognizers of others find: server/recognizers/
    BY_PRESIDIO = "A recognizer of Presidio's takes it for an identifier."
    BY_SPACY = "A model of this language (spaCy) takes it for a name or a date."
    BY_RAMPART = "A model of English (Rampart) takes it for a name, an address or a number of somebody's."
    BY_OWN_MODEL = "A model that was trained on texts of your own takes it for something that identifies."

    @property
    def code(self) -> str:
        return self.name.lower().replace("_", "-")
