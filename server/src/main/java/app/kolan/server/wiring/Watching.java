package app.kolan.server.wiring;

import app.kolan.server.ledger.Ledger;
import app.kolan.server.seen.Meters;
import app.kolan.server.seen.StageNotes;
import app.kolan.server.seen.TraceSettings;
import app.kolan.server.seen.Traces;
import app.kolan.server.seen.TurnWatch;
import app.kolan.server.seen.Watches;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What watches the talks of a server: the ledger, the meters, and traces if they are asked for.
///
/// @param watch all of them
record Watching(TurnWatch watch, Meters meters, @Nullable Traces traces) implements AutoCloseable {
  static Watching begin(
      @Nullable TraceSettings wanted,
      Ledger ledger,
      IntSupplier liveCalls,
      TurnWatch other,
      InstantSource clock) {
    var meters = new Meters(liveCalls);
    ledger.tellOutcomes(meters::callSettled);
    var notes = new StageNotes(ledger);
    if (wanted == null) {
      return new Watching(new Watches(List.of(notes, meters, other)), meters, null);
    }
    Traces traces = Traces.open(wanted, clock);
    return new Watching(new Watches(List.of(notes, meters, traces, other)), meters, traces);
  }

  @Override
  public void close() {
    meters.close();
    if (traces != null) {
      traces.close();
    }
  }
}
