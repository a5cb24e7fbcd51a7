package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// A program that fills a ledger from several threads until it is killed, and says on its output
/// what it knows to be written.
final class LedgerCrashChild {
  private static final int THREADS = 8;

  private LedgerCrashChild() {}

  static void main(String[] arguments) {
    var ledger = Ledger.open(Path.of(arguments[0]));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < THREADS; i++) {
        int first = i * 1_000_000;
        threads.execute(() -> fill(ledger, first));
      }
    }
  }

  private static void fill(Ledger ledger, int first) {
    for (int number = first; ; number++) {
      CallSid call = Sample.call(number);
      Sample.arrive(ledger, call, "ticket-" + number);
      acknowledge("call", call, "ticket-" + number);
      int position = ledger.addTurn(Sample.turn(call, "greeting"));
      acknowledge("turn", call, Integer.toString(position));
      var recording = new RecordingSid("RE%032d".formatted(number));
      ledger.recordingAnnounced(recording, call, null, Sample.NOON);
      acknowledge("recording", call, recording.value());
      ledger.settle(call, CallOutcome.BROKEN, null, Sample.NOON);
      acknowledge("settled", call, CallOutcome.BROKEN.name());
    }
  }

  private static void acknowledge(String what, CallSid call, String detail) {
    System.out.println("%s %s %s .".formatted(what, call, detail));
    System.out.flush();
  }
}
