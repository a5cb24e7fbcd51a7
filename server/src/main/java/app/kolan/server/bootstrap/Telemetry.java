package app.kolan.server.bootstrap;

import app.kolan.server.store.Stores;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.telemetry.CallMetrics;
import app.kolan.server.telemetry.CompositeCallListener;
import app.kolan.server.telemetry.TimingWriter;
import app.kolan.server.telemetry.TraceSettings;
import app.kolan.server.telemetry.Traces;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What watches the talks of a server: the ledger, the meters, and traces if they are asked for.
///
/// @param watch all of them
record Telemetry(CallListener watch, CallMetrics meters, @Nullable Traces traces)
    implements AutoCloseable {
  static Telemetry begin(
      @Nullable TraceSettings wanted,
      Stores stores,
      IntSupplier liveCalls,
      CallListener other,
      InstantSource clock) {
    var meters = new CallMetrics(liveCalls);
    stores.calls().onSettled(meters::callSettled);
    var notes = new TimingWriter(stores.turns());
    if (wanted == null) {
      return new Telemetry(new CompositeCallListener(List.of(notes, meters, other)), meters, null);
    }
    Traces traces = Traces.open(wanted, clock);
    return new Telemetry(
        new CompositeCallListener(List.of(notes, meters, traces, other)), meters, traces);
  }

  @Override
  public void close() {
    meters.close();
    if (traces != null) {
      traces.close();
    }
  }
}
