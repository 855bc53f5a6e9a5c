// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/keys/response/responses.h"

#include <QFrame>

class QVBoxLayout;

namespace coffer::ui {

/// Says which responses are under way and goes on with them; hidden while there is none.
class ResponseNotice : public QFrame
{
    Q_OBJECT

public:
    ResponseNotice(Responses &responses, const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rebuild();
    QWidget *makeRow(const keys::Incident &incident);

    Responses &m_responses;
    const Theme &m_theme;
    QVBoxLayout *m_layout;
    QWidget *m_rows = nullptr;
};

} // namespace coffer::ui
