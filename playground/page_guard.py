"""Who may talk to the page's side of the playground: the page itself, on this machine, and nobody else.

Any site open in the same browser could otherwise reach a server on loopback, by posting across origins or by pointing
its own name at 127.0.0.1 (DNS rebinding).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: https:; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def guard(host: str) -> Middleware:
    """A middleware that refuses what does not come from the page. `host`: the address listened at."""
    names = LOOPBACK | {host}

    def is_ours(address: str) -> bool:
        try:
            return urlsplit(f"//{address}").hostname in names
        except ValueError:
            return False

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_ours(request.headers.get("Host", "")):
            raise web.HTTPForbidden(text="The playground only answers under its own address.")
        origin = request.headers.get("Origin")
        if request.path.startswith("/play/") and request.method == "POST":
            same = origin is None or origin == f"{request.scheme}://{request.headers.get('Host')}"
            if not same or request.content_type != "application/json":
                raise web.HTTPForbidden(text="The playground only takes posts from its own page.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = CONTENT_POLICY
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return check
