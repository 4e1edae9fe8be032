"""The configuration of docs/operating.md, taken from that page and run: nginx in front of a real intake.

Whatever is true of it there must be true here: nothing about a visitor is written down, and nothing that intake says is
changed. Ports and paths alone are others.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from clients.auditor.page_visit import Against, visit
from clients.to_intake import Intake as Door
from protocol.acceptance import Acceptance, check_acceptance
from protocol.built_page import take_apart
from protocol.crossings import CBOR, WORK_HEADER
from protocol.directory import DeviceRole
from protocol.ids import day_of
from protocol.work import prove
from server.embedded_postgres import EmbeddedPostgres
from tests.conftest import Databases, _missing
from tests.served import Zone, free_port, served, write_settings
from tests.server.intake.conftest import BASE_RULES
from tests.server.intake.test_page import install
from tests.server.intake.test_real_process import copies
from tests.spare_databases import Spares
from tests.worlds import Consortium, make_consortium

OPERATING = Path(__file__).parents[3] / "docs" / "operating.md"
NAME = "intake.example.org"
CANARY = "canary-visitor"
SECONDS = 60.0


def configuration() -> str:
    """The block of docs/operating.md that begins with the file's name."""
    (block,) = re.findall(r"^    # /etc/nginx/nginx\.conf\n(?:    .*\n)+", OPERATING.read_text(), re.MULTILINE)
    return re.sub(r"^    ", "", block, flags=re.MULTILINE)


@dataclass
class Proxied:
    """nginx before an intake; how to reach both, and where nginx lives."""

    consortium: Consortium
    folder: Path
    port: int
    inside: str
    tls: ssl.SSLContext
    nginx: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"https://{NAME}"

    def transport(self) -> httpx.HTTPTransport:
        return _AtLoopback(verify=self.tls, port=self.port)

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, transport=self.transport(), timeout=SECONDS)

    def raw(self, sent: bytes, name: str = NAME) -> bytes:
        """What comes back to these very bytes."""
        line = socket.create_connection(("127.0.0.1", self.port), SECONDS)
        with line, self.tls.wrap_socket(line, server_hostname=name) as tls:
            tls.sendall(sent)
            return b"".join(iter(lambda: tls.recv(65536), b""))

    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.nginx.pid}/task/{self.nginx.pid}/children").read_text().split()
        return [self.nginx.pid, *map(int, children)]


class _AtLoopback(httpx.HTTPTransport):
    """The name of the page, in TLS and in the request; the port of this test."""

    def __init__(self, verify: ssl.SSLContext, port: int) -> None:
        super().__init__(verify=verify)
        self._port = port

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions = {**request.extensions, "sni_hostname": NAME}
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return super().handle_request(request)


def _certify(folder: Path) -> None:
    """A certificate that signs itself, as files."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    (folder / "chain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _trusting(folder: Path) -> ssl.SSLContext:
    """A client that trusts that certificate alone."""
    return ssl.create_default_context(cafile=str(folder / "chain.pem"))


def _configured(folder: Path, port: int, inside: str) -> Path:
    """The page's block with the ports and paths of this test. Each must stand there."""
    said = configuration()
    for theirs, ours in {
        "user www-data;": "" if os.geteuid() else "user www-data;",
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;",
        "client_body_temp_path /run/leeward-proxy;": f"client_body_temp_path {folder}/body;" + _elsewhere(folder),
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/leeward/tls/": f"{folder}/",
        "http://127.0.0.1:8401;": f"{inside};",
    }.items():
        assert theirs in said, theirs
        said = said.replace(theirs, ours)
    (folder / "nginx.conf").write_text(said)
    return folder / "nginx.conf"


