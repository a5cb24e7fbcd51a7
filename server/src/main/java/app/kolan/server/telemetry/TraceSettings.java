package app.kolan.server.telemetry;

import java.net.URI;
import java.util.Map;

/// The destination of traces. Its `toString` omits the values of its headers, which may be keys.
///
/// @param endpoint the URL of spans, by OTLP over HTTP
/// @param headers for the collector
/// @param service the service name
/// @param personal whether transcripts are included
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
