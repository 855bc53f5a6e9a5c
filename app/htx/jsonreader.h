// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decimal.h"
#include "core/ids.h"
#include "htx/json.h"

#include <QList>

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

/// How the endpoints read a payload: each row type has a Schema, a table that binds the members of a JSON
/// object to the members of a struct; readOne() and readList() do the rest. Private to htx.
namespace coffer::htx::json {

class Context;

/// One value of a reply while it is being read.
class Input
{
public:
    Input(void *value, std::string_view token, Context &context)
        : m_value(value), m_token(token), m_context(&context)
    {
    }

    /// The raw text of a scalar; of a list or an object only its first character counts.
    std::string_view token() const { return m_token; }
    bool isText() const { return m_token.front() == '"'; }
    bool isNull() const { return m_token == "null"; }
    /// Remembers why this value can't be used. Always false, to be returned.
    bool refuse(const char *expected) const;

    Context &context() const { return *m_context; }
    void *value() const { return m_value; }

private:
    void *m_value; ///< simdjson's, seen by json.cpp alone
    std::string_view m_token;
    Context *m_context;
};

// Readers: function objects that turn a value into a C++ one, or refuse it.

/// A string of at most 4,096 characters.
struct Text
{
    bool operator()(const Input &in, QString &text) const;
};

/// A short string that many rows have in common: they share one QString.
struct Word
{
    bool operator()(const Input &in, QString &text) const;
};

/// A QString of this short text, one for all rows that have it.
QString sharedText(const Input &in, std::string_view text);

/// A Symbol or a Currency: a string of 1 to 64 characters.
struct Name
{
    bool text(const Input &in, QString &text) const;
    template<class Id>
    bool operator()(const Input &in, Id &id) const
    {
        return text(in, id.value);
    }
};

/// A Currency that may be named by an empty string: none.
struct NameOrNothing
{
    bool text(const Input &in, QString &text) const;
    template<class Id>
    bool operator()(const Input &in, Id &id) const
    {
        return text(in, id.value);
    }
};

/// A code: an integer as a JSON number, or any string.
struct Code
{
    bool operator()(const Input &in, QString &code) const;
};

/// An integer, as a JSON number.
struct Integer
{
    bool wide(const Input &in, qint64 &number) const;
    template<std::integral Number>
    bool operator()(const Input &in, Number &number) const
    {
        qint64 value = 0;
        if (!wide(in, value))
            return false;
        if (!std::in_range<Number>(value))
            return in.refuse("a smaller integer");
        number = static_cast<Number>(value);
        return true;
    }
};

/// An integer, as a JSON number or in a string (htx-api.md 10, 12).
struct LooseInteger
{
    bool operator()(const Input &in, qint64 &number) const;
    bool operator()(const Input &in, int &number) const;
};

/// An id: digits of any length as a JSON number, or a string of 1 to 64 characters.
struct Identifier
{
    bool operator()(const Input &in, QString &id) const;
    bool operator()(const Input &in, qint64 &id) const { return LooseInteger{}(in, id); }
    template<class Id>
    requires requires(Id id) { id.value; }
    bool operator()(const Input &in, Id &id) const { return (*this)(in, id.value); }
};

/// true or false.
struct Flag
{
    bool operator()(const Input &in, bool &flag) const;
};

/// A JSON number, not below zero, that is drawn and never accounted with.
struct Real
{
    bool operator()(const Input &in, double &number) const;
};

/// A decimal as a JSON string: balances, amounts and prices of orders.
struct Amount
{
    bool operator()(const Input &in, Decimal &number) const;
};

/// The same, not below zero.
struct PositiveAmount
{
    bool operator()(const Input &in, Decimal &number) const;
};

/// A decimal as a JSON number, not below zero: market prices and volumes.
struct Price
{
    bool operator()(const Input &in, Decimal &number) const;
};

/// A decimal as a JSON number, of either sign.
struct SignedNumber
{
    bool operator()(const Input &in, Decimal &number) const;
};

/// A decimal not below zero that some replies send as a number and others in a string.
struct LooseAmount
{
    bool operator()(const Input &in, Decimal &number) const;
};

enum class Need : std::uint8_t {
    Required, ///< missing or null: the row is refused
    Optional, ///< missing or null: the member keeps its default
    Alias,    ///< another name for the field before it
};

struct FieldInfo
{
    std::string_view name;
    Need need = Need::Required;
    bool (*read)(const Input &in, void *row) = nullptr;
};

template<class Row>
struct Field : FieldInfo
{
};

template<class>
struct MemberOf;
template<class Row, class Type>
struct MemberOf<Type Row::*>
{
    using Owner = Row;
};

template<class T>
inline constexpr bool isOptional = false;
template<class T>
inline constexpr bool isOptional<std::optional<T>> = true;

template<auto Member, class Reader>
bool readMember(const Input &in, void *row)
{
    auto &member = static_cast<typename MemberOf<decltype(Member)>::Owner *>(row)->*Member;
    if constexpr (isOptional<std::remove_reference_t<decltype(member)>>)
        return Reader{}(in, member.emplace());
    else
        return Reader{}(in, member);
}

/// The member name of the JSON object goes to this member of the row.
template<auto Member, class Reader>
constexpr auto field(std::string_view name, Need need = Need::Required)
{
    using Row = typename MemberOf<decltype(Member)>::Owner;
    return Field<Row>{{name, need, &readMember<Member, Reader>}};
}

template<class Row, bool (*Read)(const Input &, Row &)>
bool readWithFunction(const Input &in, void *row)
{
    return Read(in, *static_cast<Row *>(row));
}

/// The member name of the JSON object is read by a function that sees the whole row.
template<class Row, bool (*Read)(const Input &, Row &)>
constexpr Field<Row> field(std::string_view name, Need need = Need::Required)
{
    return Field<Row>{{name, need, &readWithFunction<Row, Read>}};
}

/// A field with the first eight bytes of its name, to be compared at once.
struct BoundField : FieldInfo
{
    std::uint64_t head = 0;
    std::uint64_t headMask = 0;

