"""Where this site is reached from outside."""

from starlette.requests import Request


def origin(request: Request) -> str:
    """Scheme and host without a slash at the end: as configured, else as this request came."""
    public: str | None = request.app.state.public_url
    return public.rstrip("/") if public else f"{request.url.scheme}://{request.url.netloc}"
