// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timetext.h"

#include <QColor>
#include <QRectF>
#include <QStringList>

class QPainter;

namespace bw {

class Theme;

/// What the painted charts of this window have in common, so that a gap, a tag and a read-out look the same on each. Pure drawing with the
/// painter's own font.
namespace chartpaint {

/// A hatched band without data; the words stand in it where they have room.
void gap(QPainter &painter, const Theme &theme, const QRectF &band, const QString &words);
/// A filled tag on the price axis, centred on y and kept inside the axis.
void axisTag(QPainter &painter, const Theme &theme, const QRectF &axis, double y, const QString &text, const QColor &fill,
             const QColor &ink);
/// A tag below the plot, centred on x and kept inside.
void timeTag(QPainter &painter, const Theme &theme, const QRectF &axis, double x, const QString &text);
/// Lines of text on a calm ground in the upper left corner of the room, wrapped at words where they are wider than it.
void readout(QPainter &painter, const Theme &theme, const QRectF &room, const QStringList &lines);
/// Labels and grid lines of a time axis below the plot, and the zone's name at its right end.
struct TimeAxis {
    QRectF plot; ///< gets the grid lines
    QRectF labels; ///< the line below it
    double zoneLeft = 0;
    UtcTime from{}, to{};
    TimeText zone;
};
void timeAxis(QPainter &painter, const Theme &theme, const TimeAxis &axis);
/// The dashed hairlines of a crosshair.
void cross(QPainter &painter, const Theme &theme, const QRectF &plot, double x, double y);
/// A frame around what has the keyboard.
void focusRing(QPainter &painter, const Theme &theme, const QRectF &bounds);

} // namespace chartpaint
} // namespace bw
