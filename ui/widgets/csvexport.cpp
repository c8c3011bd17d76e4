// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/csvexport.h"

#include "ui/models/csvtext.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>

namespace bw {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::CsvExport)
};

void sayFailure(const QString &path, QWidget *parent)
{
    auto *box = new QMessageBox(QMessageBox::Warning, Words::tr("Save as CSV"), QString(), QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(Words::tr("The table could not be written to %1. Check the folder's rights and the disk's space.").arg(path));
    box->setModal(false);
    box->show();
}

} // namespace

bool writeCsv(const QString &path, const QString &csv)
{
    QSaveFile file(path);
    const QByteArray bytes = csv.toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

void saveAsCsv(const QAbstractItemModel &model, const QString &name, QWidget *parent)
{
    const QString csv = csvText(model);
    auto *dialog = new QFileDialog(parent, Words::tr("Save as CSV"), QString(), Words::tr("CSV tables (*.csv)"));
    dialog->setObjectName(QStringLiteral("csvDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog); // a native one may be modal to the window
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [csv, parent](const QString &path) {
        if (!writeCsv(path, csv))
            sayFailure(path, parent);
    });
    dialog->setModal(false);
    dialog->show();
}

} // namespace bw
