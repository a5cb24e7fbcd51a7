package app.kolan.bench.load;

/// What the caller does once the stream is open: says something every 20 ms, and takes what the
/// server says.
///
/// Times are nanoseconds of one clock. Belongs to the generator's thread.
interface CallerLoad {
  /// The payload of the next frame.
  byte[] frame(long now);

  /// The next mark to return; empty when none is due.
  String reached(long now);

  void media(int samples, long now);

  void mark(String name, long now);

  void clear(long now);

  /// What has gone wrong; empty while all is as planned.
  String fault(long now);

  /// Whether the server may close the stream now.
  boolean isOver();

  /// Whether the caller ends the call now.
  default boolean hangsUp() {
    return false;
  }

  /// Remembers which frames were sent by now.
  void expectAnswers();

  /// How many of those have not been answered.
  long unanswered();
}
