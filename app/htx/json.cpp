// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/json.h"

#include "htx/jsoncontext.h"

#include <openssl/crypto.h>

#include <algorithm>

namespace coffer::htx::json {

struct Document::Private
{
    Private(const QByteArray &body, bool isSensitive)
        : text(body.constData(), std::size_t(body.size())), sensitive(isSensitive)
    {
        context.end = text.data() + text.size();
    }
    ~Private()
    {
        if (sensitive)
            OPENSSL_cleanse(text.data(), text.size());
    }
    Q_DISABLE_COPY_MOVE(Private)

    Result<void> open();
    Result<Envelope> scan(bool mayStop);
    Result<void> readMember(ondemand::field &member, bool &isPayload);
    Result<void> readFrameMember(ondemand::field &member, Frame &frame);
    Result<void> checkEnd();
    Result<void> returnToPayload();

    simdjson::padded_string text;
    bool sensitive = false;
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object_iterator next;
    ondemand::object_iterator end;
    ondemand::value payload;
    std::string_view payloadKey;
    bool payloadIsNull = false;
    Envelope envelope;
    std::uint32_t seen = 0;
    bool stopped = false; ///< in front of the payload, which has not been skipped
    Context context;
};

namespace {

tl::unexpected<Error> malformed(QString detail)
{
    return fail(ErrorKind::MalformedReply, std::move(detail));
}

bool readCode(const Input &in, std::optional<QString> &code)
{
    return Code{}(in, code.emplace());
}

bool readStatus(const Input &in, Envelope &envelope)
{
    return readCode(in, envelope.status);
}

bool readCodeMember(const Input &in, Envelope &envelope)
{
    return readCode(in, envelope.code);
}

bool readErrorCode(const Input &in, Envelope &envelope)
{
    return readCode(in, envelope.errorCode);
}

bool readMessage(const Input &in, Envelope &envelope)
{
    QString text;
    // Texts of refusals are for people: one that is no text, or too long, is no reason to lose the code.
    if (!Text{}(in, text))
        forgive(in);
    if (envelope.message.isEmpty())
        envelope.message = text;
    return true;
}

bool readSuccess(const Input &in, Envelope &envelope)
{
    bool flag = true;
    if (!Flag{}(in, flag))
        forgive(in);
    else
        envelope.success = flag && envelope.success.value_or(true);
    return true;
}

bool readTimestamp(const Input &in, Envelope &envelope)
{
    if (!LooseInteger{}(in, envelope.timestamp)) {
        envelope.timestamp = 0;
        forgive(in);
    }
    return true;
}

bool readNextId(const Input &in, Envelope &envelope)
{
    return Code{}(in, envelope.nextId);
}

bool readFull(const Input &in, Envelope &envelope)
{
    qint64 full = 0;
    if (!LooseInteger{}(in, full))
        return false;
    envelope.isFull = full != 0;
    return true;
}

struct EnvelopeMember
{
    std::string_view name;
    bool (*read)(const Input &, Envelope &); ///< nullptr: a payload
};

constexpr std::array<EnvelopeMember, 17> envelopeMembers{{
    {"status", readStatus},
    {"code", readCodeMember},
    {"err-code", readErrorCode},
    {"err_code", readErrorCode},
    {"err-msg", readMessage},
    {"err_msg", readMessage},
    {"message", readMessage},
    {"msg", readMessage},
    {"success", readSuccess},
    {"ok", readSuccess},
    {"ts", readTimestamp},
    {"next-id", readNextId},
    {"nextId", readNextId},
    {"full", readFull},
    {"data", nullptr},
    {"tick", nullptr},
    {"list", nullptr},
}};

template<Frame::Kind Kind>
bool readTopic(const Input &in, Frame &frame)
{
    frame.kind = Kind;
    return Text{}(in, frame.topic);
}

template<QString Frame::*Member>
bool readWord(const Input &in, Frame &frame)
{
    return Code{}(in, frame.*Member);
}

/// As for refusals of REST: a text that can't be read is no reason to lose the rest.
bool readFrameMessage(const Input &in, Frame &frame)
{
    if (!Text{}(in, frame.message))
        forgive(in);
    return true;
}

bool readPing(const Input &in, Frame &frame)
{
    return Integer{}(in, frame.ping.emplace());
}

bool readFrameTime(const Input &in, Frame &frame)
{
    if (!LooseInteger{}(in, frame.timestamp)) {
        frame.timestamp = 0;
        forgive(in);
    }
    return true;
}

struct FrameMember
{
    std::string_view name;
    bool (*read)(const Input &, Frame &); ///< nullptr: a payload
};

constexpr std::array<FrameMember, 16> frameMembers{{
    {"ch", readTopic<Frame::Kind::Push>},
    {"ts", readFrameTime},
    {"tick", nullptr},
    {"data", nullptr},
    {"action", readWord<&Frame::action>},
    {"code", readWord<&Frame::code>},
    {"ping", readPing},
    {"id", readWord<&Frame::id>},
    {"status", readWord<&Frame::status>},
    {"subbed", readTopic<Frame::Kind::Subscribed>},
    {"unsubbed", readTopic<Frame::Kind::Unsubscribed>},
    {"rep", readTopic<Frame::Kind::Answer>},
    {"err-code", readWord<&Frame::code>},
    {"err-msg", readFrameMessage},
    {"message", readFrameMessage},
    {"msg", readFrameMessage},
}};

bool saysWell(const Envelope &envelope)
{
    return (envelope.status == QLatin1String("ok") || envelope.code == QLatin1String("200")) &&
           !envelope.errorCode;
}

} // namespace

Result<void> Document::Private::open()
{
    ondemand::object root;
    // Stage one checks the whole text: UTF-8, strings that never end, control characters.
    if (parser.iterate(text).get(document) || document.get_object().get(root) || root.begin().get(next) ||
        root.end().get(end))
        return malformed(QStringLiteral("The reply is not a JSON object."));
    return {};
}

Result<void> Document::Private::readMember(ondemand::field &member, bool &isPayload)
{
    isPayload = false;
    const char *key = member.key().raw();
    for (std::size_t index = 0; index < envelopeMembers.size(); ++index) {
        const auto &[name, read] = envelopeMembers[index];
        if (!isKey(key, name))
            continue;
        const std::uint32_t bit = std::uint32_t{1} << index;
        if ((seen & bit) != 0)
            return malformed(QStringLiteral("The reply has two members named %1.")
                                 .arg(QString::fromLatin1(name.data(), qsizetype(name.size()))));
        seen |= bit;
        const Input in = inputFor(member.value(), context);
        if (in.token().empty())
            return malformed(QStringLiteral("The reply ends too early."));
        if (!read) {
            envelope.hasPayload = true;
            isPayload = !in.isNull();
            // data comes before tick and list, and anything before null.
            if (payloadKey.empty() || (isPayload && (payloadIsNull || name == "data"))) {
                payloadKey = name;
                payloadIsNull = !isPayload;
            }
            return {};
        }
        if (!in.isNull() && !read(in, envelope))
            return malformed(QStringLiteral("The member %1 of the reply can't be read.")
                                 .arg(QString::fromLatin1(name.data(), qsizetype(name.size()))));
        return {};
    }
    return {};
}

Result<Envelope> Document::Private::scan(bool mayStop)
{
    for (; next != end; ++next) {
        ondemand::field member;
        if ((*next).get(member))
            return malformed(QStringLiteral("The reply is not valid JSON."));
        bool isPayload = false;
        if (Result<void> read = readMember(member, isPayload); !read)
            return fail(std::move(read.error()));
        if (isPayload && mayStop && payloadKey == "data" && saysWell(envelope)) {
            payload = member.value();
            stopped = true;
            return envelope;
        }
    }
    if (Result<void> ended = checkEnd(); !ended)
        return fail(std::move(ended.error()));
    return envelope;
}

Result<void> Document::Private::checkEnd()
{
    // At the end there must be nothing left to point at.
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        return malformed(QStringLiteral("The reply ends too early or has text after its end."));
    return {};
}

/// After everything was walked over.
Result<void> Document::Private::returnToPayload()
{
    document.rewind();
    ondemand::object root;
    if (document.get_object().get(root) || root.find_field(payloadKey).get(payload))
        return malformed(QStringLiteral("The reply is not valid JSON."));
    return {};
}

Result<void> Document::Private::readFrameMember(ondemand::field &member, Frame &frame)
{
    const char *key = member.key().raw();
    const auto *const known =
        std::ranges::find_if(frameMembers, [key](const FrameMember &each) { return isKey(key, each.name); });
    if (known == frameMembers.end())
        return {};
    const QString name = QString::fromLatin1(known->name.data(), qsizetype(known->name.size()));
    const std::uint32_t bit = std::uint32_t{1} << (known - frameMembers.begin());
    if ((seen & bit) != 0)
        return malformed(QStringLiteral("The message has two members named %1.").arg(name));
    seen |= bit;
    const Input in = inputFor(member.value(), context);
    if (in.token().empty())
        return malformed(QStringLiteral("The message ends too early."));
    if (in.isNull())
        return {};
    if (known->read && !known->read(in, frame))
        return malformed(QStringLiteral("The member %1 of the message can't be read.").arg(name));
    if (!known->read) {
        payloadKey = known->name;
        frame.hasPayload = true;
    }
    return {};
}

Document::Document(const QByteArray &body, bool sensitive) : d(std::make_unique<Private>(body, sensitive)) {}

Document::~Document() = default;

QByteArrayView Document::text() const
{
    return {d->text.data(), qsizetype(d->text.size())};
}

Result<Envelope> Document::readEnvelope()
{
    if (text().size() > sizeLimit)
        return fail(ErrorKind::TooLarge, QStringLiteral("The reply has more than 8 MiB."));
    if (Result<void> opened = d->open(); !opened)
        return fail(std::move(opened.error()));
    Result<Envelope> envelope = d->scan(true);
    if (!envelope || d->stopped || d->payloadKey.empty())
        return envelope;
    if (Result<void> returned = d->returnToPayload(); !returned)
        return fail(std::move(returned.error()));
    return envelope;
}

Result<Frame> Document::readFrame()
{
    if (text().size() > sizeLimit)
        return fail(ErrorKind::TooLarge, QStringLiteral("The message has more than 8 MiB."));
    if (Result<void> opened = d->open(); !opened)
        return fail(std::move(opened.error()));
    Frame frame;
    for (; d->next != d->end; ++d->next) {
        ondemand::field member;
        if ((*d->next).get(member))
            return malformed(QStringLiteral("The message is not valid JSON."));
        if (Result<void> read = d->readFrameMember(member, frame); !read)
            return fail(std::move(read.error()));
    }
    if (Result<void> ended = d->checkEnd(); !ended)
        return fail(std::move(ended.error()));
    d->envelope.timestamp = frame.timestamp;
    if (frame.hasPayload) {
        if (Result<void> returned = d->returnToPayload(); !returned)
            return fail(std::move(returned.error()));
    }
    return frame;
}

Result<Envelope> Document::readRest()
{
    if (!d->stopped)
        return d->envelope;
    d->stopped = false;
    ++d->next;
    return d->scan(false);
}

qint64 Document::timestamp() const
{
    return d->envelope.timestamp;
}

Input open(Value payload)
{
    Document::Private &internals = payload.document().internals();
    return inputFor(internals.payload, internals.context);
}

} // namespace coffer::htx::json
