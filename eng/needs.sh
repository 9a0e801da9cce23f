# What the tests need from the machine, and how it gets there. Sourced by ./test.

# ICU: identity rules rest on Unicode normalisation; .NET does not start without it. Its package has the version in its name.
has_icu() { compgen -G '/usr/lib*/libicuuc.so*' || compgen -G '/usr/lib/*/libicuuc.so*' || [ "$(uname)" = Darwin ]; }
has_tzdata() { [ -e /usr/share/zoneinfo/Europe/London ]; }
has_xz() { command -v xz; }
has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
# Screenshots are looked at: Hindi and Arabic need letters.
has_fonts() { [ -e /usr/share/fonts/truetype/noto ] || [ "$(uname)" = Darwin ]; }
# A real name server for the tests of `check domains`; it runs as the test's own process, on a port of its own.
has_nsd() { [ -x /usr/sbin/nsd ] || [ -x /usr/local/sbin/nsd ] || [ -x /usr/bin/nsd ]; }
# A real edge in front of the gate.
has_nginx() { command -v nginx || [ -x /usr/sbin/nginx ]; }
# Real database servers; each test process starts its own. Debian keeps the programs of PostgreSQL out of the path.
has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/postgres' || command -v postgres; }
has_mariadb() { command -v mariadbd || [ -x /usr/sbin/mariadbd ]; }
# The library that Storefold itself reads MariaDB with.
has_libmariadb() { compgen -G '/usr/lib*/libmariadb.so.3' || compgen -G '/usr/lib/*/libmariadb.so.3' || [ "$(uname)" = Darwin ]; }

missing_packages() {
  has_icu >/dev/null || echo icu
  has_tzdata >/dev/null || echo tzdata
  has_xz >/dev/null || echo xz-utils
  has_chromium >/dev/null || echo chromium
  has_fonts >/dev/null || echo fonts-noto-core
  has_nsd || echo nsd
  has_nginx >/dev/null || echo nginx-light
  has_postgres >/dev/null || echo postgresql
  has_mariadb >/dev/null || echo mariadb-server
  has_libmariadb >/dev/null || echo libmariadb3
}

# What the benchmarks are held against.
missing_rivals() {
  command -v pgloader >/dev/null || echo pgloader
  command -v pgcopydb >/dev/null || echo pgcopydb
}

# Installs what is missing as root on Debian and Ubuntu; elsewhere says what is missing. Tests that need it skip
# themselves with their reason, except under CI=true, where they fail.
provide_needs() { provide missing_packages 'tests that need it are skipped (with CI=true they fail)'; }
# For bench/ alone.
provide_rivals() { provide missing_rivals 'the side of the comparison that needs it is left out'; }

# provide LIST CONSEQUENCE
provide() {
  local missing
  missing=$($1)
  [ -z "$missing" ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt_install $missing
    missing=$($1)
    [ -z "$missing" ] && return
  fi
  printf 'missing: %s\n' "$(echo $missing)" >&2
  printf '  hint: install it with the package manager of this system; %s\n' "$2" >&2
}

apt_install() {
  local log="$root/artifacts/apt.log" name packages=()
  mkdir -p "$root/artifacts"
  export DEBIAN_FRONTEND=noninteractive
  if ! apt-get update -qq >"$log" 2>&1; then
    cat "$log" >&2
    return
  fi
  for name in "$@"; do
    [ "$name" = icu ] && name=$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)
    [ -n "$name" ] && packages+=("$name")
  done
  printf 'installing: %s\n' "${packages[*]}" >&2
  without_services apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$log" 2>&1 || cat "$log" >&2
}

# Packages of servers start them; the tests start their own. Debian asks policy-rc.d first: where nobody wrote one, a
# temporary one says no.
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  [ -e "$policy" ] && policy=
  [ -n "$policy" ] && printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
  RUNLEVEL=1 "$@" || status=$?
  [ -n "$policy" ] && rm -f "$policy"
  return $status
}
