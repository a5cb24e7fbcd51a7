package app.kolan.server.agent;

import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.stubs.ProviderStub;
import app.kolan.stubs.llm.AnthropicStub;
import app.kolan.stubs.llm.GeminiStub;
import app.kolan.stubs.llm.OllamaStub;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.llm.StubModel;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.realtime.RealtimeStubModel.Reply;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.stt.OpenAiTranscriptionStub;
import app.kolan.stubs.stt.SonioxStub;
import app.kolan.stubs.stt.TranscriptionFilesStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.stubs.tts.ElevenLabsStub;
import app.kolan.stubs.tts.GoogleVoiceStub;
import app.kolan.stubs.tts.OpenAiSpeechStub;
import app.kolan.stubs.tts.SonioxVoiceStub;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Provider stubs for one server, and the settings that point to them.
final class ProviderStubs implements AutoCloseable {
  private static final KnownClips CLIPS = AgentHarness.clips();

  private final ProviderTimeouts timeouts;
  private final List<ProviderStub> opened = new ArrayList<>();

  /// @param timeouts how long the server waits for them
  ProviderStubs(ProviderTimeouts timeouts) {
    this.timeouts = timeouts;
  }

  /// A provider for one job.
  ///
  /// @param job STT provider, mind, voice or realtime
  /// @param provider its name in the settings
  record Post(String job, String provider) {}

  /// A stub and the settings that point to it.
  record OpenStub(ProviderStub stub, ProviderSettings settings) {}

  OpenStub open(Post post, StubModel stubModel) {
    ProviderStub stub =
        switch (post.job() + " " + post.provider()) {
          case "stt deepgram" -> new DeepgramStub(CLIPS, AgentHarness.KEY);
          case "stt soniox" -> new SonioxStub(CLIPS, AgentHarness.KEY);
          case "stt openai" -> new OpenAiTranscriptionStub(CLIPS, AgentHarness.KEY);
          case "stt openai-files" -> new TranscriptionFilesStub(CLIPS, AgentHarness.KEY);
          case "llm openai" -> new OpenAiChatStub(AgentHarness.KEY, stubModel);
          case "llm anthropic" -> new AnthropicStub(AgentHarness.KEY, stubModel);
          case "llm gemini" -> new GeminiStub(AgentHarness.KEY, stubModel);
          case "llm ollama" -> new OllamaStub(AgentHarness.KEY, stubModel);
          case "tts azure" -> new AzureVoiceStub();
          case "tts google" -> new GoogleVoiceStub();
          case "tts elevenlabs" -> new ElevenLabsStub();
          case "tts soniox" -> new SonioxVoiceStub();
          case "tts openai" -> new OpenAiSpeechStub();
          case "realtime openai-realtime" -> realtime();
          default -> throw new IllegalArgumentException(post.toString());
        };
    stub.start();
    opened.add(stub);
    return new OpenStub(stub, AgentHarness.at(post.provider(), url(post, stub), timeouts));
  }

  /// One of each job, all healthy.
  ProviderSelection cascade(StubModel stubModel) {
    return new ProviderSelection(
        List.of(),
        List.of(open(new Post("stt", "deepgram"), stubModel).settings()),
        List.of(open(new Post("llm", "openai"), stubModel).settings()),
        List.of(open(new Post("tts", "azure"), stubModel).settings()));
  }

  /// A model that takes over answers too when it has not heard the caller itself; the stub's
  /// default would read its instructions aloud, for minutes.
  private static ProviderStub realtime() {
    var stub = new OpenAiRealtimeStub(AgentHarness.KEY);
    stub.hearsBy(CLIPS::words);
    stub.thinksBy(_ -> Reply.says("מתי נוח לך?"));
    return stub;
  }

  private static URI url(Post post, ProviderStub stub) {
    return switch (post.job() + " " + post.provider()) {
      case "stt deepgram", "stt soniox", "tts soniox" -> stub.socketUrl();
      case "stt openai", "realtime openai-realtime" -> URI.create(stub.socketUrl() + "/v1");
      case "stt openai-files", "llm openai", "tts openai", "llm anthropic" ->
          URI.create(stub.url() + "/v1");
      case "llm gemini" -> URI.create(stub.url() + "/v1beta");
      default -> stub.url();
    };
  }

  @Override
  public void close() {
    opened.forEach(ProviderStub::close);
  }
}
