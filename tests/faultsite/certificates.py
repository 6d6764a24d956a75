"""Certificates for the HTTPS faults: made on the spot, valid for this machine only."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority that no browser knows."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    file: Path
    """Its certificate as PEM: the ``ca_file`` of a site definition."""


def make_authority(folder: Path) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("澜海市电子政务证书中心")
    certificate = (
        _builder(name, name, key.public_key(), NOW - YEAR, NOW + YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(False, False, False, False, False, True, True, False, False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "ca.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Authority(key, certificate, file)


def server_context(
    authority: Authority, folder: Path, *, expired: bool = False, host: str = "127.0.0.1"
) -> ssl.SSLContext:
    """TLS for a server whose certificate the authority signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    until = NOW - dt.timedelta(days=1) if expired else NOW + YEAR
    identifier = x509.SubjectKeyIdentifier.from_public_key(authority.key.public_key())
    certificate = (
        _builder(_name(host), authority.certificate.subject, key.public_key(), NOW - YEAR, until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    file = folder / f"server-{expired}-{host}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, start: dt.datetime, end: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
