package app.kolan.twilio.signature;

import app.kolan.twilio.signature.Difference.Kind;
import java.util.ArrayList;
import java.util.List;

/// The paths under which a request may have been signed.
final class PathReadings {
  private static final int MOST_SLASHES = 8;

  private final String checked;
  private final String arrived;
  private final boolean socket;
  private final Reading.Ways<String> ways;

  private PathReadings(ArrivedRequest request) {
    checked = SignedUrl.parse(request.checkedUrls().getFirst()).path();
    arrived = RequestTarget.parse(request.target()).path();
    socket = request.kind() == ArrivedRequest.Kind.SOCKET;
    ways = new Reading.Ways<>(checked);
  }

  static List<Reading<String>> of(ArrivedRequest request, SignatureSettings settings) {
    var readings = new PathReadings(request);
    readings.addPrefixes(request, settings);
    readings.addSlashes();
    readings.addEncodings();
    return readings.ways.list();
  }

  private void addPrefixes(ArrivedRequest request, SignatureSettings settings) {
    var forwarded = ForwardedHeaders.of(request);
    lastSlash(checked, List.of());
    prefixed(arrived, "without a prefix before the path");
    String prefix =
        settings.publicUrl() == null
            ? ""
            : SignedUrl.parse(settings.publicUrl()).path().replaceAll("/+$", "");
    if (!prefix.isEmpty()) {
      prefixed(prefix + arrived, "with %s before the path".formatted(prefix));
      if (arrived.startsWith(prefix + "/")) {
        added(
            arrived.substring(prefix.length()),
            new Difference(Kind.PATH_REWRITTEN, "without %s before the path".formatted(prefix)));
      }
    }
    for (String taken : forwarded.prefixes()) {
      prefixed(taken + arrived, "with %s before the path".formatted(taken));
    }
    for (String target : forwarded.targets()) {
      String path = RequestTarget.parse(target).path();
      if (path.endsWith(arrived)) {
        String taken = path.substring(0, path.length() - arrived.length());
        prefixed(path, "with %s before the path".formatted(taken));
      } else {
        added(path, new Difference(Kind.PATH_REWRITTEN, "with the path " + path));
      }
    }
  }

  private void addSlashes() {
    if (checked.contains("//")) {
      String merged = checked.replaceAll("/{2,}", "/");
      added(merged, new Difference(Kind.DOUBLE_SLASH, "with // in the path as a single /"));
    }
    int slash = checked.indexOf('/');
    for (int i = 0; i < MOST_SLASHES && slash >= 0; i++) {
      String doubled = checked.substring(0, slash) + "/" + checked.substring(slash);
      added(doubled, new Difference(Kind.DOUBLE_SLASH, "with // in the path where / arrived"));
      slash = checked.indexOf('/', slash + 1);
    }
  }

  private void addEncodings() {
    String decoded = PercentText.decoded(checked);
    encoded(decoded, "with the path percent-decoded");
    encoded(PercentText.encoded(decoded, PercentText.IN_PATH), "with the path percent-encoded");
    encoded(PercentText.encoded(decoded, "/-._~"), "with the path percent-encoded");
    encoded(PercentText.withEscapes(checked, true), "with capital escapes in the path");
    encoded(PercentText.withEscapes(checked, false), "with small escapes in the path");
  }

  private void prefixed(String path, String what) {
    added(path, new Difference(Kind.PREFIX, what));
  }

  private void encoded(String path, String what) {
    added(path, new Difference(Kind.PATH_ENCODING, what));
  }

  private void added(String path, Difference difference) {
    ways.add(path, List.of(difference));
    lastSlash(path, List.of(difference));
  }

  /// The path with a last slash if it has none, else without; both forms of a socket's are tried by
  /// the server too.
  private void lastSlash(String path, List<Difference> others) {
    var differences = new ArrayList<>(others);
    boolean has = path.endsWith("/");
    if (!socket) {
      differences.add(
          new Difference(
              Kind.LAST_SLASH, (has ? "without" : "with") + " a slash at the end of the path"));
    }
    ways.add(has ? path.substring(0, path.length() - 1) : path + "/", differences);
  }
}
