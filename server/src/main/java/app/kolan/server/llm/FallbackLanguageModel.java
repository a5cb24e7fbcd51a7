package app.kolan.server.llm;

import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import java.util.List;
import java.util.function.BiConsumer;

/// Several language models as one: an answer that one could not complete is completed by the next,
/// which goes on behind what was said already.
///
/// The first failure within an answer is forgiven if the same request may succeed at once: the same
/// model is asked again.
public final class FallbackLanguageModel implements LanguageModel {
  private static final String JOB = "llm";

  private final FallbackProviders<LanguageModel> models;

  /// @param models the first choice first; at least one
  /// @param whenFailed takes each failure with the job's name; must not block
  public FallbackLanguageModel(
      List<? extends LanguageModel> models, BiConsumer<String, ProviderFailure> whenFailed) {
    this(models, CircuitBreakers.NEW, whenFailed);
  }

  /// @param breakers where each provider's circuit breaker is from
  public FallbackLanguageModel(
      List<? extends LanguageModel> models,
      CircuitBreakers breakers,
      BiConsumer<String, ProviderFailure> whenFailed) {
    this.models =
        new FallbackProviders<>(
            JOB, List.<LanguageModel>copyOf(models), LanguageModel::provider, breakers, whenFailed);
  }

  @Override
  public void connect() {
    models.prepare(LanguageModel::connect);
  }

  /// The names of all.
  @Override
  public String provider() {
    return models.names();
  }

  @Override
  public ChatStream chat(ChatInput input) throws ProviderFailure, InterruptedException {
    return chat(input, FallbackListener.NONE);
  }

  @Override
  public ChatStream chat(ChatInput input, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    return FallbackChatStream.begin(models, input, listener);
  }
}
