// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sealed.h"
#include "keys/backup/backupcontent.h"

/// What is inside a backup's seal (sealed.h): the length of a JSON text as u32, big-endian; the text; then
/// the secrets, one behind the other, in the order of the keys. Each key in the JSON says how many bytes its
/// secret has, 0 for none. So no secret is ever part of a text.
namespace coffer::keys::backupformat {

inline constexpr sealed::Format format{"COFFERBK"};

/// The content as bytes. Texts that are too long are cut.
Secret pack(const BackupContent &content);

/// UnknownFile with code "content" for anything that pack() would not give: a member that is missing, of
/// another type, too long, unknown or there twice over; "version" when a newer Coffer made it.
Result<BackupContent> unpack(const Secret &plain);

} // namespace coffer::keys::backupformat
