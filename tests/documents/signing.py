"""Makers of e-signed files and scans for tests: a root, certificates, signatures over a PDF."""

import io
from datetime import UTC, datetime, timedelta

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.now(UTC)
DER = serialization.Encoding.DER


class Authority:
    """A root that issues certificates."""

    def __init__(self, name: str = "Tổ chức chứng thực thử") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _name(name)
        self.certificate = self._issue(
            name, self.key, NOW - timedelta(days=900), 3000, is_root=True
        )

    def _issue(self, name, key, start, days, *, is_root=False):
        usage = dict.fromkeys(
            (
                "key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
                "decipher_only",
            ),
            False,
        )  # fmt: skip
        usage |= {
            "digital_signature": not is_root, "content_commitment": not is_root,
            "key_cert_sign": is_root, "crl_sign": is_root,
        }  # fmt: skip
        made = x509.CertificateBuilder().subject_name(_name(name)).issuer_name(self.name)
        made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
        made = made.not_valid_before(start).not_valid_after(start + timedelta(days=days))
        made = made.add_extension(
            x509.BasicConstraints(ca=is_root, path_length=None), critical=True
        )
        made = made.add_extension(x509.KeyUsage(**usage), critical=True)
        return made.sign(self.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        """What the setting points to."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def signer(self, name: str, *, days_ago: int = 30, days: int = 365) -> signers.SimpleSigner:
        """Somebody with a certificate that is valid for so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        issued = self._issue(name, key, NOW - timedelta(days=days_ago), days)
        private = key.private_bytes(
            DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        chain = SimpleCertificateStore()
        chain.register(asn1.Certificate.load(self.certificate.public_bytes(DER)))
        return signers.SimpleSigner(
            signing_cert=asn1.Certificate.load(issued.public_bytes(DER)),
            signing_key=keys.PrivateKeyInfo.load(private),
            cert_registry=chain,
        )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def sign(content: bytes, signer: signers.SimpleSigner, field: str = "ChuKy1") -> bytes:
    """The PDF with one more signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    meta = signers.PdfSignatureMetadata(field_name=field)
    return signers.sign_pdf(writer, meta, signer=signer).getvalue()


def scan(pages: int = 1) -> bytes:
    """Pictures of pages, as a scanner makes them."""
    made = io.BytesIO()
    first, *others = [Image.new("L", (1240, 1754), 230) for _page in range(pages)]
    first.save(made, "PDF", resolution=150, save_all=True, append_images=others)
    return made.getvalue()
