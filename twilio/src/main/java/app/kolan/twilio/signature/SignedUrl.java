package app.kolan.twilio.signature;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// A URL taken apart as text, so that path and query stay byte for byte as they were sent.
///
/// @param scheme without `://`
/// @param host without a port; an IPv6 address keeps its brackets, and credentials stay before it
/// @param port with its colon, or empty
/// @param path from the first `/`, or empty
/// @param query with its question mark, or empty
record SignedUrl(String scheme, String host, String port, String path, String query) {
  static SignedUrl parse(String url) {
    int schemeEnd = url.indexOf("://");
    String scheme = schemeEnd < 0 ? "" : url.substring(0, schemeEnd);
    String rest = schemeEnd < 0 ? url : url.substring(schemeEnd + 3);
    int queryStart = indexOrEnd(rest, '?');
    String query = rest.substring(queryStart);
    String beforeQuery = rest.substring(0, queryStart);
    int pathStart = indexOrEnd(beforeQuery, '/');
    String authority = beforeQuery.substring(0, pathStart);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > Math.max(authority.lastIndexOf(']'), authority.lastIndexOf('@'));
    return new SignedUrl(
        scheme,
        hasPort ? authority.substring(0, colon) : authority,
        hasPort ? authority.substring(colon) : "",
        beforeQuery.substring(pathStart),
        query);
  }

  static List<String> forms(String url) {
    var parsed = parse(url);
    var forms = new LinkedHashSet<String>();
    for (SignedUrl path : parsed.pathForms()) {
      forms.add(path.text());
      forms.add(path.withPort("").text());
      forms.add(path.withPort(parsed.port.isEmpty() ? parsed.usualPort() : parsed.port).text());
    }
    return List.copyOf(forms);
  }

  private List<SignedUrl> pathForms() {
    String small = host.toLowerCase(Locale.ROOT);
    if (small.equals(host)) {
      return slashForms();
    }
    var forms = new ArrayList<>(slashForms());
    forms.addAll(new SignedUrl(scheme, small, port, path, query).slashForms());
    return forms;
  }

  private List<SignedUrl> slashForms() {
    var forms = new ArrayList<SignedUrl>();
    forms.add(this);
    boolean socket = scheme.equals("wss") || scheme.equals("ws");
    if (socket && !path.endsWith("/")) {
      forms.add(new SignedUrl(scheme, host, port, path + "/", query));
    } else if (socket) {
      forms.add(new SignedUrl(scheme, host, port, path.substring(0, path.length() - 1), query));
    }
    return forms;
  }

  private SignedUrl withPort(String newPort) {
    return new SignedUrl(scheme, host, newPort, path, query);
  }

  private String usualPort() {
    return scheme.equals("https") || scheme.equals("wss") ? ":443" : ":80";
  }

  private String text() {
    return scheme + "://" + host + port + path + query;
  }

  private static int indexOrEnd(String text, char c) {
    int index = text.indexOf(c);
    return index < 0 ? text.length() : index;
  }
}
