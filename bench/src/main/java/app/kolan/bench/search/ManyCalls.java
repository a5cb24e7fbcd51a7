package app.kolan.bench.search;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls with words, the same in every run: six turns of twelve words each, of 4,000 words whose
/// frequencies fall as those of a language do. Written and indexed as a server does it.
final class ManyCalls {
  /// The business that has nine calls of ten; the others are shared by nine more.
  static final long BUSINESS = 2;

  private static final int TURNS = 6;
  private static final int WORDS = 12;
  private static final int THREADS = 8;
  private static final int VOCABULARY = 4000;
  private static final String LETTERS = "אבגדהוזחטיכלמנסעפצקרשת";
  private static final Instant FIRST = Instant.parse("2026-01-01T06:00:00Z");

  private final Stores stores;

  ManyCalls(Stores stores) {
    this.stores = stores;
  }

  /// A word of the vocabulary, the commonest first.
  static String word(int rank) {
    var random = new Random(rank * 7919L);
    var word = new StringBuilder();
    int length = 3 + random.nextInt(4);
    for (int i = 0; i < length; i++) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  static String number(int call) {
    return "+9725%08d".formatted(call * 7_919L % 100_000_000L);
  }

  void write(int calls) throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () -> {
                  for (int call = next.getAndIncrement();
                      call < calls;
                      call = next.getAndIncrement()) {
                    write(call, calls);
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private void write(int number, int of) {
    var random = new Random(number);
    var call = new CallSid("CA%032x".formatted(number));
    Instant at = FIRST.plus(Duration.ofMinutes(number));
    long business = number % 10 == 0 ? BUSINESS + 1 + number / 10 % 9 : BUSINESS;
    var _ =
        stores
            .calls()
            .addArrival(
                call,
                "AC" + "0".repeat(32),
                business,
                1,
                new PhoneNumber(number(number)),
                new PhoneNumber("+97231234567"),
                "t" + number,
                at);
    for (int turn = 0; turn < TURNS; turn++) {
      var from = Duration.ofSeconds(10L * turn);
      int _ =
          stores
              .turns()
              .add(
                  new NewTurn(
                      call,
                      turn % 2 == 0 ? Speaker.CALLER : Speaker.AGENT,
                      "",
                      from,
                      from.plusSeconds(8),
                      Duration.ofSeconds(8),
                      false,
                      null,
                      null,
                      words(random, turn)));
    }
    stores.calls().settle(call, CallOutcome.FINISHED, null, at.plusSeconds(60));
    var _ = stores.crm().followUps().follow(call, at.plusSeconds(61));
    if (number % (of / 10 + 1) == 0) {
      System.err.printf("%,d of %,d calls%n", number, of);
    }
  }

  /// Nearly every call is about a morning.
  private static String words(Random random, int turn) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      words.add(word((int) (Math.pow(random.nextDouble(), 3) * VOCABULARY)));
    }
    if (turn == 0 && random.nextInt(20) > 0) {
      words.set(random.nextInt(WORDS), random.nextBoolean() ? "בבוקר" : "בוקר");
    }
    return String.join(" ", words);
  }
}
