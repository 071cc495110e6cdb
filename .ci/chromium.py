"""Chromium by its debugging protocol (chromedevtools.github.io/devtools-protocol), for what its driver lacks."""
import contextlib
import json
import os
import subprocess
import tempfile
import threading


class Chromium:
    """A browser, by two pipes. No name leads it out of this machine."""

    def __init__(self, profile):
        theirs, self.out = os.pipe()
        self.pipe, answers = os.pipe()
        flags = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank",
        ]
        # It reads commands from 3 and writes to 4.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{theirs} 4>&{answers}', "bash", "chromium", *flags], pass_fds=(theirs, answers),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs)
        os.close(answers)
        self.read, self.count, self.events, self.page = b"", 0, [], None

    def message(self):
        while b"\0" not in self.read:
            more = os.read(self.pipe, 65_536)
            if not more:
                raise EOFError("chromium has ended")
            self.read += more
        one, self.read = self.read.split(b"\0", 1)
        return json.loads(one)

    def command(self, method, **params):
        self.count += 1
        sent = {"id": self.count, "method": method, "params": params} | ({"sessionId": self.page} if self.page else {})
        os.write(self.out, json.dumps(sent).encode() + b"\0")
        while (answer := self.message()).get("id") != self.count:
            self.events.append(answer)
        assert "error" not in answer, (method, answer)
        return answer["result"]

    def open(self, url):
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        self.page = self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.command("Page.enable")
        self.command("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def evaluate(self, script):
        answer = self.command("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"]["value"]

    def registration(self):
        """The id of the page's service worker."""
        self.command("ServiceWorker.enable")
        self.evaluate("navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => true)")
        while True:
            for event in self.events:
                if event["method"] == "ServiceWorker.workerRegistrationUpdated" and event["params"]["registrations"]:
                    return event["params"]["registrations"][0]["registrationId"]
            self.events.append(self.message())

    def end(self):
        self.page = None
        with contextlib.suppress(OSError, EOFError):
            self.command("Browser.close")


@contextlib.contextmanager
def chromium(patience):
    """A browser that ends with the block, and after so many seconds in any case."""
    with tempfile.TemporaryDirectory(prefix="bulkhead-chromium.", ignore_cleanup_errors=True) as profile:
        browser = Chromium(profile)
        guard = threading.Timer(patience, browser.process.kill)
        guard.start()
        try:
            yield browser
            browser.end()
            browser.process.wait(10)
        finally:
            guard.cancel()
            browser.process.kill()
            browser.process.wait()
