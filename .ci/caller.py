"""A client of the server at BASE_URL."""
import http.cookiejar
import json
import os
import urllib.error
import urllib.request

BASE = os.environ["BASE_URL"]
PASSWORD = "fifteen turtles walking"


class Caller:
    """A client with a session of its own."""

    def __init__(self, tenant=None):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.headers = {"X-Tenant": tenant} if tenant else {}

    def fetch(self, method, path, body=None, headers=()):
        """The status, the headers and the bytes of the answer."""
        request = urllib.request.Request(BASE + path, method=method, headers={**self.headers, **dict(headers)})
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def send(self, method, path, body=None, expect=200):
        """The JSON of the answer."""
        status, _, text = self.fetch(method, path, body)
        assert status == expect, f"{method} {path} answers {status}, not {expect}: {text}"
        return json.loads(text) if text else None

    def sign(self, verb, email, expect):
        self.send("POST", f"/auth/{verb}", {"email": email, "password": PASSWORD}, expect)
        return self
