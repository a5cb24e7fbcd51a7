package app.kolan.server.tool.web;

import app.kolan.server.business.Practice;
import app.kolan.server.tool.Tool;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;

/// The tools that a business brings along.
public final class WebTools {
  private WebTools() {}

  /// One tool for each that the practice has.
  public static List<Tool> of(Practice practice, InstantSource clock) {
    return practice.tools().isEmpty() ? List.of() : of(practice, usualTls(), clock);
  }

  static List<Tool> of(Practice practice, SSLContext tls, InstantSource clock) {
    var client = new SafeClient(tls, practice.localTools());
    return practice.tools().stream().<Tool>map(spec -> new HttpTool(spec, client, clock)).toList();
  }

  static SSLContext usualTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has TLS", e);
    }
  }
}
