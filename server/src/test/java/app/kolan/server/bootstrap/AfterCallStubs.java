package app.kolan.server.bootstrap;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.TranscriptionFilesStub;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// What a server asks and tells after a call: a recogniser of files, a language model, Twilio's
/// recordings, and the receiver of a webhook, which counts.
final class AfterCallStubs implements AutoCloseable {
  static final String KEY = "stand-in-key";
  static final String SUMMARY = "המתקשרת השאירה הודעה ומבקשת שיחזרו אליה.";
  static final String CLIP = "message_long";
  static final CallerClips CLIPS = CallerClips.shipped();
  private static final String RECEIVERS_KEY = "a key of the receiver";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What the receiver got.
  record Received(String key, JsonNode body, Instant at) {}

  final TranscriptionFilesStub whisper = new TranscriptionFilesStub(clips(), KEY);
  final OpenAiChatStub model =
      new OpenAiChatStub(
          KEY,
          (_, _, _) -> ModelReply.use("write_summary", "{\"summary\":\"%s\"}".formatted(SUMMARY)));
  final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  AfterCallStubs() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] message = Wav.of(CLIPS.audio(CLIP));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "audio/x-wav");
          exchange.sendResponseHeaders(200, message.length);
          exchange.getResponseBody().write(message);
          exchange.close();
        });
    server.createContext(
        "/alerts",
        exchange -> {
          received.add(
              new Received(
                  String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                  JSON.readTree(exchange.getRequestBody().readAllBytes()),
                  Instant.now()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    whisper.start();
    model.start();
  }

  /// Where Twilio's recordings are.
  String restUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The settings of a server in a process of its own, whose business takes messages.
  Map<String, String> settings(Path folder) throws IOException {
    Path file = folder.resolve("kolan.yaml");
    Files.writeString(
        file,
        """
        business:
          name: מוסך
          mode: voicemail
          local-tools: true
          alerts:
            - to: webhook:%s/alerts
              secret: %s
        """
            .formatted(restUrl(), RECEIVERS_KEY));
    return Map.of(
        "KOLAN_CONFIG",
        file.toString(),
        "KOLAN_RECOGNISER",
        "openai-files/a-model",
        "KOLAN_OPENAI_FILES_URL",
        whisper.url() + "/v1",
        "KOLAN_MIND",
        "openai/a-model",
        "KOLAN_OPENAI_URL",
        model.url() + "/v1",
        "OPENAI_API_KEY",
        KEY);
  }

  /// The profile of a business in this process.
  BusinessProfile profile() {
    var rule =
        new AlertRule(
            AlertRule.Channel.WEBHOOK,
            restUrl() + "/alerts",
            AlertKinds.atOnce(),
            QuietTimes.NONE,
            new Secret(RECEIVERS_KEY),
            null,
            null);
    return BusinessProfile.builder().localTools(true).alerts(List.of(rule)).build();
  }

  /// Its providers.
  ProviderSelection providers() {
    return new ProviderSelection(
        List.of(),
        List.of(at("openai-files", URI.create(whisper.url() + "/v1"))),
        List.of(at("openai", URI.create(model.url() + "/v1"))),
        List.of());
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", "", "he-IL", ProviderTimeouts.USUAL);
  }

  private static KnownClips clips() {
    var known = new KnownClips();
    CLIPS.names().stream()
        .filter(name -> !name.equals(CLIP))
        .forEach(name -> known.knows(CLIPS.audio(name), CLIPS.text(name)));
    // A recording is cut at its ends.
    Mulaw message = CLIPS.audio(CLIP);
    known.knows(message.slice(message.length() / 10, message.length() * 9 / 10), CLIPS.text(CLIP));
    return known;
  }

  @Override
  public void close() {
    whisper.close();
    model.close();
    server.stop(0);
  }
}