    constexpr BoundField() = default;
    explicit constexpr BoundField(const FieldInfo &info) : FieldInfo(info)
    {
        std::array<char, 8> bytes{};
        std::array<unsigned char, 8> mask{};
        for (std::size_t index = 0; index < bytes.size() && index < name.size(); ++index) {
            bytes[index] = name[index];
            mask[index] = 0xFF;
        }
        head = std::bit_cast<std::uint64_t>(bytes);
        headMask = std::bit_cast<std::uint64_t>(mask);
    }
};

/// A schema without its type.
struct SchemaView
{
    const BoundField *fields = nullptr;
    std::size_t count = 0;
    std::uint64_t required = 0; ///< a bit a field
};

/// The members of one kind of JSON object. Members that are not named here are skipped; a named one that
/// comes twice makes the row unreadable.
template<class Row, std::size_t Count>
class Schema
{
public:
    static_assert(Count <= 40);

    explicit constexpr Schema(const Field<Row> (&fields)[Count])
    {
        for (std::size_t index = 0; index < Count; ++index) {
            m_fields[index] = BoundField(fields[index]);
            if (fields[index].need == Need::Required)
                m_required |= std::uint64_t{1} << index;
        }
    }

    constexpr SchemaView view() const { return {m_fields.data(), Count, m_required}; }

private:
    std::array<BoundField, Count> m_fields{};
    std::uint64_t m_required = 0;
};

/// Where each member was in the row before: rows of one list nearly always have the same order.
struct Layout
{
    static constexpr std::uint8_t unknown = 0xFF;
    std::array<std::uint8_t, 48> fieldAt;

    Layout() { fieldAt.fill(unknown); }
};

/// Calls a function object by reference, without owning or copying it.
class ElementVisitor
{
public:
    template<class Function>
    explicit ElementVisitor(Function &function)
        : m_function(&function),
          m_call([](void *target, const Input &in) { return (*static_cast<Function *>(target))(in); })
    {
    }

    bool operator()(const Input &in) const { return m_call(m_function, in); }

private:
    void *m_function;
    bool (*m_call)(void *, const Input &);
};

/// The payload as a value. There is one only, and it can be read once.
Input open(Value payload);
/// Why reading failed: MalformedReply that names the member.
Error failureOf(const Input &in);
/// False once the text itself turned out to be broken, so that there is no going on with the next row.
bool canContinue(const Input &in);
/// True when a member was missing or null, rather than wrong.
bool wasMissing(const Input &in);
/// Forgets a failure that concerns one row only.
void forgive(const Input &in);
/// About how many more elements like the one that starts here follow; at most 4,096.
qsizetype estimateAfter(const Input &element);

bool readMembers(const Input &object, const SchemaView &schema, void *row, Layout &layout);
bool forEachElement(const Input &list, ElementVisitor visit);

template<class Function>
bool forEach(const Input &list, Function function)
{
    return forEachElement(list, ElementVisitor(function));
}

template<class Row, std::size_t Count>
bool readRow(const Input &in, const Schema<Row, Count> &schema, Row &row)
{
    Layout layout;
    return readMembers(in, schema.view(), &row, layout);
}

/// Appends every element; false when one can't be read.
template<class Row, std::size_t Count>
bool readRows(const Input &in, const Schema<Row, Count> &schema, QList<Row> &rows)
{
    Layout layout;
    return forEach(in, [&](const Input &element) {
        const bool read = readMembers(element, schema.view(), &rows.emplaceBack(), layout);
        if (rows.size() == 1)
            rows.reserve(1 + estimateAfter(element));
        return read;
    });
}

/// The payload is one object.
template<class Row, std::size_t Count>
Result<Row> readOne(Value payload, const Schema<Row, Count> &schema)
{
    const Input in = open(payload);
    Row row;
    if (!readRow(in, schema, row))
        return fail(failureOf(in));
    return row;
}

/// The payload is a list of objects.
template<class Row, std::size_t Count>
Result<QList<Row>> readList(Value payload, const Schema<Row, Count> &schema)
{
    const Input in = open(payload);
    QList<Row> rows;
    if (!readRows(in, schema, rows))
        return fail(failureOf(in));
    return rows;
}

/// A price level: a list of a price and a size.
bool readPair(const Input &in, Decimal &first, Decimal &second);

/// The payload is one plain value.
template<class Reader, class T>
Result<T> readValue(Value payload)
{
    const Input in = open(payload);
    T value{};
    if (!Reader{}(in, value))
        return fail(failureOf(in));
    return value;
}

} // namespace coffer::htx::json
