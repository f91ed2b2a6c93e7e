"""PyPI's `openbadgeslib` as a peer: reads {"jwt", "json"} on stdin, prints what it says of each as JSON.

What it needs it loads itself over https, told by its own option that private addresses may be asked.
"""

import functools
import json
import sys

import names  # noqa: F401
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from openbadgeslib.util import download_file

download = functools.partial(download_file, allow_private=True)


def told(make, badge, **options):
    """The credential's id, or why it is refused."""
    try:
        return {"verified": True, "id": make().verify(badge, download=download, **options).id}
    except Exception as error:  # what a peer raises is its answer
        return {"verified": False, "error": str(error)}


asked = json.load(sys.stdin)
did = asked["issuer"]
# It knows no signed list but a JWT, so a list in another form is believed or refused as a whole.
unsigned_list = {"check_status": True, "verify_status_list": False}
jwt = functools.partial(OB3Verifier.for_issuer_did, did, download=download)
ldp = functools.partial(OB3LdpVerifier.for_issuer_did, did, download=download)
print(json.dumps({
    "jwt": told(jwt, asked["jwt"], **unsigned_list),
    "jwtWithSignedList": told(jwt, asked["jwt"], check_status=True),
    "forged": told(jwt, asked["forged"]),
    "json": told(ldp, asked["json"], **unsigned_list),
}))
