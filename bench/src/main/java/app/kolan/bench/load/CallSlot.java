package app.kolan.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place for one call at a time: when a call is over, the next one is placed.
/*
 * A call is as Twilio makes it: the webhook, whose TwiML says where to connect; the stream; and
 * when the server closes the stream, the webhook that asks what to do next, and the one that
 * reports the end of the call. Twilio would also fetch the greeting's sound, from its cache; that is left
 * out.
 *
 *   WAITING -> ASKING -> STREAMING -> ENDING -> WAITING …          REMOVED
 */
final class CallSlot {
  private static final long AFTER_A_FAULT = Duration.ofSeconds(1).toNanos();
  private static final String STREAM_ENDED_BY_CALLER = "hung up";

  private final GeneratorContext switchboard;
  private final int number;
  private State state = State.WAITING;
  private long beginAt;
  private int interrupted;
  private long begunAt;
  private @Nullable TwilioRequests call;
  private @Nullable MediaStreamClient link;
  private boolean leaving;

  private enum State {
    WAITING,
    ASKING,
    STREAMING,
    ENDING,
    REMOVED
  }

  /// @param beginAt when the first call is placed
  CallSlot(GeneratorContext switchboard, int number, long beginAt) {
    this.switchboard = switchboard;
    this.number = number;
    this.beginAt = beginAt;
    this.interrupted = number % ConversationLoad.SENTENCES;
  }

  /// 20 ms have passed.
  ///
  /// @param due when this should have been called
  void tick(long now, long due) {
    MediaStreamClient open = link;
    if (state == State.WAITING && now >= beginAt) {
      ask(now);
    } else if (state == State.STREAMING && open != null) {
      open.tick(now, due);
    }
  }

  boolean isStreaming() {
    MediaStreamClient open = link;
    return state == State.STREAMING && open != null && open.isOpen();
  }

  boolean isRemoved() {
    return state == State.REMOVED;
  }

  void expectAnswers() {
    if (link != null) {
      link.expectAnswers();
    }
  }

  long unanswered() {
    return link == null ? 0 : link.unanswered();
  }

  /// The caller hangs up, and no further call follows.
  void leave() {
    leaving = true;
    MediaStreamClient open = link;
    if (state == State.WAITING) {
      state = State.REMOVED;
    } else if (state == State.STREAMING && open != null) {
      open.hangUp();
      switchboard.tally().hungUp++;
      over(STREAM_ENDED_BY_CALLER);
    }
  }

  private void ask(long now) {
    TwilioRequests fresh = switchboard.freshCall();
    call = fresh;
    begunAt = now;
    state = State.ASKING;
    switchboard.tally().begun++;
    switchboard.http().ask(fresh.incomingCall(), reply -> connect(fresh, reply));
  }

  private void connect(TwilioRequests fresh, LoadResponse reply) {
    if (!reply.isGood()) {
      broke("a call was not answered: " + shown(reply));
      return;
    }
    long now = System.nanoTime();
    Optional<StreamOffer> offer = StreamOffer.read(reply.body());
    if (offer.isEmpty()) {
      broke("the TwiML asks for no stream");
      return;
    }
    if (leaving) {
      over(STREAM_ENDED_BY_CALLER);
      return;
    }
    GeneratorContext.CallBehavior options = switchboard.options();
    CallerLoad talk =
        switch (options.kind()) {
          case ECHO -> new EchoLoad(switchboard, number);
          case STORY ->
              new ConversationLoad(switchboard, options.samplesOfSentence(), interrupted, now);
          case ANSWERED -> new ProviderConversationLoad(switchboard, now);
        };
    interrupted = 0;
    try {
      state = State.STREAMING;
      link = new MediaStreamClient(switchboard, this, fresh, offer.get(), talk, now);
    } catch (IOException e) {
      broke("no connection can be opened");
    }
  }

  /// The server has closed the stream as planned.
  void finished() {
    switchboard.tally().finished++;
    over("");
  }

  /// The caller has hung up as planned.
  void finishedByCaller() {
    switchboard.tally().finished++;
    TwilioRequests ended = call;
    state = State.ENDING;
    link = null;
    if (ended == null) {
      placeNext("");
    } else {
      tellCompleted(ended, "");
    }
  }

  /// The call failed.
  void broke(String why) {
    if (leaving) {
      over(STREAM_ENDED_BY_CALLER);
      return;
    }
    switchboard.tally().broke(why);
    over(why);
  }

  /// @param why empty when the server is to be asked what comes next
  private void over(String why) {
    state = State.ENDING;
    link = null;
    TwilioRequests ended = call;
    if (ended == null || !switchboard.options().isConversation()) {
      placeNext(why);
    } else if (why.isEmpty()) {
      switchboard.http().ask(ended.streamEnded(), reply -> goOn(ended, reply));
    } else {
      tellCompleted(ended, why);
    }
  }

  private void goOn(TwilioRequests ended, LoadResponse reply) {
    boolean hangsUp = reply.isGood() && reply.body().contains("<Hangup");
    if (!hangsUp) {
      switchboard.tally().broke("after the stream came no hang-up: " + shown(reply));
    }
    tellCompleted(ended, "");
  }

  private void tellCompleted(TwilioRequests ended, String why) {
    long seconds = Duration.ofNanos(System.nanoTime() - begunAt).toSeconds();
    switchboard
        .http()
        .ask(
            ended.completed(seconds),
            reply -> {
              if (!reply.isGood() && !leaving) {
                switchboard.tally().broke("the call's status was not taken: " + shown(reply));
              }
              placeNext(why);
            });
  }

  private void placeNext(String why) {
    call = null;
    state = leaving ? State.REMOVED : State.WAITING;
    beginAt = System.nanoTime() + (why.isEmpty() ? 0 : AFTER_A_FAULT);
  }

  private static String shown(LoadResponse reply) {
    return reply.status() == 0 ? reply.body() : "HTTP " + reply.status();
  }
}
