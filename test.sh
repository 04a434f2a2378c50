#!/usr/bin/env bash
# Installs what the tests need on a bare Debian with the .NET 10 SDK, then builds, checks the format and runs every test.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

packages=(chromium coturn firefox-esr janus libreoffice-writer-nogui poppler-utils tesseract-ocr tesseract-ocr-vie postgresql fonts-liberation2 fonts-croscore fonts-noto-core fonts-noto-cjk bzip2 ffmpeg libnss3-tools qpdf xmlsec1 dcmtk orthanc python3-pydicom python3-numpy)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
# A PostgreSQL server that is there already, however it came, will do.
if compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
  kept=(); for package in "${missing[@]}"; do [ "$package" = postgresql ] || kept+=("$package"); done; missing=("${kept[@]}")
fi
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing: ${missing[*]}"
  sudo=(); [ "$(id -u)" = 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

dotnet format whitespace . --folder --verify-no-changes --exclude '**/obj/**' '**/bin/**' || { echo "Format: run 'dotnet format whitespace . --folder'." >&2; exit 1; }
dotnet restore LienY.slnx -v q
# One compiler for all projects, whatever the machine sets: a third of the time. Style and analysis are part of the build.
dotnet build LienY.slnx --no-restore -v q -nologo -p:UseSharedCompilation=true -p:Optimize=true
dotnet build-server shutdown --vbcscompiler >/dev/null
bash tests/Ahead/ahead.sh

# One PostgreSQL for all test projects; each test class makes a database of its own.
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
cluster=$(mktemp -d) logs=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
as() { if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$cluster"
as "$bin/initdb -D $cluster/data -U postgres -A trust -E UTF8 --locale=C >/dev/null"
as "$bin/pg_ctl -D $cluster/data -w -l $cluster/log -o '-p $port -k $cluster -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300' start >/dev/null"
trap 'as "$bin/pg_ctl -D $cluster/data -m immediate stop >/dev/null" || true; rm -rf "$cluster" "$logs"' EXIT
export LIENY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"

# Two test programs at a time, the longest first so that none is left over at the end: the browser, then those that open most houses.
ordered() {
  for folder in tests/*/; do
    name=$(basename "$folder") program="${folder}bin/Debug/net10.0/LienY.$(basename "$folder").dll"
    [ -f "${program%.dll}.runtimeconfig.json" ] || continue
    weight=$(grep -rhoE 'IClassFixture<|NodeProcess.StartAsync|new RestoredSite' "$folder" --include=*.cs --exclude-dir=obj | wc -l) || true
    [ "$name" = Browser ] && weight=9999
    echo "$weight $name"
  done | sort -k1,1nr -k2 | cut -d' ' -f2
}
count() { sed -n "s/^  $1: //p" "${@:2}" | awk '{n += $1} END {print n + 0}'; }
run() {
  local log="$logs/$1.log" code=0
  SECONDS=0
  dotnet exec "tests/$1/bin/Debug/net10.0/LienY.$1.dll" --no-progress >"$log" 2>&1 || code=$?
  printf '%-16s %4d s  %5d passed, %d failed, %d skipped\n' "$1" "$SECONDS" "$(count succeeded "$log")" "$(count failed "$log")" "$(count skipped "$log")"
  if [ "$code" = 0 ]; then grep -A2 '^skipped ' "$log" || true; else cat "$log"; touch "$logs/failed"; fi
}
export -f run count; export logs
ordered | xargs -P 2 -I{} bash -c 'run {}'
passed=$(count succeeded "$logs"/*.log)
echo "$passed passed, $(count failed "$logs"/*.log) failed, $(count skipped "$logs"/*.log) skipped"
[ ! -e "$logs/failed" ] && [ "$passed" -gt 0 ]
