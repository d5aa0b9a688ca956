"""All tables, so that importing this package fills `metadata`.

A new module with tables is added to the imports below, and its tables to `__all__`.
"""

from backoffice.storage.tabellen.audit import audit
from backoffice.storage.tabellen.begroting import begroting
from backoffice.storage.tabellen.bericht import bericht, bevinding, signaal, uitgaand
from backoffice.storage.tabellen.betaling import betaalrekening, betaalvoorstel, betaling, blokkade, post
from backoffice.storage.tabellen.boeking import boeking, boekingsregel, boeksom
from backoffice.storage.tabellen.client import client
from backoffice.storage.tabellen.contract import (
    contract,
    contract_besluit,
    contract_deelname,
    contract_financiering,
    contract_optie,
    contract_product,
    contract_status,
    contract_tarief,
    contract_termijn,
    contract_voorstel,
    contract_voorwaarde,
    soort_deelname,
)
from backoffice.storage.tabellen.declaratie import declaratie, prestatie
from backoffice.storage.tabellen.herhaling import herhaling
from backoffice.storage.tabellen.inname import inname
from backoffice.storage.tabellen.levering import levering
from backoffice.storage.tabellen.nummerreeks import nummerreeks
from backoffice.storage.tabellen.periode import afrekening, gesloten_maand
from backoffice.storage.tabellen.postbus import envelop
from backoffice.storage.tabellen.register import register_aanbieder, register_gemeente
from backoffice.storage.tabellen.routering import (
    herrouteringsregel,
    herrouteringsvoorstel,
    kostenafspraak,
    leverdag,
    persoonsfeit,
    taakgericht,
    taakgericht_post,
    verdeelsleutel,
    verdeelsleutel_regel,
    verrekenpost,
    voortzetting,
)
from backoffice.storage.tabellen.run import run
from backoffice.storage.tabellen.sleutel import sleutelkenmerk
from backoffice.storage.tabellen.termijn import (
    aanhouding,
    aanhouding_besluit,
    afgekeurde_indiening,
    herbeoordeling,
    termijnoordeel,
)
from backoffice.storage.tabellen.toegang import account, apitoken, inlogpoging, sessie, systeemclient
from backoffice.storage.tabellen.toewijzing import (
    toewijzing,
    toewijzing_versie,
    toewijzing_verzonden,
    verbruik,
)
from backoffice.storage.tabellen.verzoek import verzoek, verzoek_antwoord, verzoek_toewijzing
from backoffice.storage.tabellen.werk import beleid, werkbesluit, werkitem

__all__ = [
    "aanhouding",
    "aanhouding_besluit",
    "account",
    "afgekeurde_indiening",
    "afrekening",
    "apitoken",
    "audit",
    "begroting",
    "beleid",
    "bericht",
    "betaalrekening",
    "betaalvoorstel",
    "betaling",
    "bevinding",
    "blokkade",
    "boeking",
    "boekingsregel",
    "boeksom",
    "client",
    "contract",
    "contract_besluit",
    "contract_deelname",
    "contract_financiering",
    "contract_optie",
    "contract_product",
    "contract_status",
    "contract_tarief",
    "contract_termijn",
    "contract_voorstel",
    "contract_voorwaarde",
    "declaratie",
    "envelop",
    "gesloten_maand",
    "herbeoordeling",
    "herhaling",
    "herrouteringsregel",
    "herrouteringsvoorstel",
    "inlogpoging",
    "inname",
    "kostenafspraak",
    "leverdag",
    "levering",
    "nummerreeks",
    "persoonsfeit",
    "post",
    "prestatie",
    "register_aanbieder",
    "register_gemeente",
    "run",
    "sessie",
    "signaal",
    "sleutelkenmerk",
    "soort_deelname",
    "systeemclient",
    "taakgericht",
    "taakgericht_post",
    "termijnoordeel",
    "toewijzing",
    "toewijzing_versie",
    "toewijzing_verzonden",
    "uitgaand",
    "verbruik",
    "verdeelsleutel",
    "verdeelsleutel_regel",
    "verrekenpost",
    "verzoek",
    "verzoek_antwoord",
    "verzoek_toewijzing",
    "voortzetting",
    "werkbesluit",
    "werkitem",
]
