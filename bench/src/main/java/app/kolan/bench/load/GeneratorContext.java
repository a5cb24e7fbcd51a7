package app.kolan.bench.load;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// What all calls of the generator share.
///
/// Belongs to the generator's thread.
final class GeneratorContext {
  private final int run = ThreadLocalRandom.current().nextInt();
  private final TcpConnections wires;
  private final LoadConnections http;
  private final Clips clips;
  private final CallBehavior options;
  private final ClientFrames frames = new ClientFrames(run);
  private final byte[] scratch = new byte[64 * 1024];
  private final byte[] outgoing = new byte[16 * 1024];
  private LoadStatistics tally = new LoadStatistics();
  private long calls;

  /// The kind of calls that a server takes.
  ///
  /// @param sentence how long each sentence of the story is
  record CallBehavior(Kind kind, Duration sentence) {
    static final CallBehavior ECHO = new CallBehavior(Kind.ECHO, Duration.ZERO);
    static final CallBehavior ANSWERED = new CallBehavior(Kind.ANSWERED, Duration.ZERO);

    /// Who is at the other end.
    enum Kind {
      ECHO,
      /// The scripted agent, which ends the call.
      STORY,
      /// An agent with providers; the caller ends the call.
      ANSWERED
    }

    static CallBehavior story(Duration sentence) {
      return new CallBehavior(Kind.STORY, sentence);
    }

    /// Whether the server holds a conversation, and wants to know how it ended.
    boolean isConversation() {
      return kind != Kind.ECHO;
    }

    long samplesOfSentence() {
      return sentence.toMillis() * Mulaw.RATE / 1000;
    }
  }

  GeneratorContext(TcpConnections wires, Clips clips, CallBehavior options) {
    this.wires = wires;
    this.http = new LoadConnections(wires);
    this.clips = clips;
    this.options = options;
  }

  /// A call that has not been placed yet.
  TwilioRequests freshCall() {
    return TwilioRequests.ofCall(run, ++calls);
  }

  TcpConnections wires() {
    return wires;
  }

  LoadConnections http() {
    return http;
  }

  Clips clips() {
    return clips;
  }

  CallBehavior options() {
    return options;
  }

  ClientFrames frames() {
    return frames;
  }

  /// Room to read in.
  byte[] scratch() {
    return scratch;
  }

  /// Room to write in: one media message, some marks and a ping.
  byte[] outgoing() {
    return outgoing;
  }

  LoadStatistics tally() {
    return tally;
  }

  /// Begins a new tally, and gives the old one away.
  LoadStatistics turnOver() {
    LoadStatistics old = tally;
    tally = new LoadStatistics();
    return old;
  }
}
