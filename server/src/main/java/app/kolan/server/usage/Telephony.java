package app.kolan.server.usage;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import java.time.Duration;

/// What a telephone line costs, as rows beside those of the providers.
final class Telephony {
  static final String PROVIDER = "twilio";

  /// Minutes of incoming calls.
  static final String INBOUND = "inbound";

  /// Time of two-way media streams.
  static final String MEDIA_STREAM = "media-stream";

  private Telephony() {}

  /// @param minutes as Twilio bills them
  static ProviderUsage inbound(long minutes, long calls) {
    var units = UsageUnits.ofAudio(Duration.ofMinutes(minutes)).plus(UsageUnits.ofRequests(calls));
    return new ProviderUsage(UsageJob.TELEPHONY, PROVIDER, INBOUND, units, false);
  }
}