def _elsewhere(folder: Path) -> str:
    """Folders that nginx makes at its start, though nothing here uses them; only root can where they usually are."""
    return "".join(f" {kind}_temp_path {folder}/{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))


@pytest.fixture(scope="module")
def standing(
    postgres: EmbeddedPostgres,
    prepared: dict[str, dict[str, SecretStr]],
    spares: Spares,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Proxied]:
    """Both, once for all tests: they look, and change nothing."""
    program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if program is None:
        _missing("nginx")
    fresh, home = Databases(postgres, prepared, spares), tmp_path_factory.mktemp("behind-nginx")
    consortium = make_consortium("behind nginx", cedar=BASE_RULES, today=day_of(time.time()))
    inside, port, urls = free_port(), free_port(), fresh.of("intake")
    consortium.write_pinned(home / "pinned")
    install(home / "page", consortium)
    secrets = {
        "sign_key": consortium.devices[DeviceRole.INTAKE].seed().hex(),
        "writer_url": urls["intake_writer"].get_secret_value(),
        "collector_url": urls["intake_collector"].get_secret_value(),
    }
    settings = write_settings(home / "intake.toml", inside, secrets)
    settings.write_text(settings.read_text() + '\npage = "page"\n')
    folder = home / "nginx"
    folder.mkdir()
    _certify(folder)
    address = f"http://127.0.0.1:{inside}"
    command = [program, "-e", "/dev/null", "-p", str(folder), "-c", str(_configured(folder, port, address))]
    with served(Zone.INTAKE, settings), subprocess.Popen([*command, "-g", "daemon off;"]) as nginx:
        try:
            _wait_for(address, port)
            yield Proxied(consortium, folder, port, address, _trusting(folder), nginx)
        finally:
            nginx.send_signal(signal.SIGTERM)
            nginx.wait(SECONDS)
    fresh.drop()


@pytest.fixture
def proxied(standing: Proxied) -> Proxied:
    """With a client that remembers nothing of the other tests."""
    return replace(standing, tls=_trusting(standing.folder))


def _wait_for(intake: str, port: int) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            httpx.get(f"{intake}/v1/directory", trust_env=False).raise_for_status()
            socket.create_connection(("127.0.0.1", port)).close()
        except (httpx.TransportError, OSError):
            time.sleep(0.05)
        else:
            return
    pytest.fail("intake or nginx did not start")


def test_what_intake_says_comes_through_unchanged(proxied: Proxied) -> None:
    of_nginx = {"server", "date", "connection"}
    with proxied.client() as outside, httpx.Client(base_url=proxied.inside, trust_env=False) as inside:
        for method, path in (
            *(("GET", path) for path in ("/", "/en", "/ar", "/nowhere", "/v1/directory", "/v1/work", "/v1/page")),
            *(("HEAD", path) for path in ("/", "/sw")),
            *(("POST", path) for path in ("/v1/parts", "/v1/mailboxes/a7", "/en")),
        ):
            for coding in ("identity", "gzip"):
                headers = {"accept-encoding": coding, "accept-language": "fr;q=0.3, sw"}
                theirs, ours = (one.request(method, path, headers=headers) for one in (outside, inside))
                assert (theirs.status_code, theirs.content) == (ours.status_code, ours.content), path
                assert set(theirs.headers) - set(ours.headers) <= of_nginx
                assert {name: theirs.headers[name] for name in ours.headers if name != "connection"} == {
                    name: value for name, value in ours.headers.items() if name != "connection"
                }, path
                assert theirs.headers["server"] == "nginx"


def test_whoever_checks_the_page_through_it_finds_nothing_but_that_it_was_not_logged(proxied: Proxied) -> None:
    door = Door(proxied.url, transport=proxied.transport())
    today = day_of(time.time())
    lies = {
        (one.about, one.said) for one in visit(door, Against(proxied.consortium.root_set, today)) if not one.is_well
    }
    assert {about for about, _ in lies} == {"the record", "the pages"}
    with proxied.client() as client:
        page, _ = take_apart(client.get("/fr").content)
    assert page.html == (proxied.folder.parent / "page" / "fr.html").read_bytes()


def test_a_part_comes_through_and_a_large_body_is_nowhere_on_the_disk_of_the_proxy(proxied: Proxied) -> None:
    one = copies(proxied.consortium, 1)[0]
    with proxied.client() as client:
        headers = {"content-type": CBOR, WORK_HEADER: prove(one.id, 4).hex()}
        answer = client.post("/v1/parts", content=one.raw, headers=headers)
        check_acceptance(Acceptance.from_bytes(answer.content), one.id, proxied.consortium.directory)
        refused = client.post("/v1/parts", content=bytes(8 << 20), headers=headers)
    assert refused.status_code == 400
    assert not list((proxied.folder / "body").rglob("*"))


def test_nothing_about_a_visitor_is_written_down(proxied: Proxied) -> None:
    before = {file: file.stat().st_mtime_ns for file in proxied.folder.rglob("*") if file.is_file()}
    system = {log: log.stat().st_size for log in Path("/var/log/nginx").glob("*")}
    with proxied.client() as client:
        client.get(f"/en?{CANARY}", headers={"user-agent": CANARY, "referer": f"https://{CANARY}/"})
        client.get(f"/{CANARY}")
        client.post("/v1/parts", content=CANARY.encode() * 100_000)
    proxied.raw(f"GET /../{CANARY} HTTP/1.1\r\nhost: {NAME}\r\nconnection: close\r\n\r\n".encode())
    proxied.raw(f"{CANARY}\r\n\r\n".encode())
    with socket.create_connection(("127.0.0.1", proxied.port)) as line:
        line.sendall(CANARY.encode())
    assert {file: file.stat().st_mtime_ns for file in proxied.folder.rglob("*") if file.is_file()} == before
    assert {log: log.stat().st_size for log in Path("/var/log/nginx").glob("*")} == system
    assert not [file for file in proxied.folder.rglob("*") if file.is_file() and CANARY in file.read_text("latin-1")]


def test_it_holds_no_file_open_into_which_it_could_write(proxied: Proxied) -> None:
    with proxied.client() as client:
        client.get("/en")
    if not Path(f"/proc/{proxied.nginx.pid}/fd").is_dir():
        pytest.skip("only Linux shows what a process holds open")
    opened = [link.readlink() for pid in proxied.processes() for link in Path(f"/proc/{pid}/fd").iterdir()]
    files = {str(one) for one in opened if str(one).startswith("/")}
    assert len(proxied.processes()) > 1
    assert "/dev/null" in files
    assert not [one for one in files if Path(one).is_file()]


@pytest.mark.parametrize("path", ["/../en", "//en", "/./en/", "/en/..%2fen", "/%2e%2e/en", "/EN", "/en%00"])
def test_no_way_of_writing_an_address_makes_a_page_of_another(proxied: Proxied, path: str) -> None:
    answer = proxied.raw(f"GET {path} HTTP/1.1\r\nhost: {NAME}\r\nconnection: close\r\n\r\n".encode())
    assert answer.split(b" ", 2)[1] in {b"400", b"404"}, answer[:100]


def test_under_another_name_there_is_nobody(proxied: Proxied) -> None:
    proxied.tls.check_hostname = False
    with pytest.raises(ssl.SSLError):
        proxied.raw(b"GET / HTTP/1.1\r\n\r\n", name="elsewhere.example")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_no_session_is_kept_by_which_a_browser_is_known_again(proxied: Proxied, version: ssl.TLSVersion) -> None:
    proxied.tls.minimum_version = proxied.tls.maximum_version = version
    asked, session = f"GET /en HTTP/1.1\r\nhost: {NAME}\r\nconnection: close\r\n\r\n".encode(), None
    for _ in range(2):
        line = socket.create_connection(("127.0.0.1", proxied.port), SECONDS)
        with line, proxied.tls.wrap_socket(line, server_hostname=NAME, session=session) as tls:
            tls.sendall(asked)
            assert tls.recv(12) == b"HTTP/1.1 200"
            assert not tls.session_reused
            session = tls.session
