"""What schemathesis does before each request to our server."""
import re, uuid

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """Gives each request an `Idempotency-Key` of its own: those that are generated are short, and meet again."""
    headers = case.headers or {}
    for name in headers:
        if name.lower() == "idempotency-key" and re.fullmatch("[!-~]{1,200}", str(headers[name])):
            headers[name] = f"{headers[name]}-{uuid.uuid4()}"
