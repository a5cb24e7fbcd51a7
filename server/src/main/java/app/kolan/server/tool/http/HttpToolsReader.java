package app.kolan.server.tool.http;

import app.kolan.server.business.HttpToolSpec;
import app.kolan.server.business.HttpToolSpec.Method;
import app.kolan.server.business.ToolSpecReader;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.settings.YamlSection;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.MalformedSchema;
import app.kolan.server.tool.Parameters;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `business.tools`, and the URLs and keys of servers that are asked.
public final class HttpToolsReader implements ToolSpecReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "accept-encoding",
          "x-kolan-signature",
          "x-kolan-call",
          "idempotency-key");
  private static final int USUAL_SECONDS = 5;
  private static final int MOST_SECONDS = 30;
  private static final int USUAL_BYTES = 64 * 1024;
  private static final int MOST_BYTES = 1024 * 1024;
  private static final URI NOWHERE = URI.create("https://invalid.invalid/");
  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "parameters",
          "url",
          "method",
          "headers",
          "secret",
          "changes",
          "timeout-seconds",
          "most-bytes");

  private final SettingsSource source;
  private final boolean localAllowed;

  public HttpToolsReader(SettingsSource source, boolean localAllowed) {
    this.source = source;
    this.localAllowed = localAllowed;
  }

  @Override
  public List<String> builtIn() {
    return List.copyOf(BusinessTools.BUILT_IN);
  }

  @Override
  public List<HttpToolSpec> tools(YamlSection part) {
    var tools = new ArrayList<HttpToolSpec>();
    var names = new HashSet<>(BusinessTools.BUILT_IN);
    for (YamlSection each : part.parts()) {
      each.only(KEYS);
      HttpToolSpec tool = tool(each);
      if (!tool.name().isEmpty() && !names.add(tool.name())) {
        each.at("name").problem(tool.name(), "there is a tool of that name; choose another");
      }
      tools.add(tool);
    }
    return tools;
  }

  private HttpToolSpec tool(YamlSection part) {
    String name = part.at("name").needed("give a name such as book_appointment");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      part.at("name").problem(name, "use small letters, digits and _, a letter first");
    }
    YamlSection method = part.at("method");
    String word = method.text("POST").toUpperCase(Locale.ROOT);
    Method known = Method.POST;
    try {
      known = Method.valueOf(word);
    } catch (IllegalArgumentException e) {
      method.problem(word, "choose GET, POST, PUT, PATCH or DELETE");
    }
    YamlSection changes = part.at("changes");
    return new HttpToolSpec(
        name,
        part.at("description").needed("say in words when to use it"),
        parameters(part.at("parameters")),
        url(part.at("url")),
        known,
        headers(part.at("headers")),
        secret(part.at("secret")),
        changes.isThere() ? changes.flag() : known != Method.GET,
        Duration.ofSeconds(
            part.at("timeout-seconds").number(1, MOST_SECONDS).orElse(USUAL_SECONDS)),
        part.at("most-bytes").number(1, MOST_BYTES).orElse(USUAL_BYTES));
  }

  private static String parameters(YamlSection part) {
    if (!part.isThere()) {
      return Parameters.NONE.schema();
    }
    try {
      return Parameters.read(part.json()).schema();
    } catch (MalformedSchema e) {
      for (MalformedSchema.Problem problem : e.problems()) {
        YamlSection at = problem.at().isEmpty() ? part : part.at(problem.at());
        at.problem(problem.seen(), problem.remedy());
      }
      return Parameters.NONE.schema();
    }
  }

  @Override
  public URI url(YamlSection part) {
    String text = part.needed("give an https URL");
    if (text.isEmpty()) {
      return NOWHERE;
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      part.problem(text, "give an https URL");
      return NOWHERE;
    }
    String host = url.getHost();
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web || host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      part.problem(text, "give an https URL without a user and without a #");
    } else if (PublicAddresses.isOddlyWritten(host)) {
      part.problem(text, "write the host as a name");
    } else if (isLocal(host)) {
      if (!localAllowed) {
        part.problem(text, "set business.local-tools to true to ask this machine itself");
      }
    } else if (isInside(host)) {
      part.problem(text, "only public addresses are asked");
    } else if (!"https".equals(url.getScheme())) {
      part.problem(text, "use https; http is for this machine alone");
    }
    return url;
  }

  @Override
  public Secret secret(YamlSection part) {
    return filled(part, part.needed("give the key to sign requests with, such as ${BOOKING_KEY}"));
  }

  @Override
  public Map<String, Secret> headers(YamlSection part) {
    var headers = new LinkedHashMap<String, Secret>();
    part.entries()
        .forEach(
            (name, value) -> {
              if (!HEADER.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                value.problem("no header for you to set", "leave it out");
                return;
              }
              Secret filled = filled(value, value.text(""));
              if (!PRINTABLE.matcher(filled.value()).matches()) {
                value.problem("not printable", "use plain letters and signs");
              }
              headers.put(name, filled);
            });
    return headers;
  }

  /// The text with each `${NAME}` replaced by the environment variable of that name.
  private Secret filled(YamlSection part, String text) {
    var filled = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      String value = source.variable(variable.group(1)).orElse("");
      if (value.isEmpty()) {
        part.problem(variable.group(), "the environment has no such variable; set it");
      }
      variable.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    variable.appendTail(filled);
    return new Secret(filled.toString());
  }

  private static boolean isLocal(String host) {
    return host.equalsIgnoreCase("localhost")
        || isLiteral(host) && InetAddress.ofLiteral(bare(host)).isLoopbackAddress();
  }

  private static boolean isInside(String host) {
    return isLiteral(host) && !PublicAddresses.holds(InetAddress.ofLiteral(bare(host)));
  }

  private static boolean isLiteral(String host) {
    try {
      InetAddress.ofLiteral(bare(host));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String bare(String host) {
    return host.replaceAll("^\\[|]$|\\.$", "");
  }
}
