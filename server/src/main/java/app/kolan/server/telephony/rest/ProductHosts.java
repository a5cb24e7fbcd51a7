package app.kolan.server.telephony.rest;

import java.net.URI;

/// Where the parts of Twilio's REST interface are.
///
/// @param api accounts and numbers, without a `/` at its end
/// @param monitor the Debugger's alerts
/// @param voice permissions
record ProductHosts(String api, String monitor, String voice) {
  private static final String TWILIOS = "https://api\\.([a-z0-9.-]+\\.)?twilio\\.com";

  /// Twilio has a host for each part; whoever stands in for Twilio has one for all.
  static ProductHosts of(URI base) {
    String api = base.toString().replaceFirst("/+$", "");
    return api.matches(TWILIOS)
        ? new ProductHosts(
            api, api.replaceFirst("//api", "//monitor"), api.replaceFirst("//api", "//voice"))
        : new ProductHosts(api, api, api);
  }
}
