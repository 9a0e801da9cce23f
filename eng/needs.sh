# What the tests need from the machine, and how it gets there. Sourced by ./test.

# ICU: identity rules rest on Unicode normalisation; .NET does not start without it. Its package has the version in its name.
has_icu() { compgen -G '/usr/lib*/libicuuc.so*' || compgen -G '/usr/lib/*/libicuuc.so*' || [ "$(uname)" = Darwin ]; }
has_tzdata() { [ -e /usr/share/zoneinfo/Europe/London ]; }
has_xz() { command -v xz; }
# A real name server for the tests of `check domains`; it runs as the test's own process, on a port of its own.
has_nsd() { [ -x /usr/sbin/nsd ] || [ -x /usr/local/sbin/nsd ] || [ -x /usr/bin/nsd ]; }
# A real edge in front of the gate.
has_nginx() { command -v nginx || [ -x /usr/sbin/nginx ]; }

missing_packages() {
  has_icu >/dev/null || echo icu
  has_tzdata >/dev/null || echo tzdata
  has_xz >/dev/null || echo xz-utils
  has_nsd || echo nsd
  has_nginx >/dev/null || echo nginx-light
}

# Installs what is missing as root on Debian and Ubuntu; elsewhere says what is missing. Tests that need it skip
# themselves with their reason, except under CI=true, where they fail.
provide_needs() {
  local missing
  missing=$(missing_packages)
  [ -z "$missing" ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt_install $missing
    missing=$(missing_packages)
    [ -z "$missing" ] && return
  fi
  printf 'missing: %s\n' "$(echo $missing)" >&2
  printf '  hint: install it with the package manager of this system; tests that need it are skipped (with CI=true they fail)\n' >&2
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
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$log" 2>&1 || cat "$log" >&2
}
