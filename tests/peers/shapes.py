"""Badges signed by PyPI's `openbadgeslib`, with its own verdict on each.

Reads the origin of an https host on stdin; prints the documents that it must serve; waits for a line that says it
does; then prints each badge as a line of JSON, as `shapes.mjs` does.
"""

import functools
import json
import sys

import names  # noqa: F401
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from openbadgeslib.keys import public_jwk_from_pem
from openbadgeslib.ob3 import (Achievement, Issuer, OB3LdpSigner, OB3LdpVerifier, OB3Signer, OB3Verifier,
                               OpenBadgeCredential, build_did_document, build_status_list_credential,
                               did_key_from_pem, sign_status_list_credential, status_entry)
from openbadgeslib.util import download_file

download = functools.partial(download_file, allow_private=True)
origin = sys.stdin.readline().strip()
host = origin.removeprefix("https://").replace(":", "%3A")
REVOKED = 7

KEYS = {
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
}


def private(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def public(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def badge(did, status=None):
    achievement = Achievement(id="urn:uuid:00000000-0000-4000-8000-000000000001", name="Teamwork",
                              description="Works well with others.", criteria_narrative="Worked with others for a year.")
    return OpenBadgeCredential(issuer=Issuer(id=did, name="A district"), recipient_id="mailto:ada@district.example",
                               achievement=achievement, credential_status=[status] if status else [])


def told(verify):
    """What the library says."""
    try:
        verify()
        return {"verified": True, "why": ""}
    except Exception as error:  # what a peer raises is its answer
        return {"verified": False, "why": str(error)}


def say(document):
    print(json.dumps(document), flush=True)


served, shapes = {}, []
for algorithm, key in KEYS.items():
    did = f"did:web:{host}:python-{algorithm}"
    served[f"/python-{algorithm}/did.json"] = build_did_document(did, [("key-1", public_jwk_from_pem(public(key)))])
    address = f"{origin}/python-{algorithm}/list"
    bits = build_status_list_credential(did, address, "revocation", {REVOKED})
    served[f"/python-{algorithm}/list"] = {
        "type": "application/vc+jwt", "body": sign_status_list_credential(bits, private(key), algorithm)}
    signer = OB3Signer(private(key), algorithm)
    token = signer.sign(badge(did))
    header, _, signature = token.split(".")
    other = signer.sign(badge(did)).split(".")[1]
    in_force = signer.sign(badge(did, status_entry(address, "revocation", REVOKED + 1)))
    revoked = signer.sign(badge(did, status_entry(address, "revocation", REVOKED)))
    for name, jwt in [("", token), (", forged", f"{header}.{other}.{signature}"),
                      (", in force by a list", in_force), (", revoked by a list", revoked)]:
        shapes.append((f"openbadgeslib, {algorithm}{name}", "application/vc+jwt", jwt, did))

ed = KEYS["EdDSA"]
own = did_key_from_pem(public(ed))
signed = OB3LdpSigner(private(ed)).sign(badge(own))
shapes.append(("openbadgeslib, eddsa-rdfc-2022", "application/vc", json.dumps(signed), own))
shapes.append(("openbadgeslib, eddsa-rdfc-2022, forged", "application/vc", json.dumps({**signed, "name": "Forged"}), own))

say({"documents": served})
sys.stdin.readline()
for name, media_type, body, did in shapes:
    verifier = OB3Verifier if media_type.endswith("jwt") else OB3LdpVerifier
    verify = functools.partial(verifier.for_issuer_did(did, download=download).verify, body,
                               check_status=True, download=download)
    say({"name": name, "mediaType": media_type, "body": body, "theirs": told(verify)})
say({})
