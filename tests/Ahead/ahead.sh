#!/usr/bin/env bash
# Compiles what the test programs load to machine code before they start: two thirds of a test program's time was the just-in-time compiler. Optional: where
# the compiler cannot be had, the tests run as they are. What was compiled is kept by the hash of its input, so that a second run compiles only what changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
case "$(uname -m)" in x86_64) machine=x64 ;; aarch64) machine=arm64 ;; *) exit 0 ;; esac
dotnet restore tests/Ahead/Ahead.csproj -v q >/dev/null 2>&1 || { echo "No compiler ahead of time here: the tests start slower."; exit 0; }
packages=$(dotnet msbuild tests/Ahead/Ahead.csproj -getProperty:NuGetPackageRoot)
compiler=$(find "$packages/microsoft.netcore.app.crossgen2.linux-$machine" -name crossgen2 -type f 2>/dev/null | sort -V | tail -1)
[ -n "$compiler" ] || exit 0
[ -x "$compiler" ] || chmod +x "$compiler"

kept=$PWD/tests/Ahead/obj/kept il=$PWD/tests/Ahead/obj/il
mkdir -p "$kept" && rm -rf "$il" && mkdir -p "$il"
# One copy of each library; a test program's own code runs once and is left to the just-in-time compiler.
find tests/*/bin/Debug/net10.0 -maxdepth 1 -name '*.dll' ! -name 'LienY.*Tests.dll' ! -name 'LienY.Browser.dll' ! -name 'LienY.Shape.dll' -print0 |
  while IFS= read -r -d '' file; do [ -e "$il/$(basename "$file")" ] || cp "$file" "$il/"; done
runtime() { dotnet --list-runtimes | sed -n "s|^$1 \(10\.0[^ ]*\) \[\(.*\)\]|\2/\1|p" | sort -V | tail -1; }
printf '%s\n' "-r:$(runtime Microsoft.NETCore.App)/*.dll" "-r:$(runtime Microsoft.AspNetCore.App)/*.dll" "-r:$il/*.dll" --targetos:linux "--targetarch:$machine" -O >"$il/options.rsp"
one() {
  local hash; hash=$(sha256sum <"$1" | cut -c1-32)
  echo "$hash" >"$1.hash"
  [ -e "$kept/$hash" ] && { touch "$kept/$hash"; return; }
  # What it cannot compile (already compiled, or no code of ours) stays as it is.
  if "$compiler" "$1" -o:"$1.out" "@$il/options.rsp" >/dev/null 2>&1; then
    : >"$kept/$(sha256sum <"$1.out" | cut -c1-32)"
    mv "$1.out" "$kept/$hash"
  else : >"$kept/$hash"
  fi
}
export -f one; export kept il compiler
find "$il" -name '*.dll' -printf '%s %p\n' | sort -rn | cut -d' ' -f2 | xargs -P 2 -I{} bash -c 'one {}'
find tests/*/bin/Debug/net10.0 -maxdepth 1 -name '*.dll' -print0 | while IFS= read -r -d '' file; do
  name=$(basename "$file")
  [ -e "$il/$name.hash" ] && cmp -s "$file" "$il/$name" || continue
  made=$kept/$(cat "$il/$name.hash")
  [ ! -s "$made" ] || cp "$made" "$file"
done
find "$kept" -type f -mtime +2 -delete
rm -rf "$il"
