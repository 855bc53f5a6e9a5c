// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakenetwork.h"

#include <QIODevice>
#include <QTest>

#include <algorithm>

namespace coffer::test {

namespace {

QByteArray methodName(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::HeadOperation:
        return "HEAD";
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::PutOperation:
        return "PUT";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    case QNetworkAccessManager::CustomOperation:
    case QNetworkAccessManager::UnknownOperation:
        break;
    }
    return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
}

QByteArray targetOf(const QUrl &url)
{
    return url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
}

} // namespace

Expectation::Expectation(QByteArray method, Predicate matches, QString description)
    : m_method(std::move(method)), m_matches(std::move(matches)), m_description(std::move(description))
{
}

Expectation &Expectation::reply(int status, const QByteArray &body)
{
    m_script.status = status;
    m_script.body = body;
    return *this;
}

Expectation &Expectation::header(const QByteArray &name, const QByteArray &value)
{
    const auto same = [&name](const auto &pair) {
        return pair.first.compare(name, Qt::CaseInsensitive) == 0;
    };
    m_script.headers.removeIf(same);
    m_script.headers.append({name, value});
    return *this;
}

Expectation &Expectation::inPieces(int pieces)
{
    m_script.pieces = pieces;
    return *this;
}

Expectation &Expectation::fail(QNetworkReply::NetworkError error)
{
    m_script.error = error;
    return *this;
}

Expectation &Expectation::breakAfter(qsizetype bytes, QNetworkReply::NetworkError error)
{
    m_script.failAfter = bytes;
    m_script.error = error;
    return *this;
}

Expectation &Expectation::held()
{
    m_script.delivery = ReplyScript::Delivery::Held;
    return *this;
}

Expectation &Expectation::neverAnswers()
{
    m_script.delivery = ReplyScript::Delivery::Never;
    return *this;
}

Expectation &Expectation::times(int count)
{
    m_left = count;
    return *this;
}

Expectation &Expectation::always()
{
    m_always = true;
    return *this;
}

bool Expectation::takes(const SentRequest &sent) const
{
    return (m_always || m_left > 0) && sent.method == m_method && m_matches(sent);
}

FakeNetwork::FakeNetwork(QObject *parent) : QNetworkAccessManager(parent) {}

FakeNetwork::~FakeNetwork() = default;

Expectation &FakeNetwork::expect(const QByteArray &method, const QByteArray &pathPrefix)
{
    return expect(
        method, [pathPrefix](const SentRequest &sent) { return sent.target.startsWith(pathPrefix); },
        QString::fromUtf8(pathPrefix));
}

Expectation &FakeNetwork::expect(const QByteArray &method, Expectation::Predicate matches,
                                 const QString &description)
{
    m_expectations.push_back(std::make_unique<Expectation>(method, std::move(matches), description));
    return *m_expectations.back();
}

void FakeNetwork::release()
{
    while (releaseOne()) {
    }
}

bool FakeNetwork::releaseOne()
{
    const auto held = std::find_if(m_replies.begin(), m_replies.end(),
                                   [](const auto &reply) { return reply && reply->isHeld(); });
    if (held == m_replies.end())
        return false;
    (*held)->start();
    return true;
}

int FakeNetwork::count(const QByteArray &method, const QByteArray &pathPrefix) const
{
    return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(), [&](const SentRequest &sent) {
        return sent.method == method && sent.target.startsWith(pathPrefix);
    }));
}

int FakeNetwork::inFlight() const
{
    return static_cast<int>(std::count_if(m_replies.begin(), m_replies.end(),
                                          [](const auto &reply) { return reply && !reply->isFinished(); }));
}

QString FakeNetwork::problems() const
{
    QStringList result;
    for (const QString &request : m_unscripted)
        result.append(QStringLiteral("unexpected request %1").arg(request));
    for (const auto &expectation : m_expectations) {
        if (!expectation->m_always && expectation->m_left > 0)
            result.append(QStringLiteral("%1 of %2 %3 never came")
                              .arg(expectation->m_left)
                              .arg(QString::fromLatin1(expectation->m_method), expectation->m_description));
    }
    return result.join(QLatin1Char('\n'));
}

void FakeNetwork::clear()
{
    m_expectations.clear();
    m_requests.clear();
    m_unscripted.clear();
}

QNetworkReply *FakeNetwork::createRequest(Operation operation, const QNetworkRequest &request,
                                          QIODevice *outgoing)
{
    SentRequest sent;
    sent.method = methodName(operation, request);
    sent.url = request.url();
    sent.target = targetOf(sent.url);
    const QList<QByteArray> names = request.rawHeaderList();
    for (const QByteArray &name : names)
        sent.headers.append({name, request.rawHeader(name)});
    if (outgoing)
        sent.body = outgoing->readAll();
    sent.request = request;
    m_requests.push_back(sent);

    const ReplyScript script = scriptFor(sent);
    auto *reply = new FakeReply(operation, request, script, this);
    m_replies.emplace_back(reply);
    if (script.delivery == ReplyScript::Delivery::Soon)
        reply->start();
    return reply;
}

ReplyScript FakeNetwork::scriptFor(const SentRequest &sent)
{
    for (const auto &expectation : m_expectations) {
        if (!expectation->takes(sent))
            continue;
        if (!expectation->m_always)
            --expectation->m_left;
        return expectation->m_script;
    }
    const QString text = QString::fromLatin1(sent.method + ' ' + sent.target);
    m_unscripted.append(text);
    QTest::qFail(qPrintable(QStringLiteral("unexpected request ") + text), __FILE__, __LINE__);
    ReplyScript script;
    script.error = QNetworkReply::ContentAccessDenied;
    return script;
}

} // namespace coffer::test
