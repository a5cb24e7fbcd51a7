package app.kolan.bench.load;

/// The load of an echo server, which answers each frame with a frame. TCP keeps the order, so
/// answers need no identifiers.
///
/// Belongs to the generator's thread.
final class EchoLoad implements CallerLoad {
  /// Twenty seconds of frames; what takes longer is not timed.
  private static final int REMEMBERED = 1024;

  private final GeneratorContext switchboard;
  private final byte[][] speech;
  private final long[] sentAt = new long[REMEMBERED];
  private long sent;
  private long answered;
  private long expected;

  EchoLoad(GeneratorContext switchboard, int number) {
    this.switchboard = switchboard;
    this.speech = switchboard.clips().answer(number);
  }

  @Override
  public byte[] frame(long now) {
    sentAt[(int) (sent % REMEMBERED)] = now;
    return speech[(int) (sent++ % speech.length)];
  }

  @Override
  public String reached(long now) {
    return "";
  }

  @Override
  public void media(int samples, long now) {
    if (sent - answered <= REMEMBERED) {
      switchboard.tally().echoed(now - sentAt[(int) (answered % REMEMBERED)]);
    }
    answered++;
  }

  @Override
  public void mark(String name, long now) {}

  @Override
  public void clear(long now) {}

  @Override
  public String fault(long now) {
    return answered > sent ? "more answers than frames" : "";
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public void expectAnswers() {
    expected = sent;
  }

  @Override
  public long unanswered() {
    return Math.max(0, expected - answered);
  }
}
