package app.kolan.bench.turns;

import app.kolan.bench.stubs.StubAddresses;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.server.threads.WorkerThreads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Some calls at once, with a whole server and the callers in one process, and provider stubs on
/// loopback.
///
/// @param turns what was seen of each turn
/// @param phones what was seen from outside
/// @param words how long words took to the pages of those who watched the calls in the console
record TurnsTrial(
    int calls, Collection<TurnStages> turns, List<Phone.Findings> phones, Distribution words) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /// New callers come this long after each other, so that they do not speak in step.
  private static final Duration APART = Duration.ofMillis(37);

  TurnsTrial {
    turns = List.copyOf(turns);
    phones = List.copyOf(phones);
  }

  /// Runs this many callers for this many rounds.
  ///
  /// @param providers where the stubs of providers listen
  /// @param watchers how many people look at the live page of the console meanwhile
  static TurnsTrial run(int calls, int rounds, StubAddresses providers, int watchers)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    CallerClips shipped = CallerClips.shipped();
    var clips = new Phone.Clips(shipped.audio("reason_short"), shipped.audio("interruption"));
    Queue<TurnStages> turns = new ConcurrentLinkedQueue<>();
    var phones = new ArrayList<Phone.Findings>();
    Distribution words;
    var selection =
        new ProviderSelection(
            List.of(),
            List.of(at("deepgram", providers.speech())),
            List.of(at("openai", providers.model())),
            List.of(at("azure", providers.voice())));
    try (var data = TemporaryFolder.create("bench");
        PhoneServer server =
            PhoneServer.start(
                config(data.path(), selection).build(), (_, stages) -> turns.add(stages));
        LivePageWatchers live = LivePageWatchers.open(server.config(), server.port(), watchers);
        var callers = new Callers(server.port())) {
      WorkerThreads.giveWay();
      var talks = new ArrayList<CompletableFuture<Phone.Findings>>();
      for (int number = 1; number <= calls; number++) {
        talks.add(
            callers.call(
                number, (vertx, socket, end) -> Phone.talk(vertx, socket, end, clips, rounds)));
        LockSupport.parkNanos(APART.toNanos());
      }
      for (CompletableFuture<Phone.Findings> talk : talks) {
        phones.add(talk.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
      }
      words = live.latencies();
    }
    return new TurnsTrial(calls, turns, phones, words);
  }

  Distribution between(TurnStage from, TurnStage to) {
    return Distribution.of(
        turns.stream()
            .flatMap(turn -> turn.between(from, to).stream())
            .filter(took -> !took.isNegative())
            .map(Duration::toNanos)
            .toList());
  }

  List<Interruption> interruptions() {
    return phones.stream().flatMap(phone -> phone.interruptions().stream()).toList();
  }

  /// How many callers did not get every answer.
  long incomplete() {
    return phones.stream().filter(phone -> !phone.complete()).count();
  }

  static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider,
        url,
        new Secret(StubAddresses.KEY),
        "a-model",
        "a-voice",
        "he-IL",
        ProviderTimeouts.USUAL);
  }

  static Config.Builder config(Path data, ProviderSelection providers) {
    var token = List.of(new Secret(Callers.TOKEN));
    var twilio = new TwilioSettings(Callers.ACCOUNT, token, URI.create("http://127.0.0.1:9"));
    return Config.builder(twilio, data)
        .publicUrl(PublicUrl.parse(Callers.PUBLIC).orElseThrow())
        .business(new Business(Business.FIRST, "bench", null, AnswerMode.CONVERSE))
        .providers(providers);
  }
}
