// SPDX-License-Identifier: GPL-3.0-or-later
#include "htx/jsonreader.h"

#include "htx/jsoncontext.h"

#include <algorithm>
#include <charconv>

namespace coffer::htx::json {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
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

namespace {

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

bool Real::operator()(const Input &in, double &number) const
{
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

bool SignedNumber::operator()(const Input &in, Decimal &number) const
{
    return decimalFromNumber(in, number);
}

bool LooseAmount::operator()(const Input &in, Decimal &number) const
{
    return (in.isText() ? decimalFromText(in, number) : decimalFromNumber(in, number)) &&
           notBelowZero(in, number);
}

namespace {

constexpr std::size_t noField = ~std::size_t{0};

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
        if (next.error())
            return context.breakOff();
        // In place: copying it costs as much as reading it.
        ondemand::field &&member = std::move(next).value_unsafe();
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
        if (next.error())
            return context.breakOff();
        // NOLINTNEXTLINE(performance-move-const-arg): value_unsafe() is for rvalues only
        ondemand::value &&value = std::move(next).value_unsafe();
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

} // namespace coffer::htx::json
