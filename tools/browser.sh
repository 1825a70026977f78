#!/bin/sh
# Print the path of a Chromium for the browser tests; as root on Debian or Ubuntu, bring one first.
set -eu
find_browser() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    if [ -x "$mac" ]; then
        echo "$mac"
        return 0
    fi
    return 1
}
if find_browser; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    { apt-get update -qq && apt-get install -y -qq chromium; } >&2
    find_browser && exit 0
fi
echo "browser: the browser tests need a Chromium and none was found; run: sudo apt-get install chromium" >&2
echo "browser: (macOS: brew install --cask google-chrome; elsewhere set CHROMIUM to the program's path)" >&2
exit 2
