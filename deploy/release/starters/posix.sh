#!/bin/sh
# Double-click this file to open the workbook. It finds Python, or says how to get it; nothing needs administrator rights.
cd "$(dirname "$0")" || exit 1

wait_for_enter() {
  if [ -t 0 ]; then
    printf 'Press Enter to close this window. '
    read -r _
  fi
}

if [ ! -f start.py ]; then
  echo 'This file was started alone, out of the ZIP. Unzip the whole folder first. Then start it from there.'
  wait_for_enter
  exit 1
fi

good() {
  # On a Mac without Apple's developer tools, /usr/bin/python3 is a stand-in that asks to install them.
  if [ "$(uname)" = Darwin ] && [ "$(command -v "$1")" = /usr/bin/python3 ]; then
    xcode-select -p >/dev/null 2>&1 || return 1
  fi
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

elsewhere=
if [ "$(uname)" = Darwin ]; then
  # A program started by a double-click on a Mac doesn't see these places.
  elsewhere='/opt/homebrew/bin/python3 /usr/local/bin/python3
    /Library/Frameworks/Python.framework/Versions/3.1[1-9]/bin/python3'
fi

for python in python3.14 python3.13 python3.12 python3.11 python3 python $elsewhere \
  "$HOME"/.local/bin/python3.1[1-9]; do
  if good "$python"; then
    "$python" start.py "$@"
    code=$?
    if [ "$code" -ne 0 ]; then wait_for_enter; fi
    exit "$code"
  fi
done

echo 'The workbook needs Python 3.11 or newer, and I found none on this computer.'
echo 'The page "Get Python first.html" beside this file says how to get it. You need no administrator rights.'
if [ -z "$WORKBOOK_STAY_QUIET" ]; then
  for show in open xdg-open; do
    if command -v "$show" >/dev/null 2>&1 && "$show" 'Get Python first.html' >/dev/null 2>&1; then break; fi
  done
fi
wait_for_enter
exit 1
