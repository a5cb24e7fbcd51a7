package app.kolan.server.tool.http;

import app.kolan.server.business.BusinessProfile;
import app.kolan.server.tool.Tool;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;

/// The tools that a business brings along.
public final class HttpTools {
  private HttpTools() {}

  /// One tool for each that the practice has.
  public static List<Tool> of(BusinessProfile profile, InstantSource clock) {
    return profile.tools().isEmpty() ? List.of() : of(profile, usualTls(), clock);
  }

  static List<Tool> of(BusinessProfile profile, SSLContext tls, InstantSource clock) {
    var client = new SafeClient(tls, profile.localTools());
    return profile.tools().stream().<Tool>map(spec -> new HttpTool(spec, client, clock)).toList();
  }

  static SSLContext usualTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has TLS", e);
    }
  }
}
