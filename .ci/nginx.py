"""Debian's nginx in front of a server. Nothing in its settings is about buffers or timeouts."""
import contextlib
import os
import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAM = "/usr/sbin/nginx"
VERSION = re.search(r"nginx/\S+", subprocess.run([PROGRAM, "-v"], capture_output=True, text=True, check=True).stderr)[0]
# A busy machine takes its time.
PATIENCE = 60

# Debian's /etc/nginx/nginx.conf, but for its paths.
SETTINGS = """
daemon off;
pid {folder}/pid;
events {{}}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    gzip on;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {address};
        location / {{ proxy_pass {base}; }}
        location = /page {{ root {folder}; default_type text/html; }}
    }}
}}
"""


class Nginx:
    """It has a page of its own at `/page`; all else is the server's."""

    def __init__(self, folder, base, page):
        # As root it steps down to an account that owns none of this.
        os.chmod(folder, 0o777)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = free.getsockname()
        address = "{}:{}".format(*self.address)
        self.url, self.folder = f"http://{address}", Path(folder)
        (self.folder / "settings").write_text(SETTINGS.format(folder=folder, address=address, base=base))
        (self.folder / "page").write_text(page)

    def start(self):
        """Starts it, once more after a stop."""
        self.process = subprocess.Popen([PROGRAM, "-c", self.folder / "settings", "-e", self.folder / "log"])
        end = time.monotonic() + PATIENCE
        while not self.takes_connections():
            assert self.process.poll() is None and time.monotonic() < end, (self.folder / "log").read_text()
            time.sleep(0.02)

    def takes_connections(self):
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(self.address):
            return True
        return False

    def stop(self):
        """Ends it and the connections through it, whatever they carry."""
        self.process.terminate()
        self.process.wait(PATIENCE)


@contextlib.contextmanager
def running_nginx(base, page=""):
    """One that ends with the block."""
    with tempfile.TemporaryDirectory(prefix="bulkhead-nginx.", ignore_cleanup_errors=True) as folder:
        nginx = Nginx(folder, base, page)
        nginx.start()
        try:
            yield nginx
        finally:
            nginx.stop()
