// SPDX-License-Identifier: GPL-3.0-or-later
#include "outside.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coffer::test {

QString missingProgram(const QStringList &programs)
{
    const auto missing = std::find_if(programs.begin(), programs.end(), [](const QString &program) {
        return QStandardPaths::findExecutable(program).isEmpty();
    });
    return missing == programs.end() ? QString() : *missing;
}

QByteArray outputOf(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished(patienceMs) && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                          : QByteArray();
}

QByteArray itemSeenFromOutside(const QString &name)
{
    return QByteArray::fromBase64(
        outputOf(u"secret-tool"_s, {u"lookup"_s, u"user"_s, name, u"server"_s, u"coffer"_s}));
}

QStringList filesWith(const QString &folder, const QByteArray &needle)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle))
            found << file.fileName();
    }
    return found;
}

RunningExchange::RunningExchange(const QStringList &arguments)
{
    m_process.start(QStringLiteral(COFFER_BIN "/coffer-exchange"),
                    QStringList{u"--seed"_s, u"1"_s} + arguments);
    while (!m_process.canReadLine() && m_process.waitForReadyRead(patienceMs)) {
    }
    const QJsonObject served = QJsonDocument::fromJson(m_process.readLine()).object();
    m_url = QUrl(served.value("url"_L1).toString());
    m_otpSecret = served.value("otpSecret"_L1).toString();
    for (const QJsonValueConstRef value : served.value("keys"_L1).toArray()) {
        const QJsonObject key = value.toObject();
        m_keys << ExchangeKey{key.value("label"_L1).toString(), key.value("accessKey"_L1).toString(),
                              key.value("secretKey"_L1).toString().toLatin1()};
    }
}

RunningExchange::~RunningExchange()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patienceMs))
        m_process.kill();
}

ExchangeKey RunningExchange::key(const QString &label) const
{
    const auto found = std::find_if(m_keys.begin(), m_keys.end(),
                                    [&label](const ExchangeKey &key) { return key.label == label; });
    return found == m_keys.end() ? ExchangeKey() : *found;
}

QJsonObject RunningExchange::askedByCurl(const QByteArray &path, const ExchangeKey &key) const
{
    const QByteArray time =
        QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-ddThh'%3A'mm'%3A'ss"_s).toLatin1();
    const QByteArray query = "AccessKeyId=" + key.accessKey.toLatin1() +
                             "&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=" + time;
    const QByteArray base = m_url.toEncoded(QUrl::RemovePath);
    const QByteArray raw = outputOf(
        u"openssl"_s, {u"dgst"_s, u"-sha256"_s, u"-hmac"_s, QString::fromLatin1(key.secret), u"-binary"_s},
        "GET\n" + base.mid(qstrlen("http://")) + '\n' + path + '\n' + query);
    const QByteArray target = base + path + '?' + query +
                              "&Signature=" + QUrl::toPercentEncoding(QString::fromLatin1(raw.toBase64()));
    const QByteArray body = outputOf(
        u"curl"_s, {u"--silent"_s, u"--fail"_s, u"--noproxy"_s, u"*"_s, QString::fromLatin1(target)});
    return QJsonDocument::fromJson(body).object();
}

namespace {

struct PartRun
{
    bool hasEnded = false; ///< by itself, in time
    int exitCode = -1;
    QByteArray output;
};

PartRun startPart(const QString &state, const QString &part, const QString &home,
                  const QList<std::pair<QString, QString>> &environment)
{
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(u"COFFER_KEYRING_HOME"_s, home);
    for (const auto &[name, value] : environment)
        variables.insert(name, value);
    process.setProcessEnvironment(variables);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(COFFER_KEYRING),
                  {state, QCoreApplication::applicationFilePath(), u"--part"_s, part});
    const bool isFinished = process.waitForFinished(90'000);
    return {isFinished && process.exitStatus() == QProcess::NormalExit, process.exitCode(),
            process.readAll()};
}

} // namespace

QString runPart(const QString &state, const QString &part, const QString &home,
                const QList<std::pair<QString, QString>> &environment)
{
    const PartRun run = startPart(state, part, home, environment);
    const bool isPassed = run.hasEnded && run.exitCode == 0 &&
                          run.output.contains("::" + part.toLatin1() + '(') &&
                          run.output.contains("PASS   : ");
    return isPassed
               ? QString()
               : u"%1 beside a keychain that is %2:\n%3"_s.arg(part, state, QString::fromUtf8(run.output));
}

QString killPart(const QString &faultPoint, const QString &part, const QString &home,
                 QList<std::pair<QString, QString>> environment)
{
    constexpr int killedCode = 137; // core/faultpoint.cpp
    environment.append({u"COFFER_STOP_AT"_s, faultPoint});
    const PartRun run = startPart(u"unlocked"_s, part, home, environment);
    return run.hasEnded && run.exitCode == killedCode
               ? QString()
               : u"%1 did not end at %2:\n%3"_s.arg(part, faultPoint, QString::fromUtf8(run.output));
}

} // namespace coffer::test
