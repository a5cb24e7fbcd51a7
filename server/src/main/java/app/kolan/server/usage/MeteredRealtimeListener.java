package app.kolan.server.usage;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.tool.ToolCall;
import app.kolan.twilio.audio.Mulaw;

/// Takes what a realtime model tells about its usage, and passes everything else on.
record MeteredRealtimeListener(RealtimeListener listener, Sink sink) implements RealtimeListener {
  /// Where it goes.
  interface Sink {
    void spoke(Mulaw sound);

    void used(UsageUnits units);

    void transcribed(String model, UsageUnits units);

    /// The conversation is over.
    void ended();
  }

  @Override
  public void usage(UsageUnits units) {
    sink.used(units);
  }

  @Override
  public void transcriptionUsage(String model, UsageUnits units) {
    sink.transcribed(model, units);
  }

  @Override
  public void audio(String utterance, Mulaw sound) {
    sink.spoke(sound);
    listener.audio(utterance, sound);
  }

  @Override
  public void failed(ProviderFailure failure) {
    sink.ended();
    listener.failed(failure);
  }

  @Override
  public void asked(String provider) {
    listener.asked(provider);
  }

  @Override
  public void replaced(ProviderFailure failure) {
    listener.replaced(failure);
  }

  @Override
  public void ready() {
    listener.ready();
  }

  @Override
  public void callerBegan() {
    listener.callerBegan();
  }

  @Override
  public void callerEnded() {
    listener.callerEnded();
  }

  @Override
  public void callerSaid(String words) {
    listener.callerSaid(words);
  }

  @Override
  public void words(String utterance, String words) {
    listener.words(utterance, words);
  }

  @Override
  public void utteranceEnded(String utterance) {
    listener.utteranceEnded(utterance);
  }

  @Override
  public void use(ToolCall call) {
    listener.use(call);
  }

  @Override
  public void replyEnded() {
    listener.replyEnded();
  }
}
