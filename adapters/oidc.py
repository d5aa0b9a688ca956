"""Signing in at an organisation that speaks OpenID Connect: code flow with PKCE, state and nonce.

Bron: OpenID Connect Core 1.0 (3.1), Discovery 1.0; RFC 7636 (PKCE); RFC 9207 (iss in the answer); RFC 9700.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, quote_plus, urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.rfc6749.parameters import parse_authorization_code_response, prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from backoffice.ports.aanmelddienst import Aanmelddienstfout, Persoon, Vertrek

_SECONDEN: Final = 10
_SPELING: Final = 60  # seconds that two clocks may differ
_TEKENS: Final = ["RS256", "PS256", "ES256"]


class Claims(NamedTuple):
    """Under which names an organisation writes who somebody is."""

    naam: str = "preferred_username"
    rol: str = "rol"
    organisatie: str = "organisatie"


@dataclass(frozen=True, slots=True)
class Oidc:
    """One organisation; `adres` is its issuer."""

    adres: str
    client_id: str
    geheim: str
    claims: Claims = field(default_factory=Claims)
    transport: httpx.BaseTransport | None = None

    def vertrek(self, terugadres: str, willekeur: Callable[[int], bytes]) -> Vertrek:
        """Begin; raises Aanmelddienstfout when the organisation cannot be reached."""
        state, nonce, verifier = (_tekst(willekeur(32)) for _ in range(3))
        with self._verbinding() as verbinding:
            bekend = self._lees(verbinding)
        adres = prepare_grant_uri(
            bekend["authorization_endpoint"],
            self.client_id,
            "code",
            redirect_uri=terugadres,
            scope="openid profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return Vertrek(adres, state, nonce, verifier)

    def terugkomst(self, adres: str, vertrek: Vertrek, terugadres: str, nu: datetime) -> Persoon:
        """Who it is; raises Aanmelddienstfout for any answer that is not the one to this question."""
        try:
            with self._verbinding() as verbinding:
                bekend = self._lees(verbinding)
                if parse_qs(urlsplit(adres).query).get("iss", [bekend["issuer"]]) != [bekend["issuer"]]:
                    raise Aanmelddienstfout(_ONBETROUWBAAR)
                code = parse_authorization_code_response(adres, state=vertrek.state)["code"]
                formulier = {
                    "grant_type": "authorization_code",
                    "code": code,
                    "redirect_uri": terugadres,
                    "code_verifier": vertrek.verifier,
                }
                # Both are form-encoded before they are joined (RFC 6749, 2.3.1).
                wie = httpx.BasicAuth(quote_plus(self.client_id), quote_plus(self.geheim))
                bewijs = verbinding.post(bekend["token_endpoint"], data=formulier, auth=wie).json()["id_token"]
                sleutels = KeySet.import_key_set(verbinding.get(bekend["jwks_uri"]).json())
            claims = jwt.decode(bewijs, sleutels, algorithms=_TEKENS).claims
            self._keur(claims, bekend["issuer"], vertrek.nonce, nu)
            return self._persoon(claims)
        except httpx.HTTPError as fout:
            raise Aanmelddienstfout(_ONBEREIKBAAR) from fout
        except (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError) as fout:
            raise Aanmelddienstfout(_ONBETROUWBAAR) from fout

    def _verbinding(self) -> httpx.Client:
        return httpx.Client(timeout=_SECONDEN, transport=self.transport)

    def _lees(self, verbinding: httpx.Client) -> Mapping[str, str]:
        """Where the organisation says that everything is; only it may say so of itself."""
        try:
            antwoord = verbinding.get(f"{self.adres.rstrip('/')}/.well-known/openid-configuration")
            bekend: Mapping[str, str] = antwoord.raise_for_status().json()
            uitgever = bekend["issuer"]
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as fout:
            raise Aanmelddienstfout(_ONBEREIKBAAR) from fout
        if uitgever.rstrip("/") != self.adres.rstrip("/"):
            raise Aanmelddienstfout(_ONBETROUWBAAR)
        return bekend

    def _keur(self, claims: dict[str, Any], uitgever: str, nonce: str, nu: datetime) -> None:
        jwt.JWTClaimsRegistry(
            now=int(nu.timestamp()),
            leeway=_SPELING,
            iss={"essential": True, "value": uitgever},
            aud={"essential": True, "value": self.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
        # Made out to several parties, it says for which of them.
        if claims.get("azp", self.client_id) != self.client_id:
            raise ValueError("azp")

    def _persoon(self, claims: Mapping[str, Any]) -> Persoon:
        rollen = claims.get(self.claims.rol, ())
        return Persoon(
            extern=f"{claims['iss']} {claims['sub']}",
            naam=str(claims.get(self.claims.naam, "")),
            rollen=(rollen,) if isinstance(rollen, str) else tuple(map(str, rollen)),
            organisatie=str(claims.get(self.claims.organisatie, "")),
        )


_ONBEREIKBAAR: Final = (
    "De aanmelddienst van uw organisatie is niet bereikbaar. Probeer het later opnieuw, of meld het uw beheerder."
)
_ONBETROUWBAAR: Final = (
    "Het antwoord van de aanmelddienst van uw organisatie klopt niet, of hoort niet bij deze aanmelding. "
    "Begin opnieuw met aanmelden."
)


def _tekst(toeval: bytes) -> str:
    return base64.urlsafe_b64encode(toeval).decode().rstrip("=")
