package app.kolan.server.usage;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.webhook.CallSid;
import org.jspecify.annotations.Nullable;

/// Reports what one provider does for one job.
record ProviderMeter(UsageJob job, String provider, String model, UsageMeter meter) {
  static ProviderMeter of(UsageJob job, ProviderSettings settings, UsageMeter meter) {
    String model = settings.model().isEmpty() ? settings.voice() : settings.model();
    return new ProviderMeter(job, settings.provider(), model, meter);
  }

  /// @param call null when it is for no call; nothing is counted then
  void measured(@Nullable CallSid call, UsageUnits units) {
    add(call, units, false);
  }

  /// The same for what the provider did not tell.
  void estimated(@Nullable CallSid call, UsageUnits units) {
    add(call, units, true);
  }

  private void add(@Nullable CallSid call, UsageUnits units, boolean estimated) {
    if (call != null) {
      meter.add(call, new ProviderUsage(job, provider, model, units, estimated));
    }
  }
}
