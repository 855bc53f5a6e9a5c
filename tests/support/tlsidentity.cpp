// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tlsidentity.h"

#include <QHostAddress>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace coffer::test {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

constexpr long kSecondsADay = 24L * 60 * 60;

template<class Write>
QByteArray pem(Write write)
{
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    write(bio.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

void addSubjectName(X509 *certificate, const QByteArray &host, bool isAddress)
{
    const QByteArray value = (isAddress ? "IP:" : "DNS:") + host;
    X509_EXTENSION *extension =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Key newKey()
{
    return {EVP_EC_gen("P-256"), &EVP_PKEY_free};
}

void addName(X509_NAME *name, const QByteArray &commonName)
{
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(commonName.constData()), -1, -1, 0);
}

TlsIdentity makeIdentity(const QString &host, int daysLeft, const QByteArray &issuer, EVP_PKEY *issuerKey)
{
    const Key key = newKey();
    const Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -30 * kSecondsADay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), daysLeft * kSecondsADay);
    X509_set_pubkey(certificate.get(), key.get());
    const QByteArray name = host.toUtf8();
    addName(X509_get_subject_name(certificate.get()), name);
    addName(X509_get_issuer_name(certificate.get()), issuer);
    addSubjectName(certificate.get(), name, !QHostAddress(host).isNull());
    X509_sign(certificate.get(), issuerKey ? issuerKey : key.get(), EVP_sha256());

    TlsIdentity identity;
    identity.certificate =
        QSslCertificate(pem([&](BIO *bio) { PEM_write_bio_X509(bio, certificate.get()); }), QSsl::Pem);
    identity.key =
        QSslKey(pem([&](BIO *bio) {
                    PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
                }),
                QSsl::Ec, QSsl::Pem);
    return identity;
}

} // namespace

TlsIdentity TlsIdentity::create(const QString &host, int daysLeft)
{
    return makeIdentity(host, daysLeft, host.toUtf8(), nullptr);
}

TlsIdentity TlsIdentity::createIssued(const QString &host)
{
    return makeIdentity(host, 1, "Nobody's authority", newKey().get());
}

} // namespace coffer::test
