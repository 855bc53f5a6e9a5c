// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace coffer::test {

inline constexpr int patienceMs = 20'000;

/// The name of the first of these programs that is not installed; empty when all are.
QString missingProgram(const QStringList &programs);

/// What a program prints when it is given this input; empty when it fails.
QByteArray outputOf(const QString &program, const QStringList &arguments, const QByteArray &input = {});

/// The keychain item under that name as another program finds it; empty when it does not.
QByteArray itemSeenFromOutside(const QString &name);

/// The files below a folder that hold the bytes.
QStringList filesWith(const QString &folder, const QByteArray &needle);

/// A key of the exchange, as it printed it.
struct ExchangeKey
{
    QString label;
    QString accessKey;
    QByteArray secret;
};

/// A coffer-exchange process, serving; it ends with this object. The keys are the same in every run.
class RunningExchange
{
public:
    explicit RunningExchange(const QStringList &arguments = {});
    ~RunningExchange();

    QUrl url() const { return m_url; }
    ExchangeKey key(const QString &label) const;
    /// The seed of the main user's one-time passwords, in base32.
    QString otpSecret() const { return m_otpSecret; }
    /// The reply to a GET that openssl signed and curl sent.
    QJsonObject askedByCurl(const QByteArray &path, const ExchangeKey &key) const;

private:
    QProcess m_process;
    QUrl m_url;
    QString m_otpSecret;
    QList<ExchangeKey> m_keys;
};

/// Runs this test program again as "--part NAME" beside a Secret Service in that state (see keyring.sh). home
/// keeps the keyring from part to part; the environment is added. Returns what went wrong, or nothing.
QString runPart(const QString &state, const QString &part, const QString &home,
                const QList<std::pair<QString, QString>> &environment);

/// Runs it beside an open keychain and expects it to end at that fault point (core/faultpoint.h), as if it
/// was killed there. Returns what went wrong, or nothing.
QString killPart(const QString &faultPoint, const QString &part, const QString &home,
                 QList<std::pair<QString, QString>> environment);

} // namespace coffer::test
