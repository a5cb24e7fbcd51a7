package app.kolan.server.store.sqlite;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// A program that writes from several threads until it is killed, and prints what it knows to be
/// written.
final class SqliteCrashChild {
  private static final int THREADS = 8;

  private SqliteCrashChild() {}

  static void main(String[] arguments) {
    var stores = SqliteStores.open(Path.of(arguments[0]));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < THREADS; i++) {
        int first = i * 1_000_000;
        threads.execute(() -> fill(stores, first));
      }
    }
  }

  private static void fill(Stores stores, int first) {
    for (int number = first; ; number++) {
      CallSid call = Sample.call(number);
      Sample.arrive(stores.calls(), call, "ticket-" + number);
      acknowledge("call", call, "ticket-" + number);
      int position = stores.turns().add(Sample.turn(call, "greeting"));
      acknowledge("turn", call, Integer.toString(position));
      var recording = new RecordingSid("RE%032d".formatted(number));
      stores.recordings().announce(recording, call, null, Sample.NOON);
      acknowledge("recording", call, recording.value());
      stores.calls().settle(call, CallOutcome.BROKEN, null, Sample.NOON);
      acknowledge("settled", call, CallOutcome.BROKEN.name());
    }
  }

  private static void acknowledge(String what, CallSid call, String detail) {
    System.out.println("%s %s %s .".formatted(what, call, detail));
    System.out.flush();
  }
}
