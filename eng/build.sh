# What ./storefold and ./test share: finding the SDK, and building once however many ask for it. Sourced, never run.
# Callers set $root, the folder of the repository.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The SDK keeps its caches under HOME and stops without one.
export HOME="${HOME:-$root/artifacts/home}"

# Sets $dotnet to the host program; returns 1 where there is none.
find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet)" "${DOTNET_ROOT:-/nowhere}/dotnet" "$HOME/.dotnet/dotnet"; do
    if [ -x "$candidate" ]; then
      dotnet=$candidate
      return 0
    fi
  done
  return 1
}

require_sdk() {
  if find_dotnet && "$dotnet" --list-sdks 2>/dev/null | grep -q '^10\.'; then return 0; fi
  cat >&2 <<'TEXT'
storefold: the .NET 10 SDK is missing.
  hint: install the package dotnet-sdk-10.0 of your system, or the SDK from the .NET download page of Microsoft;
        `dotnet --list-sdks` must then show a line that begins with 10.
TEXT
  return 1
}

# build STAMP PROJECT WATCHED...: builds PROJECT in Release when a watched file is newer than STAMP. Folders count too: they
# change when a file in them comes or goes. The stamp is set to the time before the build, so that an edit during it is seen.
build() {
  local stamp=$1 project=$2
  shift 2
  is_fresh "$stamp" "$@" && return 0
  require_sdk || return 3
  mkdir -p "$root/artifacts" || return 3
  lock
  local result=0
  is_fresh "$stamp" "$@" || run_build "$stamp" "$project" || result=3
  unlock
  return $result
}

is_fresh() {
  local stamp=$1
  shift
  [ -e "$stamp" ] && [ -z "$(cd "$root" && find "$@" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

run_build() {
  local stamp=$1 project=$2 log="$root/artifacts/build.log" before="$root/artifacts/build.started"
  touch "$before"
  # No server may outlive the build: it would hold the lock, or the caller's pipe, for as long as it idles.
  if "$dotnet" build "$root/$project" -c Release -v quiet -nologo -nodeReuse:false -p:UseSharedCompilation=false \
    >"$log" 2>&1 </dev/null 9>&-; then
    mv -f "$before" "$stamp"
    return 0
  fi
  awk '!seen[$0]++' "$log" >&2 # the summary repeats every error
  printf 'storefold: the build of %s failed.\n' "$project" >&2
  return 1
}

# One build at a time. The lock is a file that is held open; without flock (macOS) a folder, given up by its dead owner.
lock() {
  if command -v flock >/dev/null; then
    exec 9>"$root/artifacts/build.lock"
    flock 9
    return
  fi
  local folder="$root/artifacts/build.lock.d"
  until mkdir "$folder" 2>/dev/null; do
    kill -0 "$(cat "$folder/pid" 2>/dev/null || echo $$)" 2>/dev/null || rm -rf "$folder"
    sleep 0.2
  done
  echo $$ >"$folder/pid"
}

unlock() {
  exec 9>&-
  rm -rf "$root/artifacts/build.lock.d"
}
