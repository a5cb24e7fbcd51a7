package app.kolan.bench.stubs;

import app.kolan.server.prompts.CallerClips;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OfferedTool;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import java.io.IOException;
import java.util.List;

/// Speech-to-text, a language model and text-to-speech on loopback, which answer at once.
public final class ProviderStubs implements AutoCloseable {
  static final String READY = "stubs ";

  private static final String SUMMARY_TOOL = "write_summary";

  private static final String ANSWER =
      "בשמחה, יש לנו מקום ביום שני בבוקר או ביום רביעי אחר הצהריים. ".repeat(3);

  private final DeepgramStub speech;
  private final OpenAiChatStub model;
  private final AzureVoiceStub voice;

  /// Starts them. They know all clips of callers that come with Kolan.
  public ProviderStubs() {
    CallerClips shipped = CallerClips.shipped();
    var known = new KnownClips();
    for (String name : shipped.names()) {
      known.knows(shipped.audio(name), shipped.text(name));
    }
    speech = new DeepgramStub(known, StubAddresses.KEY);
    model = new OpenAiChatStub(StubAddresses.KEY, (_, _, tools) -> reply(tools));
    voice = new AzureVoiceStub();
    speech.start();
    model.start();
    voice.start();
  }

  /// Answers the caller, and writes the summary after a call.
  private static ModelReply reply(List<OfferedTool> tools) {
    return tools.size() == 1 && tools.getFirst().name().equals(SUMMARY_TOOL)
        ? ModelReply.use(SUMMARY_TOOL, "{\"summary\": \"נקבע תור ליום שני בבוקר.\"}")
        : ModelReply.words(ANSWER);
  }

  /// Where they listen.
  public StubAddresses addresses() {
    return new StubAddresses(speech.socketUrl(), model.url().resolve("/v1"), voice.url());
  }

  /// A process of its own: prints the addresses, and ends when its input does.
  public static void main(String[] arguments) throws IOException {
    try (var stubs = new ProviderStubs()) {
      System.out.println(READY + stubs.addresses().line());
      while (System.in.read() >= 0) {
        // Whoever has started it says nothing, and closes the input by its end.
      }
    }
  }

  @Override
  public void close() {
    speech.close();
    model.close();
    voice.close();
  }
}
