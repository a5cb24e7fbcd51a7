package app.kolan.twilio.signature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The request as proxies describe it in their headers. Anyone can forge them, so they serve only
/// as candidates. Values that do not look like an address are skipped.
///
/// @param authorities hosts, with their ports where those are stated
/// @param ports without a colon
/// @param prefixes paths that a proxy has taken off, without a slash at their end
/// @param targets paths with their queries, as they were before a proxy changed them
record ForwardedHeaders(
    List<String> authorities,
    List<String> schemes,
    List<String> ports,
    List<String> prefixes,
    List<String> targets) {
  private static final int MOST = 6;
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9._-]{1,253})(:[0-9]{1,5})?");
  private static final Pattern SCHEME = Pattern.compile("(?i)https?|wss?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final Pattern PATH = Pattern.compile("/[!-~]{0,1000}");
  private static final Pattern STANDARD =
      Pattern.compile("(?i)(?:^|[;,])\\s*(host|proto)\\s*=\\s*\"?([^\";,\\s]+)");

  static ForwardedHeaders of(ArrivedRequest request) {
    return new ForwardedHeaders(
        values(
            AUTHORITY,
            Stream.of(
                standard(request, "host"),
                listed(
                    request,
                    "X-Forwarded-Host",
                    "X-Original-Host",
                    "X-Host",
                    "X-Forwarded-Server"))),
        values(
                SCHEME,
                Stream.of(
                    standard(request, "proto"),
                    listed(request, "X-Forwarded-Proto", "X-Forwarded-Scheme", "X-Scheme")))
            .stream()
            .map(scheme -> scheme.toLowerCase(Locale.ROOT))
            .toList(),
        values(PORT, Stream.of(listed(request, "X-Forwarded-Port"))),
        values(PATH, Stream.of(listed(request, "X-Forwarded-Prefix", "X-Script-Name"))).stream()
            .map(prefix -> prefix.replaceAll("/+$", ""))
            .filter(prefix -> !prefix.isEmpty())
            .toList(),
        values(
            PATH,
            Stream.of(
                whole(
                    request,
                    "X-Original-URI",
                    "X-Original-URL",
                    "X-Forwarded-URI",
                    "X-Rewrite-URL",
                    "X-Replaced-Path"))));
  }

  private static List<String> values(Pattern shape, Stream<List<String>> found) {
    return found
        .flatMap(List::stream)
        .map(String::strip)
        .filter(value -> shape.matcher(value).matches())
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static List<String> listed(ArrivedRequest request, String... names) {
    var values = new ArrayList<String>();
    for (String name : names) {
      values.addAll(Arrays.asList(request.header(name).split(",", -1)));
    }
    return values;
  }

  private static List<String> whole(ArrivedRequest request, String... names) {
    return Arrays.stream(names).map(request::header).toList();
  }

  /// The values of a parameter of `Forwarded` (RFC 7239).
  private static List<String> standard(ArrivedRequest request, String name) {
    return STANDARD
        .matcher(request.header("Forwarded"))
        .results()
        .filter(found -> found.group(1).equalsIgnoreCase(name))
        .map((MatchResult found) -> found.group(2))
        .toList();
  }

  static boolean isAuthority(String text) {
    return AUTHORITY.matcher(text).matches();
  }
}
