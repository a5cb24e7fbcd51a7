package app.kolan.server.usage;

import app.kolan.server.store.ProviderUsage;
import app.kolan.twilio.webhook.CallSid;

/// Takes what calls use of providers, as it is used.
public interface UsageMeter {
  /// Counts nothing.
  UsageMeter NONE = (_, _) -> {};

  /// Adds to what a call has used. Never blocks and never throws; from any thread.
  void add(CallSid call, ProviderUsage usage);
}
