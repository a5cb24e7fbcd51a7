# What ./kolan, ./mvnw and bench/run source before they start a JVM: a locale, and a JDK 25.

# The JVM reads the environment and file names by the locale. Under systemd or cron there is none, and
# Hebrew settings would become question marks.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

# Prints the home of a JDK 25 on this machine, or nothing. A JDK says its version in its "release"
# file, so no JVM has to be started to ask.
find_jdk_25() {
  for home in \
    "${KOLAN_JAVA_HOME:-}" \
    "${JAVA_HOME:-}" \
    "$(path_java_home)" \
    /usr/lib/jvm/* \
    /opt/java/* /opt/jdk* \
    "${HOME:-/}"/.sdkman/candidates/java/* \
    "${HOME:-/}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ -f "$home/release" ] || continue
    if grep -q '^JAVA_VERSION="25[."]' "$home/release"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

path_java_home() {
  java=$(command -v java 2>/dev/null) || return 0
  java=$(readlink -f "$java" 2>/dev/null) || return 0
  dirname "$(dirname "$java")"
}

explain_missing_jdk() {
  cat >&2 <<'EOF'
Kolan needs a JDK 25, and none was found.
  Looked at: KOLAN_JAVA_HOME, JAVA_HOME, java on the PATH, /usr/lib/jvm, SDKMAN, ~/.jdks.
  Remedy:    install one (for example Eclipse Temurin 25), or set KOLAN_JAVA_HOME to its folder.
EOF
}
