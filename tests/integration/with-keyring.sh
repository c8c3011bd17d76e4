#!/bin/sh
# SPDX-FileCopyrightText: Bellwether contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command with a real keyring of its own: a private D-Bus session, a gnome-keyring that is unlocked with an empty password, and
# a home in a temporary folder, so that nobody's own keyring is touched. Exit 77: the tools are not here. BW_BUS_CONFIG: another
# configuration of the bus, such as one that forbids to speak to the keyring.
set -eu
for tool in dbus-run-session gnome-keyring-daemon mktemp; do
    command -v "$tool" >/dev/null 2>&1 || { echo "$tool is not installed" >&2; exit 77; }
done
if [ "${BW_KEYRING_HOME:-}" = "" ]; then
    BW_KEYRING_HOME=$(mktemp -d)
    export BW_KEYRING_HOME
    trap 'rm -rf "$BW_KEYRING_HOME"' EXIT
    export HOME="$BW_KEYRING_HOME" XDG_RUNTIME_DIR="$BW_KEYRING_HOME/run" XDG_DATA_HOME="$BW_KEYRING_HOME/data"
    export XDG_CONFIG_HOME="$BW_KEYRING_HOME/config" XDG_CACHE_HOME="$BW_KEYRING_HOME/cache"
    mkdir -m 700 "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
    unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
    if [ "${BW_BUS_CONFIG:-}" != "" ]; then
        dbus-run-session --config-file="$BW_BUS_CONFIG" -- "$0" "$@"
    else
        dbus-run-session -- "$0" "$@"
    fi
    exit $?
fi
printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
"$@"
