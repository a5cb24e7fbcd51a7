package app.kolan.server.telemetry;

import java.net.URI;
import java.util.Map;

/// Where traces go. It prints without the values of its headers, which may be keys.
///
/// @param endpoint where spans are posted, by OTLP over HTTP
/// @param headers for the collector
/// @param service the name under which they go
/// @param personal whether what was said is put into them
public record TraceSettings(
    URI endpoint, Map<String, String> headers, String service, boolean personal) {
  public TraceSettings {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return "TraceSettings[endpoint=%s, headers=%s, service=%s, personal=%s]"
        .formatted(endpoint, headers.keySet(), service, personal);
  }
}
