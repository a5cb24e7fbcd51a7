package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.agent.ProviderStubs.OpenStub;
import app.kolan.server.agent.ProviderStubs.Post;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Turn;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.StubModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What a caller hears when a provider fails, judged by the sound that the caller heard: a provider
/// of each job, with nobody to help but the scripted receptionist.
///
/// The gate plays the failure modes that differ most. `-Dkolan.faults=all` plays all of them, with
/// every provider, and lets them fall ill in the middle of a call, too; it takes a quarter of an
/// hour.
@Tag("socket")
class FailingProviderTest {
  private static final Duration BOUND = Duration.ofSeconds(4);

  /// Two seconds shorter than the bound: a machine under load may be so late.
  private static final ReplyTiming TIMING = ReplyTiming.ofBound(BOUND.minusSeconds(2));

  private static final int AT_ONCE = 8;
  private static final boolean ALL = "all".equals(System.getProperty("kolan.faults"));
  private static final StubModel MODEL = (_, _, _) -> ModelReply.words("בסדר גמור. מה עוד?");

  private static final Set<FailureMode> FEW =
      EnumSet.of(
          FailureMode.KEY_REFUSED,
          FailureMode.NEVER_ANSWERS,
          FailureMode.DIES_HALF_WAY,
          FailureMode.TALKS_NONSENSE);

  private static final List<Post> POSTS =
      List.of(
          new Post("stt", "deepgram"),
          new Post("llm", "openai"),
          new Post("tts", "azure"),
          new Post("realtime", "openai-realtime"));
  private static final List<Post> MORE_POSTS =
      List.of(
          new Post("stt", "soniox"),
          new Post("stt", "openai"),
          new Post("stt", "openai-files"),
          new Post("llm", "anthropic"),
          new Post("llm", "gemini"),
          new Post("llm", "ollama"),
          new Post("tts", "google"),
          new Post("tts", "elevenlabs"),
          new Post("tts", "soniox"),
          new Post("tts", "openai"));

  /// Dana says what she wants and who she is. She is silent for longer than it takes until she is
  /// told to wait, so that she does not speak into what is still to come.
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
      caller waits 1s
      caller hangs up
      """;

  @TempDir private Path folder;

  /// A provider that falls ill.
  private record Case(Post post, FailureMode failureMode, boolean inTheMiddle) {
    @Override
    public String toString() {
      return "%s %s: %s%s"
          .formatted(
              post.job(), post.provider(), failureMode, inTheMiddle ? ", in the middle" : "");
    }
  }

  @TestFactory
  Stream<DynamicTest> nobody_hears_silence_for_long_and_no_turn_is_lost() {
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
    for (Post post :
        Stream.concat(POSTS.stream(), ALL ? MORE_POSTS.stream() : Stream.of()).toList()) {
      for (FailureMode failureMode : ALL ? EnumSet.allOf(FailureMode.class) : FEW) {
        cases.add(new Case(post, failureMode, false));
        if (ALL) {
          cases.add(new Case(post, failureMode, true));
        }
      }
    }
    return cases;
  }

  private void judge(Case one) {
    try (var stubs = new ProviderStubs(AgentHarness.SHORT)) {
      OpenStub failing = stubs.open(one.post(), MODEL);
      ProviderSelection providers = with(failing, stubs, one.post().job());
      if (!one.inTheMiddle()) {
        failing.stub().failWith(one.failureMode());
      }
      Path data = Files.createTempDirectory(folder, "call");
      try (AgentHarness harness = AgentHarness.open(data, providers, TIMING)) {
        CallReport report =
            harness.call(
                DANA,
                moment -> {
                  if (one.inTheMiddle() && moment instanceof CallMoment.CallerSpoke) {
                    failing.stub().failWith(one.failureMode());
                  }
                });

        List<Turn> turns = harness.turnsOfCaller(report);
        String about = "%s\n%s\n%s".formatted(one, report.printout(), turns);
        assertThat(report.failures()).as(about).isEmpty();
        assertThat(AgentHarness.longestSilence(report)).as(about).isLessThan(BOUND);
        assertThat(harness.logged(report).outcome()).as(about).isEqualTo(CallOutcome.HUNG_UP);
        assertThat(turns).as(about).hasSize(2);
        assertThat(harness.lead(report).reasonTurn()).as(about).isNotNull();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new AssertionError(one.toString(), e);
    }
  }

  /// A selection in which one provider is this one, and the others are healthy.
  private static ProviderSelection with(OpenStub failing, ProviderStubs stubs, String job) {
    if (job.equals("realtime")) {
      return new ProviderSelection(List.of(failing.settings()), List.of(), List.of(), List.of());
    }
    ProviderSelection healthy = stubs.cascade(MODEL);
    return new ProviderSelection(
        List.of(),
        job.equals("stt") ? List.of(failing.settings()) : healthy.speechToTexts(),
        job.equals("llm") ? List.of(failing.settings()) : healthy.languageModels(),
        job.equals("tts") ? List.of(failing.settings()) : healthy.voices());
  }
}
