package app.kolan.twilio.signature;

import app.kolan.twilio.signature.Difference.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The queries, each with its question mark, under which a request may have been signed.
final class QueryReadings {
  private static final int MOST_DROPPED = 20;
  private static final int MOST_IN_ANY_ORDER = 4;

  private final String checked;
  private final List<String> parts;
  private final Reading.Ways<String> ways;

  private QueryReadings(String checked) {
    this.checked = checked;
    parts = checked.length() < 2 ? List.of() : Arrays.asList(checked.substring(1).split("&", -1));
    ways = new Reading.Ways<>(checked);
  }

  static List<Reading<String>> of(ArrivedRequest request) {
    var readings = new QueryReadings(SignedUrl.parse(request.checkedUrls().getFirst()).query());
    readings.addBodyHash(request);
    readings.addForwarded(request);
    if (!readings.checked.isEmpty()) {
      readings.ways.add("", Kind.QUERY_ADDED, "without the query");
    }
    if (!readings.parts.isEmpty()) {
      readings.addEncodings();
      readings.addDropped();
      readings.addOrders();
    }
    readings.ways.add("?", Kind.QUERY_ENCODING, "with a lone question mark");
    return readings.ways.list();
  }

  private void addBodyHash(ArrivedRequest request) {
    if (!request.body().isEmpty() && !checked.contains("bodySHA256=")) {
      String hash = "bodySHA256=" + request.body().sha256();
      ways.add(
          checked.isEmpty() ? "?" + hash : checked + "&" + hash,
          Kind.BODY_HASH_LOST,
          "with the bodySHA256 of a JSON body in the query");
    }
  }

  private void addForwarded(ArrivedRequest request) {
    for (String target : ForwardedHeaders.of(request).targets()) {
      String query = RequestTarget.parse(target).query();
      ways.add(query, Kind.QUERY_REPLACED, "with the query that a proxy's header tells");
    }
  }

  private void addEncodings() {
    String query = checked.substring(1);
    encoded(query.replace("+", "%20"), "with %20 for + in the query");
    encoded(query.replace("%20", "+"), "with + for %20 in the query");
    encoded(PercentText.withEscapes(query, true), "with capital escapes in the query");
    encoded(PercentText.withEscapes(query, false), "with small escapes in the query");
    String decoded = PercentText.decoded(query);
    encoded(decoded, "with the query percent-decoded");
    encoded(PercentText.decoded(query.replace("+", "%20")), "with the query decoded");
    encoded(PercentText.encoded(decoded, PercentText.IN_QUERY), "with the query percent-encoded");
    encoded(reencoded(query, "-._~", "%20"), "with the query encoded anew");
    encoded(reencoded(query, "-._~!'()*", "%20"), "with the query encoded anew");
    encoded(reencoded(query, "-._*", "+"), "with the query encoded anew, as a form");
    encoded(reencoded(query, "-._~!$'()*,;:@/?", "%20"), "with the query encoded anew");
    encoded(reencoded(query, "-._~!$'()*,;:@/?", "+"), "with the query encoded anew");
  }

  /// The query with each name and each value decoded and encoded again, as libraries do.
  private static String reencoded(String query, String plain, String space) {
    var parts = new ArrayList<String>();
    for (String part : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      var again = new ArrayList<String>();
      for (String side : pair) {
        String decoded = PercentText.decoded(side.replace("+", "%20"));
        again.add(PercentText.encoded(decoded, plain).replace("%20", space));
      }
      parts.add(String.join("=", again));
    }
    return String.join("&", parts);
  }

  private void addDropped() {
    for (int i = 0; i < parts.size() && i < MOST_DROPPED; i++) {
      var rest = new ArrayList<>(parts);
      String dropped = rest.remove(i);
      String query = rest.isEmpty() ? "" : "?" + String.join("&", rest);
      ways.add(
          query,
          Kind.QUERY_PARAMETER_ADDED,
          "without the query's parameter " + Names.printable(dropped.split("=", 2)[0]));
    }
  }

  private void addOrders() {
    var ordered = new ArrayList<>(parts);
    Collections.sort(ordered);
    ordered(ordered);
    Collections.reverse(ordered);
    ordered(ordered);
    ordered(parts.reversed());
    if (parts.size() <= MOST_IN_ANY_ORDER) {
      permute(new ArrayList<>(), parts);
    }
  }

  private void permute(List<String> begun, List<String> rest) {
    if (rest.isEmpty()) {
      ordered(begun);
    }
    for (int i = 0; i < rest.size(); i++) {
      var longer = new ArrayList<>(begun);
      var fewer = new ArrayList<>(rest);
      longer.add(fewer.remove(i));
      permute(longer, fewer);
    }
  }

  private void encoded(String query, String what) {
    ways.add("?" + query, Kind.QUERY_ENCODING, what);
  }

  private void ordered(List<String> order) {
    ways.add(
        "?" + String.join("&", order),
        Kind.QUERY_ORDER,
        "with the query's parameters in another order");
  }
}
