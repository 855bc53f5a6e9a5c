// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/indicators/indicatorsetmodel.h"

#include "ui/charts/indicators/indicatorcolors.h"
#include "ui/charts/indicators/indicatorswatch.h"
#include "ui/charts/indicators/indicatorwords.h"
#include "ui/common/theme.h"

#include <QGuiApplication>
#include <QIcon>

namespace coffer::ui {

using market::IndicatorSpec;

namespace {

constexpr int dotSize = 10;

QList<QColor> colorsOf(const IndicatorSpec &spec, const Colors &colors)
{
    QList<QColor> result;
    for (int output = 0; output < spec.colours.size(); ++output) {
        const QColor color = indicatorColor(spec, output, colors);
        if (!result.contains(color))
            result += color;
    }
    return result;
}

/// As they are, without the tint of a selection.
QIcon dots(const QList<QColor> &colors)
{
    const QPixmap pixmap = indicatorDots(colors, dotSize, qGuiApp->devicePixelRatio());
    QIcon icon;
    icon.addPixmap(pixmap, QIcon::Normal);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

} // namespace

IndicatorSetModel::IndicatorSetModel(const Theme &theme, QObject *parent)
    : QAbstractListModel(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!m_specs.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DecorationRole});
    });
}

void IndicatorSetModel::setSpecs(const QList<IndicatorSpec> &specs)
{
    const QList<IndicatorSpec> wanted = specs.mid(0, market::mostIndicators);
    if (wanted == m_specs)
        return;
    if (!m_specs.isEmpty()) {
        beginRemoveRows({}, 0, rowCount() - 1);
        m_specs.clear();
        endRemoveRows();
    }
    if (!wanted.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(wanted.size()) - 1);
        for (const IndicatorSpec &spec : wanted)
            m_specs += spec.cleaned();
        endInsertRows();
    }
    Q_EMIT edited();
}

int IndicatorSetModel::add(market::IndicatorKind kind)
{
    if (isFull())
        return -1;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_specs += freshIndicator(kind, m_specs);
    endInsertRows();
    Q_EMIT edited();
    return row;
}

void IndicatorSetModel::setSpec(int row, const IndicatorSpec &spec)
{
    const IndicatorSpec cleaned = spec.cleaned();
    if (row < 0 || row >= m_specs.size() || m_specs[row] == cleaned)
        return;
    m_specs[row] = cleaned;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT edited();
}

void IndicatorSetModel::removeAt(int row)
{
    if (row < 0 || row >= m_specs.size())
        return;
    beginRemoveRows({}, row, row);
    m_specs.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

bool IndicatorSetModel::moveUp(int row)
{
    if (row < 1 || row >= m_specs.size())
        return false;
    beginMoveRows({}, row, row, {}, row - 1);
    m_specs.move(row, row - 1);
    endMoveRows();
    Q_EMIT edited();
    return true;
}

bool IndicatorSetModel::moveDown(int row)
{
    if (row < 0 || row + 1 >= m_specs.size())
        return false;
    beginMoveRows({}, row, row, {}, row + 2);
    m_specs.move(row, row + 1);
    endMoveRows();
    Q_EMIT edited();
    return true;
}

int IndicatorSetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_specs.size());
}

QVariant IndicatorSetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const IndicatorSpec &spec = m_specs[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return IndicatorWords::shortName(spec);
    case Qt::ToolTipRole:
        return QString(IndicatorWords::name(spec.kind) + u'\n' + IndicatorWords::summary(spec.kind));
    case Qt::AccessibleTextRole:
        return spec.visible ? IndicatorWords::shortName(spec)
                            : tr("%1, hidden").arg(IndicatorWords::shortName(spec));
    case Qt::DecorationRole:
        return dots(colorsOf(spec, m_theme.colors()));
    case Qt::ForegroundRole:
        return spec.visible ? QVariant() : QVariant::fromValue(QBrush(m_theme.colors().muted));
    case Qt::CheckStateRole:
        return static_cast<int>(spec.visible ? Qt::Checked : Qt::Unchecked);
    default:
        return {};
    }
}

bool IndicatorSetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    IndicatorSpec spec = m_specs[index.row()];
    spec.visible = value.toInt() == Qt::Checked;
    setSpec(index.row(), spec);
    return true;
}

Qt::ItemFlags IndicatorSetModel::flags(const QModelIndex &index) const
{
    return index.isValid()
               ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren
               : Qt::ItemFlags();
}

} // namespace coffer::ui
