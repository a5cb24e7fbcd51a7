package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.Await;
import app.kolan.server.CapturedLog;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.LanguageModelStub;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OfferedTool;
import app.kolan.stubs.llm.StubModel;
import ch.qos.logback.classic.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A language model against its provider's stub.
abstract class ChatFixture {
  static final String KEY = "sk-SECRET-of-ours";
  static final ProviderTimeouts SHORT =
      new ProviderTimeouts(Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMillis(600));
  static final ProviderTimeouts LONG =
      new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));

  /// For a provider that starts well.
  static final ProviderTimeouts STALLED =
      new ProviderTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(1));

  static final String HOURS = "מה שעות הפתיחה ביום שלישי?";
  static final ToolSpec OPENING_HOURS =
      new ToolSpec("opening_hours", "Tells the hours.", "{\"type\":\"object\",\"properties\":{}}");
  static final ToolSpec TAKE_MESSAGE =
      new ToolSpec(
          "take_message",
          "Keeps a message.",
          """
          {"type": "object", "additionalProperties": false,
           "properties": {
             "name": {"type": "string", "description": "who", "maxLength": 200},
             "urgent": {"type": ["boolean", "null"]},
             "days": {"type": "array", "items": {"type": "integer", "minimum": 1}},
             "kind": {"type": "string", "enum": ["repair", "other"]}},
           "required": ["name"]}
          """);

  final AtomicReference<List<ChatTurn>> heard = new AtomicReference<>(List.of());
  final AtomicReference<List<OfferedTool>> offered = new AtomicReference<>(List.of());
  final AtomicReference<StubModel> stubModel =
      new AtomicReference<>((_, _, _) -> ModelReply.words("one two three"));
  final CapturedLog log = new CapturedLog();
  final LanguageModelStub stub = stub(KEY, this::remember);
  final ProviderHttp http = new ProviderHttp();

  abstract LanguageModelStub stub(String key, StubModel stubModel);

  abstract String provider();

  abstract String path();

  abstract String model();

  ModelReply remember(String instructions, List<ChatTurn> turns, List<OfferedTool> tools) {
    heard.set(turns);
    offered.set(tools);
    return stubModel.get().reply(instructions, turns, tools);
  }

  @BeforeEach
  void open() {
    stub.start();
  }

  /// Whatever happened, the log holds neither the key nor what was said.
  @AfterEach
  void close() {
    http.close();
    stub.close();
    log.close();
    assertThat(log.events())
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .allSatisfy(
            event ->
                assertThat(event.getFormattedMessage() + event.getThrowableProxy())
                    .doesNotContain("SECRET", "הפתיחה", "שלישי"));
  }

  final void answerWith(StubModel other) {
    stubModel.set(other);
  }

  final List<ChatTurn> heard() {
    return heard.get();
  }

  final ChatStream ask(ProviderTimeouts timeouts, ChatInput talk) throws ProviderFailure {
    return languageModel(timeouts, new Secret(KEY)).chat(talk);
  }

  final ProviderLanguageModel languageModel(ProviderTimeouts timeouts, @Nullable Secret key) {
    return LanguageModels.open(settings(timeouts, key, model()), http);
  }

  final ProviderSettings settings(ProviderTimeouts timeouts, @Nullable Secret key, String model) {
    return new ProviderSettings(
        provider(), URI.create(stub.url() + path()), key, model, "", "he-IL", timeouts);
  }

  static ChatInput talk(Message... more) {
    var messages = new ArrayList<Message>();
    messages.add(new Message.FromCaller(HOURS));
    messages.addAll(List.of(more));
    return new ChatInput("You are a receptionist.", messages, List.of(OPENING_HOURS, TAKE_MESSAGE));
  }

  static List<Piece> drain(ChatStream chatStream) throws ProviderFailure, InterruptedException {
    try (chatStream) {
      var pieces = new ArrayList<Piece>();
      collect(chatStream, pieces);
      assertThat(chatStream.next()).isNull();
      return pieces;
    }
  }

  static void collect(ChatStream chatStream, List<Piece> pieces)
      throws ProviderFailure, InterruptedException {
    for (Piece piece = chatStream.next(); piece != null; piece = chatStream.next()) {
      pieces.add(piece);
    }
  }

  static String words(List<Piece> pieces) {
    var words = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Words(var text)) {
        words.append(text);
      }
    }
    return words.toString();
  }

  static ToolCall use(List<Piece> pieces, int index) {
    return pieces.stream()
        .filter(Piece.Use.class::isInstance)
        .map(piece -> ((Piece.Use) piece).call())
        .toList()
        .get(index);
  }

  /// Its message holds neither the key nor what was said.
  static ProviderFailure failure(ThrowingCallable thinking) {
    var failure = catchThrowableOfType(ProviderFailure.class, thinking);
    assertThat(failure).isNotNull();
    assertThat(failure.toString()).doesNotContain("SECRET", "הפתיחה");
    return failure;
  }

  /// Waits for an event on the other side of the connection.
  static void until(BooleanSupplier condition) {
    Await.until("what happens on the other side", condition);
  }
}
