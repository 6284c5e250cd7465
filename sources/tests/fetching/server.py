"""A server on this machine that answers as it is told, well or badly."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = bytes | Callable[[socket.socket], None]


def response(body=b"", *, status="200 OK", **headers):
    """Return the bytes of a whole answer; headers are named as in `content_type`."""
    lines = [f"HTTP/1.1 {status}"]
    headers.setdefault("content_length", len(body))
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(to, status="302 Found"):
    return response(status=status, location=to)


class Server:
    """Answers each path as `pages` says, and remembers what it was asked."""

    def __init__(self, listener, context=None):
        self.pages: dict[str, Answer] = {}
        self.requests: list[bytes] = []
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._context = context

    def url(self, path="/", host="127.0.0.1"):
        scheme = "https" if self._context else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def asked(self):
        """Return the paths asked for, in order."""
        return [request.split()[1].decode() for request in self.requests]

    def run(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _secured(self, connection):
        if self._context:
            return self._context.wrap_socket(connection, server_side=True)
        return connection

    def _serve(self, connection):
        # A client that gives up breaks the connection: that is what is tested.
        with suppress(OSError), self._secured(connection) as connection:
            request = b""
            while b"\r\n\r\n" not in request:
                if not (received := connection.recv(65536)):
                    return
                request += received
            self.requests.append(request)
            path = request.split()[1].decode().partition("?")[0]
            answer = self.pages.get(path, response(b"none", status="404 Not Found"))
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener, context)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield server
        # Wakes the thread that waits for the next connection.
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)
