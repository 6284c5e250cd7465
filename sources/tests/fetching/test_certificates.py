"""Whom the fetcher trusts over TLS."""

import datetime
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sources.failures import CaptureError, Failure
from sources.tests.fetching.conftest import make_fetcher
from sources.tests.fetching.server import response, serving


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate for “localhost”: the file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as server:
        server.names = []
        context.sni_callback = lambda connection, name, own: server.names.append(name)
        server.pages["/"] = response(b"secured")
        yield server


def test_the_name_is_what_tls_verifies_though_the_address_is_connected_to(server, certificate):
    trusting = ssl.create_default_context(cafile=certificate)
    page = make_fetcher(ssl_context=trusting).fetch(server.url(host="localhost"))
    assert (page.body, server.names) == (b"secured", ["localhost"])


def test_another_name_is_refused(server, certificate):
    trusting = ssl.create_default_context(cafile=certificate)
    with pytest.raises(CaptureError) as refused:
        make_fetcher(ssl_context=trusting).fetch(server.url(host="127.0.0.1"))
    assert refused.value.failure == Failure.UNTRUSTED


def test_a_certificate_signed_by_nobody_is_refused(server):
    with pytest.raises(CaptureError) as refused:
        make_fetcher().fetch(server.url(host="localhost"))
    assert refused.value.failure == Failure.UNTRUSTED
