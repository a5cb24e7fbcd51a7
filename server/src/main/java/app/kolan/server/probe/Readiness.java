package app.kolan.server.probe;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;
import java.util.concurrent.CompletableFuture;

/// Completes a future when a realtime model is ready or fails; ignores other events.
record Readiness(CompletableFuture<Boolean> outcome) implements RealtimeListener {
  @Override
  public void ready() {
    outcome.complete(true);
  }

  @Override
  public void failed(ProviderFailure failure) {
    outcome.completeExceptionally(failure);
  }

  @Override
  public void callerBegan() {}

  @Override
  public void callerEnded() {}

  @Override
  public void callerSaid(String words) {}

  @Override
  public void audio(String utterance, Mulaw sound) {}

  @Override
  public void words(String utterance, String words) {}

  @Override
  public void utteranceEnded(String utterance) {}

  @Override
  public void use(ToolCall call) {}

  @Override
  public void replyEnded() {}
}
