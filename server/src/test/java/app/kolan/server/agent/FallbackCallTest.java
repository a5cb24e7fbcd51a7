package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.agent.ProviderStubs.OpenStub;
import app.kolan.server.agent.ProviderStubs.Post;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.CallOutcome;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.StubModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls with two and three providers for one job, of which only the last is healthy: the
/// caller is understood and answered as if it were the only one.
@Tag("socket")
class FallbackCallTest {
  private static final Duration BOUND = Duration.ofSeconds(4);
  private static final int AT_ONCE = 8;

  private static final StubModel MODEL = (_, _, _) -> ModelReply.words("בסדר גמור. מה עוד?");

  private static final List<Post> REALTIME =
      List.of(
          new Post("realtime", "openai-realtime"),
          new Post("realtime", "openai-realtime"),
          new Post("realtime", "openai-realtime"));

  /// What a realtime model sends before the first sound of its first answer: it sets the session
  /// up, and hears the caller.
  private static final int BEFORE_SOUND = 9;

  /// What it sends until it is set up.
  private static final int SET_UP = 2;

  private static final List<Post> SPEECH_TO_TEXTS =
      List.of(new Post("stt", "deepgram"), new Post("stt", "soniox"), new Post("stt", "openai"));
  private static final List<Post> LANGUAGE_MODELS =
      List.of(new Post("llm", "openai"), new Post("llm", "anthropic"), new Post("llm", "ollama"));
  private static final List<Post> VOICES =
      List.of(new Post("tts", "azure"), new Post("tts", "google"), new Post("tts", "openai"));

  /// Dana says what she wants and who she is, and listens each time until nothing more comes.
  private static final String DANA =
      """
      agent says greeting within 20s
      agent says ask_reason within 20s
      caller waits for silence
      caller says reason_appointment
      agent speaks within 5s
      caller waits for silence of 3600ms
      caller says name_dana
      agent speaks within 5s
      caller waits for silence of 3600ms
      caller hangs up
      """;

  /// Half of what a caller may wait, for a busy machine.
  private static final ReplyTiming TIMING = ReplyTiming.ofBound(Duration.ofSeconds(2));

  @TempDir private Path folder;

  /// When the providers before the last one fail.
  private enum When {
    BEFORE_THE_FIRST_WORD(FailureMode.OVERLOADED, 0),
    INSTEAD_OF_THE_FIRST_WORD(FailureMode.NEVER_ANSWERS, 0),
    AFTER_THE_FIRST_WORD(FailureMode.DIES_HALF_WAY, 1),
    IN_THE_MIDDLE(FailureMode.STALLS_HALF_WAY, 3),

    /// A realtime model is connected and set up, and sends nothing more.
    AFTER_THE_SET_UP(FailureMode.STALLS_HALF_WAY, SET_UP - BEFORE_SOUND);

    private final FailureMode failureMode;
    private final int healthyPieces;

    When(FailureMode failureMode, int healthyPieces) {
      this.failureMode = failureMode;
      this.healthyPieces = healthyPieces;
    }
  }

  private record Case(List<Post> posts, When when) {
    String job() {
      return posts.getFirst().job();
    }

    int healthyPieces() {
      int pieces = when.healthyPieces;
      return pieces != 0 && job().equals("realtime") ? BEFORE_SOUND + pieces : pieces;
    }

    @Override
    public String toString() {
      return "%s of %d, %s".formatted(job(), posts.size(), when);
    }
  }

  @TestFactory
  Stream<DynamicTest> a_caller_is_answered_while_the_last_of_several_is_healthy() {
    ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    List<DynamicTest> tests = new ArrayList<>();
    for (Case one : cases()) {
      CompletableFuture<Void> call = CompletableFuture.runAsync(() -> judge(one), calls);
      tests.add(DynamicTest.dynamicTest(one.toString(), call::join));
    }
    calls.shutdown();
    return tests.stream();
  }

  private static List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (List<Post> posts : List.of(REALTIME, SPEECH_TO_TEXTS, LANGUAGE_MODELS, VOICES)) {
      for (When when : When.values()) {
        if (when == When.AFTER_THE_SET_UP) {
          continue;
        }
        cases.add(new Case(posts.subList(0, 2), when));
        cases.add(new Case(posts, when));
      }
    }
    cases.add(new Case(REALTIME.subList(0, 2), When.AFTER_THE_SET_UP));
    return cases;
  }

  private void judge(Case one) {
    try (var failing = new ProviderStubs(AgentHarness.SHORT);
        var healthy = new ProviderStubs(AgentHarness.LONG)) {
      var settings = new ArrayList<ProviderSettings>();
      for (Post post : one.posts().subList(0, one.posts().size() - 1)) {
        OpenStub stub = failing.open(post, MODEL);
        stub.stub().failWith(one.when().failureMode, one.healthyPieces());
        settings.add(stub.settings());
      }
      settings.add(healthy.open(one.posts().getLast(), MODEL).settings());
      Path data = Files.createTempDirectory(folder, "call");
      try (AgentHarness harness =
          AgentHarness.open(data, with(settings, healthy, one.job()), TIMING)) {
        judge(one, harness, harness.call(DANA));
      }
    } catch (Exception e) {
      throw new AssertionError(one.toString(), e);
    }
  }

  private static void judge(Case one, AgentHarness harness, CallReport report) throws Exception {
    String about = "%s\n%s".formatted(one, report.printout());
    assertThat(report.failures()).as(about).isEmpty();
    assertThat(String.join(" ", AgentHarness.heard(report)))
        .as(about)
        .contains(
            one.job().equals("realtime")
                ? List.of("מתי נוח לך?")
                : List.of("בסדר גמור.", "מה עוד?"));
    assertThat(AgentHarness.longestSilence(report)).as(about).isLessThan(BOUND);
    assertThat(harness.logged(report).outcome()).as(about).isEqualTo(CallOutcome.HUNG_UP);
    assertThat(harness.turnsOfCaller(report)).as(about).hasSize(2);
    assertThat(harness.lead(report).reasonTurn()).as(about).isNotNull();
    String metrics = harness.metrics();
    assertThat(metrics).as(about).contains("kolan_agent_fallbacks_total 0.0");
    for (Post failing : one.posts().subList(0, one.posts().size() - 1)) {
      assertThat(metrics)
          .as(about)
          .containsPattern(
              "kolan_provider_failures_total\\{job=\"%s\",kind=\"[a-z_]+\",provider=\"%s\"}"
                  .formatted(failing.job(), failing.provider()));
    }
  }

  /// A selection with these for one job, and one healthy provider for each of the others.
  private static ProviderSelection with(
      List<ProviderSettings> these, ProviderStubs stubs, String job) {
    if (job.equals("realtime")) {
      return new ProviderSelection(these, List.of(), List.of(), List.of());
    }
    ProviderSelection healthy = stubs.cascade(MODEL);
    return new ProviderSelection(
        List.of(),
        job.equals("stt") ? these : healthy.speechToTexts(),
        job.equals("llm") ? these : healthy.languageModels(),
        job.equals("tts") ? these : healthy.voices());
  }
}
