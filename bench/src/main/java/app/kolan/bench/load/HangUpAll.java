package app.kolan.bench.load;

/// Ends all calls: callers hang up, and the server receives the final callbacks.
final class HangUpAll {
  private static final int LONGEST_SECONDS = 10;

  private HangUpAll() {}

  static void say(Generator generator, Progress progress) throws InterruptedException {
    generator.hangUp();
    for (int i = 0; i < LONGEST_SECONDS && generator.leaving() > 0; i++) {
      Thread.sleep(1000);
    }
    long left = generator.leaving();
    if (left > 0) {
      progress.note("  %d calls could not be brought to an end", left);
    }
  }
}
