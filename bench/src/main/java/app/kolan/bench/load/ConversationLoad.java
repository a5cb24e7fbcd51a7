package app.kolan.bench.load;

import java.time.Duration;

/// A conversation with the scripted agent: four sentences, and an answer to each but the last.
///
/// The sentences are the bench's own recordings and all have one length, so the caller knows when
/// one is whole, and that a silence within it is a gap. The first call of a slot may interrupt its
/// first sentences: so calls that begin together are soon in all places of the story.
///
/// Belongs to the generator's thread.
final class ConversationLoad implements CallerLoad {
  static final int SENTENCES = 4;

  private static final long BEFORE_ANSWER = Duration.ofMillis(300).toNanos();
  private static final long BEFORE_INTERRUPTION = Duration.ofMillis(1500).toNanos();
  private static final long LONGEST_WAIT = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST_GAP = Duration.ofSeconds(3).toNanos();

  private final GeneratorContext switchboard;
  private final long samplesOfSentence;
  private final int interrupted;
  private final PlayoutClock clock = new PlayoutClock();
  private int sentence;
  private State state = State.WAITING;
  private long since;
  private long frames;
  private byte[][] answer = new byte[0][];
  private int said;
  private long samples;
  private boolean cleared;
  private String fault = "";

  private enum State {
    /// Nobody speaks, and it is the server's turn.
    WAITING,
    LISTENING,
    ANSWERING
  }

  /// @param samplesOfSentence the length of each sentence
  /// @param interrupted how many sentences are not heard out
  ConversationLoad(
      GeneratorContext switchboard, long samplesOfSentence, int interrupted, long now) {
    this.switchboard = switchboard;
    this.samplesOfSentence = samplesOfSentence;
    this.interrupted = interrupted;
    this.since = now;
  }

  @Override
  public byte[] frame(long now) {
    frames++;
    if (state == State.LISTENING && mayAnswer(now)) {
      state = State.ANSWERING;
      answer = switchboard.clips().answer(sentence);
      said = 0;
      cleared = false;
    }
    if (state != State.ANSWERING) {
      return switchboard.clips().noise(frames);
    }
    byte[] frame = answer[said++];
    if (said == answer.length) {
      if (isInterrupted() && !cleared) {
        fault = "an interruption was not heard";
      }
      state = State.WAITING;
      since = now;
      sentence++;
      switchboard.tally().turns++;
    }
    return frame;
  }

  private boolean mayAnswer(long now) {
    if (isInterrupted()) {
      return now - since > BEFORE_INTERRUPTION;
    }
    return sentence < SENTENCES - 1 && isWhole() && clock.silentFor(now) > BEFORE_ANSWER;
  }

  private boolean isInterrupted() {
    return sentence < interrupted;
  }

  private boolean isWhole() {
    return samples == samplesOfSentence;
  }

  @Override
  public String reached(long now) {
    return clock.reached(now);
  }

  @Override
  public void media(int count, long now) {
    long gap = clock.received(count, now);
    switch (state) {
      case WAITING -> {
        state = State.LISTENING;
        since = now;
        samples = count;
      }
      case LISTENING -> {
        samples += count;
        if (gap > 0) {
          switchboard.tally().underruns++;
        }
        if (samples > samplesOfSentence) {
          fault = "a sentence was longer than recorded";
        }
      }
      case ANSWERING -> {
        if (!isInterrupted()) {
          fault = "the caller was interrupted";
        } else if (cleared) {
          fault = "a sentence went on after an interruption";
        }
      }
    }
  }

  @Override
  public void mark(String name, long now) {
    clock.marked(name, now);
  }

  @Override
  public void clear(long now) {
    clock.clear(now);
    if (state == State.ANSWERING && isInterrupted()) {
      cleared = true;
    } else {
      fault = "a sentence was stopped without an interruption";
    }
  }

  @Override
  public String fault(long now) {
    if (fault.isEmpty() && state == State.WAITING && now - since > LONGEST_WAIT) {
      return "the server did not speak";
    }
    if (fault.isEmpty()
        && state == State.LISTENING
        && !isWhole()
        && clock.silentFor(now) > LONGEST_GAP) {
      return "a sentence was not spoken to its end";
    }
    if (fault.isEmpty()
        && state == State.LISTENING
        && sentence == SENTENCES - 1
        && clock.silentFor(now) > LONGEST_WAIT) {
      return "the server did not close the stream";
    }
    return fault;
  }

  @Override
  public boolean isOver() {
    return fault.isEmpty() && state == State.LISTENING && sentence == SENTENCES - 1 && isWhole();
  }

  @Override
  public void expectAnswers() {}

  @Override
  public long unanswered() {
    return 0;
  }
}
