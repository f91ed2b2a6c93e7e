"""Names under `.test` are this machine, as a host table would say. Nothing else is looked up."""

import socket

_real = socket.getaddrinfo


def _lookup(host, *arguments, **options):
    if host == "localhost" or str(host).endswith(".test"):
        return _real("127.0.0.1", *arguments, **options)
    if str(host).replace(".", "").isdigit():
        return _real(host, *arguments, **options)
    raise socket.gaierror(socket.EAI_NONAME, f"{host} is not looked up in a test")


socket.getaddrinfo = _lookup
