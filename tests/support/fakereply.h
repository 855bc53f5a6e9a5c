// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QNetworkReply>

#include <optional>

namespace coffer::test {

/// What a scripted reply says and how it arrives.
struct ReplyScript
{
    enum class Delivery {
        Soon,  ///< in the next turns of the event loop
        Held,  ///< when FakeNetwork::release() is called
        Never, ///< not before it is aborted
    };

    int status = 200;
    QByteArray reason;
    QList<QNetworkReply::RawHeaderPair> headers{{"Content-Type", "application/json;charset=utf-8"}};
    QByteArray body;
    int pieces = 1;                                   ///< the body arrives in so many readyRead()
    std::optional<QNetworkReply::NetworkError> error; ///< instead of a reply, or after failAfter bytes of it
    std::optional<qsizetype> failAfter;
    Delivery delivery = Delivery::Soon;
};

/// The reply of FakeNetwork: asynchronous like a real one, with Qt's own error codes and error strings (which
/// quote the whole URL).
class FakeReply final : public QNetworkReply
{
    Q_OBJECT

public:
    FakeReply(QNetworkAccessManager::Operation operation, const QNetworkRequest &request, ReplyScript script,
              QObject *parent);

    /// Begins to arrive.
    void start();
    bool isHeld() const
    {
        return m_script.delivery == ReplyScript::Delivery::Held && !m_started && !isFinished();
    }

    void abort() override;
    qint64 bytesAvailable() const override;
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    void deliverHead();
    void deliverPiece();
    void end(std::optional<NetworkError> failure);

    ReplyScript m_script;
    QByteArray m_arrived;
    qsizetype m_sent = 0;
    bool m_started = false;
};

} // namespace coffer::test
