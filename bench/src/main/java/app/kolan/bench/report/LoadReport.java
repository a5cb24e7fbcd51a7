package app.kolan.bench.report;

import java.time.Instant;
import java.util.List;

/// One run of the load bench, reported as text, JSON or a page.
///
/// @param machine what it ran on
/// @param at when it was started
/// @param command how to run it again
public record LoadReport(String machine, Instant at, String command, List<Window> windows) {
  public LoadReport {
    windows = List.copyOf(windows);
  }
}
