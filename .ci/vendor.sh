#!/usr/bin/env bash
# Renews the front end's vendored files from npm: name, version and licence beside each. No Node at run time.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # package@version → $work/<name>
    mkdir -p "$work/$2"
    (cd "$work" && npm pack --silent "$1" >/dev/null && tar -xzf ./*.tgz -C "$2" --strip-components=1 && rm ./*.tgz)
}
describe() { # name folder: what it is, from the package's own description
    # shellcheck disable=SC2016  # JavaScript's own placeholders
    node -p 'const p = require(process.argv[1]); `name: ${p.name}\nversion: ${p.version}\nlicense: ${p.license}`' \
        "$work/$1/package.json" >"$2/VERSION"
}
keep() { # name file... : copies files with the package's licence and its version
    local name=$1 to="$here/static/vendored/$1"
    shift
    rm -rf "$to" && mkdir -p "$to"
    for file in "$@"; do cp "$work/$name/$file" "$to/"; done
    find "$work/$name" -maxdepth 1 -iname 'licen[sc]e*' -exec cp {} "$to/LICENSE" \;
    describe "$name" "$to"
}

fetch @tabler/core@1.6.1 tabler
keep tabler dist/css/tabler.min.css
sed -i '/sourceMappingURL/d' "$here/static/vendored/tabler/tabler.min.css"
# The package has no licence file: its copyright lines stand at the head of the style sheet, its MIT text is that of Tabler's icons.
tabler_licence() {
    printf 'MIT License\n\n'
    sed -n 's/^ \* \(Copyright.*\)/\1/p' "$here/static/vendored/tabler/tabler.min.css"
    sed '1,/^Copyright/d' "$work/tabler-icons/LICENSE"
}
fetch htmx.org@2.0.11 htmx
keep htmx dist/htmx.min.js
fetch @fontsource/be-vietnam-pro@5.3.0 be-vietnam-pro
keep be-vietnam-pro files/be-vietnam-pro-{vietnamese,latin-ext,latin}-{400,600}-normal.woff2
fetch @tabler/icons@3.51.0 tabler-icons
keep tabler-icons
tabler_licence >"$here/static/vendored/tabler/LICENSE"
names="checklist layout-dashboard clipboard-text clipboard-check users-group list-check award file-text building settings
cloud-check cloud-off presentation check x chevron-down chevron-right chevron-left calendar alert-triangle alert-circle info-circle
clock mail download upload printer plus trash arrow-up arrow-down edit eye send inbox lock logout menu-2 history qrcode rubber-stamp
signature message message-circle refresh search user users key home package map-pin link copy shield-check shield-x file-download
gavel arrow-back-up external-link table loader circle-check circle-dashed file-type-pdf file-type-docx file-zip building-community file-spreadsheet file-type-xls photo paperclip chart-bar scale adjustments keyboard star trophy target flag-3 versions copy-check ban hourglass eye-off lock-open git-compare world report-analytics arrow-right arrow-left table-import table-export sum device-floppy user-check calendar-event
player-play player-stop microphone hand-stop grip-vertical device-tv device-mobile certificate heart-handshake users list-numbers bell mail-forward
writing transfer bulb confetti calendar-stats rss clock-play clipboard-list run map-2 coin notes thumb-up message-report"
{
    printf '<svg xmlns="http://www.w3.org/2000/svg">\n'
    for name in $names; do
        printf '<symbol id="%s" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">' "$name"
        sed -n '/<path\|<circle\|<rect\|<line/p' "$work/tabler-icons/icons/outline/$name.svg" | tr -d '\n'
        printf '</symbol>\n'
    done
    printf '</svg>\n'
} >"$here/static/vendored/tabler-icons/sprite.svg"
fetch axe-core@4.14.1 axe-core
mkdir -p "$here/tests/vendored/axe-core"
cp "$work/axe-core/axe.min.js" "$work/axe-core/LICENSE" "$here/tests/vendored/axe-core/"
describe axe-core "$here/tests/vendored/axe-core"
printf 'Vendored files renewed.\n'
