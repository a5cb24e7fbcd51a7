package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.Await;
import app.kolan.server.CapturedLog;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.LanguageModelStub;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OfferedTool;
import app.kolan.stubs.llm.StubModel;
import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every language model does, against its provider's stub.
@Execution(ExecutionMode.CONCURRENT)
abstract class ChatContract {
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

  private final AtomicReference<List<ChatTurn>> heard = new AtomicReference<>(List.of());
  private final AtomicReference<List<OfferedTool>> offered = new AtomicReference<>(List.of());
  private final AtomicReference<StubModel> stubModel =
      new AtomicReference<>((_, _, _) -> ModelReply.words("one two three"));
  private final CapturedLog log = new CapturedLog();
  final LanguageModelStub stub = stub(KEY, this::remember);
  final ProviderHttp http = new ProviderHttp();

  abstract LanguageModelStub stub(String key, StubModel stubModel);

  abstract String provider();

  abstract String path();

  abstract String model();

  private ModelReply remember(String instructions, List<ChatTurn> turns, List<OfferedTool> tools) {
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

  @Test
  void words_come_as_they_are_thought() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("שלום, אנחנו פתוחים — “9:00” עד 17:00 😀"));

    List<Piece> pieces = drain(ask(LONG, talk()));

    assertThat(words(pieces)).isEqualTo("שלום, אנחנו פתוחים — “9:00” עד 17:00 😀");
    assertThat(pieces).hasSizeGreaterThan(4);
    assertThat(heard.get()).isEqualTo(List.of(new ChatTurn.FromUser(HOURS)));
  }

  @Test
  void the_first_word_does_not_wait_for_the_last() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("one two three").paced(Duration.ofMillis(300)));

    try (ChatStream chatStream = ask(LONG, talk())) {
      assertThat(chatStream.next()).isEqualTo(new Piece.Words("one"));
      assertThat(stub.openAnswers()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void letters_may_be_cut_anywhere_on_the_wire(int bytes) throws Exception {
    stub.cutEvery(bytes);
    answerWith(
        (_, _, _) -> ModelReply.words("קולן 😀 שלום").andUse("take_message", "{\"name\":\"דנה\"}"));

    List<Piece> pieces = drain(ask(LONG, talk()));

    assertThat(words(pieces)).isEqualTo("קולן 😀 שלום");
    assertThat(use(pieces, 0).arguments()).contains("דנה");
  }

  @Test
  void a_very_long_answer_comes_whole() throws Exception {
    String text = "מילה ".repeat(20_000);
    answerWith((_, _, _) -> ModelReply.words(text));

    try (ChatStream chatStream = ask(LONG, talk())) {
      assertThat(chatStream.next()).isNotNull();
      assertThat(words(drain(chatStream))).hasSize(text.length() - "מילה".length());
    }
  }

  @Test
  void tools_are_used_and_their_outcomes_told() throws Exception {
    answerWith(
        (_, turns, _) ->
            turns.getLast() instanceof ChatTurn.FromUser
                ? ModelReply.words("רגע.")
                    .andUse("opening_hours", "{}")
                    .andUse("take_message", "{\"name\":\"דנה \\\"ד\\\"\",\"days\":[1,2]}")
                : ModelReply.words("פתוח."));

    List<Piece> pieces = drain(ask(LONG, talk()));

    assertThat(words(pieces)).isEqualTo("רגע.");
    ToolCall hours = use(pieces, 0);
    ToolCall message = use(pieces, 1);
    assertThat(hours.name()).isEqualTo("opening_hours");
    assertThat(message.name()).isEqualTo("take_message");
    assertThat(hours.id()).isNotBlank().isNotEqualTo(message.id());
    var json = new ObjectMapper();
    assertThat(json.readTree(message.arguments()))
        .isEqualTo(json.readTree("{\"name\":\"דנה \\\"ד\\\"\",\"days\":[1,2]}"));

    List<Piece> next =
        drain(
            ask(
                LONG,
                talk(
                    new Message.FromUs("רגע.", false),
                    new Message.Uses(List.of(hours, message)),
                    new Message.Outcome(hours.id(), "opening_hours", "9:00-17:00"),
                    new Message.Outcome(message.id(), "take_message", "{\"kept\":true}"))));

    assertThat(words(next)).isEqualTo("פתוח.");
    assertThat(heard.get())
        .filteredOn(turn -> turn instanceof ChatTurn.Outcome)
        .hasSize(2)
        .first()
        .asString()
        .contains("opening_hours", "9:00-17:00");
  }

  @Test
  void a_tool_can_be_used_without_a_word_and_after_another() throws Exception {
    answerWith(
        (_, turns, _) ->
            ModelReply.use(
                turns.getLast() instanceof ChatTurn.FromUser ? "opening_hours" : "take_message",
                "{}"));

    ToolCall first = use(drain(ask(LONG, talk())), 0);
    ToolCall second =
        use(
            drain(
                ask(
                    LONG,
                    talk(
                        new Message.Uses(List.of(first)),
                        new Message.Outcome(first.id(), first.name(), "closed")))),
            0);
    List<Piece> third =
        drain(
            ask(
                LONG,
                talk(
                    new Message.Uses(List.of(first)),
                    new Message.Outcome(first.id(), first.name(), "closed"),
                    new Message.Uses(List.of(second)),
                    new Message.Outcome(second.id(), second.name(), ""))));

    assertThat(second.name()).isEqualTo("take_message");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(use(third, 0).name()).isEqualTo("take_message");
  }

  @Test
  void a_provider_takes_whatever_a_call_was_like() throws Exception {
    var stale = new ToolCall("functions.look_up:0", "opening_hours", "not json");
    var lost = new ToolCall("lost", "opening_hours", "{}");

    List<Piece> pieces =
        drain(
            ask(
                LONG,
                new ChatInput(
                    "You are a receptionist.",
                    List.of(
                        new Message.FromUs("שלום, כאן קולן.", false),
                        new Message.FromUs("במה אפשר לעזור?", true),
                        new Message.FromCaller("אני"),
                        new Message.FromCaller("  "),
                        new Message.FromCaller(HOURS),
                        new Message.Uses(List.of(stale, lost)),
                        new Message.FromUs("רגע, אני בודק.", false),
                        new Message.FromCaller("כן?"),
                        new Message.Outcome(stale.id(), "opening_hours", "9-17"),
                        new Message.Outcome("nobody's", "opening_hours", "9-17"),
                        new Message.FromUs("", true),
                        new Message.FromCaller("הלו?")),
                    List.of(OPENING_HOURS, TAKE_MESSAGE))));

    assertThat(words(pieces)).isEqualTo("one two three");
    assertThat(heard.get())
        .filteredOn(turn -> turn instanceof ChatTurn.FromModel)
        .asString()
        .contains("במה אפשר לעזור? —", "רגע, אני בודק.");
    assertThat(heard.get()).filteredOn(turn -> turn instanceof ChatTurn.Outcome).hasSize(1);
  }

  @Test
  void a_talk_without_a_caller_and_without_instructions_can_be_thought_of() throws Exception {
    List<Piece> pieces = drain(ask(LONG, new ChatInput("", List.of(), List.of())));

    assertThat(words(pieces)).isEqualTo("one two three");
  }

  @Test
  void the_model_learns_of_the_tools() throws Exception {
    drain(ask(LONG, talk()));

    assertThat(offered.get())
        .extracting(OfferedTool::name)
        .containsExactly("opening_hours", "take_message");
    assertThat(offered.get().getLast().choices())
        .containsEntry("kind", List.of("repair", "other"))
        .containsKeys("name", "urgent", "days");
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_REFUSED, KEY_REFUSED",
    "REQUEST_REFUSED, REQUEST_REFUSED",
    "LIMITED, LIMITED",
    "OVERLOADED, OVERLOADED",
    "UNREACHABLE, UNREACHABLE",
    "NEVER_ANSWERS, TOO_SLOW",
    "DIES_BEFORE_ANSWER, BROKEN_OFF",
    "DIES_HALF_WAY, BROKEN_OFF",
    "STALLS_HALF_WAY, TOO_SLOW",
    "TALKS_NONSENSE, UNREADABLE",
    "SLOW, TOO_SLOW"
  })
  void every_ailment_has_its_kind(FailureMode failureMode, FailureKind kind) {
    stub.failWith(failureMode, 3);

    ProviderTimeouts timeouts = kind == FailureKind.TOO_SLOW ? SHORT : LONG;
    var failure = failure(() -> drain(ask(timeouts, talk())));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.provider()).isEqualTo(provider());
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureMode.class,
      names = {"DIES_HALF_WAY", "STALLS_HALF_WAY"})
  void what_came_before_a_break_has_been_given(FailureMode failureMode) throws Exception {
    stub.failWith(failureMode, 6);
    answerWith(
        (_, _, _) ->
            ModelReply.words("a b c d e f g h i j k l m n o p q").paced(Duration.ofMillis(50)));
    var pieces = new ArrayList<Piece>();

    try (ChatStream chatStream = ask(STALLED, talk())) {
      var failure = failure(() -> collect(chatStream, pieces));

      assertThat(failure.kind()).isIn(FailureKind.BROKEN_OFF, FailureKind.TOO_SLOW);
      assertThat(words(pieces)).startsWith("a b").doesNotContain("q");
      assertThat(failure(chatStream::next).kind()).isEqualTo(failure.kind());
    }
  }

  @Test
  void an_error_in_the_middle_is_no_end() throws Exception {
    stub.failAfter(4, "overloaded_error");
    answerWith((_, _, _) -> ModelReply.words("a b c d e f g h"));
    var pieces = new ArrayList<Piece>();

    try (ChatStream chatStream = ask(LONG, talk())) {
      var failure = failure(() -> collect(chatStream, pieces));

      assertThat(failure.kind()).isEqualTo(FailureKind.OVERLOADED);
      assertThat(words(pieces)).startsWith("a b");
    }
  }

  @Test
  void an_answer_that_stops_short_is_no_answer() throws Exception {
    stub.endEarly(4);
    answerWith((_, _, _) -> ModelReply.words("a b c d e f g h"));

    assertThat(failure(() -> drain(ask(LONG, talk()))).kind()).isEqualTo(FailureKind.BROKEN_OFF);
  }

  @Test
  void a_tool_whose_arguments_stop_short_is_not_used() throws Exception {
    answerWith(
        (_, _, _) ->
            ModelReply.use("take_message", "{\"name\":\"%s\"}".formatted("דנה ".repeat(20))));
    for (int messages = 1; messages < 12; messages++) {
      stub.endEarly(messages);
      var pieces = new ArrayList<Piece>();
      try (ChatStream chatStream = ask(LONG, talk())) {
        collect(chatStream, pieces);
      } catch (ProviderFailure e) {
        assertThat(e.kind()).isIn(FailureKind.BROKEN_OFF, FailureKind.UNREADABLE);
      }
      assertThat(pieces)
          .allSatisfy(
              piece ->
                  assertThat(((Piece.Use) piece).call().arguments()).contains("{", "דנה ", "}"));
    }
  }

  @Test
  void what_a_caller_adds_to_an_outcome_is_told() throws Exception {
    var use = new ToolCall("use_7", "opening_hours", "{}");

    drain(
        ask(
            LONG,
            talk(
                new Message.Uses(List.of(use)),
                new Message.Outcome("use_7", "opening_hours", "9-17"),
                new Message.FromCaller("ובשישי?"))));

    assertThat(heard())
        .endsWith(new ChatTurn.Outcome("opening_hours", "9-17"), new ChatTurn.FromUser("ובשישי?"));
  }

  @Test
  void a_wrong_key_is_refused() {
    var failure =
        failure(() -> drain(languageModel(LONG, new Secret("sk-SECRET-else")).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.KEY_REFUSED);
  }

  @Test
  void a_key_that_cannot_be_sent_is_refused() {
    var failure =
        failure(() -> drain(languageModel(LONG, new Secret("sk-SECRET\nsecond")).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_REFUSED);
  }

  @Test
  void no_key_is_refused() {
    var failure = failure(() -> drain(languageModel(LONG, null).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.KEY_REFUSED);
  }

  @Test
  void an_unknown_model_is_refused() {
    var settings = settings(LONG, new Secret(KEY), "no-such-model");

    var failure = failure(() -> drain(LanguageModels.open(settings, http).chat(talk())));

    assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_REFUSED);
  }

  @Test
  void an_interrupt_before_the_first_word_ends_the_connection() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);
    var outcome = new AtomicReference<Throwable>();
    var thinking = new CountDownLatch(1);
    Thread taker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (ChatStream chatStream = ask(LONG, talk())) {
                    thinking.countDown();
                    chatStream.next();
                  } catch (Exception e) {
                    outcome.set(e);
                  }
                });
    thinking.await();
    until(() -> stub.openAnswers() == 1);
    taker.interrupt();

    assertThat(taker.join(Duration.ofSeconds(15))).isTrue();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    until(() -> stub.openAnswers() == 0);
  }

  @Test
  void closing_before_the_first_word_ends_the_connection() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);

    ChatStream chatStream = ask(LONG, talk());
    until(() -> stub.openAnswers() == 1);
    chatStream.close();
    chatStream.close();

    until(() -> stub.openAnswers() == 0);
    assertThat(chatStream.next()).isNull();
  }

  @Test
  void closing_half_way_ends_the_connection_and_nothing_more_is_thought() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("word ".repeat(1000)).paced(Duration.ofMillis(20)));

    ChatStream chatStream = ask(LONG, talk());
    assertThat(chatStream.next()).isInstanceOf(Piece.Words.class);
    chatStream.close();

    assertThat(chatStream.next()).isNull();
    until(() -> stub.openAnswers() == 0);
  }

  @Test
  void closing_from_another_thread_ends_the_wait() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);
    ChatStream chatStream = ask(LONG, talk());
    until(() -> stub.openAnswers() == 1);
    var last = new AtomicReference<@Nullable Object>("nothing yet");
    Thread taker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    last.set(chatStream.next());
                  } catch (Exception e) {
                    last.set(e);
                  }
                });

    chatStream.close();

    assertThat(taker.join(Duration.ofSeconds(15))).isTrue();
    assertThat(last.get()).isNull();
  }

  @Test
  void many_thoughts_at_a_time_do_not_wait_for_each_other() throws Exception {
    answerWith((_, _, _) -> ModelReply.words("a b c d").paced(Duration.ofMillis(100)));
    ProviderLanguageModel languageModel = languageModel(LONG, new Secret(KEY));
    var whole = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 50; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      if (words(drain(languageModel.chat(talk()))).equals("a b c d")) {
                        whole.incrementAndGet();
                      }
                    } catch (Exception e) {
                      // not counted
                    }
                  }));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    assertThat(whole.get()).isEqualTo(50);
  }

  @Test
  void warming_up_asks_nobody() throws Exception {
    languageModel(LONG, new Secret(KEY)).warmUp();

    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void a_tool_whose_parameters_are_no_schema_is_refused_without_its_text() {
    var odd = new ToolSpec("odd", "", "SECRET {");

    var failure = failure(() -> ask(LONG, new ChatInput("", List.of(), List.of(odd))).close());

    assertThat(failure.kind()).isEqualTo(FailureKind.REQUEST_REFUSED);
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

  private static void collect(ChatStream chatStream, List<Piece> pieces)
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
