// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakereply.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QStringList>
#include <QUrl>

#include <functional>
#include <memory>
#include <vector>

namespace coffer::test {

/// One request as FakeNetwork received it.
struct SentRequest
{
    QByteArray method;
    QUrl url;
    QByteArray target; ///< path and query exactly as they were encoded
    QList<QNetworkReply::RawHeaderPair> headers;
    QByteArray body;
    QNetworkRequest request;

    QByteArray header(const QByteArray &name) const { return request.rawHeader(name); }
};

/// What to answer to a request; made by FakeNetwork::expect(). Each call returns the same expectation, to be
/// chained.
class Expectation
{
public:
    using Predicate = std::function<bool(const SentRequest &)>;

    Expectation(QByteArray method, Predicate matches, QString description);

    /// Answers with this status and body (default: an empty 200).
    Expectation &reply(int status, const QByteArray &body = {});
    Expectation &header(const QByteArray &name, const QByteArray &value);
    /// The body comes in that many pieces.
    Expectation &inPieces(int pieces);
    /// No reply but this error.
    Expectation &fail(QNetworkReply::NetworkError error);
    /// The connection breaks after that many bytes of the body.
    Expectation &breakAfter(qsizetype bytes,
                            QNetworkReply::NetworkError error = QNetworkReply::RemoteHostClosedError);
    /// Answers only when FakeNetwork::release() is called.
    Expectation &held();
    Expectation &neverAnswers();
    /// How many requests it answers; once by default.
    Expectation &times(int count);
    /// Any number, also none.
    Expectation &always();

private:
    friend class FakeNetwork;
    bool takes(const SentRequest &sent) const;

    QByteArray m_method;
    Predicate m_matches;
    QString m_description;
    ReplyScript m_script;
    int m_left = 1;
    bool m_always = false;
};

/// A network that answers from a script and reaches nobody. Expectations are tried in the order they were
/// made, each as often as it says. A request that no expectation takes fails the running test and gets an
/// error reply.
class FakeNetwork final : public QNetworkAccessManager
{
    Q_OBJECT

public:
    explicit FakeNetwork(QObject *parent = nullptr);
    ~FakeNetwork() override;

    /// method "GET", "POST" … and how the path begins ("/v1/account"). The reference holds as long as this
    /// object.
    Expectation &expect(const QByteArray &method, const QByteArray &pathPrefix);
    Expectation &expect(const QByteArray &method, Expectation::Predicate matches,
                        const QString &description = {});

    /// Lets held replies arrive: all of them, or the oldest.
    void release();
    bool releaseOne();

    const std::vector<SentRequest> &requests() const { return m_requests; }
    int count(const QByteArray &method, const QByteArray &pathPrefix) const;
    /// Replies that have neither finished nor been aborted.
    int inFlight() const;
    /// Nothing when all that was expected came and nothing else did; else what went wrong.
    QString problems() const;
    /// Forgets requests and expectations.
    void clear();

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoing) override;

private:
    ReplyScript scriptFor(const SentRequest &sent);

    std::vector<std::unique_ptr<Expectation>> m_expectations;
    std::vector<SentRequest> m_requests;
    std::vector<QPointer<FakeReply>> m_replies;
    QStringList m_unscripted;
};

} // namespace coffer::test
