"""Headers on every answer, checks on where a request comes from and where an answer leads.

Sources: OWASP ASVS 5.0 V3.3–3.5 (cookies, headers, origin), W3C Clear-Site-Data, Fetch metadata.
"""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from config import Settings

ONE_YEAR = 31_536_000  # seconds
PERMISSIONS = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in PERMISSIONS),
}


def content_policy(settings: Settings) -> str:
    """The Content-Security-Policy: everything off but our own files; forms may lead to us and to the exit page."""
    leave = urlsplit(settings.exit_url)
    form_targets = f"'self' {leave.scheme}://{leave.netloc}" if leave.netloc else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            f"form-action {form_targets}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def flask_settings(settings: Settings) -> dict[str, Any]:
    """What Flask and its extensions need to know, from the portal's settings."""
    secure = settings.mode == "production"
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": 1_048_576,  # bytes of one request; uploads name their own limit
        "MAX_FORM_MEMORY_SIZE": 524_288,  # bytes of one field that is not a file
        "MAX_FORM_PARTS": 600,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "WTF_CSRF_CHECK_DEFAULT": False,  # the page wrapper calls protect() itself and keeps the typed answers
        "WTF_CSRF_TIME_LIMIT": None,  # bound to the session: a long form or a break must not lose the answers
        "WTF_CSRF_SSL_STRICT": False,  # that check needs the Referer header, which no-referrer keeps back
        "PREFERRED_URL_SCHEME": urlsplit(settings.base_url).scheme or "http",
    }


def install(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of `app`, whatever produced it."""
    policy = content_policy(settings)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in FIXED_HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.mode == "production":
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        return response


def foreign_origin() -> bool:
    """Whether another site made the browser send this request.

    Browsers say so in Sec-Fetch-Site. Origin alone cannot decide: under Referrer-Policy no-referrer a browser sends
    "Origin: null" for our own forms too (Fetch standard, "append a request Origin header").
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return False  # an old browser or none at all: the form token decides
    return urlsplit(origin).netloc.lower() != request.host.lower()


def sent_from_here() -> bool:
    """Whether a browser vouches that a page of ours made it send this request; an old browser says nothing of it."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def external_url(endpoint: str, **values: Any) -> str:
    """The absolute address of a page, from the configured base address and never from the request."""
    base: str = current_app.extensions["wiring"].office.settings.base_url
    return base.rstrip("/") + url_for(endpoint, **values)


def own_page(wanted: str | None) -> str | None:
    """The address of one of our own pages that `wanted` names, rebuilt from its route; None for anything else."""
    if not wanted or len(wanted) > 2000 or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if any(sign == "\\" or not sign.isprintable() for sign in wanted):
        return None
    path, _, query = wanted.partition("?")
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    address = url_for(endpoint, **values)
    if not address.startswith("/") or address.startswith("//"):
        return None
    return f"{address}?{query}" if query else address


def clear_device(response: Response) -> Response:
    """Ask the browser to forget what it kept of this site: pages, cookies and storage."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def network_of(address: str | None) -> str:
    """The network that counts as one sender: an IPv4 address, or the /64 that a household has in IPv6."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else parsed.exploded[:19]
    return str(parsed)
