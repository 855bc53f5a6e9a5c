// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/jsonreader.h"

#include <simdjson.h>

#include <charconv>
#include <cstring>

namespace coffer::htx::json {

namespace ondemand = simdjson::ondemand;

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// simdjson's token reaches to the next one, blanks included.
std::string_view trimmed(std::string_view token)
{
    while (!token.empty() && isBlank(token.back()))
        token.remove_suffix(1);
    return token;
}

bool isAscii(std::string_view text)
{
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

QString fromUtf8(std::string_view text)
{
    QString result = QString::fromUtf8(text.data(), qsizetype(text.size()));
    // A NUL is valid in JSON, but would end the text for whoever shows or stores it as a C string.
    if (text.find('\0') != std::string_view::npos)
        result.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return result;
}

} // namespace

/// What reading a reply keeps along the way.
class Context
{
public:
    /// A QString of this short ASCII text, the same one each time while it stays in a small cache.
    QString shared(std::string_view text)
    {
        std::size_t hash = text.size();
        for (const char c : text)
            hash = hash * 31 + static_cast<unsigned char>(c);
        QString &entry = m_words[(hash ^ (hash >> 8)) % m_words.size()];
        if (entry != QLatin1String(text.data(), qsizetype(text.size())))
            entry = QString::fromLatin1(text.data(), qsizetype(text.size()));
        return entry;
    }

    bool refuse(const char *expected)
    {
        if (!m_expected)
            m_expected = expected;
        return false;
    }
    /// A member that should be there is not, or is null.
    bool miss()
    {
        m_missing = !m_expected;
        return refuse("there");
    }
    /// The text itself is broken.
    bool breakOff()
    {
        m_broken = true;
        return false;
    }
    void inside(const QByteArray &step)
    {
        if (!m_broken)
            m_path.prepend(step);
    }
    void forgive()
    {
        m_expected = nullptr;
        m_missing = false;
        m_path.clear();
    }
    bool isBroken() const { return m_broken; }
    bool isMissing() const { return m_missing && !m_broken; }

    Error failure() const
    {
        QString detail = QStringLiteral("The reply is not valid JSON.");
        if (!m_broken)
            detail = QStringLiteral("data%1 is not %2.")
                         .arg(QString::fromLatin1(m_path),
                              QString::fromLatin1(m_expected ? m_expected : "as promised"));
        return {ErrorKind::MalformedReply, {}, detail, std::nullopt};
    }

