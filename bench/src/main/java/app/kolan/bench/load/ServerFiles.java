package app.kolan.bench.load;

import java.nio.file.Path;

/// Where a server under load runs and writes.
///
/// @param folder the working directory
/// @param run distinguishes this start from others
record ServerFiles(Path folder, String run) {
  /// What it prints.
  Path log() {
    return folder.resolve(run + ".log");
  }

  /// Its data folder, if it is Kolan.
  Path data() {
    return folder.resolve(run + "-data");
  }

  /// What its JVM writes of garbage collections.
  GcLog gcLog() {
    return new GcLog(folder.resolve(run + ".gc.log"));
  }
}
