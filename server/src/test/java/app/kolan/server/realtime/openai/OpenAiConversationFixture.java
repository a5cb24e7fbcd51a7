package app.kolan.server.realtime.openai;

import app.kolan.server.Await;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.realtime.RealtimeRecorder;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.ToolSpec;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.stubs.sound.ToneSpeed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A conversation with the stub of a realtime model.
abstract class OpenAiConversationFixture {
  static final String KEY = "sk-talk-0815";
  static final ProviderTimeouts PATIENT =
      new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
  static final RealtimeOptions PLAN = new RealtimeOptions("Speak Hebrew.", List.of(), List.of());
  static final ToolSpec HOURS =
      new ToolSpec(
          "opening_hours",
          "When the business is open.",
          "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\"}}}");

  final OpenAiRealtimeStub stub = new OpenAiRealtimeStub(KEY);
  final ProviderHttp http = new ProviderHttp();
  final RealtimeRecorder notes = new RealtimeRecorder();

  @BeforeEach
  void open() {
    stub.speaks(ToneSpeed.QUICK);
    stub.start();
  }

  @AfterEach
  void close() {
    http.close();
    stub.close();
  }

  RealtimeConversation talk(RealtimeOptions plan) {
    return talk(plan, PATIENT);
  }

  RealtimeConversation talk(RealtimeOptions plan, ProviderTimeouts timeouts) {
    return RealtimeModels.open(settings(KEY, timeouts), http).open(plan, notes);
  }

  ProviderSettings settings(String key, ProviderTimeouts timeouts) {
    return new ProviderSettings(
        "openai-realtime",
        URI.create(stub.socketUrl() + "/v1"),
        new Secret(key),
        "gpt-realtime-2.1",
        "marin",
        "he-IL",
        timeouts);
  }

  static ProviderTimeouts timeouts(long connect, long first, long next) {
    return new ProviderTimeouts(
        Duration.ofMillis(connect), Duration.ofMillis(first), Duration.ofMillis(next));
  }

  static void say(RealtimeConversation talk, String words) {
    RealtimeRecorder.say(talk, ToneCodec.mulaw(words, ToneSpeed.QUICK));
  }

  static void awaitTrue(BooleanSupplier condition) {
    Await.until("what the provider or the talk comes to", condition);
  }
}