    const char *end = nullptr; ///< of the body

private:
    std::array<QString, 128> m_words;
    QByteArray m_path;
    const char *m_expected = nullptr;
    bool m_missing = false;
    bool m_broken = false;
};

namespace {

ondemand::value &valueOf(const Input &in)
{
    return *static_cast<ondemand::value *>(in.value());
}

Input inputFor(ondemand::value &value, Context &context)
{
    return {&value, trimmed(value.raw_json_token()), context};
}

/// The text of a string value. Escapes are rare on this wire, so the common case is a plain slice.
bool stringView(const Input &in, std::string_view &text)
{
    const std::string_view token = in.token();
    if (token.size() < 2 || token.front() != '"' || token.back() != '"')
        return in.refuse("text");
    text = token.substr(1, token.size() - 2);
    if (std::memchr(text.data(), '\\', text.size()) == nullptr)
        return true;
    if (valueOf(in).get_string().get(text))
        return in.refuse("valid text");
    return true;
}

bool integerFrom(const Input &in, std::string_view text, qint64 &number)
{
    const std::size_t first = !text.empty() && text.front() == '-' ? 1 : 0;
    if (text.size() > first + 1 && text[first] == '0')
        return in.refuse("an integer");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return in.refuse("a 64-bit integer");
    return true;
}

bool decimalFrom(const Input &in, std::string_view text, Decimal &number)
{
    const auto parsed = Decimal::parse(QByteArrayView(text.data(), qsizetype(text.size())));
    if (!parsed)
        return in.refuse("a decimal number");
    number = *parsed;
    return true;
}

bool isNumber(std::string_view token)
{
    const std::size_t first = token.front() == '-' ? 1 : 0;
    if (token.size() <= first || !isDigit(token[first]))
        return false;
    // Decimal takes leading zeros; JSON does not have them.
    return token[first] != '0' || token.size() == first + 1 || !isDigit(token[first + 1]);
}

bool decimalFromNumber(const Input &in, Decimal &number)
{
    if (!isNumber(in.token()))
        return in.refuse("a number");
    return decimalFrom(in, in.token(), number);
}

bool decimalFromText(const Input &in, Decimal &number)
{
    std::string_view text;
    return stringView(in, text) && decimalFrom(in, text, number);
}

bool notBelowZero(const Input &in, const Decimal &number)
{
    return !number.isNegative() || in.refuse("zero or more");
}

} // namespace

bool Input::refuse(const char *expected) const
{
    return m_context->refuse(expected);
}

bool Text::operator()(const Input &in, QString &text) const
{
    std::string_view view;
    if (!stringView(in, view))
        return false;
    if (view.size() > 4096)
        return in.refuse("a text of at most 4096 bytes");
    text = fromUtf8(view);
    return true;
}

QString sharedText(const Input &in, std::string_view text)
{
    if (text.size() > 32 || !isAscii(text) || text.find('\0') != std::string_view::npos)
        return fromUtf8(text);
    return in.context().shared(text);
}

bool Word::operator()(const Input &in, QString &text) const
{
    std::string_view view;
    if (!stringView(in, view))
        return false;
    if (view.size() > 4096)
        return in.refuse("a text of at most 4096 bytes");
    text = sharedText(in, view);
    return true;
}

bool Name::text(const Input &in, QString &text) const
{
    std::string_view view;
    if (!stringView(in, view))
        return false;
    if (view.empty() || view.size() > 64)
        return in.refuse("a name of 1 to 64 characters");
    return Word{}(in, text);
}

bool NameOrNothing::text(const Input &in, QString &text) const
{
    text.clear();
    return in.token() == "\"\"" || Name{}.text(in, text);
}

bool Code::operator()(const Input &in, QString &code) const
{
    return in.isText() ? Text{}(in, code) : Identifier{}(in, code);
}

bool Integer::wide(const Input &in, qint64 &number) const
{
    return integerFrom(in, in.token(), number);
}

bool LooseInteger::operator()(const Input &in, qint64 &number) const
{
    std::string_view text = in.token();
    if (in.isText() && !stringView(in, text))
        return false;
    return integerFrom(in, text, number);
}

bool LooseInteger::operator()(const Input &in, int &number) const
{
    qint64 wide = 0;
    if (!(*this)(in, wide))
        return false;
    if (!std::in_range<int>(wide))
        return in.refuse("a smaller integer");
    number = static_cast<int>(wide);
    return true;
}

bool Identifier::operator()(const Input &in, QString &id) const
{
    std::string_view text = in.token();
    if (in.isText()) {
        if (!stringView(in, text))
            return false;
        if (text.empty() || text.size() > 64)
            return in.refuse("an id of 1 to 64 characters");
        id = fromUtf8(text);
        return true;
    }
    if (!isNumber(text) || text.size() > 64 || !std::all_of(text.begin() + 1, text.end(), isDigit))
        return in.refuse("an id");
    id = QString::fromLatin1(text.data(), qsizetype(text.size()));
    return true;
}

bool Flag::operator()(const Input &in, bool &flag) const
{
    flag = in.token() == "true";
    return flag || in.token() == "false" || in.refuse("true or false");
}

namespace {

/// Eight digits at once, as a number; nullopt when one of them is none. For little-endian machines.
std::optional<std::uint64_t> eightDigits(const char *text)
{
    std::uint64_t block = 0;
    std::memcpy(&block, text, sizeof block);
    if ((block & (block + 0x0606060606060606U) & 0xF0F0F0F0F0F0F0F0U) != 0x3030303030303030U)
        return std::nullopt;
    block -= 0x3030303030303030U;
    block = block * 10 + (block >> 8);
    return (((block & 0x000000FF000000FFU) * 0x000F424000000064U) +
            (((block >> 16) & 0x000000FF000000FFU) * 0x0000271000000001U)) >>
           32;
}

/// Adds the digits at text to number and returns where they end.
const char *takeDigits(const char *text, const char *end, std::uint64_t &number)
{
    if constexpr (std::endian::native == std::endian::little) {
        while (end - text >= 8) {
            const auto block = eightDigits(text);
            if (!block)
                break;
            number = number * 100'000'000 + *block;
            text += 8;
        }
    }
    for (; text != end && isDigit(*text); ++text)
        number = number * 10 + static_cast<std::uint64_t>(*text - '0');
    return text;
}

/// Plain numbers of up to 53 bits: their quotient by a power of ten is the nearest double, by one exact
/// division. nullopt for all others, which need more care.
std::optional<double> plainReal(std::string_view token)
{
    static constexpr std::array powers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                       1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
    if (token.size() >= powers.size() || !isNumber(token) || token.front() == '-')
        return std::nullopt;
    const char *end = token.data() + token.size();
    std::uint64_t mantissa = 0;
    const char *rest = takeDigits(token.data(), end, mantissa);
    std::size_t decimals = 0;
    if (rest != end && *rest == '.') {
        const char *fraction = rest + 1;
        rest = takeDigits(fraction, end, mantissa);
        decimals = static_cast<std::size_t>(rest - fraction);
        if (decimals == 0)
            return std::nullopt;
    }
    if (rest != end || mantissa > (std::uint64_t{1} << 53))
        return std::nullopt;
    return static_cast<double>(mantissa) / powers[decimals];
}

} // namespace

bool Real::operator()(const Input &in, double &number) const
{
    if (const auto plain = plainReal(in.token())) {
        number = *plain;
        return true;
    }
    if (valueOf(in).get_double().get(number))
        return in.refuse("a number");
    return number >= 0 || in.refuse("zero or more");
}

bool Amount::operator()(const Input &in, Decimal &number) const
{
    return decimalFromText(in, number);
}

bool PositiveAmount::operator()(const Input &in, Decimal &number) const
{
    return decimalFromText(in, number) && notBelowZero(in, number);
}

bool Price::operator()(const Input &in, Decimal &number) const
{
    return decimalFromNumber(in, number) && notBelowZero(in, number);
}

bool LooseAmount::operator()(const Input &in, Decimal &number) const
{
    return (in.isText() ? decimalFromText(in, number) : decimalFromNumber(in, number)) &&
           notBelowZero(in, number);
}

namespace {

constexpr std::size_t noField = ~std::size_t{0};

bool isKey(const char *key, std::string_view name)
{
    // The text is padded, so looking a name's length ahead stays inside it.
    return key[name.size()] == '"' && std::memcmp(key, name.data(), name.size()) == 0;
}

bool isKey(const char *key, const BoundField &field)
{
    std::uint64_t start = 0;
    std::memcpy(&start, key, sizeof start);
    const std::size_t size = field.name.size();
    return (start & field.headMask) == field.head && key[size] == '"' &&
           (size <= sizeof start ||
            std::memcmp(key + sizeof start, field.name.data() + sizeof start, size - sizeof start) == 0);
}

/// The field with this name, first looking where the row before had it.
std::size_t findField(const SchemaView &schema, const char *key, Layout &layout, std::size_t position)
{
    const bool remembered = position < layout.fieldAt.size();
    if (remembered) {
        const std::size_t guess = layout.fieldAt[position];
        if (guess < schema.count && isKey(key, schema.fields[guess]))
            return guess;
    }
    for (std::size_t index = 0; index < schema.count; ++index) {
        if (isKey(key, schema.fields[index])) {
            if (remembered)
                layout.fieldAt[position] = static_cast<std::uint8_t>(index);
            return index;
        }
    }
    return noField;
}

bool readField(const FieldInfo &info, ondemand::value &value, Context &context, void *row)
{
    const Input in = inputFor(value, context);
    if (in.token().empty())
        return context.breakOff();
    if (in.isNull())
        return info.need != Need::Required || context.miss();
    return info.read(in, row);
}

} // namespace

bool readMembers(const Input &in, const SchemaView &schema, void *row, Layout &layout)
{
    Context &context = in.context();
    ondemand::object object;
    if (valueOf(in).get_object().get(object))
        return in.refuse("an object");
    std::uint64_t seen = 0;   // fields, by their own names
    std::uint64_t filled = 0; // fields, whatever name they came by
    std::size_t position = 0;
    for (auto next : object) {
        ondemand::field member;
        if (std::move(next).get(member))
            return context.breakOff();
        const std::size_t index = findField(schema, member.key().raw(), layout, position++);
        if (index == noField)
            continue;
        const FieldInfo &info = schema.fields[index];
        const std::uint64_t bit = std::uint64_t{1} << index;
        const bool twice = (seen & bit) != 0;
        seen |= bit;
        filled |= info.need == Need::Alias ? bit >> 1 : bit;
        if (twice ? !in.refuse("there once") : !readField(info, member.value(), context, row)) {
            context.inside('.' + QByteArray(info.name.data(), qsizetype(info.name.size())));
            return false;
        }
    }
    if (const std::uint64_t missing = schema.required & ~filled) {
        const std::string_view name = schema.fields[std::countr_zero(missing)].name;
        context.inside('.' + QByteArray(name.data(), qsizetype(name.size())));
        return context.miss();
    }
    return true;
}

bool forEachElement(const Input &list, ElementVisitor visit)
{
    Context &context = list.context();
    ondemand::array array;
    if (valueOf(list).get_array().get(array))
        return list.refuse("a list");
    qsizetype index = 0;
    for (auto next : array) {
        ondemand::value value;
        if (std::move(next).get(value))
            return context.breakOff();
        if (!visit(inputFor(value, context))) {
            context.inside('[' + QByteArray::number(index) + ']');
            return false;
        }
        if (context.isBroken())
            return false;
        ++index;
    }
    return true;
}

bool readPair(const Input &in, Decimal &first, Decimal &second)
{
    std::size_t count = 0;
    const bool read = forEach(in, [&](const Input &element) {
        if (++count > 2)
            return element.refuse("one of two numbers");
        return Price{}(element, count == 1 ? first : second);
    });
    return read && (count == 2 || in.refuse("a pair of numbers"));
}

Error failureOf(const Input &in)
{
    return in.context().failure();
}

bool canContinue(const Input &in)
{
    return !in.context().isBroken();
}

bool wasMissing(const Input &in)
{
    return in.context().isMissing();
}

void forgive(const Input &in)
{
    in.context().forgive();
}

qsizetype estimateAfter(const Input &element)
{
    const char *here = nullptr;
    if (valueOf(element).current_location().get(here))
        return 0;
    const char *start = element.token().data();
    const qsizetype length = std::max<qsizetype>(here - start, 32);
    return std::min<qsizetype>((element.context().end - start) / length, 4096);
}

struct Document::Private
{
    explicit Private(const QByteArray &body) : text(body.constData(), std::size_t(body.size()))
    {
        context.end = text.data() + text.size();
    }

    Result<void> open();
    Result<Envelope> scan(bool mayStop);
    Result<void> readMember(ondemand::field &member, bool &isPayload);

    simdjson::padded_string text;
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

struct EnvelopeMember
{
    std::string_view name;
    bool (*read)(const Input &, Envelope &); ///< nullptr: a payload
};

constexpr std::array<EnvelopeMember, 14> envelopeMembers{{
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
    {"data", nullptr},
    {"tick", nullptr},
    {"list", nullptr},
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
    // At the end there must be nothing left to point at.
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        return malformed(QStringLiteral("The reply ends too early or has text after its end."));
    return envelope;
}

Document::Document(const QByteArray &body) : d(std::make_unique<Private>(body)) {}

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
    // Everything was walked over; back to the payload.
    d->document.rewind();
    ondemand::object root;
    if (d->document.get_object().get(root) || root.find_field(d->payloadKey).get(d->payload))
        return malformed(QStringLiteral("The reply is not valid JSON."));
    return envelope;
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
