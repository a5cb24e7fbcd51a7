package app.kolan.server.realtime;

import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import java.util.List;
import java.util.function.BiConsumer;

/// Several realtime models as one: when one fails in the middle of a conversation, the next goes on
/// with what was said so far.
public final class FallbackRealtimeModel implements RealtimeModel {
  private static final String JOB = "realtime";

  private final FallbackProviders<RealtimeModel> models;

  /// @param models the first choice first; at least one
  /// @param whenFailed takes each failure with the job's name; must not block
  public FallbackRealtimeModel(
      List<RealtimeModel> models, BiConsumer<String, ProviderFailure> whenFailed) {
    this(models, CircuitBreakers.NEW, whenFailed);
  }

  /// @param breakers where each provider's circuit breaker is from
  public FallbackRealtimeModel(
      List<RealtimeModel> models,
      CircuitBreakers breakers,
      BiConsumer<String, ProviderFailure> whenFailed) {
    this.models =
        new FallbackProviders<>(JOB, models, RealtimeModel::provider, breakers, whenFailed);
  }

  /// The names of all.
  @Override
  public String provider() {
    return models.names();
  }

  /// Begins a conversation. When nobody may be asked, the failure is reported before this returns.
  @Override
  public RealtimeConversation open(RealtimeOptions plan, RealtimeListener listener) {
    var opened = new FallbackRealtimeConversation(models, plan, listener);
    opened.begin();
    return opened;
  }
}
