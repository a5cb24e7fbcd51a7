package app.kolan.bench.load;

import java.time.Duration;

/// A conversation with an agent whose words come from providers: hears each answer out, says
/// something, and hangs up after some turns.
///
/// Belongs to the generator's thread.
final class ProviderConversationLoad implements CallerLoad {
  static final int TURNS = 6;

  /// Longer than a pause between two sentences of an answer.
  private static final long BEFORE_ANSWER = Duration.ofMillis(800).toNanos();

  private static final long LONGEST_WAIT = Duration.ofSeconds(15).toNanos();

  private final GeneratorContext switchboard;
  private final byte[][] speech;
  private final PlayoutClock clock = new PlayoutClock();
  private State state = State.WAITING;
  private long since;
  private long frames;
  private int said;
  private int turns;

  private enum State {
    /// Nobody speaks, and it is the server's turn.
    WAITING,
    LISTENING,
    SPEAKING,
    DONE
  }

  ProviderConversationLoad(GeneratorContext switchboard, long now) {
    this.switchboard = switchboard;
    this.speech = switchboard.clips().answer(0);
    this.since = now;
  }

  @Override
  public byte[] frame(long now) {
    frames++;
    if (state == State.LISTENING && clock.silentFor(now) > BEFORE_ANSWER) {
      state = turns == TURNS ? State.DONE : State.SPEAKING;
      said = 0;
    }
    if (state != State.SPEAKING) {
      return switchboard.clips().noise(frames);
    }
    byte[] frame = speech[said++];
    if (said == speech.length) {
      state = State.WAITING;
      since = now;
      turns++;
      switchboard.tally().turns++;
    }
    return frame;
  }

  @Override
  public String reached(long now) {
    return clock.reached(now);
  }

  @Override
  public void media(int samples, long now) {
    clock.received(samples, now);
    if (state == State.WAITING) {
      state = State.LISTENING;
    }
  }

  @Override
  public void mark(String name, long now) {
    clock.marked(name, now);
  }

  @Override
  public void clear(long now) {
    clock.clear(now);
  }

  @Override
  public String fault(long now) {
    return state == State.WAITING && now - since > LONGEST_WAIT ? "the server did not speak" : "";
  }

  /// The caller ends these calls.
  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public boolean hangsUp() {
    return state == State.DONE;
  }

  @Override
  public void expectAnswers() {}

  @Override
  public long unanswered() {
    return 0;
  }
}
