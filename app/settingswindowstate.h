// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/settings.h"
#include "ui/shell/windowstate.h"

namespace bw {

/// The window's place and docks, kept in the settings file. Gui thread.
class SettingsWindowState final : public WindowState {
public:
    explicit SettingsWindowState(Settings &settings) : m_settings(settings) {}
    [[nodiscard]] QByteArray geometry() const override { return m_settings.bytes(SettingKey::WindowGeometry); }
    [[nodiscard]] QByteArray layout() const override { return m_settings.bytes(SettingKey::WindowState); }
    void save(const QByteArray &geometry, const QByteArray &layout) override
    {
        m_settings.set(SettingKey::WindowGeometry, geometry);
        m_settings.set(SettingKey::WindowState, layout);
    }

private:
    Settings &m_settings;
};

} // namespace bw
